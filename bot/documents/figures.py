"""The figures of a finished report as a workbook: the tables as they are printed, with numbers that
can be added up elsewhere. It holds values and no formula, for it belongs to one version and must go
on saying what that version says.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from bot.documents.formula import put_text
from bot.documents.grid import grid
from bot.documents.sheet_page import ROW_HEIGHT, fit_on_pages, width_of
from bot.forms.answers import Answers
from bot.forms.form import Table
from bot.forms.number import number

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet


def figures_book(answers: Answers) -> bytes:
    """An XLSX with one sheet a table."""
    from openpyxl import Workbook  # noqa: PLC0415 - a fifth of a second that only a package pays

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = answers.title
    book.properties.title = f"{answers.title}{answers.year}年{answers.form.name}"
    for table in answers.form.tables.values():
        _fill(book.create_sheet(table.label), table, answers)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _fill(sheet: "Worksheet", table: Table, answers: Answers) -> None:
    from openpyxl.styles import Alignment, Border, Side  # noqa: PLC0415
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    printed, line = grid(table), Side(style="thin")
    for column in range(1, printed.columns + 1):
        sheet.column_dimensions[get_column_letter(column)].width = width_of(printed, column)
    for row in range(1, printed.rows + 1):
        sheet.row_dimensions[row].height = ROW_HEIGHT
    fit_on_pages(sheet)
    for cell in printed.cells:
        top, left = 1 + cell.row, 1 + cell.column
        place = sheet.cell(top, left)
        place.alignment = Alignment("center", "center", wrap_text=True)
        for row in range(top, top + cell.down):
            for column in range(left, left + cell.across):
                sheet.cell(row, column).border = Border(line, line, line, line)
        value = answers.values.get(cell.key, "") if cell.key else cell.text
        figure = number(answers.form.kind(cell.key), value) if cell.key else None
        if figure is None:
            put_text(place, value)
        else:
            place.value = figure
        if cell.across > 1 or cell.down > 1:
            sheet.merge_cells(None, top, left, top + cell.down - 1, left + cell.across - 1)
    sheet.freeze_panes = sheet.cell(1 + printed.heads, 1)
