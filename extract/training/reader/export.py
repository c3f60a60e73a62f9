"""From the fitted network to what ships: the encoder in ONNX with 8-bit weights, the heads as numpy arrays.

`quantize_dynamic` is onnxruntime's; 7 bits of the 8 are used, so that processors without VNNI do not overflow.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from extract.training.reader.network import Reader


def export(reader: Reader, folder: Path, *, quantised: bool = True) -> None:
    """Write encoder.onnx and heads.npz into the folder."""
    reader = reader.eval()
    folder.mkdir(parents=True, exist_ok=True)
    heads = {k: v.numpy().astype(np.float16) for k, v in reader.state_dict().items() if not k.startswith("encoder.")}
    np.savez(folder / "heads.npz", **heads)
    with tempfile.TemporaryDirectory(prefix="entente-export-") as work:
        plain = Path(work) / "plain.onnx"
        _to_onnx(reader, plain)
        if not quantised:
            (folder / "encoder.onnx").write_bytes(plain.read_bytes())
            return
        quantize_dynamic(
            plain, folder / "encoder.onnx", weight_type=QuantType.QInt8, reduce_range=True, per_channel=True
        )


def _to_onnx(reader: Reader, path: Path) -> None:
    ids = torch.ones(2, 16, dtype=torch.long)
    mask = torch.ones(2, 16)
    axes = {name: {0: "batch", 1: "pieces"} for name in ("ids", "shapes", "breaks", "mask", "vectors")}
    torch.onnx.export(
        reader.encoder, (ids, ids, ids, mask), str(path), input_names=["ids", "shapes", "breaks", "mask"],
        output_names=["vectors"], dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
