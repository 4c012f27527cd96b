from dataclasses import replace

import pytest

from bot.documents.reader.blocks import Cell, Sheet
from bot.documents.reader.reading import blocks_of, understood
from bot.forms.answers import Answers
from tests.documents.conftest import filled
from tests.documents.reader.conftest import FORMS, figures, random_answers, read, whys
from tests.documents.reader.paper import Box, Grid, as_docx, html_table, report, table


def spoilt(form, **how):
    """A complete report with every label or figure spoilt, and its answers."""
    given = filled(form)
    return report(given, **how), figures(given)


def one_table(form, name, values, change=lambda found: [found]):
    """A report that is only a title and one table, changed."""
    title = f"宝山区红旗街道办事处{form.first_year}年政府信息公开工作年度报告"
    return [title, *change(table(form, name, values))]


def cells(form, name, **values):
    """Values of a table: 0 everywhere else."""
    zero = {key: "0" for key in form.cells if key.startswith(f"{name}.")}
    return {**zero, **{f"{name}.{key.replace('__', '.')}": value for key, value in values.items()}}


# -- what stands in a cell ---------------------------------------------------------------


@pytest.mark.parametrize("blank", ["", " ", "/", "／", "-", "—", "——", " / "])
def test_a_blank_or_a_stroke_is_left_out_and_never_zero(form21, kind, blank):
    values = cells(form21, "applications", granted__natural=blank)
    reading = read(one_table(form21, "applications", values), kind)
    del values["applications.granted.natural"]
    assert figures(reading) == values


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("１２", "12"),
        (" 7 ", "7"),
        ("0\u00a0", "0"),
        ("1,036", "1036"),
        ("7件", "7"),
        ("7（件）", "7"),
        ("〇", "0"),
        ("7①", "7"),
        ("7¹", "7"),
        ("7*", "7"),
        ("7[2]", "7"),
        ("7（注1）", "7"),
        ("-1", "-1"),
        ("2.5", "2.5"),
        ("无", "无"),
        ("若干", "若干"),
    ],
)
def test_a_count_is_kept_as_it_is_shown(form21, kind, written, value):
    values = cells(form21, "applications", received__natural=written)
    found = figures(read(one_table(form21, "applications", values), kind))
    assert found["applications.received.natural"] == value


@pytest.mark.parametrize("written", ["+1036", "减4", "0%", "-2", "持平", "增3", "0"])
def test_a_change_is_kept_as_it_is_written(form19, kind, written):
    values = cells(form19, "disclosure", licence__change=written)
    found = figures(read(one_table(form19, "disclosure", values), kind))
    assert found["disclosure.licence.change"] == written


@pytest.mark.parametrize("written", ["251000元", "25.1万元", "52.15", "8040"])
def test_an_amount_keeps_its_unit(form19, kind, written):
    values = cells(form19, "disclosure", procurement__amount=written)
    found = figures(read(one_table(form19, "disclosure", values), kind))
    assert found["disclosure.procurement.amount"] == written


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("采购总金额（万元）", "52.15"),
        ("采购总金额（元）", "52.15元"),
        ("采购总金额（单位：元）", "52.15元"),
    ],
)
def test_a_unit_in_the_header_counts(form19, header, value):
    values = cells(form19, "disclosure", procurement__amount="52.15")
    parts = [
        "宝山区司法局2020年政府信息公开工作年度报告",
        table(form19, "disclosure", values, lambda label: label.replace("采购总金额", header)),
    ]
    assert figures(read(parts))["disclosure.procurement.amount"] == value


def test_two_figures_in_one_cell_are_listed_and_not_joined(form21):
    values = cells(form21, "applications", granted__natural="3\n4")
    reading = read(one_table(form21, "applications", values))
    assert ("applications.granted.natural", "two_figures") in whys(reading)
    assert "applications.granted.natural" not in reading.answers.entered


