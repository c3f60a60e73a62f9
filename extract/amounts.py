"""Amounts in running text: money with its currency, shares in per cent, quantities with their unit.

Pure functions on text; reads only `lexicon/amounts.yml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Annotated

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from extract.errors import LexiconError

FILE = "amounts.yml"
Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Word = Annotated[str, Field(min_length=1)]

# A figure: 1,200.50, 12,34,567, 400 000, 1.200.000, 26.7 and the decimal comma of 26,7. At most eighteen digits.
_FIGURE = (
    r"(?:\d{1,3}(?:,\d{2,3}){1,5}(?!\d)(?:\.\d{1,6})?|\d{1,3}(?:[ \u00a0\u202f]\d{3}){1,4}(?!\d)(?:[.,]\d{1,2})?"
    r"|\d{1,3}(?:\.\d{3}){2,5}(?!\d)|\d{1,18}(?:[.,]\d{1,6})?)(?!\d)"
)
# A cheap look ahead: only a sign of currency stands between here and a digit.
_NEAR_DIGIT = r"[^\s\d]{0,5}\s?[^\s\d]?\s?\d"
THOUSAND, MILLION = 1_000, 1_000_000
_SPACE = r"(?:[^\S\n]{1,2}|[^\S\n]?\n[^\S\n]{0,8})"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount and where it stands: `text` is what stands at `start:end`.

    `value` is the plain number (26.7 billion is 26700000000.0; of a range its lower end), `kind` is money, percent,
    quantity, or number ("100 million" alone). `currency` is the ISO 4217 code of money, or None where the text leaves
    it open: "$" and "Rs" alone name no country. `unit` is the unit of a quantity.
    """

    start: int
    end: int
    text: str
    value: float | None
    currency: str | None
    kind: str = "money"
    unit: str | None = None


