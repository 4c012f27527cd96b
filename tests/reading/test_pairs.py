"""Pairs of a problem and its measure."""

import pytest

from bot.reading.pairs import read_pairs


def test_a_pair_a_line():
    text = "问题：解读少；改进：多做图解\n问题二：更新慢。改进措施：每月检查"
    assert read_pairs(text) == [("解读少", "多做图解"), ("更新慢", "每月检查")]


def test_a_text_that_says_more_is_no_list_of_pairs():
    assert read_pairs("存在的问题：解读少；改进：多做图解。另外还有别的情况。") == []


def test_a_narrative_is_no_pair():
    assert read_pairs("一是解读少。二是更新慢。") == []


@pytest.mark.parametrize(
    "text",
    [
        "问题是人手少，更新慢。改进：明年加强培训",
        "问题就是人手少，更新慢；改进措施是明年加强培训。",
        "问题：人手少，更新慢；打算是明年加强培训",
    ],
)
def test_a_pair_may_be_said_without_colons(text):
    assert read_pairs(text) == [("人手少，更新慢", "明年加强培训")]


def test_a_long_text_that_begins_so_stays_a_text():
    assert read_pairs("问题是" + "人手少、更新慢" * 8 + "。改进措施是" + "加强培训" * 8) == []
