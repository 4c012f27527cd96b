"""The printed tables, against the cells counted in the official forms."""

import pytest

from bot.documents.grid import grid
from bot.forms.form import Block, Column, Form, Row, Table
from bot.forms.label import comparable

SHAPES = {
    ("2021", "disclosure"): (14, 4, 0, [1, 4, 4, 4, 1, 2, 2, 1, 2, 2, 2, 1, 2, 2]),
    ("2019", "disclosure"): (18, 4, 0, [1, 4, 4, 4, 1, 4, 4, 4, 1, 4, 4, 4, 1, 3, 3, 1, 3, 3]),
    ("2021", "applications"): (28, 10, 3, [2, 4, 8, 8, 8, 9, 9, *[10] * 19, 9, 8]),
    ("2019", "applications"): (26, 10, 3, [2, 4, 8, 8, 8, 9, 9, *[10] * 16, 9, 9, 8]),
    ("2021", "litigation"): (4, 15, 3, [2, 7, 15, 15]),
    ("2019", "litigation"): (4, 15, 3, [2, 7, 15, 15]),
}
MERGED = {
    "2021": {
        "三、本年度办理结果": 22,
        "（三）不予公开": 8,
        "（四）无法提供": 3,
        "（五）不予处理": 5,
    }
    | {"（六）其他处理": 3},
    "2019": {
        "三、本年度办理结果": 20,
        "（三）不予公开": 8,
        "（四）无法提供": 3,
        "（五）不予处理": 5,
    },
}


@pytest.mark.parametrize("name", ["disclosure", "applications", "litigation"])
def test_a_table_has_the_cells_of_the_official_form(form: Form, name: str) -> None:
    printed = grid(form.tables[name])
    counts = [len(line) for line in printed.lines]
    assert (printed.rows, printed.columns, printed.heads, counts) == SHAPES[form.id, name]


def test_group_labels_are_merged_over_their_rows(form: Form) -> None:
    cells = grid(form.tables["applications"]).cells
    assert {c.text: c.down for c in cells if c.role == "group"} == MERGED[form.id]


def test_every_value_is_printed_once(form: Form) -> None:
    for table in form.tables.values():
        printed = sorted(cell.key for cell in grid(table).cells if cell.key)
        assert printed == sorted(cell.id for cell in table.cells())


def test_every_place_of_a_grid_is_covered_once(form: Form) -> None:
    for printed in map(grid, form.tables.values()):
        places = [
            (row, column)
            for cell in printed.cells
            for row in range(cell.row, cell.row + cell.down)
            for column in range(cell.column, cell.column + cell.across)
        ]
        assert sorted(places) == [
            (row, column) for row in range(printed.rows) for column in range(printed.columns)
        ]


def test_the_last_cell_of_a_short_block_reaches_the_edge(form19: Form) -> None:
    cells = {cell.key: cell for cell in grid(form19.tables["disclosure"]).cells}
    assert cells["disclosure.fee.change"].across == 2
    assert cells["disclosure.rules.published_total"].across == 1


def test_a_new_matrix_without_groups_needs_no_code() -> None:
    columns = (Column("a", "甲"), Column("b", "乙"))
    table = Table("t", "表", "matrix", (Block(columns, (Row("x", "一行"), Row("y", "二行"))),))
    printed = grid(table)
    assert (printed.rows, printed.columns, printed.heads) == (3, 3, 1)
    assert [cell.text for cell in printed.lines[0]] == ["", "甲", "乙"]
    assert [cell.key for cell in printed.lines[2]] == ["", "t.y.a", "t.y.b"]


def test_a_line_of_ungrouped_rows_has_two_header_rows() -> None:
    columns = (Column("a", "甲"), Column("b", "乙"))
    table = Table("t", "表", "line", (Block(columns, (Row("x", "一行"), Row("y", "二行"))),))
    printed = grid(table)
    assert (printed.rows, printed.columns, printed.heads) == (3, 4, 2)
    assert [cell.text for cell in printed.lines[1]] == ["甲", "乙", "甲", "乙"]


@pytest.mark.parametrize(
    ("found", "label"),
    [
        ("本年新\n制作数量", "本年新制作数量"),
        ("第二十条 第(一)项", "第二十条第（一）项"),
        ("1、属于国家秘密", "1.属于国家秘密"),
        ('3.危及"三安全一稳定"', "3.危及“三安全一稳定”"),
        ("（六） 其他处理", "（六）其他处理"),
        ("自 然\u3000人", "自然人"),
    ],
)
def test_labels_are_equal_that_differ_only_in_writing(found: str, label: str) -> None:
    assert comparable(found) == comparable(label)


@pytest.mark.parametrize(
    ("one", "other"), [("3.其他", "其他结果"), ("规章", "规范"), ("一、本年新收", "二、上年结转")]
)
def test_labels_differ_that_say_something_else(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)
