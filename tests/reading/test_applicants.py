"""Kinds of applicants told behind a carry-over: of the row in which they add up, or of none."""

import pytest

from bot.reading.counts import read_counts


def kinds(text, row):
    values = read_counts(text).values
    found = {key: int(value) for key, value in values.items() if key.split(".")[1] == row}
    return {key.rpartition(".")[2]: value for key, value in found.items() if "total" not in key}


def test_kinds_that_are_all_that_came_in_are_of_what_came_in():
    text = "收到7件，上年结转1件，其中自然人5件，企业2件，予以公开3件，不予公开4件"
    assert kinds(text, "received") == {"natural": 5, "commercial": 2}
    assert kinds(text, "carried_in") == {}


@pytest.mark.parametrize(
    "text",
    [
        "收到申请7件，上年结转1件，共8件，其中自然人6件，企业2件",
        "2023年新收7件，上年结转1件。自然人6件，商业企业2件。",
        "收到申请9件，上年结转3件，其中自然人4件",
    ],
)
def test_kinds_of_both_together_are_of_neither(text):
    assert kinds(text, "received") == kinds(text, "carried_in") == {}


def test_what_fits_neither_is_asked_about():
    doubts = read_counts("收到申请7件，上年结转1件，共8件，其中自然人6件，企业2件").unsure
    asked = {key for doubt in doubts for key, _ in doubt.candidates}
    assert {"applications.received.natural", "applications.carried_in.natural"} <= asked


def test_part_of_what_was_carried_in_stays_there():
    assert kinds("收到7件，上年结转2件，其中自然人2件", "carried_in") == {"natural": 2}


def test_applicants_of_one_kind_are_all_where_nobody_else_is_spoken_of():
    key = "applications.received.total"
    assert read_counts("共受理自然人政府信息公开申请72件，办结70件。").values[key] == 72
    others = "共受理自然人政府信息公开申请72件，单位申请3件，办结70件。"
    assert key not in read_counts(others).values
