"""Numbers in half-known words, believed only where they close a sum."""

import pytest

from bot.reading.counts import read_counts


def read(text: str) -> dict[str, int]:
    """The totals of rows of table 三, by row."""
    values = read_counts(text).values.items()
    return {key.split(".")[1]: int(value) for key, value in values if key.endswith(".total")}


def test_an_outcome_in_half_known_words_is_believed_where_the_outcomes_are_all_that_came():
    text = "受理申请3件，其中2件公开，1件经与申请者沟通同意对答复内容不予公开"
    assert read(text) == {"received": 3, "granted": 2, "refused": 1}


@pytest.mark.parametrize(
    "text",
    [
        "受理申请9件，其中2件公开，1件经与申请者沟通同意对答复内容不予公开",  # not all
        "受理申请3件，其中2件公开，1件征求第三方意见后视情公开或不予公开",  # two outcomes
        "受理申请12件，予以公开6件，另外制作公开指南6份",  # of something else
    ],
)
def test_it_is_left_out_where_they_are_not_or_the_words_leave_a_doubt(text):
    assert set(read(text)) <= {"received", "granted"}


def test_a_reason_that_may_describe_what_was_asked_is_no_outcome():
    text = "收到申请12件，其中涉及商业秘密的1件，征求第三方意见后公开；予以公开11件"
    assert read(text) == {"received": 12, "granted": 11}


def test_all_answered_holds_when_the_numbers_before_it_close_the_sum():
    text = "收到申请6件，公开类4件，不公开类2件，均已答复申请人"
    assert read(text) == {"received": 6, "granted": 4, "refused": 2, "results_total": 6}


def test_what_was_done_is_what_is_not_carried_over():
    text = "收到申请195件，上年结转3件，公开答复191件，转下年度办理7件"
    assert read(text)["results_total"] == 191
    assert "results_total" not in read(text.replace("191", "190"))


def test_the_clauses_behind_the_only_request_tell_its_outcome():
    told = read("收到申请1件，保护第三方合法权益，不予公开。")
    assert told == {"received": 1, "refused_third_party": 1}
    assert read("收到申请2件，系本机关不掌握的信息。") == {"received": 2, "unavailable_not_held": 2}


@pytest.mark.parametrize(
    "text",
    [
        "收到申请1件，申请内容不明确，已要求补正。",
        "收到申请1件，可能涉及国家秘密，不予公开与否正在研究。",
        "收到申请1件，对不予公开的申请严格说明理由。",
        "收到申请1件，不存在不予公开的情况。",
    ],
)
def test_clauses_that_decide_nothing_are_no_outcome(text):
    assert read(text) == {"received": 1}
