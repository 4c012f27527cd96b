"""The form as a spreadsheet, for those who would rather fill cells than answer questions. A table
is laid out as it is printed, from the same grid as the Word master; its totals are formulas that
stay empty until their parts are known, for blank is not zero. Every cell has its id as a name of
the workbook, which follows it when rows are inserted or the sheet is called otherwise.

What people wrote is put there as text where it is no plain number, so that no spreadsheet takes
`=…` for a formula. The labels are locked, without a password, against slips and not against anyone.
"""

from collections.abc import Mapping
from io import BytesIO
from typing import TYPE_CHECKING

from bot.documents.grid import grid
from bot.documents.sheet_figures import write_checks, write_figures, write_last_year
from bot.documents.sheet_page import Page, lay_out, lock
from bot.forms.answers import Answers

if TYPE_CHECKING:  # openpyxl takes a fifth of a second to import, so only a sheet pays for it
    from openpyxl import Workbook

FORM_NAME, YEAR_NAME = "baogao.form", "baogao.year"


def write_sheet(answers: Answers, previous: Mapping[str, str], words: Mapping[str, str]) -> bytes:
    """An XLSX of all tables with what was entered so far and, beside it, last year's figures.

    `words` are the sentences of the wording below `sheet`.
    """
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Baogao"
    for table in answers.form.tables.values():
        page = Page(book.create_sheet(table.label), grid(table), answers, words)
        lay_out(page)
        write_figures(page)
        write_checks(page)
        write_last_year(page, previous)
        lock(page)
        _name_cells(book, page)
    _name(book, FORM_NAME, f'"{answers.form.id}"')
    _name(book, YEAR_NAME, f'"{answers.year}"')
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _name_cells(book: "Workbook", page: Page) -> None:
    from openpyxl.utils import absolute_coordinate, quote_sheetname  # noqa: PLC0415

    sheet = quote_sheetname(page.sheet.title)
    for key, place in page.places().items():
        _name(book, key, f"{sheet}!{absolute_coordinate(place)}")


def _name(book: "Workbook", name: str, means: str) -> None:
    from openpyxl.workbook.defined_name import DefinedName  # noqa: PLC0415

    book.defined_names[name] = DefinedName(name, attr_text=means, hidden=True)
