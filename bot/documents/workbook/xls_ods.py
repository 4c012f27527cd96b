"""Reads the spreadsheets of before XLSX (.xls, which WPS also calls .et) and of OpenDocument
(.ods), since offices keep their ledgers in what their computer came with. Their formats are read by
calamine, a parser in Rust; like everything that was sent, they are read in a child process only.
"""

import datetime
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from bot.documents.workbook.cell import (
    FIFTEEN,
    MAX_CELLS,
    Cell,
    Merge,
    Workbook,
    Worksheet,
    unusable,
)
from bot.forms.number import plain

MAX_AREA = 20_000_000  # cells from the first used to the last, of which most may be empty

_Value = int | float | str | bool | datetime.date | datetime.time | datetime.timedelta


def read_cells(content: bytes) -> Workbook:
    """The cells of an XLS or ODS; formulas stand as what they had computed. Raises Unusable.

    Of an ODS it does not tell which cells are merged.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        room = [MAX_CELLS]
        return Workbook(tuple(_sheet(book.get_sheet_by_name(n), room) for n in book.sheet_names))
    except PasswordError:
        return unusable("encrypted")
    except CalamineError:
        return unusable("broken")
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # of Rust, which no name can be imported for
            raise
        return unusable("broken")


def _sheet(sheet: CalamineSheet, room: list[int]) -> Worksheet:
    if sheet.total_height * sheet.total_width > MAX_AREA:
        unusable("too_many_cells", most=MAX_CELLS)
    cells: dict[tuple[int, int], Cell] = {}
    for place, value in _values(sheet):
        cell = _cell(value)
        if cell.text.strip():
            room[0] -= 1
            if room[0] < 0:
                unusable("too_many_cells", most=MAX_CELLS)
            cells[place] = cell
    merges = tuple(
        Merge(top + 1, left + 1, bottom + 1, right + 1)
        for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()
    )
    return Worksheet(sheet.name, cells, merges)


def _values(sheet: CalamineSheet) -> Iterator[tuple[tuple[int, int], _Value]]:
    """What stands in a sheet, with its row and column from 1."""
    for row, values in enumerate(sheet.to_python(skip_empty_area=False), 1):
        for column, value in enumerate(values, 1):
            if value != "":
                yield (row, column), value


def _cell(value: _Value) -> Cell:
    if isinstance(value, bool):
        return Cell("error", str(value).upper())
    if isinstance(value, int | float):
        return Cell("number", plain(FIFTEEN.plus(Decimal(repr(value)))))
    if isinstance(value, datetime.date):  # a datetime is one too
        return Cell("date", value.isoformat()[:10])
    return Cell("text", str(value))
