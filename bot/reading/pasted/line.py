"""A pasted line on its way into the table, and why a paste is refused. Every step hands these on to
the next, and any of them may find that the text could be meant in two ways.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.forms.form import Cell, Form, Table
from bot.reading.figures import Reason as FigureReason
from bot.reading.figures import is_blank

Reason = (
    FigureReason
    | Literal[
        "empty",  # no figure in it
        "few",  # the line has too few cells
        "many",  # a figure stands beyond the last column
        "blanks",  # blank cells and spacing cannot be told apart
        "row_name",  # no row of the table is called so
        "row_missing",  # other lines begin with a row's name, this one does not
        "row_twice",  # the same row was pasted twice
        "row_unsure",  # the total of the rows, or the row below it
        "row_beyond",  # more lines than the table has rows
        "heading",  # a figure stands under no heading of the table
        "heading_twice",  # a heading stands there twice
        "heading_order",  # the headings stand in another order
    ]
)


@dataclass(frozen=True)
class Pasted:
    """The cells that were pasted. `totals` are given, not entered, and still to be checked;
    `blanks` are cells that were pasted empty, which is not 0; `rows` are those that were named or
    counted off, as `table.row`.
    """

    values: Mapping[str, str]
    totals: Mapping[str, str]
    blanks: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True)
class Refusal:
    """Why nothing was taken: the first line and cell in the way, both from 1, and what stood there.

    `key` is the cell of the form that was meant, where that is known. Line 0 is the whole text.
    """

    line: int
    reason: Reason
    column: int = 0
    token: str = ""
    key: str = ""


@dataclass(frozen=True)
class Line:
    """A pasted line: `row` is the row it names, `label` counts the cells up to and with the name.

    `padded` cells were put in front of the first line, because a chat trims blank ones away.
    """

    number: int
    cells: tuple[str, ...]
    label: int = 0
    row: str = ""
    padded: int = 0


@dataclass(frozen=True)
class Found:
    """A cell of a line as it was found: its place in the line, None where the column was absent."""

    at: int | None
    text: str


Placed = tuple[Line, Sequence[Found]]  # a line, and its cells from the first column of figures on
Filled = tuple[Line, list[tuple[Cell, Found]]]  # a line, and the cells of the form that it fills


class Refused(Exception):
    """Carries a refusal out of the middle of a paste."""

    def __init__(self, line: int, reason: Reason, column: int = 0, token: str = "") -> None:
        super().__init__(reason)
        self.refusal = Refusal(line, reason, column, token.strip())


@dataclass(frozen=True)
class Target:
    """The table that is pasted into: its cells by row, and the row that is asked for."""

    form: Form
    table: Table
    start: str
    cells: Mapping[str, tuple[Cell, ...]]


def target(form: Form, table: Table, start: str) -> Target:
    """The target for a table whose row `start` is asked for."""
    cells: dict[str, tuple[Cell, ...]] = {}
    for cell in table.cells():
        cells[cell.row.id] = (*cells.get(cell.row.id, ()), cell)
    return Target(form, table, start, cells)


def figures_from(line: Line, start: int) -> list[Found]:
    """The cells of a line from a place on."""
    return [Found(at, cell) for at, cell in enumerate(line.cells)][start:]


def first_filled(line: Line, label: int) -> int:
    """The place of the first cell behind the name that is not empty."""
    return next((n for n, c in enumerate(line.cells) if n >= label and c.strip()), len(line.cells))


def gapped(line: Line) -> bool:
    """True when the cell behind the name is empty: merged with it, or blank."""
    return bool(line.label) and is_blank("".join(line.cells[line.label : line.label + 1]))


def last_filled(line: Line) -> int:
    """The place of the last cell that is not empty."""
    return max((n for n, cell in enumerate(line.cells) if cell.strip()), default=0)