class _Currency(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
    symbols: list[Word]
    names: list[Word]


class AmountWords(BaseModel):
    """The word lists of `amounts.yml`; the file says what each is for."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    currencies: dict[Code, _Currency]
    shared_symbols: dict[Word, Code | None]
    shared_names: dict[Word, Code | None]
    letters: dict[Annotated[str, Field(pattern=r"^[A-Z]$")], Code | None]
    careful_signs: list[Word]
    careful_names: list[Word]
    scales: dict[Word, Annotated[int, Field(ge=10)]]
    short_scales: list[Word]
    numbers: dict[Word, Decimal]
    vague_numbers: list[Word]
    percent: list[Word]
    units: dict[Word, list[Word]]

    @model_validator(mode="after")
    def _claims_each_word_once(self) -> AmountWords:
        for kind, shared in (("symbols", self.shared_symbols), ("names", self.shared_names)):
            claims = [word for currency in self.currencies.values() for word in getattr(currency, kind)]
            claims += list(shared)
            twice = sorted({word for word in claims if claims.count(word) > 1})
            if twice:
                raise ValueError(f"the currency {kind} {twice} are claimed twice; keep one, or list them as shared")
        return self

    def before(self) -> dict[str, str | None]:
        """What may stand before the number -> currency."""
        table = {symbol: code for code, currency in self.currencies.items() for symbol in currency.symbols}
        return self.letters | self.shared_symbols | table | {code: code for code in self.currencies}

    def after(self) -> dict[str, str | None]:
        """What may follow the number, in lower case (the codes in capitals) -> currency."""
        table = {name: code for code, currency in self.currencies.items() for name in currency.names}
        return self.shared_names | table | {code: code for code in self.currencies}


def parse_amount_words(text: str, *, name: str = FILE) -> AmountWords:
    """The word lists in the YAML `text`; `name` is the file to blame.

    Raises:
        LexiconError: the text is no YAML, lacks a list, or gives one word two currencies.
    """
    try:
        return AmountWords.model_validate(yaml.safe_load(text))
    except ValidationError as error:
        first = error.errors()[0]
        raise LexiconError(f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}; mend this entry") from error
    except yaml.YAMLError as error:
        raise LexiconError(f"{name}: not YAML ({error}); mend it") from error


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The vocabulary made ready: one pattern, and what its words mean."""

    pattern: re.Pattern[str]
    before: dict[str, str | None]
    after: dict[str, str | None]
    scales: dict[str, int]
    numbers: dict[str, Decimal | None]
    units: dict[str, str]
    doubtful: frozenset[str]
    careful: frozenset[str]


def _any(words: Iterable[str]) -> str:
    """A pattern for any of the words, longest first, small, Capitalised or in CAPITALS."""
    forms = [form for word in words for form in (word, word.capitalize(), word.upper())]
    return "(?:" + "|".join(dict.fromkeys(_written(forms))) + ")"


def _any_case(words: Iterable[str]) -> str:
    """A pattern for any of the words in any mixture of cases. ASCII rules: no long s that `lower` would keep."""
    return f"(?ai:{'|'.join(_written(words))})"


def _written(words: Iterable[str]) -> list[str]:
    return [re.escape(word).replace(r"\ ", _SPACE) for word in sorted(words, key=lambda w: (-len(w), w))]


def _pattern(words: AmountWords) -> str:
    one_word = _any(w for w in words.numbers if w not in ("a", "an"))
    half = rf"(?:{_SPACE}and{_SPACE}a{_SPACE}half)?"
    number = rf"(?<!-)(?:{one_word}(?:-{one_word})?{half}|{_any([*words.numbers, *words.vague_numbers])})(?!\w)"
    long_scales = _any(w for w in words.scales if w not in words.short_scales)
    scale = rf"(?:(?:{_SPACE}|-)?{long_scales}|[^\S\n]?{_any(words.short_scales)})(?!\w)"
    before = "(?:" + "|".join(_written(words.before())) + ")"
    to = rf"(?:{_SPACE}?[-–—]{_SPACE}?|{_SPACE}(?:to|or|and){_SPACE})"
    lead = rf"(?:{_SPACE}|-)?(?:of{_SPACE})?"
    names = _any_case(word for word in words.after() if word not in words.currencies)
    codes = "|".join(sorted(words.currencies))
    return (
        rf"(?<![\w.,$€£¥])(?={_NEAR_DIGIT}|{_any([*words.numbers, *words.vague_numbers])})"
        rf"(?:(?P<before>{before}){_SPACE}?(?P<figure>{_FIGURE})|(?P<bare>{_FIGURE})|(?P<word>{number}))"
        rf"(?:{to}(?:{before}{_SPACE}?)?{_FIGURE}(?={scale}))?(?P<scale>{scale}(?:{scale})?)?"
        rf"(?:{_SPACE}?(?P<percent>{_any_case(words.percent)})(?!\w)"
        rf"|(?P<name>{lead}(?:{names}|{codes})(?!\w))|(?P<unit>{lead}{_any_case(_unit_words(words))}(?!\w)))?"
    )


def _unit_words(words: AmountWords) -> dict[str, str]:
    return {form: unit for unit, forms in words.units.items() for form in forms}


@cache
def _grammar() -> _Grammar:
    words = parse_amount_words((files("extract") / "lexicon" / FILE).read_text(encoding="utf-8"))
    vague: dict[str, Decimal | None] = dict.fromkeys(words.vague_numbers)
    return _Grammar(
        pattern=re.compile(_pattern(words)),
        before=words.before(),
        after=words.after(),
        scales=words.scales,
        numbers={**words.numbers, **vague},
        units=_unit_words(words),
        doubtful=frozenset([*words.letters, *words.careful_signs]),
        careful=frozenset(words.careful_names),
    )


def find_amounts(text: str) -> list[Amount]:
    """The amounts in the text, in order, without overlap. Plain numbers ("14 members") are none."""
    grammar = _grammar()
    found = (_amount(match, grammar) for match in grammar.pattern.finditer(text))
    return [amount for amount in found if amount is not None]


def _amount(match: re.Match[str], grammar: _Grammar) -> Amount | None:
    scale, short = _scale(match["scale"], grammar)
    number = _number(match, grammar)
    value = None if number is None else float(number * scale)
    before, name = _sign(match, grammar, scale), _name(match, grammar, value)
    start = match.start("figure") if match["before"] and before is None else match.start()
    end = match.start("name") if match["name"] and name is None else match.end()
    kind, currency, unit = "number", None, None
    if before is not None or name is not None:
        kind = "money"
        currency = (before and grammar.before[before]) or (name and grammar.after[name]) or None
    elif match["percent"]:
        kind = "percent"
    elif match["unit"]:
        kind, unit = "quantity", grammar.units[_plain(match["unit"])]
    elif scale < MILLION or short:
        return None
    return Amount(start, end, match.string[start:end], value, currency, kind, unit)


def _sign(match: re.Match[str], grammar: _Grammar, scale: int) -> str | None:
    """The sign before the figure. "COP 28" and "P30" are no sums; one letter must be glued to its sum ("R37.10")."""
    sign: str | None = match["before"]
    if sign not in grammar.doubtful:
        return sign
    apart = len(sign) == 1 and match.end("before") < match.start("figure")
    return sign if not apart and (scale > 1 or re.search(r"\.\d\d$|,\d{3}$", match["figure"])) else None


def _name(match: re.Match[str], grammar: _Grammar, value: float | None) -> str | None:
    """The currency's name after the number; a name with another meaning counts only with a large sum."""
    if match["name"] is None:
        return None
    name = _plain(match["name"])
    name = name if name in grammar.after else name.upper()
    return None if name in grammar.careful and (value or 0) < THOUSAND else name


def _plain(found: str | None) -> str:
    """A found name or unit as the vocabulary writes it."""
    return " ".join((found or "").lower().removeprefix("-").split()).removeprefix("of ")


def _scale(found: str | None, grammar: _Grammar) -> tuple[int, bool]:
    """The factor of the scale words, and whether it is a letter or two that only money has."""
    factor, words = 1, re.findall(r"[a-z]+", (found or "").lower())
    for word in words:
        factor *= grammar.scales[word]
    return factor, len(words) == 1 and len(words[0]) <= 2 and not words[0].endswith("n")


def _number(match: re.Match[str], grammar: _Grammar) -> Decimal | None:
    """The number before its scale; None for "several"."""
    if match["word"] is None:
        return _figure(re.sub(r"\s", "", match["figure"] or match["bare"]))
    whole, half, _ = " ".join(match["word"].lower().split()).partition(" and a half")
    if whole in grammar.numbers:
        total = grammar.numbers[whole]
    else:
        total = sum((grammar.numbers[part] or Decimal(0) for part in whole.split("-")), Decimal(0))
    return total + Decimal("0.5") if half and total is not None else total


def _figure(figure: str) -> Decimal:
    """A figure without spaces: 1,200.5 and 1.200.000 have marks of thousands, 26,7 a decimal comma."""
    if re.fullmatch(r"\d+,(?:\d{1,2}|\d{4,6})", figure):
        return Decimal(figure.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", figure):
        return Decimal(figure.replace(".", ""))
    return Decimal(figure.replace(",", ""))
