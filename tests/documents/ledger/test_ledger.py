"""Ledgers as offices keep them: made here, with every noise that real ones have."""

import csv
from collections import Counter
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from bot import content
from bot.documents.ledger import recognise
from bot.documents.ledger.day import read_day
from bot.documents.ledger.rows import read_carry
from bot.reading.answers_file import Unusable
from bot.reading.tally import Unplaced, Unsure, count

FORMS = content.forms()
HEAD = [
    "序号",
    "收到日期",
    "申请人",
    "申请人类型",
    "申请内容",
    "答复日期",
    "答复结果",
    "不予公开理由",
    "备注",
]
ROW = [
    1,
    date(2023, 3, 1),
    "张三丰",
    "自然人",
    "关于拆迁的文件",
    date(2023, 3, 20),
    "予以公开",
    "",
    "",
]


def row(**parts):
    """A request like ROW, but for some of its columns by their headings."""
    return [parts.get(head, value) for head, value in zip(HEAD, ROW, strict=True)]


def xlsx(lines, edit=None):
    book, stream = Workbook(), BytesIO()
    for line in lines:
        book.active.append(line)
    if edit:
        edit(book)
    book.save(stream)
    return stream.getvalue()


def as_csv(lines, encoding="utf-8-sig", delimiter=","):
    stream = StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(lines)
    return stream.getvalue().encode(encoding)


def counted(content, form=None, year=2023):
    return count(recognise(content), form or FORMS["2021"], year)


def told(counts):
    """The cells that are not 0, without the table's name."""
    return {k.removeprefix("applications."): v for k, v in counts.values.items() if v != "0"}


def one(**parts):
    """What becomes of a single request."""
    counts = counted(xlsx([HEAD, row(**parts)]))
    return counts.unplaced[0].why if counts.unplaced else told(counts)


def test_a_ledger_counts_itself():
    lines = [
        HEAD,
        row(),
        row(申请人类型="企业", 答复结果="不予公开", 不予公开理由="商业秘密"),
        row(收到日期=date(2022, 12, 20), 答复结果="部分公开"),
        row(收到日期=date(2023, 12, 20), 答复日期=None, 答复结果="办理中"),
    ]
    counts = counted(xlsx(lines))
    assert told(counts) == {
        "received.natural": "2",
        "received.commercial": "1",
        "carried_in.natural": "1",
        "granted.natural": "1",
        "partial.natural": "1",
        "refused_third_party.commercial": "1",
        "carried_out.natural": "1",
    }
    assert (counts.unplaced, counts.used, counts.outside) == ((), (2, 3, 4, 5), ())


def test_every_entered_cell_is_given_and_no_total(form):
    counts = counted(xlsx([HEAD, row()]), form)
    entered = [c.id for c in form.tables["applications"].cells() if not c.computed]
    assert list(counts.values) == entered


ENDS = {
    "撤回": "other_other.natural",
    "信息不存在": "unavailable_not_held.natural",
    "逾期不补正，视为放弃": "other_no_correction.natural",
}


@pytest.mark.parametrize("outcome", ENDS)
def test_outcomes_become_rows(outcome):
    assert one(答复结果=outcome) == {"received.natural": "1", ENDS[outcome]: "1"}


def test_the_older_form_counts_all_others_in_one_row(form19):
    counts = counted(xlsx([HEAD, row(答复结果="撤回")]), form19)
    assert told(counts) == {"received.natural": "1", "other.natural": "1"}


IN, OUT = "carried_in.natural", "carried_out.natural"
OPEN = {"答复日期": None, "答复结果": ""}


