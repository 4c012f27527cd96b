"""How a table looks on a worksheet: its labels, widths and borders, how it is printed, and what
of it is locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.documents.formula import put_text
from bot.documents.grid import Grid, Printed
from bot.documents.workbook import address
from bot.forms.answers import Answers
from bot.forms.form import Table

if TYPE_CHECKING:  # openpyxl takes a fifth of a second to import, so only a sheet pays for it
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

TOP = 3  # the sheet's row on which a table begins, below what is to be done and last year's title
ROW_HEIGHT = 27  # pt, two lines of a label
TINT, GREY = "FFF7E0", "F2F2F2"
_WIDTHS = {"blocks": (24.0, 18.0), "matrix": (8.0, 11.0), "line": (10.0, 10.0)}
_LABEL_WIDTHS = (8.0, 15.0, 44.0)  # of table 三: results, group, result


@dataclass(frozen=True)
class Page:
    """A worksheet that is being filled with one table of some answers."""

    sheet: "Worksheet"
    printed: Grid
    answers: Answers
    words: Mapping[str, str]

    @property
    def table(self) -> Table:
        """The table that it shows."""
        return self.printed.table

    def at(self, cell: Printed, right: int = 0, down: int = 0) -> "SheetCell":
        """The cell of the sheet for a printed one, so far to the right and down."""
        return self.sheet.cell(TOP + cell.row + down, 1 + cell.column + right)

    def places(self) -> dict[str, str]:
        """The address of every number."""
        return {
            cell.key: address(TOP + cell.row, 1 + cell.column)
            for cell in self.printed.cells
            if cell.key
        }


def lay_out(page: Page) -> None:
    """What is to be done, the labels, the widths."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet, printed = page.sheet, page.printed
    for column in range(1, printed.columns * 2 + 3):
        sheet.column_dimensions[get_column_letter(column)].width = width_of(printed, column)
    put(sheet.cell(1, 1), page.words["todo"], left=True)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=printed.columns)
    sheet.row_dimensions[1].height = 48
    for cell in printed.cells:
        if not cell.key:
            put(page.at(cell), cell.text, left=cell.role in ("band", "label"), border=True)
        merge(page, cell)
    for row in range(TOP + printed.heads, TOP + printed.rows):
        sheet.row_dimensions[row].height = ROW_HEIGHT
    sheet.print_area = f"A1:{address(TOP + printed.rows + 1, printed.columns)}"
    sheet.freeze_panes = sheet.cell(TOP + printed.heads, 1)
    fit_on_pages(sheet)


def width_of(printed: Grid, column: int) -> float:
    """How wide a column of a printed table is on a sheet, in characters; columns count from 1."""
    if printed.table.layout == "matrix" and column <= printed.label_columns:
        return _LABEL_WIDTHS[-printed.label_columns :][column - 1]
    return _WIDTHS[printed.table.layout][column > 1]


def fit_on_pages(sheet: "Worksheet") -> None:
    """Lets a sheet be printed as wide as its paper."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def merge(page: Page, cell: Printed, right: int = 0, down: int = 0) -> None:
    """Joins the cells of the sheet that a printed one, so far moved, reaches over."""
    if cell.across > 1 or cell.down > 1:
        top, left = TOP + cell.row + down, 1 + cell.column + right
        page.sheet.merge_cells(
            start_row=top,
            start_column=left,
            end_row=top + cell.down - 1,
            end_column=left + cell.across - 1,
        )


def put(
    cell: "SheetCell", text: str, *, left: bool = False, border: bool = False, fill: str = ""
) -> None:
    """A text in the look of the form; whatever it begins with, it is text."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side  # noqa: PLC0415

    put_text(cell, text)
    cell.font = Font(name="宋体", size=10)
    cell.alignment = Alignment(
        horizontal="left" if left else "center", vertical="center", wrap_text=True
    )
    if border:
        line = Side(style="thin")
        cell.border = Border(left=line, right=line, top=line, bottom=line)
    if fill:
        cell.fill = PatternFill("solid", start_color=fill)


def lock(page: Page) -> None:
    """Everything is locked but the entry cells; widths and heights may still be changed."""
    from openpyxl.styles import Protection  # noqa: PLC0415

    for cell in page.printed.cells:
        if cell.key and not page.answers.form.cells[cell.key].computed:
            page.at(cell).protection = Protection(locked=False)
    protection = page.sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False
