"""One cell of a table as it stands in a spreadsheet. Excel shows 3 as 3.00 where somebody set two
decimals and gives -2 for a slip, so a cell is judged a little differently from what is typed in
chat; everything else is left to `numerals`, so that a figure means the same wherever it comes from.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Literal

from bot.forms import number
from bot.reading.numerals import Refusal, read_number, read_row

MAX_DIGITS = 9  # a longer figure is two figures run together, and no cell could hold it
BLANK = frozenset({"", "/", "\\", "-", "—", "——", "–"})

Reason = Literal["rounded", "ambiguous", "negative", "fraction", "long", "not_a_number"]

_EMPTY_DECIMALS = re.compile(r"(?<=\d)\.0+(?=$|[^\d.])")


@dataclass(frozen=True, slots=True)
class Wrong:
    """Why a cell holds no figure."""

    reason: Reason


def is_blank(text: str) -> bool:
    """True for an empty cell or a stroke, neither of which is 0."""
    return unicodedata.normalize("NFKC", text).strip() in BLANK


def read_figure(kind: str, text: str) -> str | Wrong:
    """The canonical text of a cell of that kind; empty for a blank one."""
    if is_blank(text):
        return ""
    if len(text) > 100:  # no figure, and not worth an hour of arithmetic
        return Wrong("not_a_number")
    figure = _figure(kind, text)
    if isinstance(figure, Wrong):
        return figure
    value = number.number(kind, figure)
    if value is None:
        return Wrong("not_a_number")
    if kind != "change" and value < 0:
        return Wrong("negative")
    return Wrong("long") if abs(value) >= 10**MAX_DIGITS else figure


def _figure(kind: str, text: str) -> str | Wrong:
    if kind == "count":
        text = _EMPTY_DECIMALS.sub("", unicodedata.normalize("NFKC", text).strip())
        value = read_number(text)
        return _trouble(text) if value is None else number.plain(value)
    row = read_row(text, 1, (kind,))
    if isinstance(row, Refusal):
        return _trouble(text)
    return row.figures[0]


def _trouble(text: str) -> Wrong:
    value = number.number("count", text)
    if value is not None and value < 0:
        return Wrong("negative")
    if value is not None and value != value.to_integral_value():
        return Wrong("fraction")
    row = read_row(text, 1)
    if isinstance(row, Refusal) and row.reason in ("rounded", "ambiguous"):
        return Wrong(row.reason)
    return Wrong("not_a_number")