@pytest.mark.parametrize(
    ("parts", "result"),
    [
        (OPEN, {"received.natural": "1", OUT: "1"}),
        ({"答复日期": date(2024, 1, 9)}, {"received.natural": "1", OUT: "1"}),
        ({"收到日期": date(2022, 12, 1)} | OPEN, {IN: "1", OUT: "1"}),
        ({"收到日期": date(2022, 12, 1)}, {IN: "1", "granted.natural": "1"}),
        ({"收到日期": date(2022, 1, 1), "答复日期": date(2022, 1, 9)}, {}),
        ({"收到日期": date(2024, 1, 1), "答复日期": date(2024, 1, 9)}, {}),
    ],
)
def test_years_decide_what_is_carried(parts, result):
    assert one(**parts) == result


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"收到日期": None}, "no_date"),
        ({"收到日期": "23.5.6"}, "date"),
        ({"收到日期": "5月6日"}, "date"),
        ({"答复日期": date(2023, 1, 9)}, "dates"),
        ({"申请人类型": ""}, "no_kind"),
        ({"申请人类型": "法人"}, "kind"),
        ({"收到日期": date(2022, 3, 1), "答复日期": None}, "no_answer_date"),
    ],
)
def test_what_cannot_be_placed_is_named_and_not_counted(parts, why):
    """The other request keeps its columns known: an empty column would be read by content."""
    counts = counted(xlsx([HEAD, row(), row(**parts)]))
    assert counts.unplaced == (Unplaced(3, why),)
    assert told(counts) == {"received.natural": "1", "granted.natural": "1"}
    assert counts.used == (2,)


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        ({"答复日期": None}, "no_answer_date"),
        ({"答复日期": "见附件"}, "answer_date"),
        ({"答复结果": ""}, "no_outcome"),
        ({"答复结果": "已寄出"}, "outcome"),
        ({"答复结果": "不予公开（信息不存在）"}, "outcome"),
        ({"答复结果": "不予公开"}, "reason"),
        ({"答复结果": "视为放弃"}, "reason"),
    ],
)
def test_what_came_in_is_counted_though_nobody_can_tell_what_came_of_it(parts, why):
    """So the table does not add up, and nobody finishes it without the outcome."""
    counts = counted(xlsx([HEAD, row(), row(**parts)]))
    assert counts.unplaced == (Unplaced(3, why, came="received"),)
    assert told(counts) == {"received.natural": "2", "granted.natural": "1"}
    assert counts.used == (2,)


def test_a_column_on_carrying_over_decides_where_dates_do_not():
    head = ["收到日期", "申请人类型", "办理结果", "答复日期", "是否结转"]
    day, later = date(2023, 3, 1), date(2023, 4, 1)
    lines = [
        [day, "公民", "予以公开", later, "否"],
        [day, "公民", "予以公开", None, "结转下年"],
        [day, "公民", "予以公开", None, "是"],
        [day, "公民", "予以公开", None, "否"],
        [None, "公民", "予以公开", later, "上年结转"],
        [day, "公民", "予以公开", later, "结转下年"],
        [day, "公民", "予以公开", later, "上年结转"],
    ]
    counts = counted(xlsx([head, *lines]))
    assert told(counts) == {
        "received.natural": "4",
        IN: "1",
        OUT: "2",
        "granted.natural": "3",
    }
    assert counts.unplaced == (Unplaced(7, "carry"), Unplaced(8, "carry"))


# -- the columns ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        [
            "编号",
            "申请公开时间",
            "申请人（单位）",
            "申请人性质（公民/法人）",
            "内容",
            "办结时间",
            "公开情况",
            "原因",
            "",
        ],
        ["序号", "登记日期", "申请人姓名", "类别", "申请事项", "办结日期", "办理结果", "依据", ""],
        [
            "序 号",
            "收到\n日期",
            "申请人",
            "类型",
            "信息",
            "答复时间",
            "答复类型",
            "不公开的原因",
            "注",
        ],
    ],
)
def test_columns_by_the_headings_of_other_offices(head):
    ledger = recognise(xlsx([head, row(答复结果="不予公开", 不予公开理由="过程性信息")]))
    assert ledger.unsure == ()
    counts = count(ledger, FORMS["2021"], 2023)
    assert told(counts) == {"received.natural": "1", "refused_process.natural": "1"}


def test_headings_are_told_with_their_columns():
    ledger = recognise(xlsx([HEAD, row()]))
    told = {role: (h.column, h.text) for role, h in ledger.columns.items()}
    assert told["received"] == ("B", "收到日期")
    assert told["outcome"] == ("G", "答复结果")
    assert ledger.years == {2023: 1}


def test_titles_blank_rows_totals_and_notes_are_passed_over():
    lines = [
        ["红旗街道办事处2023年依申请公开台账"],
        ["单位：件", None, None, None, None, None, None, None, "2024年1月"],
        [],
        HEAD,
        row(),
        [],
        ["小计", 1],
        row(序号=2),
        HEAD,
        [3],
        ["合计", None, None, "共2件"],
        ["填表人：李四"],
    ]
    content = xlsx(lines, lambda book: book.active.merge_cells("A1:I1"))
    ledger = recognise(content)
    assert [r.row for r in ledger.requests] == [5, 8]
    assert ledger.skipped == (7, 9, 10, 11, 12)


