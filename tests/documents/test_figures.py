"""The workbook of a package, read back with openpyxl."""

import io

import openpyxl
import pytest

from bot.documents.figures import figures_book
from bot.documents.grid import grid
from bot.forms.answers import Answers
from bot.forms.form import Form
from tests.documents.conftest import numbered


def shown(answers: Answers) -> dict[str, openpyxl.cell.cell.Cell]:
    book = openpyxl.load_workbook(io.BytesIO(figures_book(answers)))
    return {
        cell.key: book[table.label].cell(1 + cell.row, 1 + cell.column)
        for table in answers.form.tables.values()
        for cell in grid(table).cells
        if cell.key
    }


def test_every_figure_is_a_number_in_its_place(form: Form) -> None:
    values = numbered(form)
    assert {k: c.value for k, c in shown(Answers(form, 2023, values)).items()} == {
        key: int(value) for key, value in values.items()
    }


def test_an_amount_keeps_its_decimals(form: Form) -> None:
    amount = next(cell.id for cell in form.cells.values() if cell.kind == "amount")
    assert shown(Answers(form, 2023, {amount: "12.35"}))[amount].value == 12.35


@pytest.mark.parametrize("text", ["=1+1", "@SUM(1)", "/"])
def test_what_is_no_number_is_text_and_no_formula(form: Form, text: str) -> None:
    key = next(iter(form.cells))
    cell = shown(Answers(form, 2023, {key: text}))[key]
    assert (cell.value, cell.data_type) == (text, "s")
