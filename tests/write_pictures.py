"""Write the pictures of docs/page.md anew: views of output/sample/graph.html in Chromium. Writes to docs/ alone.

Run: python tests/write_pictures.py   (or `make pictures`, after `make sample`)
"""

from __future__ import annotations

import argparse

from pages import FLAGS, chromium, ready
from playwright.sync_api import sync_playwright
from project import ROOT, SAMPLE

#: Name of the picture -> the address of the view, and whether it is shown dark.
PICTURES = {
    "page": ("#n=cty%3Ajp", False),
    "page-quote": ("#e=cdfc69e426ccead9", False),
    "page-timeline": ("#n=cty%3Ajp&v=timeline", False),
    "page-matrix": ("#v=matrix&m=EU~CN", False),
    "page-map": ("#v=map", True),
}


def main() -> None:
    """Take every picture."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for name, (at, dark) in PICTURES.items():
            context = browser.new_context(
                viewport={"width": 1360, "height": 850},
                reduced_motion="reduce",
                color_scheme="dark" if dark else "light",
            )
            page = context.new_page()
            page.goto((SAMPLE / "graph.html").as_uri() + at)
            ready(page)
            page.wait_for_timeout(300)
            path = ROOT / "docs" / f"{name}.png"
            # An address that means nothing any more would give a picture of the wrong thing.
            assert "At a glance" not in page.inner_text("#panel h2") or at == "#v=map", f"{name}: {at} chooses nothing"
            path.write_bytes(page.screenshot())
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size:,} bytes")
            context.close()
        browser.close()


if __name__ == "__main__":
    main()
