"""What a pattern can begin with is known exactly enough to miss nothing, and well enough to help."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import firsts, vocabulary
from bot.reading.clauses import clauses

CHARS = sorted({char for _, pattern in vocabulary.WORDS for char in pattern} | set("0123456789 年"))


@pytest.mark.parametrize(
    ("pattern", "can", "cannot"),
    [
        ("收到", "收", "到"),
        ("(?:未|没有)收到", "未没", "收有"),
        ("未?收到", "未收", "到"),
        (r"\d{1,3}件", "07３", "件"),
        ("[^,。]x", "收x", ",。"),
        ("(?<=不)公开", "公", "不"),
        ("(?!不)[不公]开", "公不", "开"),
        ("(?:收|)到", "收到", "开"),
        ("[一-三]", "一二三"[:1], "四"),
        (r"\s件", " \t", "件"),
    ],
)
def test_first_characters(pattern, can, cannot):
    assert all(begins(pattern, char) for char in can)
    assert not any(begins(pattern, char) for char in cannot)


@pytest.mark.parametrize(
    ("pattern", "can", "cannot"),
    [
        ("公开", "公开", "公民"),
        ("公(?:民|司)", "公司", "公开"),
        ("公?开", "开公", "公民"),
        ("(?:公|法)人", "法人", "法院"),
        (r"\d{1,2}件", "12", "1万"),
        (r"\d{1,2}件", "1件", "1万"),
        ("(?:收到)+x", "收到", "收x"),
        ("公(?!开)", "公民", "法人"),
    ],
)
def test_the_first_two_characters(pattern, can, cannot):
    assert begins(pattern, *can)
    assert not begins(pattern, *cannot)


def begins(pattern, char, behind=""):
    """True where a match may begin with two characters; with one, where any may stand behind it."""
    pairs = firsts.begins_with(pattern)
    return any(first(char) and (not behind or second(behind)) for first, second in pairs)


def test_a_pattern_that_may_match_nothing_can_begin_with_anything():
    assert begins("x*", "收")


def test_without_pythons_own_parser_a_pattern_can_begin_with_anything(monkeypatch):
    def gone(name):
        raise ImportError(name)

    monkeypatch.setattr(firsts, "import_module", gone)
    assert begins("收到", "到")


def test_few_words_are_tried_at_a_character():
    tried = [len(vocabulary.words_at(*pair)) for pair in pairwise("主动公开政府信息公开工作部署")]
    assert sum(tried) / len(tried) < 3


@given(st.text(st.sampled_from(CHARS), min_size=1, max_size=12))
def test_no_word_that_stands_in_a_text_is_left_out(text):
    for meaning, pattern in vocabulary.WORDS:
        match = re.compile(pattern).match(text)
        if match and match.end():
            assert meaning in [name for name, _ in vocabulary.words_at(text[0], text[1:2])]


@given(st.text(st.sampled_from(CHARS), max_size=60))
def test_the_words_of_a_text_are_those_that_every_pattern_in_turn_finds(text):
    patterns = [(meaning, re.compile(pattern)) for meaning, pattern in vocabulary.WORDS]
    expected, place = [], 0
    while place < len(text):
        tries = ((m, p.match(text, place)) for m, p in patterns)
        found = next(((m, t) for m, t in tries if t and t.end() > place), None)
        place = found[1].end() if found else place + 1
        if found and found[0] not in (
            "skip",
            "comma",
            "colon",
            "stop",
            "open_paren",
            "close_paren",
        ):
            expected.append((found[0], found[1].span()))
    read = [(t.meaning, (t.start, t.end)) for clause in clauses(text) for t in clause.tokens]
    assert read == expected
