"""What is pasted is made from the printed grid, as a spreadsheet copies it, and then spoilt."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.documents.grid import grid
from bot.forms.answers import Answers
from bot.reading.pasted import Pasted, Refusal, read_pasted

APPLICANTS = ["natural", "commercial", "research", "charity", "legal", "other"]


def entered(form, table, value="0"):
    return {c.id: value for c in form.tables[table].cells() if not c.computed}


def numbered(form, table):
    """A different figure in every entered cell, so that a shift by one cell is seen."""
    return {key: str(n) for n, key in enumerate(entered(form, table), 1)}


def computed(form, table, figures):
    values = Answers(form, 2023, figures).values
    return {c.id: values[c.id] for c in form.tables[table].cells() if c.computed}


def copied(form, table, figures, *, heads=True, labels=True, totals=True, total_row=True):
    """The cells of a printed table as Excel puts them on the clipboard: merged cells are blank."""
    printed = grid(form.tables[table])
    values = Answers(form, 2023, figures).values
    text = [[""] * printed.columns for _ in range(printed.rows)]
    for cell in printed.cells:
        text[cell.row][cell.column] = values.get(cell.key, "") if cell.key else cell.text
    dropped = set()
    for cell in printed.cells:
        if cell.key and not totals and form.cells[cell.key].column.sum:
            dropped.add(cell.column)
    rows = []
    for at, line in enumerate(text):
        keys = [c.key for c in printed.lines[at] if c.key]
        if not heads and (at < printed.heads or not keys):
            continue
        if not total_row and any(form.cells[key].row.sum for key in keys):
            continue
        first = 0 if labels or not keys else min(c.column for c in printed.lines[at] if c.key)
        rows.append([t for n, t in enumerate(line) if n not in dropped and n >= first])
    return rows


def tabs(rows):
    return "\n".join("\t".join(row) for row in rows)


def telegram(rows):
    """How Telegram delivers it: a blank for each tab, the ends trimmed."""
    return "\n".join(" ".join(row) for row in rows).strip()


def read(form, table, text, row=""):
    start = row or next(form.tables[table].cells()).row.id
    return read_pasted(form, form.tables[table], text, f"{table}.{start}")


@pytest.mark.parametrize("put", [tabs, telegram])
@pytest.mark.parametrize("table", ["disclosure", "applications", "litigation"])
def test_a_whole_table_copied_from_a_spreadsheet(form, table, put):
    figures = numbered(form, table)
    pasted = read(form, table, put(copied(form, table, figures)))
    assert pasted.values == figures
    assert pasted.totals == computed(form, table, figures)
    assert pasted.blanks == ()


@pytest.mark.parametrize("put", [tabs, telegram])
@pytest.mark.parametrize("heads", [True, False])
@pytest.mark.parametrize("totals", [True, False])
@pytest.mark.parametrize("total_row", [True, False])
def test_table_three_with_and_without_everything(form, put, heads, totals, total_row):
    figures = numbered(form, "applications")
    how = {"heads": heads, "totals": totals, "total_row": total_row}
    pasted = read(form, "applications", put(copied(form, "applications", figures, **how)))
    assert pasted.values == figures
    given = computed(form, "applications", figures)
    if not totals:
        given = {k: v for k, v in given.items() if not form.cells[k].column.sum}
    if not total_row:
        given = {k: v for k, v in given.items() if not form.cells[k].row.sum}
    assert pasted.totals == given


@pytest.mark.parametrize("put", [tabs, telegram])
@pytest.mark.parametrize("table", ["disclosure", "applications", "litigation"])
def test_figures_alone_are_counted_off_from_the_row_asked(form, table, put):
    figures = numbered(form, table)
    text = put(copied(form, table, figures, heads=False, labels=False))
    assert read(form, table, text).values == figures


def test_figures_alone_from_the_middle_of_the_table(form21):
    pasted = read(form21, "applications", "1\t0\t0\t0\t0\t0\n0\t2\t0\t0\t0\t0", "refused_law")
    assert pasted.rows == ("applications.refused_law", "applications.refused_safety")
    assert pasted.values["applications.refused_safety.commercial"] == "2"
    assert len(pasted.values) == 12


def balanced(form, carried=1):
    """Six came in; all but `carried` were granted."""
    zero = entered(form, "applications")
    return zero | {
        "applications.received.natural": "6",
        "applications.granted.natural": str(6 - carried),
        "applications.carried_out.natural": str(carried),
    }


def test_the_total_row_left_out_is_seen_by_the_balance(form):
    figures = balanced(form)
    rows = copied(form, "applications", figures, heads=False, labels=False, total_row=False)
    pasted = read(form, "applications", tabs(rows))
    assert pasted.values == figures
    assert "applications.results_total" not in pasted.rows


def test_a_last_line_that_is_the_sum_is_the_total_row(form):
    figures = balanced(form)
    rows = copied(form, "applications", figures, heads=False, labels=False)[:-1]
    pasted = read(form, "applications", tabs(rows))
    assert pasted.totals["applications.results_total.natural"] == "5"
    assert not any("carried_out" in key for key in pasted.values)


def test_a_last_line_that_could_be_both_is_refused(form):
    figures = balanced(form) | {"applications.carried_out.natural": "3"}
    rows = copied(form, "applications", figures, heads=False, labels=False, total_row=False)
    assert read(form, "applications", tabs(rows)) == Refusal(len(rows), "row_unsure")


def test_a_wrong_total_is_given_back_for_the_caller_to_check(form21):
    pasted = read(form21, "applications", "（一）予以公开\t3\t0\t0\t0\t0\t0\t4")
    assert pasted.totals == {"applications.granted.total": "4"}


@pytest.mark.parametrize(
    ("line", "row"),
    [
        ("予以公开 3 0 0 0 0 1", "granted"),
        ("三、本年度办理结果\t（一）予以公开\t\t3\t0\t0\t0\t0\t1\t4", "granted"),
        ("（三）不予公开\t1.属于国家秘密\t3\t0\t0\t0\t0\t1", "refused_secret"),
        ("\t\t2、其他法律行政法规禁止公开\t3\t0\t0\t0\t0\t1\t4", "refused_law"),
        ('3.危及"三安全一稳定"\t3\t0\t0\t0\t0\t1', "refused_safety"),
        ("5. 属于三类内部 事务信息 3 0 0 0 0 1", "refused_internal"),
        ("12\t8.属于行政查询事项\t3\t0\t0\t0\t0\t1", "refused_query"),
        ("（二）部分公开\t3\t0\t0\t0\t0\t1", "partial"),
        ("本年新收申请数量 3 0 0 0 0 1", None),
        ("本年新收 3 0 0 0 0 1", "received"),
        ('"一、本年新收政府\n信息公开申请数量"\t\t\t3\t0\t0\t0\t0\t1\t4', "received"),
        ("（七）总计\t3\t0\t0\t0\t0\t1", "results_total"),
    ],
)
def test_names_of_rows_as_they_are_written(form21, line, row):
    pasted = read(form21, "applications", line)
    if row is None:
        assert pasted == Refusal(1, "row_name", 1, "本年新收申请数量")
        return
    assert pasted.rows == (f"applications.{row}",)
    figures = pasted.values or pasted.totals
    assert [figures[f"applications.{row}.{c}"] for c in APPLICANTS] == list("300001")


def test_rows_may_stand_in_any_order(form21):
    pasted = read(form21, "applications", "部分公开 1 0 0 0 0 0\n予以公开 2 0 0 0 0 0")
    assert pasted.values["applications.granted.natural"] == "2"
    assert pasted.values["applications.partial.natural"] == "1"


def test_figures_as_spreadsheets_show_them(form21):
    pasted = read(form21, "applications", "予以公开\t３\t1,036\t2.00\t无\t5件\t十二")
    assert list(pasted.values.values()) == ["3", "1036", "2", "0", "5", "12"]


def test_amounts_and_changes_keep_their_form(form19):
    text = (
        "行政许可\t5\t+1036\t２\n行政处罚\t1\t-2\t3\n行政强制\t0\t0%\t0\n政府集中采购\t2\t251000元"
    )
    pasted = read(form19, "disclosure", text)
    assert pasted.values["disclosure.licence.change"] == "+1036"
    assert pasted.values["disclosure.penalty.change"] == "-2"
    assert pasted.values["disclosure.coercion.change"] == "0%"
    assert pasted.values["disclosure.procurement.amount"] == "251000元"


def test_a_blank_cell_is_left_out_and_reported(form21):
    pasted = read(form21, "applications", "予以公开\t3\t\t0\t/\t0\t1")
    assert pasted.blanks == ("applications.granted.commercial", "applications.granted.charity")
    assert set(pasted.blanks).isdisjoint(pasted.values)
    assert len(pasted.values) == 4


def test_blanks_at_the_end_that_a_chat_trims_are_blanks(form21):
    pasted = read(form21, "applications", "予以公开\t3\t0\t0\t0\t0\t1\n部分公开\t2\t0")
    assert pasted.blanks == tuple(f"applications.partial.{c}" for c in APPLICANTS[2:])


def test_a_first_line_that_lost_its_blank_group_cells(form21):
    rows = copied(form21, "applications", numbered(form21, "applications"), heads=False)
    pasted = read(form21, "applications", tabs(rows[7:11]).strip())
    assert pasted.values == {
        k: v
        for k, v in numbered(form21, "applications").items()
        if k.split(".")[1] in ("refused_third_party", "refused_internal", "refused_process")
        or k.split(".")[1] == "refused_case_file"
    }


def test_columns_follow_the_headers_that_were_pasted_with_them(form21):
    text = "项目\t总计\t其他\t自然人\n予以公开\t4\t1\t3\n部分公开\t0\t0\t0"
    pasted = read(form21, "applications", text)
    assert pasted.values["applications.granted.natural"] == "3"
    assert pasted.values["applications.granted.other"] == "1"
    assert pasted.totals["applications.granted.total"] == "4"
    assert pasted.blanks == ()


def test_lines_that_are_titles_are_passed_over(form21):
    text = "三、收到和处理政府信息公开申请情况\n单位：件\n\n予以公开\t3\t0\t0\t0\t0\t0"
    assert read(form21, "applications", text).values["applications.granted.natural"] == "3"


def test_table_four_row_by_row_and_as_one_line(form21):
    one = read(form21, "litigation", "1 0 0 0 1 0 0 0 2 2 0 0 0 0 0")
    assert one.values["litigation.direct.pending"] == "2"
    assert one.totals["litigation.direct.total"] == "2"
    named = read(form21, "litigation", "行政诉讼\t复议后起诉\t0\t3\t0\t0\t3")
    assert named.values["litigation.after_review.corrected"] == "3"
    counted = read(form21, "litigation", "1 0 0 0\n0 0 0 2\n0 0 0 0")
    assert counted.values["litigation.direct.pending"] == "2"


REFUSED = {
    "": Refusal(0, "empty"),
    "自然人\t商业企业": Refusal(0, "empty"),
    "予以公开\t3\t0\tx\t0\t0\t0": Refusal(
        1, "not_a_number", 4, "x", "applications.granted.research"
    ),
    "予以公开 3 0 0 0 0 1\n部分公开 3 四十余 0 0 0 0": Refusal(
        2, "rounded", 3, "四十余", "applications.partial.commercial"
    ),
    "3\t0\t0\t-1\t0\t0": Refusal(1, "negative", 4, "-1", "applications.received.charity"),
    "3\t0\t0\t0.5\t0\t0": Refusal(1, "fraction", 4, "0.5", "applications.received.charity"),
    "3\t0\t0": Refusal(1, "few", 4),
    "予以公开\t3\t0\t0": Refusal(1, "few", 5),
    "3\t0\t0\t0\t0\t0\t3\t9": Refusal(1, "many", 8, "9"),
    "不予公开\t3\t0\t0\t0\t0\t0": Refusal(1, "row_name", 1, "不予公开"),
    "结转\t3\t0\t0\t0\t0\t0": Refusal(1, "row_name", 1, "结转"),
    "（四）无法提供\t1.属于国家秘密\t3\t0\t0\t0\t0\t0": Refusal(
        1, "row_name", 1, "(四)无法提供1.属于国家秘密"
    ),
    "予以公开\t3\t0\t0\t0\t0\t0\n3\t0\t0\t0\t0\t0\t0": Refusal(2, "row_missing", 1, "3"),
    "予以公开\t3\t0\t0\t0\t0\t0\n予以公开\t3\t0\t0\t0\t0\t0": Refusal(
        2, "row_twice", 1, "予以公开"
    ),
    "3  0 0 0 0 3": Refusal(0, "blanks"),
    "予以公开  0 0 0 0 0 3": Refusal(1, "blanks"),
    "予以公开\t\t0\t0\t0\t0\t0\t3": Refusal(1, "blanks"),
    "0\t0\t0\t0\t0\n0\t0\t0\t0\t0\t0": Refusal(1, "few", 6),
    "项目\t自然人\t其他\t\n予以公开\t3\t1\t7": Refusal(2, "heading", 4, "7"),
    "项目\t自然人\t自然人\n予以公开\t3\t1": Refusal(1, "heading_twice", 3, "自然人"),
    "项目 其他 自然人 商业企业 科研机构\n予以公开 3 0 0 0 0 0": Refusal(1, "heading_order"),
}


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_refused_is_named(form21, text):
    assert read(form21, "applications", text) == REFUSED[text]


def test_figures_set_in_columns_by_blanks(form21):
    text = "予以公开    3    0    0    0    0    1\n部分公开   12    0    0    0    0    0"
    pasted = read(form21, "applications", text)
    assert pasted.values["applications.partial.natural"] == "12"
    assert (len(pasted.values), pasted.blanks) == (12, ())


def test_a_line_of_table_four_with_blanks_is_not_taken_for_one_without_totals(form21):
    assert isinstance(read(form21, "litigation", "1   4 0 0 2 0 3 0 0 0 5 5"), Refusal)
    trimmed = "1      6 7 8  9 10"  # of fifteen cells, the last three blank
    assert read(form21, "litigation", trimmed) == Refusal(1, "blanks")


def test_two_lines_trimmed_at_both_ends_are_not_aligned_by_guess(form19):
    text = "（六）其他处理  121      \n四、结转下年度继续办理       131"
    assert read(form19, "applications", text) == Refusal(1, "blanks")


def test_more_lines_than_rows_are_refused(form21):
    text = "\n".join(["0 0 0 0 0 0"] * 3)
    assert read(form21, "applications", text, "results_total") == Refusal(3, "row_beyond")


def test_blanks_in_a_whole_block_are_placed_by_the_other_lines(form21):
    """A tab that became a blank is a cell again, when only so all lines have the same width."""
    rows = copied(form21, "applications", numbered(form21, "applications"))
    rows[5][5] = ""
    pasted = read(form21, "applications", telegram(rows))
    key = "applications.granted.research"
    assert pasted.blanks == (key,)
    rest = {k: v for k, v in numbered(form21, "applications").items() if k != key}
    assert pasted.values == rest


FORMS = content.forms()


@given(st.text(alphabet='0123456789\t \n"一、（三）不予公开总计自然人其他余.-+/x'), st.data())
@settings(max_examples=300)
def test_nothing_raises_and_nothing_is_both(text, data):
    form = FORMS[data.draw(st.sampled_from(["2019", "2021"]))]
    table = form.tables[data.draw(st.sampled_from(sorted(form.tables)))]
    row = data.draw(st.sampled_from([c.row.id for c in table.cells()]))
    found = read_pasted(form, table, text, f"{table.id}.{row}")
    if isinstance(found, Pasted):
        assert set(found.blanks).isdisjoint(found.values)
        assert all(not form.cells[key].computed for key in found.values)
        assert all(form.cells[key].computed for key in found.totals)


@given(st.data())
@settings(max_examples=100)
def test_blanks_never_move_a_figure(data):
    """However cells are left blank: what is read stands where it stood, or nothing is read."""
    form = FORMS[data.draw(st.sampled_from(["2019", "2021"]))]
    table = data.draw(st.sampled_from(sorted(form.tables)))
    figures = numbered(form, table)
    kept = {k: v for k, v in figures.items() if data.draw(st.integers(0, 9)) > 0}
    how = {name: data.draw(st.booleans()) for name in ("heads", "labels", "totals", "total_row")}
    rows = copied(form, table, kept, **how)
    first = data.draw(st.integers(0, len(rows) - 1))
    put = data.draw(st.sampled_from([tabs, telegram]))
    if not how["labels"]:  # a chat trims blanks in front, and nobody can tell how many
        first, kept[min(figures, key=list(figures).index)] = 0, "1"
        rows = copied(form, table, kept, **how)
    found = read(form, table, put(rows[first:]))
    if isinstance(found, Pasted):
        assert found.values.items() <= kept.items(), put(rows[first:])
