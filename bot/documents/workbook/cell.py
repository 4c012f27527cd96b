"""What a spreadsheet is to us, whichever program wrote it: sheets of cells, each a text, a number
or a date, and some of them shown as one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Context
from typing import Literal, NoReturn

from bot.reading.answers_file import Unusable

MAX_CELLS = 400_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
FIFTEEN = Context(prec=15)  # digits that a spreadsheet has; what follows is binary noise
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
Kind = Literal["text", "number", "date", "error"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that holds something: a number as plain digits, a date as 2023-05-06.

    `formula` says that it is computed; its text is then what the file's writer had computed, and
    empty where it had computed nothing.
    """

    kind: Kind
    text: str
    formula: bool = False


@dataclass(frozen=True, slots=True)
class Merge:
    """Cells shown as one: first and last row and column, both counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Worksheet:
    """A sheet's cells by row and column, from 1; hidden rows and columns are there like others."""

    name: str
    cells: Mapping[tuple[int, int], Cell]
    merges: tuple[Merge, ...] = ()


@dataclass(frozen=True)
class Workbook:
    """The sheets in their order, and the defined names with what they stand for."""

    sheets: tuple[Worksheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)


def unusable(reason: str, **details: object) -> NoReturn:
    """Gives a file up."""
    raise Unusable(reason, details)


def address(row: int, column: int) -> str:
    """A cell as people find it: D7."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"


def place(reference: str) -> tuple[int, int] | None:
    """Row and column of D7 or $D$7; None for what is no cell."""
    match = _REFERENCE.fullmatch(reference)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    row = int(match[2])
    return (row, column) if 0 < row <= LAST_ROW and column <= LAST_COLUMN else None
