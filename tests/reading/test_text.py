import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.text import clean, paragraphs


@pytest.mark.parametrize("dropped", ["\x00", "\x08", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_what_xml_forbids_is_dropped(dropped):
    assert clean(f"公{dropped}开") == "公开"


@pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\u200b", "\u200f", "\ufeff", "\u00ad"])
def test_what_nobody_sees_is_dropped(unseen):
    assert clean(f"1{unseen}2") == "12"


@pytest.mark.parametrize("kept", ["\t", "\u3000", "𠮷", "😀", "\u00a0"])
def test_what_xml_allows_is_kept(kept):
    assert clean(f"公{kept}开") == f"公{kept}开"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028"])
def test_a_line_ends_with_a_line_feed(end):
    assert clean(f"一{end}二") == "一\n二"


def test_a_paragraph_a_line_without_layout():
    assert paragraphs("　　一。\n\n \n\t二。 \r\n") == "一。\n二。"


def test_blanks_within_a_line_are_its_own():
    assert paragraphs("Word  2016 版") == "Word  2016 版"


@given(st.text())
def test_what_is_clean_stays_as_it_is(text):
    once = paragraphs(text)
    assert paragraphs(once) == once
    assert "\n\n" not in once
