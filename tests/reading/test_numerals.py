from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.numerals import Refusal, Row, han_number, read_number, read_row

NUMBERS = {
    "７件": 7,
    "七": 7,
    "十二件": 12,
    "1,036": 1036,
    "１，０３６件": 1036,
    "两件": 2,
    "3 件": 3,
    "3。": 3,
    "无": 0,
    "没有": 0,
    "零": 0,
    "〇": 0,
    "0": 0,
    "０件": 0,
    "零件": 0,
    "007": 7,
    "廿五": 25,
    "卅": 30,
    "一百零三": 103,
    "两百零五": 205,
    "一千零三十六件": 1036,
    "二十": 20,
    "壹拾贰": 12,
    "5人次": 5,
    "4起": 4,
}
NO_NUMBERS = [
    "",
    "件",
    "四十余件",
    "近百",
    "约30",
    "30余",
    "十几",
    "几件",
    "三五件",
    "一两件",
    "一百二",
    "3 0",
    "1 036",
    "12,34",
    "3.5",
    "-3",
    "+3",
    "3%",
    "1万",
    "x",
    "３件左右",
    "二〇二三",
    "百",
    "零五",
    "3-5件",
    "٣",
]


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_a_count(text: str, value: int) -> None:
    assert read_number(text) == value


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_no_count(text: str) -> None:
    assert read_number(text) is None


@given(st.integers(0, 99_999_999))
def test_cn2an_reads_back_what_it_writes(value: int) -> None:
    from cn2an import an2cn

    assert han_number(an2cn(value, "low")) == value


@pytest.mark.parametrize(
    "text",
    [
        "3 0 0 0 0 1",
        "3,0,0,0,0,1",
        "３、０、０、０、０、１",
        "3件 0件 0件 0件 0件 1件",
        "3，0，0，0，0，1",
        "3, 0, 0, 0, 0, 1",
        "3\t0\t0\t0\t0\t1",
        "3\t0\t0\t0\t0\t1\t",
        "三 零 零 〇 0 一",
        "3 件 0 件 0 件 0 件 0 件 1 件",
        " 3  0 0\u30000 0 1\n",
        "3件0件0件0件0件1件",
        "3;0;0;0;0;1",
        "3 0 0,0 0 1",
        "3，无，无，无，无，1。",
    ],
)
def test_six_figures(text: str) -> None:
    assert read_row(text, 6) == Row(("3", "0", "0", "0", "0", "1"))


@pytest.mark.parametrize(
    ("text", "columns", "figures"),
    [
        ("1,036 0 0", 3, ("1036", "0", "0")),
        ("1,036\t0\t0", 3, ("1036", "0", "0")),
        ("1,036、2,500件、0", 3, ("1036", "2500", "0")),
        ("1,036", 1, ("1036",)),
        ("3,100", 2, ("3", "100")),
        ("12\t\t/", 3, ("12", "", "")),
        ("12 / 0", 3, ("12", "", "0")),
    ],
)
def test_thousands_and_blanks(text: str, columns: int, figures: tuple[str, ...]) -> None:
    assert read_row(text, columns) == Row(figures)


@pytest.mark.parametrize(
    ("text", "columns", "refusal"),
    [
        ("3 x 0", 3, Refusal("not_a_number", 1, "x")),
        ("3 0", 3, Refusal("few", 2)),
        ("", 3, Refusal("few", 0)),
        ("3 0 0 9", 3, Refusal("many", 3, "9")),
        ("3,,0", 3, Refusal("blank", 1)),
        ("3 40余 0", 3, Refusal("rounded", 1, "40余")),
        ("1,036,0", 3, Refusal("ambiguous", 1, "036")),
        ("1,036,0", 2, Refusal("ambiguous", 1, "036")),
        ("3 -1 0", 3, Refusal("not_a_number", 1, "-1")),
        ("3 1.5 0", 3, Refusal("not_a_number", 1, "1.5")),
    ],
)
def test_refused_rows_say_where(text: str, columns: int, refusal: Refusal) -> None:
    assert read_row(text, columns) == refusal


def test_amounts_and_changes_keep_what_was_written() -> None:
    assert read_row("5 +1036 1,036", 3, ("count", "change", "count")) == Row(("5", "+1036", "1036"))
    assert read_row("0\t0%\t-2", 3, ("count", "change", "change")) == Row(("0", "0%", "-2"))
    assert read_row("2 25.1万元", 2, ("count", "amount")) == Row(("2", "25.1万元"))
    assert read_row("2 十二", 2, ("count", "amount")) == Row(("2", "12"))


@given(st.text(), st.integers(1, 8))
def test_nothing_raises(text: str, columns: int) -> None:
    row = read_row(text, columns)
    assert isinstance(row, Refusal) or len(row.figures) == columns
    assert read_number(text) is None or isinstance(read_number(text), Decimal)


@given(st.lists(st.integers(0, 99_999), min_size=2, max_size=8))
def test_a_row_reads_back(values: list[int]) -> None:
    figures = Row(tuple(map(str, values)))
    assert read_row(" ".join(f"{v:,}" for v in values), len(values)) == figures
    assert read_row(",".join(map(str, values)), len(values)) == figures
