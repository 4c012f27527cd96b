"""A text in pieces: the clerk's own paragraphs, and sentences under their topics."""

import pytest

from bot.interview.pieces import Piece, Under, composed, dump_under, load_under, placed

FIRST = Under(0, "（*）主动公开。")
SECOND = Under(1, "（*）依申请公开。")
PROBLEM = Under(1, "还有不足：", "*是")


def text(*sentences):
    pieces = ()
    for words, under in sentences:
        pieces = placed(pieces, Piece("m", words, under))
    return composed(pieces)


def test_what_the_clerk_typed_is_a_paragraph_each():
    assert composed([Piece("1", "甲"), Piece("2", "乙")]) == "甲\n乙"


def test_sentences_of_a_topic_are_one_paragraph_under_its_number():
    assert text(("甲。", FIRST), ("乙。", FIRST)) == "（一）主动公开。甲。乙。"


def test_topics_stand_in_their_order_however_they_were_picked():
    assert text(("乙。", SECOND), ("甲。", FIRST)) == "（一）主动公开。甲。\n（二）依申请公开。乙。"
    assert text(("乙。", SECOND), ("甲。", FIRST), ("丙。", SECOND)).endswith("乙。丙。")


def test_a_topic_that_is_left_out_leaves_no_gap_in_the_numbers():
    assert text(("乙。", SECOND)) == "（一）依申请公开。乙。"


def test_numbers_go_on_behind_the_clerk_s_own():
    own = [Piece("1", "（一）加强领导\n内容"), Piece("2", "甲。", FIRST)]
    assert composed(own).endswith("\n（二）主动公开。甲。")


def test_every_sentence_of_a_list_is_numbered():
    assert text(("甲。", PROBLEM), ("乙。", PROBLEM)) == "还有不足：一是甲。二是乙。"


def test_a_sentence_stands_behind_the_clerk_s_own_words():
    assert composed(placed((Piece("1", "自己的。"),), Piece("2", "甲。", FIRST))).startswith(
        "自己的"
    )


def test_a_topic_can_be_kept_as_text():
    assert load_under(dump_under(PROBLEM)) == PROBLEM


@pytest.mark.parametrize(
    ("end", "between"),
    [("公", ""), ("，", ""), ("。", "\n"), ("！", "\n"), ("；", "\n"), ("：", "\n")],
)
def test_a_text_that_telegram_cut_in_a_sentence_goes_on_in_it(end, between):
    first = "甲" * 4095 + end
    assert composed([Piece("1", first), Piece("2", "乙。")]) == f"{first}{between}乙。"


def test_a_text_that_is_not_cut_is_a_paragraph_of_its_own():
    assert composed([Piece("1", "甲" * 3000), Piece("2", "乙。")]).endswith("甲\n乙。")
