"""The figures of a worksheet: what was entered, totals as formulas, whether its columns agree, and
last year's beside.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from bot.forms.form import Cell, Form, Table
from bot.forms.number import decimal, plain
from bot.reading.text import clean

if TYPE_CHECKING:  # openpyxl takes a fifth of a second to import, so only a sheet pays for it
    from openpyxl.cell.cell import Cell as SheetCell
from bot.documents.sheet_page import GREY, TINT, TOP, Page, merge, put

EXACT_DIGITS = 15


def write_figures(page: Page) -> None:
    """Entry cells with what was entered, totals with their formulas."""
    places = page.places()
    for printed in page.printed.cells:
        if not printed.key:
            continue
        cell, number = page.at(printed), page.answers.form.cells[printed.key]
        if number.computed:
            put(cell, "", border=True, fill=GREY)
            cell.value = _sum(number, places)
        else:
            _put_figure(cell, number, page.answers.entered.get(number.id, ""), TINT)
    _validate(page, places)


def _put_figure(cell: "SheetCell", number: Cell, text: str, fill: str) -> None:
    """A figure as a number where it is a plain one, else as the text that was written."""
    text = clean(text)
    put(cell, text, border=True, fill=fill)
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


def _validate(page: Page, places: Mapping[str, str]) -> None:
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


def write_checks(page: Page) -> None:
    """Below the table, for every equation of the form: whether each column agrees."""
    if page.table.layout != "matrix":
        return
    places = page.places()
    for down, rule in enumerate(_equations(page.answers.form, page.table), 1):
        row = TOP + page.printed.rows + down
        put(page.sheet.cell(row, 1), page.words["check"], left=True)
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
            put(cell, "")
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


def write_last_year(page: Page, previous: Mapping[str, str]) -> None:
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
    put(head, title, left=True)
    for cell in printed.cells:
        if cell.key:
            number = page.answers.form.cells[cell.key]
            _put_figure(page.at(cell, right, down), number, previous.get(cell.key, ""), GREY)
        elif beside and cell.role == "head" and cell.column >= first:
            put(page.at(cell, right, down), cell.text, border=True, fill=GREY)
        else:
            continue
        merge(page, cell, right, down)