# -- labels ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "label",
    [
        lambda text: text[: len(text) // 2] + "\n" + text[len(text) // 2 :],
        " ".join,
        lambda text: text.replace("“", '"').replace("”", '"'),
        lambda text: text.replace("“", "‘").replace("”", "’"),
        lambda text: text.replace("1.", "1、").replace("2.", "2、").replace("3.", "３．"),
        lambda text: text.replace("（", "(").replace("）", ")"),
        lambda text: text.replace("第二十条第", "第二十条 第"),
        lambda text: text.replace("现行有效件数", "现行有效件"),
        lambda text: text.replace("现行有效件数", "现在行有效件数"),
        lambda text: "规范性文件" if text == "行政规范性文件" else text,
        lambda text: text.replace("采购总金额", "采购总金额（万元）"),
        lambda text: text.replace("（单位：万元）", ""),
        lambda text: text.replace("（区分处理的，只计这一情形，不计其他情形）", ""),
    ],
)
def test_labels_are_known_however_they_are_set(form, kind, label):
    parts, expected = spoilt(form, label=label)
    reading = read(parts, kind)
    assert reading.answers.form is form
    assert figures(reading) == expected
    assert reading.unread == ()


def test_a_label_that_could_be_two_is_none(form21):
    parts = one_table(form21, "disclosure", cells(form21, "disclosure"))
    for row in parts[1].rows:
        for box in row:
            box.text = box.text.replace("行政强制", "行政处理")
    reading = read(parts)
    assert ("disclosure.coercion", "row_missing") in whys(reading)
    assert "disclosure.coercion.decisions" not in reading.answers.entered


# -- which form --------------------------------------------------------------------------


@pytest.mark.parametrize("year", [2019, 2024])
def test_the_tables_decide_the_form_never_the_year_or_the_notice(form, year):
    notices = {"2019": "国办公开办函〔2021〕30号", "2021": "国办公开办函〔2019〕60号"}
    given = replace(filled(form, preamble=f"根据{notices[form.id]}要求编制。"), year=year)
    assert read(report(given)).answers.form is form


def test_table_three_alone_tells_the_form(form):
    values = cells(form, "applications")
    assert read(one_table(form, "applications", values)).answers.form is form


def test_what_the_other_form_has_is_listed(form19, form21):
    """Table 二 of 2021 above table 三 of 2019: the row （六）其他处理 has no place."""
    parts = one_table(form21, "disclosure", cells(form21, "disclosure"))
    parts.append(table(form19, "applications", cells(form19, "applications")))
    reading = read(parts)
    assert reading.answers.form is form21
    assert ("applications", "row_unknown") in whys(reading)
    assert ("applications.other_other", "row_missing") in whys(reading)


# -- other grids -------------------------------------------------------------------------


def test_an_extra_title_column_or_row(form, kind):
    given = filled(form)
    for change in (
        lambda part: part.add_column("二、主动公开政府信息情况"),
        lambda part: part.add_column("附表"),
        lambda part: part.add_row("主动公开情况统计表"),
    ):
        parts = [change(p) if isinstance(p, Grid) else p for p in report(given)]
        assert figures(read(parts, kind)) == figures(given)


def test_a_title_inside_the_table_is_the_heading(form, kind):
    given = filled(form)
    parts, title = [], ""
    for part in report(given):
        if isinstance(part, Grid):
            parts.append(part.add_row(parts.pop(title)))
        else:
            title = len(parts) if part[:2] in {"二、", "三、", "四、"} else title
            parts.append(part)
    reading = read(parts, kind)
    assert figures(reading) == figures(given)
    assert reading.answers.entered["problems"] == given.entered["problems"]
    assert reading.answers.entered["overview"] == given.entered["overview"]


def test_one_table_for_all_with_titles_in_it(form):
    given = filled(form)
    parts = report(
        replace(given, entered={k: v for k, v in given.entered.items() if ".lead" not in k})
    )
    tables = [part for part in parts if isinstance(part, Grid)]
    width = 30
    rows = []
    for title, found in zip(
        (
            "二、主动公开政府信息情况",
            "三、收到和处理政府信息公开申请情况",
            "四、政府信息公开行政复议、行政诉讼情况",
        ),
        tables,
        strict=True,
    ):
        rows.append([Box(title, width)])
        factor = width // found.columns
        rows += [[Box(b.text, b.across * factor, b.down) for b in row] for row in found.rows]
    at = parts.index(tables[0])
    texts = [
        part
        for part in parts
        if not isinstance(part, Grid) and part[:2] not in {"二、", "三、", "四、"}
    ]
    texts.insert(at - 1, Grid(rows))
    reading = read(texts, "html")
    assert figures(reading) == figures(given)
    assert reading.answers.entered["overview"] == given.entered["overview"]
    assert reading.answers.entered["problems"] == given.entered["problems"]