def test_headings_in_two_rows():
    lines = [
        ["序号", "申请情况", None, None, "答复情况", None],
        [None, "申请日期", "申请人", "申请人类型", "日期", "答复结果"],
        [1, "2023-3-1", "张三", "公民", "2023-3-9", "予以公开"],
    ]

    def merge(book):
        for area in ("A1:A2", "B1:D1", "E1:F1"):
            book.active.merge_cells(area)

    counts = counted(xlsx(lines, merge))
    assert told(counts) == {"received.natural": "1", "granted.natural": "1"}


def test_columns_by_content_are_told_as_unsure():
    lines = [
        ["序号", "收到日期", "申请人", "甲", "乙", "答复日期"],
        [1, "2023.3.1", "张三", "公民", "全部公开", "2023.3.9"],
        [2, "2023.3.2", "某某公司", "企业", "信息不存在", "2023.3.9"],
    ]
    ledger = recognise(xlsx(lines))
    assert set(ledger.unsure) == {Unsure("outcome", "by_content"), Unsure("kind", "by_content")}
    assert told(count(ledger, FORMS["2021"], 2023))["unavailable_not_held.commercial"] == "1"


def test_a_heading_over_other_things_gives_way_to_the_content():
    lines = [
        ["收到日期", "申请人类型", "答复类型", "甲", "书面答复时间"],
        ["2023.3.1", "公民", "邮寄", "全部公开", "2023.3.9"],
    ]
    ledger = recognise(xlsx(lines))
    assert ledger.columns["outcome"].column == "D"
    assert ledger.unsure == (Unsure("outcome", "by_content"),)


UNHEADED = [
    ["某局申请公开登记"],
    [1, "2023.3.1", "张三", "公民", "规划图", "2023.3.9", "全部公开", ""],
    [2, "2023.3.2", "某某公司", "企业", "会议纪要", "2023.3.9", "不予公开", "国家秘密"],
    [3, "2023.12.20", "李四", "公民", "批复", "", "", ""],
]


def test_without_headings_the_columns_are_known_by_content():
    ledger = recognise(xlsx(UNHEADED))
    columns = {role: heading.column for role, heading in ledger.columns.items()}
    assert columns == {"received": "B", "answered": "F", "kind": "D", "outcome": "G", "reason": "H"}
    assert ledger.unsure == (Unsure("sheet", "no_headings"),)
    assert told(count(ledger, FORMS["2021"], 2023)) == {
        "received.natural": "2",
        "received.commercial": "1",
        "granted.natural": "1",
        "refused_secret.commercial": "1",
        "carried_out.natural": "1",
    }


def test_without_headings_the_earlier_day_is_that_of_receipt():
    lines = [
        ["2023.3.9", "2023.3.1", "公民", "全部公开"],
        ["2023.4.9", "2023.4.1", "公民", "全部公开"],
    ]
    assert recognise(xlsx(lines)).columns["received"].column == "B"


def test_without_headings_and_kinds_it_is_no_ledger():
    lines = [
        ["2023.3.1", "张三", "2023.3.9", "全部公开"],
        ["2023.3.2", "李四", "2023.3.9", "全部公开"],
    ]
    with pytest.raises(Unusable, match="no_ledger"):
        recognise(xlsx(lines))


def test_kinds_told_by_names_are_unsure():
    lines = [
        ["收到日期", "申请人", "答复日期", "答复结果"],
        ["2023年3月1日", "张三", "2023年3月9日", "全部公开"],
        ["2023年3月1日", "某某建设有限公司", "2023年3月9日", "全部公开"],
        ["2023年3月1日", "第一村民小组", "2023年3月9日", "全部公开"],
    ]
    ledger = recognise(xlsx(lines))
    assert ledger.unsure == (Unsure("kind", "from_names"),)
    counts = count(ledger, FORMS["2021"], 2023)
    assert told(counts)["received.commercial"] == "1"
    assert counts.unplaced == (Unplaced(4, "kind"),)


