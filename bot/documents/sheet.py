"""The form as a spreadsheet, for those who would rather fill cells than answer questions. A table
is laid out as it is printed, from the same grid as the Word master; its totals are formulas that
stay empty until their parts are known, for blank is not zero. Every cell has its id as a name of
the workbook, which follows it when rows are inserted or the sheet is called otherwise.

What people wrote is put there as text where it is no plain number, so that no spreadsheet takes
`=…` for a formula. The labels are locked, without a password, against slips and not against anyone.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from bot.documents.formula import put_text
from bot.documents.grid import Grid, Printed, grid
from bot.documents.workbook import address
from bot.forms.answers import Answers
from bot.forms.form import Cell, Form, Table
from bot.forms.number import decimal, plain
from bot.reading.text import clean

if TYPE_CHECKING:  # openpyxl takes a fifth of a second to import, so only a sheet pays for it
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

TOP = 3  # the sheet's row on which a table begins, below what is to be done and last year's title
FORM_NAME, YEAR_NAME = "baogao.form", "baogao.year"
EXACT_DIGITS = 15
ROW_HEIGHT = 27  # pt, two lines of a label

_TINT, _GREY = "FFF7E0", "F2F2F2"
_WIDTHS = {"blocks": (24.0, 18.0), "matrix": (8.0, 11.0), "line": (10.0, 10.0)}
_LABEL_WIDTHS = (8.0, 15.0, 44.0)  # of table 三: results, group, result


@dataclass(frozen=True)
class _Page:
    """A worksheet that is being filled with one table of some answers."""

    sheet: "Worksheet"
    printed: Grid
    answers: Answers
    words: Mapping[str, str]

    @property
    def table(self) -> Table:
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


def write_sheet(answers: Answers, previous: Mapping[str, str], words: Mapping[str, str]) -> bytes:
    """An XLSX of all tables with what was entered so far and, beside it, last year's figures.

    `words` are the sentences of the wording below `sheet`.
    """
    from openpyxl import Workbook  # noqa: PLC0415

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Baogao"
    for table in answers.form.tables.values():
        page = _Page(book.create_sheet(table.label), grid(table), answers, words)
        _lay_out(page)
        _write_figures(page)
        _write_checks(page)
        _write_last_year(page, previous)
        _lock(page)
        _name_cells(book, page)
    _name(book, FORM_NAME, f'"{answers.form.id}"')
    _name(book, YEAR_NAME, f'"{answers.year}"')
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _lay_out(page: _Page) -> None:
    """What is to be done, the labels, the widths."""
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    sheet, printed = page.sheet, page.printed
    for column in range(1, printed.columns * 2 + 3):
        sheet.column_dimensions[get_column_letter(column)].width = width_of(printed, column)
    _put(sheet.cell(1, 1), page.words["todo"], left=True)
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=printed.columns)
    sheet.row_dimensions[1].height = 48
    for cell in printed.cells:
        if not cell.key:
            _put(page.at(cell), cell.text, left=cell.role in ("band", "label"), border=True)
        _merge(page, cell)
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


def _merge(page: _Page, cell: Printed, right: int = 0, down: int = 0) -> None:
    if cell.across > 1 or cell.down > 1:
        top, left = TOP + cell.row + down, 1 + cell.column + right
        page.sheet.merge_cells(
            start_row=top,
            start_column=left,
            end_row=top + cell.down - 1,
            end_column=left + cell.across - 1,
        )


def _put(
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


# -- figures ------------------------------------------------------------------------------------


def _write_figures(page: _Page) -> None:
    """Entry cells with what was entered, totals with their formulas."""
    places = page.places()
    for printed in page.printed.cells:
        if not printed.key:
            continue
        cell, number = page.at(printed), page.answers.form.cells[printed.key]
        if number.computed:
            _put(cell, "", border=True, fill=_GREY)
            cell.value = _sum(number, places)
        else:
            _put_figure(cell, number, page.answers.entered.get(number.id, ""), _TINT)
    _validate(page, places)


def _put_figure(cell: "SheetCell", number: Cell, text: str, fill: str) -> None:
    """A figure as a number where it is a plain one, else as the text that was written."""
    text = clean(text)
    _put(cell, text, border=True, fill=fill)
    value = decimal(text) if number.kind != "change" else None
    if value is not None and text == plain(value) and len(text) <= EXACT_DIGITS:
        cell.value = int(value) if value == value.to_integral_value() else float(value)
    elif number.kind == "change":
        cell.number_format = "@"


def _sum(number: Cell, places: Mapping[str, str]) -> str:
    """The formula of a total; empty text while a part is."""
    cells = ",".join(_ranges(number, [places[part] for part in number.summands]))
    return f'=IF(COUNT({cells})={len(number.summands)},SUM({cells}),"")'


def _ranges(number: Cell, cells: list[str]) -> Iterator[str]:
    """Neighbouring cells as ranges: in a row the letter moves on, in a column the number."""
    from openpyxl.utils.cell import coordinate_to_tuple  # noqa: PLC0415

    axis = 1 if number.column.sum else 0
    steps = enumerate(coordinate_to_tuple(cell)[axis] for cell in cells)
    for _, members in groupby(steps, key=lambda step: step[1] - step[0]):
        at = [index for index, _ in members]
        yield cells[at[0]] if len(at) == 1 else f"{cells[at[0]]}:{cells[at[-1]]}"


def _validate(page: _Page, places: Mapping[str, str]) -> None:
    """Counts take whole numbers from 0; for an amount anything else is asked about (25.1万元)."""
    from openpyxl.worksheet.datavalidation import DataValidation  # noqa: PLC0415

    kinds = {"count": ("whole", "stop"), "amount": ("decimal", "warning")}
    for kind, (type_, style) in kinds.items():
        rule = DataValidation(
            type=type_,
            operator="greaterThanOrEqual",
            formula1="0",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle=style,
            errorTitle=page.words["wrong_title"],
            error=page.words[f"wrong_{kind}"],
        )
        cells = page.answers.form.cells
        for key, place in places.items():
            if cells[key].kind == kind and not cells[key].computed:
                rule.add(place)
        if rule.cells.ranges:
            page.sheet.add_data_validation(rule)


def _write_checks(page: _Page) -> None:
    """Below the table, for every equation of the form: whether each column agrees."""
    if page.table.layout != "matrix":
        return
    places = page.places()
    for down, rule in enumerate(_equations(page.answers.form, page.table), 1):
        row = TOP + page.printed.rows + down
        _put(page.sheet.cell(row, 1), page.words["check"], left=True)
        page.sheet.merge_cells(
            start_row=row,
            start_column=1,
            end_row=row,
            end_column=page.printed.label_columns,
        )
        for at, column in enumerate(page.table.blocks[0].columns, page.printed.label_columns + 1):
            left, right = (
                [places[name.replace("*", column.id)] for name in names] for names in rule
            )
            both = ",".join((*left, *right))
            sums = f"SUM({','.join(left)})=SUM({','.join(right)})"
            cell = page.sheet.cell(row, at)
            _put(cell, "")
            cell.value = (
                f'=IF(COUNT({both})<{len(left) + len(right)},"",'
                f'IF({sums},"{page.words["agrees"]}","{page.words["disagrees"]}"))'
            )


def _equations(form: Form, table: Table) -> Iterable[tuple[tuple[str, ...], tuple[str, ...]]]:
    for rule in form.rules:
        if rule.kind == "equal":
            names = (*rule.args["left"], *rule.args["right"])
            if all(name.startswith(table.id + ".") and name.endswith(".*") for name in names):
                yield rule.args["left"], rule.args["right"]


def _write_last_year(page: _Page, previous: Mapping[str, str]) -> None:
    """Last year's figures with their headings: right of the table, or below a table of one line."""
    printed = page.printed
    if not any(cell.key in previous for cell in printed.cells if cell.key):
        return
    title = f"{page.words['last']} {page.answers.year - 1}"
    beside = page.table.layout != "line"
    right = printed.columns - printed.label_columns + 1 if beside else 0
    down = 0 if beside else 2
    first = printed.label_columns if beside else 0
    head = page.sheet.cell(TOP - 1 if beside else TOP + printed.rows, 1 + first + right)
    _put(head, title, left=True)
    for cell in printed.cells:
        if cell.key:
            number = page.answers.form.cells[cell.key]
            _put_figure(page.at(cell, right, down), number, previous.get(cell.key, ""), _GREY)
        elif beside and cell.role == "head" and cell.column >= first:
            _put(page.at(cell, right, down), cell.text, border=True, fill=_GREY)
        else:
            continue
        _merge(page, cell, right, down)


# -- locks and names ------------------------------------------------------------------------------


def _lock(page: _Page) -> None:
    """Everything is locked but the entry cells; widths and heights may still be changed."""
    from openpyxl.styles import Protection  # noqa: PLC0415

    for cell in page.printed.cells:
        if cell.key and not page.answers.form.cells[cell.key].computed:
            page.at(cell).protection = Protection(locked=False)
    protection = page.sheet.protection
    protection.sheet = True
    protection.formatColumns = protection.formatRows = protection.formatCells = False


def _name_cells(book: "Workbook", page: _Page) -> None:
    from openpyxl.utils import absolute_coordinate, quote_sheetname  # noqa: PLC0415

    sheet = quote_sheetname(page.sheet.title)
    for key, place in page.places().items():
        _name(book, key, f"{sheet}!{absolute_coordinate(place)}")


def _name(book: "Workbook", name: str, means: str) -> None:
    from openpyxl.workbook.defined_name import DefinedName  # noqa: PLC0415

    book.defined_names[name] = DefinedName(name, attr_text=means, hidden=True)