def test_table_two_in_several_tables(form, kind):
    given = filled(form)
    parts = []
    for part in report(given):
        if isinstance(part, Grid) and part.columns == 4:
            bands = [n for n, row in enumerate(part.rows) if row[0].text.startswith("第二十条")]
            parts += part.cut(*bands[1:])
        else:
            parts.append(part)
    assert figures(read(parts, kind)) == figures(given)


@pytest.mark.parametrize("repeated", [True, False])
def test_table_three_in_two_tables(form, kind, repeated):
    given = filled(form)
    parts = []
    for part in report(given):
        if isinstance(part, Grid) and part.columns == 10:
            upper, lower = part.rows[:6], [list(row) for row in part.rows[6:]]
            lower[0].insert(0, Box("三、本年度办理结果", down=len(lower) - 1))
            upper = [
                [replace(b, down=min(b.down, 6 - n)) for b in row] for n, row in enumerate(upper)
            ]
            head = part.rows[:3] if repeated else []
            parts += [Grid(upper), Grid([*head, *lower])]
        else:
            parts.append(part)
    assert figures(read(parts, kind)) == figures(given)


def test_a_row_cut_in_two_by_a_page(form21):
    values = cells(form21, "applications", declined_reconfirm__natural="6")
    found = table(form21, "applications", values)
    at = next(n for n, row in enumerate(found.rows) if row[0].text.startswith("5.要求"))
    left = [Box("三、本年度办理结果"), Box("（五）不予处理")]
    cut = found.rows[at]
    first = [replace(cut[0], text="5.要求行政机关确认"), *(replace(b) for b in cut[1:])]
    second = [
        *left,
        replace(cut[0], text="或重新出具已获取信息"),
        *(replace(b, text="") for b in cut[1:]),
    ]
    upper = Grid([*found.rows[:at], first])
    lower = Grid([*found.rows[:3], second, *found.rows[at + 1 :]])
    lower.rows[4].insert(0, Box("三、本年度办理结果"))
    lower.rows[4].insert(1, Box("（六）其他处理", down=1))
    lower.rows[4] = [b for n, b in enumerate(lower.rows[4]) if n != 2]
    parts = ["宝山区司法局2023年政府信息公开工作年度报告", upper, lower]
    assert figures(read(parts, "html"))["applications.declined_reconfirm.natural"] == "6"


def test_columns_in_another_order_are_read_by_their_headers(form21, kind):
    values = cells(form21, "disclosure", rules__made="1", rules__repealed="2", rules__in_force="3")

    def turn(found):
        for row in found.rows[1:4]:
            row[1], row[3] = row[3], row[1]
        return [found]

    found = figures(read(one_table(form21, "disclosure", values, turn), kind))
    assert found["disclosure.rules.made"] == "1"
    assert found["disclosure.rules.in_force"] == "3"


def test_a_column_of_remarks_is_no_figure(form21, kind):
    given = random_answers(form21, 1)

    def remark(found):
        if found.columns != 10:
            return found
        rows = [[*row] for row in found.rows]
        rows[0].append(Box("备注", 1, 3))
        for number, row in enumerate(rows[3:]):
            row.append(Box(str(number)))
        return Grid(rows)

    parts = [remark(p) if isinstance(p, Grid) else p for p in report(given)]
    assert figures(read(parts, kind)) == figures(given)


def test_a_missing_column_is_listed(form21):
    values = cells(form21, "applications", received__natural="5", received__total="8")

    def drop(found):
        for row in found.rows[3:]:
            row.pop(-3)  # 法律服务机构
        found.rows[2].pop(3)
        found.rows[1][1].across -= 1
        found.rows[0][1].across -= 1
        return [found]

    reading = read(one_table(form21, "applications", values, drop))
    assert ("applications.received", "columns") in whys(reading)
    assert reading.answers.entered["applications.received.natural"] == "5"
    assert reading.answers.entered["applications.received.total"] == "8"
    assert "applications.received.legal" not in reading.answers.entered