def test_without_dates_of_answers_an_outcome_is_this_years_and_unsure():
    lines = [["收到日期", "申请人类型", "办理结果"], ["2023-3-1", "公民", "予以公开"]]
    ledger = recognise(xlsx([*lines, ["2022-3-1", "公民", "予以公开"]]))
    assert ledger.unsure == (Unsure("answered", "absent"),)
    counts = count(ledger, FORMS["2021"], 2023)
    assert told(counts) == {"received.natural": "1", "granted.natural": "1"}
    assert counts.unplaced == (Unplaced(3, "no_answer_date"),)


def test_two_headings_for_one_thing_are_unsure():
    head = ["收到日期", "申请日期", "申请人类型", "答复日期", "答复结果"]
    ledger = recognise(xlsx([head, ["2023-3-1", "2022-12-30", "公民", "2023-3-9", "公开"]]))
    assert ledger.columns["received"].column == "A"
    assert ledger.unsure == (Unsure("received", "several"),)


def test_merged_cells_hold_for_all_their_rows():
    lines = [HEAD, row(), row(序号=2, 收到日期=None, 申请人类型=None)]

    def merge(book):
        book.active.merge_cells("B2:B3")
        book.active.merge_cells("D2:D3")

    assert told(counted(xlsx(lines, merge))) == {"received.natural": "2", "granted.natural": "2"}


def test_rows_under_one_serial_number_are_not_counted_twice():
    lines = [HEAD, row(), row(序号=None)]
    counts = counted(xlsx(lines, lambda book: book.active.merge_cells("A2:A3")))
    assert counts.unplaced == (Unplaced(3, "merged"),)
    assert told(counts)["received.natural"] == "1"


def test_a_sheet_a_year_is_read_whole_and_unsure():
    def edit(book):
        book.active.title = "2022"
        book.active.append(row(收到日期=date(2022, 12, 1)))
        other = book.create_sheet("2023")
        for line in (HEAD, row(), row(申请人类型="")):
            other.append(line)
        book.create_sheet("说明").append(["本台账由党政办保管"])

    ledger = recognise(xlsx([HEAD], edit))
    assert Unsure("sheet", "several_sheets") in ledger.unsure
    counts = count(ledger, FORMS["2021"], 2023)
    assert told(counts) == {"received.natural": "1", IN: "1", "granted.natural": "2"}
    assert counts.unplaced == (Unplaced(3, "no_kind", "2023"),)


def test_a_month_with_one_open_request_is_not_passed_over():
    """Its page tells of no outcome, so its columns are those of the pages with the same headings."""

    def months(book):
        for name, request in (("1月", row()), ("12月", row(答复日期=None, 答复结果=None))):
            sheet = book.create_sheet(name)
            for line in (HEAD, request, ["小计", *[None] * 5, "1件"]):
                sheet.append(line)

    counted = count(recognise(xlsx([], months)), FORMS["2021"], 2023)
    assert told(counted) == {
        "received.natural": "2",
        "granted.natural": "1",
        "carried_out.natural": "1",
    }


@pytest.mark.parametrize(
    "title", ["青山镇2023年度依申请公开台账", "2023年登记表（2024年1月5日填）", "登记表"]
)
def test_a_day_without_its_year_is_of_the_year_in_the_title(title):
    lines = [[title], HEAD, row(收到日期="5月6日", 答复日期="5月20日"),
             row(收到日期="12月20日", 答复日期="1月8日")]  # fmt: skip
    counted = count(recognise(xlsx(lines)), FORMS["2021"], 2023)
    known = title != "登记表"
    assert told(counted) == ({"received.natural": "1", "granted.natural": "1"} if known else {})
    whys = [item.why for item in counted.unplaced]
    assert whys == (["dates"] if known else ["date", "date"])


def test_hidden_rows_are_requests_too():
    def hide(book):
        book.active.row_dimensions[2].hidden = True

    assert counted(xlsx([HEAD, row()], hide)).used == (2,)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_the_encodings_that_offices_have(encoding, delimiter):
    counts = counted(as_csv([["台账"], HEAD, row()], encoding, delimiter))
    assert told(counts) == {"received.natural": "1", "granted.natural": "1"}
    assert counts.used == (3,)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-05-06", (2023, 5, 6)),
        ("2023/5/6 10:30", (2023, 5, 6)),
        ("2023.5", (2023, 5)),
        ("２０２３年5月6日", (2023, 5, 6)),
        ("20230506", (2023, 5, 6)),
        ("45052", (2023, 5, 6)),
        ("2023", (2023,)),
        ("2023-13-01", None),
        ("5月6日", None),
        ("23.5.6", None),
        ("", None),
    ],
)
def test_days(text, day):
    assert read_day(text) == day


