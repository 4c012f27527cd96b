"""A filled sheet that comes back. Its cells are known by the names that were written into it, and
by the labels around them where the names are lost or a program left them behind; where the two
speak of different cells otherwise, somebody moved figures without their labels and none of them is
taken. A cell that holds no figure of its kind is named by its address, so that it can be put right
in the sheet itself.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.documents.places import Place, find_cells
from bot.documents.reader.labels import is_figure
from bot.documents.sheet import FORM_NAME, YEAR_NAME
from bot.documents.workbook import (
    Cell,
    Workbook,
    Worksheet,
    address,
    place,
    read_workbook,
    unusable,
)
from bot.forms.form import Cell as FormCell
from bot.forms.form import Form, Table
from bot.reading.figures import Reason as FigureReason
from bot.reading.figures import Wrong, read_figure

_MEANS = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?\d{1,7})")
_MARK = "'’"  # before a figure that was copied as text: Excel's own mark
_ENOUGH = 0.5  # of a table's cells, found by labels, make a sheet that table

Reason = (
    FigureReason
    | Literal[
        "date",  # the spreadsheet made a date of it: 1/2, 3-1
        "error",  # #REF!, #DIV/0!, TRUE
        "formula",  # a formula without a computed value
        "moved",  # its name says one cell and its labels another
    ]
)


@dataclass(frozen=True)
class Mistake:
    """A cell that was not taken: where (表三!D7), why, what stands there, and which cell it is."""

    address: str
    reason: Reason
    text: str
    key: str


@dataclass(frozen=True)
class Sheet:
    """What a sheet holds: entered cells, totals that were typed over their formulas, and mistakes.

    A blank cell is in none of them. `missing` are tables that no sheet shows. `year` is the one
    for which the sheet was made, None where it does not say.
    """

    values: Mapping[str, str]
    totals: Mapping[str, str]
    mistakes: tuple[Mistake, ...]
    missing: tuple[str, ...] = ()
    year: int | None = None


@dataclass(frozen=True)
class _Spot:
    """A place in a sheet."""

    sheet: Worksheet
    at: Place

    @property
    def cell(self) -> Cell | None:
        return self.sheet.cells.get(self.at)

    @property
    def address(self) -> str:
        return f"{self.sheet.name}!{address(*self.at)}"


def read_sheet(content: bytes, form: Form) -> Sheet:
    """The figures of a filled sheet. Raises Unusable for a file that is none."""
    book = read_workbook(content)
    made_for = book.names.get(FORM_NAME, "").strip('"')
    if made_for and made_for != form.id:
        unusable("other_form", form=made_for, wanted=form.id)
    values: dict[str, str] = {}
    totals: dict[str, str] = {}
    mistakes: list[Mistake] = []
    missing: list[str] = []
    for table in form.tables.values():
        spots, moved = _spots(book, table)
        if not spots and not moved:
            missing.append(table.id)
        mistakes += moved
        for key, spot in spots.items():
            cell = form.cells[key]
            figure = _figure(spot, cell)
            if isinstance(figure, Mistake):
                mistakes.append(figure)
            elif figure:
                (totals if cell.computed else values)[key] = figure
    if len(missing) == len(form.tables):
        unusable("no_tables")
    return Sheet(values, totals, tuple(mistakes), tuple(missing), _year(book))


def _year(book: Workbook) -> int | None:
    year = book.names.get(YEAR_NAME, "").strip('"')
    return int(year) if re.fullmatch(r"[12]\d{3}", year) else None


def _spots(book: Workbook, table: Table) -> tuple[dict[str, _Spot], list[Mistake]]:
    """Where the cells of a table are, and those of which that cannot be said."""
    named = dict(_named(book, table))
    labelled = _labelled(book, table, [spot.sheet for spot in named.values()])
    apart = {key: spot for key, spot in named.items() if labelled.get(key, spot) != spot}
    if _are_stale(apart, labelled):
        named, apart = {}, {}
    moved = [
        Mistake(spot.address, "moved", spot.cell.text if spot.cell else "", key)
        for key, spot in apart.items()
    ]
    doubtful = {mistake.key for mistake in moved}
    spots = labelled | named
    order = [cell.id for cell in table.cells()]
    return {key: spots[key] for key in order if key in spots and key not in doubtful}, moved


def _are_stale(named: Mapping[str, _Spot], labelled: Mapping[str, _Spot]) -> bool:
    """True where a program inserted rows or columns and left the names behind: all are off by as
    much, and some stand on labels, where a figure cut out and put elsewhere would have none left.
    """
    ways = {
        (spot.at[0] - labelled[key].at[0], spot.at[1] - labelled[key].at[1])
        for key, spot in named.items()
    }
    words = (cell.text for spot in named.values() if (cell := spot.cell) and cell.kind == "text")
    return len(ways) == 1 and any(not is_figure(text) for text in words)


def _named(book: Workbook, table: Table) -> Iterator[tuple[str, _Spot]]:
    sheets = {sheet.name: sheet for sheet in book.sheets}
    for cell in table.cells():
        match = _MEANS.fullmatch(book.names.get(cell.id, ""))
        if match is None:  # never there, or #REF! since its row was deleted
            continue
        sheet = sheets.get((match[1] or match[2]).replace("''", "'"))
        at = place(match[3])
        if sheet and at:
            yield cell.id, _Spot(sheet, at)


def _labelled(book: Workbook, table: Table, likely: list[Worksheet]) -> dict[str, _Spot]:
    """The cells by their labels, in the sheet of the names or else in the one that shows most."""
    best: dict[str, _Spot] = {}
    for sheet in likely[:1] or book.sheets:
        texts = {at: cell.text for at, cell in sheet.cells.items() if cell.kind == "text"}
        found = find_cells(table, texts)
        if len(found) > len(best):
            best = {key: _Spot(sheet, at) for key, at in found.items()}
    return best if len(best) >= _ENOUGH * len(list(table.cells())) else {}


def _figure(spot: _Spot, cell: FormCell) -> str | Mistake:
    """The figure at a place; empty for a blank one, and for a total that is a formula."""
    found = spot.cell
    if found is None or (cell.computed and found.formula):
        return ""
    if found.kind in {"date", "error"}:
        return Mistake(spot.address, found.kind, found.text, cell.id)
    if found.formula and not found.text:
        return Mistake(spot.address, "formula", "", cell.id)
    figure = read_figure(cell.kind, found.text.lstrip(_MARK))
    if isinstance(figure, Wrong):
        return Mistake(spot.address, figure.reason, found.text[:40], cell.id)
    return figure
