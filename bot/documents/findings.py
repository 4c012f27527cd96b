"""What is wrong with many reports, as a workbook: one sheet with a line a report, one with a line a
finding. Names, sentences and quotations come from other people's files, so every text is put there
as text: none of them becomes a formula.
"""

from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields
from io import BytesIO
from typing import TYPE_CHECKING

from bot.documents.formula import put_text

if TYPE_CHECKING:  # openpyxl takes a fifth of a second to import
    from openpyxl.worksheet.worksheet import Worksheet

LONGEST = 32_000  # characters; a cell of a spreadsheet holds 32,767
_WIDTHS = {"file": 36, "unit": 28, "what": 60, "fix": 44, "place": 36, "unread": 60, "clause": 24}
_USUAL = 12


@dataclass(frozen=True)
class Checked:
    """A report of the summary; `unread` says what could not be read, or why nothing could."""

    file: str
    unit: str
    year: int | str
    form: str
    errors: int | str
    warnings: int | str
    compared: str
    unread: str


@dataclass(frozen=True)
class Found:
    """A finding: in which file, where the reader finds it, and what is to be done."""

    file: str
    level: str
    place: str
    what: str
    found: str
    expected: str
    fix: str
    clause: str
    rule: str


def write_findings(
    reports: Sequence[Checked], findings: Sequence[Found], words: dict[str, str]
) -> bytes:
    """The workbook as XLSX. `words` are the titles of its sheets and columns, by name."""
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    book.remove(book.active)
    for title, kind, rows in (("summary", Checked, reports), ("findings", Found, findings)):
        sheet = book.create_sheet(words[title])
        names = [item.name for item in fields(kind)]
        _head(sheet, names, words)
        for row, values in enumerate(map(astuple, rows), 2):
            for column, value in enumerate(values, 1):
                _put(sheet, row, column, value)
        sheet.auto_filter.ref = sheet.dimensions
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: "Worksheet", names: Sequence[str], words: dict[str, str]) -> None:
    from openpyxl.styles import Font  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for column, name in enumerate(names, 1):
        _put(sheet, 1, column, words[name])
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(name, _USUAL)
    sheet.freeze_panes = "B2"


def _put(sheet: "Worksheet", row: int, column: int, value: str | int) -> None:
    """A number, or a text that stays one whatever it begins with."""
    from openpyxl.styles import Alignment  # noqa: PLC0415

    cell = sheet.cell(row, column)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, int):
        cell.value = value
        return
    put_text(cell, value[:LONGEST])