def test_a_missing_row_is_listed(form21):
    reading = read(
        one_table(
            form21,
            "disclosure",
            cells(form21, "disclosure"),
            lambda found: [Grid([row for row in found.rows if row[0].text != "行政强制"])],
        )
    )
    assert ("disclosure.coercion", "row_missing") in whys(reading)


def test_figures_in_a_table_within_the_row(form21):
    """Seven figures as a table of their own in the cell beside the label."""
    values = cells(form21, "applications", granted__legal="4", received__total="9")
    found = table(form21, "applications", values)
    html = html_table(found)
    for row in found.rows[3:]:
        plain = "".join(f'<td colspan="1" rowspan=1><p>{box.text}</p></td>' for box in row[-7:])
        inner = "".join(f"<td>{box.text}</td>" for box in row[-7:])
        html = html.replace(plain, f"<td colspan=7><table><tr>{inner}</tr></table></td>", 1)
    page = f"<p>宝山区司法局2023年政府信息公开工作年度报告</p>{html}".encode()
    from bot.documents.reader import read_report

    assert figures(read_report("x.html", page, FORMS)) == values


@pytest.mark.parametrize("change", ["two tables", "a word before", "no merge"])
def test_table_four_as_others_set_it(form21, kind, change):
    values = {
        f"litigation.{k}": str(n)
        for n, k in enumerate(
            f"{row.id}.{column.id}"
            for row in form21.tables["litigation"].blocks[0].rows
            for column in form21.tables["litigation"].blocks[0].columns
        )
    }

    def other(found):
        if change == "two tables":
            review = [
                [found.rows[0][0]],
                [replace(b, down=1) for b in found.rows[1][:5]],
                found.rows[3][:5],
            ]
            suits = [[found.rows[0][1]], found.rows[1][5:], found.rows[2], found.rows[3][5:]]
            return [Grid(review), "行政诉讼", Grid(suits)]
        if change == "a word before":
            rows = [[Box("类别", 1, 3), *found.rows[0]], found.rows[1], found.rows[2]]
            return [Grid([*rows, [Box("件数"), *found.rows[3]]])]
        rows = [list(row) for row in found.rows]
        rows[1] = [replace(b, down=1) for b in rows[1]]
        rows[2] = [*(Box("") for _ in range(5)), *rows[2]]
        return [Grid(rows)]

    assert figures(read(one_table(form21, "litigation", values, other), kind)) == values


def test_a_row_that_appears_twice_with_another_figure_is_listed(form21):
    values = cells(form21, "disclosure", penalty__decisions="3")
    parts = one_table(form21, "disclosure", values)
    parts.append(table(form21, "disclosure", {**values, "disclosure.penalty.decisions": "4"}))
    reading = read(parts)
    assert reading.answers.entered["disclosure.penalty.decisions"] == "3"
    assert ("disclosure.penalty.decisions", "twice") in whys(reading)


def test_a_table_of_other_figures_with_the_same_words_is_none_of_the_form(form21, kind):
    """行政许可 and 行政处罚 as rows of a table in 一 that counts published items."""
    given = filled(form21)
    parts = report(given)
    other = Grid(
        [[Box("公开类别"), Box("条数")], [Box("行政许可"), Box("77")], [Box("行政处罚"), Box("88")]]
    )
    parts.insert(parts.index("总体情况。") + 1, other)
    assert figures(read(parts, kind)) == figures(given)


def test_where_a_figure_stood_is_told(form21):
    reading = read(one_table(form21, "disclosure", cells(form21, "disclosure")))
    place = reading.places["disclosure.rules.repealed"]
    assert (place.table, place.row, place.cell) == (1, 3, 3)


def test_no_total_is_added(form21):
    values = {"applications.received.natural": "3"}
    assert figures(read(one_table(form21, "applications", values))) == values
    assert isinstance(Answers(form21, 2023, values).values, dict)


# -- headers that are not the form's -------------------------------------------------------


def heads(found):
    """The three cells below 申请人情况, and the rows of figures."""
    return found.rows[1], found.rows[3:]


