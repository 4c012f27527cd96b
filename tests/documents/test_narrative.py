"""How a line's numbering makes it a heading."""

import pytest

from bot.documents.narrative import LONGEST_HEADING, has_long_word, heading, lines


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("一、总体情况", 1),
        ("十二、其他", 1),
        ("（一）加强组织领导，明确工作责任", 2),
        ("(二)主动公开", 2),
        ("1.属于国家秘密", 3),
        ("2、完善制度", 3),
        ("3．强化监督", 3),
        ("（1）明确分工", 4),
        ("(2)强化督查", 4),
    ],
)
def test_a_numbering_makes_a_heading(line: str, level: int) -> None:
    found = heading(line)
    assert found == (level, line, "")


@pytest.mark.parametrize(
    "line",
    [
        "一是拓展深度。",
        "2023年，我办",
        "1.5万元",
        "12.31止",
        "一、二季度共公开3条。",
        "第一、",
        "100.好",
    ],
)
def test_other_numbers_make_no_heading(line: str) -> None:
    assert heading(line) is None


def test_a_heading_runs_into_its_text_at_the_first_full_stop() -> None:
    found = heading("（一）主动公开情况。全年公开314条。其中")
    assert found == (2, "（一）主动公开情况。", "全年公开314条。其中")


def test_a_long_first_sentence_is_text() -> None:
    assert heading("（一）" + "字" * LONGEST_HEADING + "。后文") is None


def test_blank_lines_and_blanks_around_a_line_mean_nothing() -> None:
    assert lines("\u3000\u3000甲。 \n\n \r\n乙。") == ["甲。", "乙。"]


@pytest.mark.parametrize(
    ("line", "long"),
    [("信箱bsqhqjdbsc@163.com）", True), ("电话0469-2609855。", False), ("共12.5万元", False)],
)
def test_an_address_is_a_long_word(line: str, long: bool) -> None:
    assert has_long_word(line) is long