@pytest.mark.parametrize(
    ("text", "carry"),
    [("上年结转", "in"), ("结转至2024年", "out"), ("是", "yes"), ("否", "no"), ("详见备注", "")],
)
def test_what_is_said_of_carrying_over(text, carry):
    assert read_carry(text) == carry


# -- names ----------------------------------------------------------------------------------------

NAMES = ["张三丰", "欧阳小红", "李某某", "红星建设有限公司", "天平律师事务所"]


@pytest.mark.parametrize("make", [xlsx, as_csv])
def test_no_name_of_an_applicant_leaves_the_reader(make):
    """Wherever it stands: in its own column, in the content, in the outcome, in a note."""
    lines = [HEAD, ["申请人：张三丰"]]
    lines += [row(申请人=name, 申请内容=f"{name}的档案", 备注=name) for name in NAMES]
    lines += [row(申请人=name, 答复结果=f"{name}撤回", 不予公开理由=name) for name in NAMES]
    lines += [row(申请人=name, 收到日期=name, 答复日期=name) for name in NAMES]
    for head in (HEAD, ["" if head == "申请人类型" else head for head in HEAD]):
        ledger = recognise(make([head, *lines[1:]]))
        assert len(ledger.requests) == 15
        for said in (repr(ledger), repr(count(ledger, FORMS["2021"], 2023))):
            assert not [name for name in NAMES if name in said]


def test_a_refused_file_says_nothing_of_what_it_holds():
    with pytest.raises(Unusable) as refused:
        recognise(xlsx([["姓名", "电话"], ["张三丰", "13800000000"]]))
    assert refused.value.reason == "no_ledger"
    assert "张三丰" not in repr(refused.value)


# -- any ledger -----------------------------------------------------------------------------------

OUTCOMES = {
    "予以公开": "granted",
    "部分公开": "partial",
    "不予公开：国家秘密": "refused_secret",
    "信息不存在": "unavailable_not_held",
    "信访投诉": "declined_petition",
    "申请人撤回": "other_other",
}
KINDS = {"公民": "natural", "企业": "commercial", "科研机构": "research", "基金会": "charity"}
DAYS = st.integers(0, 3 * 365).map(lambda n: date(2022, 1, 1) + timedelta(days=n))


@st.composite
def requests(draw):
    came = draw(DAYS)
    done = draw(st.none() | st.integers(0, 200).map(lambda n: came + timedelta(days=n)))
    return came, done, draw(st.sampled_from(sorted(KINDS))), draw(st.sampled_from(sorted(OUTCOMES)))


@given(st.lists(requests(), max_size=30), st.sampled_from([xlsx, as_csv]))
@settings(max_examples=60)
def test_a_random_ledger_equals_a_count_by_hand(made, make):
    by_hand = Counter()
    for came, done, kind, outcome in made:
        if came.year > 2023 or (done and done.year < 2023):
            continue
        by_hand["received" if came.year == 2023 else "carried_in", KINDS[kind]] += 1
        end = OUTCOMES[outcome] if done and done.year == 2023 else "carried_out"
        by_hand[end, KINDS[kind]] += 1
    lines = [
        row(收到日期=came, 答复日期=done, 申请人类型=kind, 答复结果=outcome if done else "")
        for came, done, kind, outcome in made
    ]
    counts = counted(
        make([HEAD, row(收到日期=date(2021, 1, 4), 答复日期=date(2021, 2, 1)), *lines])
    )
    assert told(counts) == {f"{r}.{k}": str(n) for (r, k), n in by_hand.items()}
    assert counts.unplaced == ()
    assert len(counts.used) + len(counts.outside) == len(made) + 1
    for kind in KINDS.values():  # the form's own equation holds for what is counted
        came, ends = by_hand["received", kind] + by_hand["carried_in", kind], 0
        ends = sum(n for (end, k), n in by_hand.items() if k == kind) - came
        assert came == ends


@given(
    st.binary(max_size=600)
    | st.text(max_size=600).map(lambda text: text.encode("gb18030", "ignore"))
)
@settings(max_examples=300)
def test_random_bytes_raise_only_the_one_exception(data):
    with pytest.raises(Unusable):
        recognise(data)
