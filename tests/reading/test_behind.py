"""What a clause behind a number says of it."""

import pytest

from bot.reading.counts import read_counts


def read(text: str) -> dict[str, int]:
    values = read_counts(text).values.items()
    return {key.split(".")[1]: int(value) for key, value in values if key.endswith(".total")}


def doubted(text: str) -> set[str]:
    return {key.split(".")[1] for doubt in read_counts(text).unsure for key, _ in doubt.candidates}


def test_an_outcome_behind_a_number_in_free_words():
    assert read("对3件要求公开内部会议纪要的，按过程性信息不予公开。") == {"refused_process": 3}


def test_a_group_behind_a_number_in_free_words_is_not_all_of_the_group():
    assert read("对3件要求公开内部会议纪要的，依法不予公开。") == {}


def test_a_reason_whose_outcome_follows():
    text = "申请人要求提供年鉴等公开出版物的1件，不予处理。"
    assert read(text) == {"declined_publication": 1}


def test_reasons_whose_outcome_follows_for_all_of_them():
    told = read("收到申请3件，涉及商业秘密1件、内部事务信息1件，均不予公开。")
    assert told == {"received": 3, "refused_third_party": 1, "refused_internal": 1}


def test_two_outcomes_of_one_number_leave_a_doubt():
    text = "其中1件因申请内容不明确，已告知补正，申请人逾期未补正。"
    assert read(text) == {}
    assert doubted(text) == {"unavailable_unclear", "other_no_correction"}


@pytest.mark.parametrize(
    "text",
    [
        "因申请人未在规定期限内补正，视为放弃申请3件。",
        "申请人逾期未补正，3件。",
    ],
)
def test_a_reason_told_before_its_number(text):
    assert read(text) == {"other_no_correction": 3}


def test_a_number_in_brackets_is_of_the_name_before_it():
    told = read("不予公开的理由主要是内部事务信息（2件）、过程性信息（1件）。")
    assert told == {"refused_internal": 2, "refused_process": 1}