def test_an_unknown_column_before_the_others_shifts_no_figure(form21):
    values = cells(form21, "applications", received__natural="5", received__total="8")

    def put_first(found):
        head, rows = heads(found)
        head.insert(0, Box("全部", down=2))
        for row in rows:
            row.insert(len(row) - 7, Box("8"))
        head.pop()
        for row in rows:
            row.pop()
        return [found]

    reading = read(one_table(form21, "applications", values, put_first))
    assert reading.answers.entered["applications.received.natural"] == "5"
    assert "applications.received.total" not in reading.answers.entered
    assert ("applications.received", "columns") in whys(reading)


def test_a_header_word_in_two_rows_of_the_header_is_one(form21, kind):
    values = cells(form21, "applications", received__commercial="3", received__total="3")

    def halves(found):
        found.rows[0][0].down = 4
        for box in (found.rows[1][0], found.rows[1][2], *found.rows[2][2:]):
            box.down += 1
        found.rows[2][:2] = [Box("商业"), Box("科研")]
        found.rows.insert(3, [Box("企业"), Box("机构")])
        return [found]

    assert figures(read(one_table(form21, "applications", values, halves), kind)) == values


def test_a_table_turned_over_is_read_by_its_labels(form21, kind):
    values = cells(form21, "applications", other_other__total="2", results_total__other="1")

    def turned(found):
        rows = [[box.text for box in row[-8:]] for row in found.rows[3:]]
        kinds = [
            "申请人情况",
            "自然人",
            "商业企业",
            "科研机构",
            "社会公益组织",
            "法律服务机构",
            "其他",
            "总计",
        ]
        return [Grid([[Box(kind), *(Box(row[n]) for row in rows)] for n, kind in enumerate(kinds)])]

    reading = read(one_table(form21, "applications", values, turned), kind)
    assert figures(reading) == values


def test_words_that_mean_the_same_are_the_form_s(form21, kind):
    parts, expected = spoilt(
        form21, label=lambda text: text.replace("总计", "合计").replace("其他", "其它")
    )
    assert figures(read(parts, kind)) == expected


@pytest.mark.parametrize("change", ["持平", "减4", "新增3", "+12"])
def test_a_row_alone_goes_on_with_the_table_above(form19, change):
    """Every row of table 二 a table of its own, as an editor made them."""
    values = cells(form19, "disclosure", penalty__change=change)
    parts = one_table(form19, "disclosure", values, lambda g: [Grid([row]) for row in g.rows])
    assert figures(read(parts)) == values


def test_a_header_that_a_page_cuts_in_two(form21):
    """The upper halves of the labels at the foot of a page, the lower ones above the figures."""
    names = [f"litigation.{row}" for row in ("review", "direct", "after_review")]
    outcomes = "upheld", "corrected", "other", "pending", "total"
    keys = [f"{row}.{outcome}" for row in names for outcome in outcomes]
    values = {key: str(number) for number, key in enumerate(keys)}
    parts = report(filled(form21))
    (four,) = (part for part in parts if isinstance(part, Grid) and part.columns == 15)
    for box, text in zip(four.rows[3], values.values(), strict=True):
        box.text = text
    blocks = blocks_of("x.docx", as_docx(parts))
    at = max(n for n, block in enumerate(blocks) if isinstance(block, Sheet))
    sheet = blocks[at]
    upper, lower = [], []
    for cell in sheet.cells:
        if cell.text in ("结果维持", "结果纠正", "其他结果", "尚未审结"):
            upper.append(replace(cell, text=cell.text[:2]))
            lower.append(Cell(0, cell.column, cell.text[2:]))
        elif cell.row == 3:
            lower.append(replace(cell, row=1))
        else:
            upper.append(cell)
    blocks[at : at + 1] = [
        replace(sheet, cells=tuple(upper), page=1),
        replace(sheet, cells=tuple(lower), page=2, number=sheet.number + 1),
    ]
    reading = understood("x.docx", blocks, FORMS)
    assert {key: reading.answers.entered.get(key) for key in keys} == values


def test_a_year_inside_a_label(form21, kind):
    values = cells(form21, "disclosure", rules__made="3", fee__amount="7")
    parts = one_table(form21, "disclosure", values)
    for part in parts[1:]:
        for box in (box for row in part.rows for box in row):
            box.text = box.text.replace("本年", "本年（2023）")
    assert figures(read(parts, kind)) == values


