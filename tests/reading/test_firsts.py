"""What a pattern can begin with is known exactly enough to miss nothing, and well enough to help."""

import re

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
    first = firsts.first_of(pattern)
    assert all(map(first, can))
    assert not any(map(first, cannot))


def test_a_pattern_that_may_match_nothing_can_begin_with_anything():
    assert firsts.first_of("x*")("收")


def test_without_pythons_own_parser_a_pattern_can_begin_with_anything(monkeypatch):
    def gone(name):
        raise ImportError(name)

    monkeypatch.setattr(firsts, "import_module", gone)
    assert firsts.first_of("收到")("到")


def test_few_words_are_tried_at_a_character():
    tried = [len(vocabulary.words_with(char)) for char in "认真贯彻落实各项工作部署"]
    assert sum(tried) / len(tried) < 2


@given(st.text(st.sampled_from(CHARS), min_size=1, max_size=12))
def test_no_word_that_stands_in_a_text_is_left_out(text):
    for meaning, pattern in vocabulary.WORDS:
        match = re.compile(pattern).match(text)
        if match and match.end():
            assert meaning in [name for name, _ in vocabulary.words_with(text[0])]


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