def test_table_two_as_a_list(form21, kind):
    """The name of the column beside the figure: 规章, 本年制发件数, 3."""
    values = cells(form21, "disclosure", rules__made="3", rules__in_force="4", fee__amount="7")
    rows = [[Box("信息内容"), Box("指标"), Box("数量")]]
    for block in form21.tables["disclosure"].blocks:
        for row in block.rows:
            for n, column in enumerate(block.columns):
                figure = Box(values[f"disclosure.{row.id}.{column.id}"])
                name = [Box(row.label, 1, len(block.columns))] if n == 0 else []
                rows.append([*name, Box(column.label), figure])
    title = "宝山区红旗街道办事处2023年政府信息公开工作年度报告"
    assert figures(read([title, Grid(rows)], kind)) == values


@pytest.mark.parametrize("first", [True, False])
def test_of_two_years_tables_the_report_s_is_read_and_the_other_named(form21, kind, first):
    now = cells(form21, "applications", received__natural="3", granted__natural="3")
    last = cells(form21, "applications", received__natural="8", partial__natural="8")
    title, this = one_table(form21, "applications", now)
    _, other = one_table(form21, "applications", last)
    year = form21.first_year
    captioned = [f"{year}年情况", this], [f"{year - 1}年情况", other]
    parts = [title, *(part for pair in captioned[:: 1 if first else -1] for part in pair)]
    reading = read(parts, kind)
    assert figures(reading) == now
    assert [item.words for item in reading.unread if item.why == "other_table"][-1:] == [
        f"{year - 1}年情况"
    ]


def appeals(found, change):
    """Table 四 in other shapes; its figures are the last row of it."""
    kinds = [found.rows[3][n : n + 5] for n in (0, 5, 10)]
    outcomes = [Box(box.text) for box in found.rows[1][:5]]
    names = "行政复议", "未经复议直接起诉", "复议后起诉"
    if change == "three tables":
        titles = "行政复议", "行政诉讼（未经复议直接起诉）", "行政诉讼：复议后起诉"
        return [Grid([[Box(t, 5)], outcomes, row]) for t, row in zip(titles, kinds, strict=True)]
    if change == "numbered":
        return [Grid([*found.rows[:3], [Box(str(n)) for n in range(1, 16)], found.rows[3]])]
    if change == "a list":
        rows = [list(pair) for row in kinds for pair in zip(outcomes, row, strict=True)]
        for at, name in enumerate(names):
            rows[5 * at].insert(0, Box(name, 1, 5))
        return [Grid(rows)]
    if change == "by outcome":
        head = [Box("结果", 1, 2), Box("行政复议", 1, 2), Box("行政诉讼", 2)]
        rows = [list(row) for row in zip(outcomes, *kinds, strict=True)]
        return [Grid([head, [Box(name) for name in names[1:]], *rows])]
    labels = [Box(names[0], 2)], [Box("行政诉讼", 1, 2), Box(names[1])], [Box(names[2])]
    rows = [[*label, *row] for label, row in zip(labels, kinds, strict=True)]
    return [Grid([[Box("", 2), *outcomes], *rows])]


@pytest.mark.parametrize("change", ["three tables", "numbered", "a list", "by outcome", "by kind"])
def test_table_four_in_other_shapes(form21, kind, change):
    (block,) = form21.tables["litigation"].blocks
    keys = [f"litigation.{row.id}.{column.id}" for row in block.rows for column in block.columns]
    values = {key: str(number) for number, key in enumerate(keys)}
    parts = one_table(form21, "litigation", values, lambda found: appeals(found, change))
    assert figures(read(parts, kind)) == values


def test_a_figure_merged_under_several_headers_is_that_of_none(form21, kind):
    values = cells(form21, "applications", granted__total="5", partial__total="5")

    def merged(found):
        row = next(row for row in found.rows if "（一）予以公开" in [box.text for box in row])
        row[-7:] = [Box("5", 7)]
        return [found]

    reading = read(one_table(form21, "applications", values, merged), kind)
    granted = {key for key in values if key.startswith("applications.granted.")}
    assert figures(reading) == {k: v for k, v in values.items() if k not in granted}
    assert ("applications.granted", "columns") in whys(reading)
