"""One mistake is told once, by the figure that is wrong or by the fewest that hold it."""

from dataclasses import replace

import pytest

from bot.checks import by_mistake, check, without_implied
from bot.forms.answers import Answers
from tests.checks.test_rules import report

GRANTED, RESULTS = "applications.granted", "applications.results_total"
CARRIED, RECEIVED = "applications.carried_out", "applications.received"


def published(**given):
    """A report with all its totals, of which these figures are others."""
    values = report({}).values
    wrong = {f"applications.{key.replace('__', '.')}": str(value) for key, value in given.items()}
    return Answers(report({}).form, 2023, {**values, **wrong}, published=True)


def told(answers):
    found = check(answers)
    return [(f.rule, f.where[0]) for f in without_implied(answers, found)]


@pytest.mark.parametrize("column", ["natural", "legal", "other"])
def test_a_wrong_figure_is_told_of_its_row_and_not_of_its_column(column):
    answers = published(**{f"granted__{column}": 7})
    ((first, other),) = by_mistake(answers, check(answers))
    assert (first.rule, first.where[0]) == ("row_sum", f"{GRANTED}.total")
    assert (other.rule, other.where[0]) == ("result_sum", f"{RESULTS}.{column}")
    assert first.correction == other.correction == {f"{GRANTED}.{column}": "0"}


def test_a_wrong_total_is_told_of_itself_where_a_smaller_sum_holds_it_too():
    assert told(published(results_total__total=7)) == [("row_sum", f"{RESULTS}.total")]


def test_a_column_is_told_and_not_the_total_that_is_wrong_by_it():
    answers = published(granted__natural=7, granted__total=7)
    assert told(answers) == [("result_sum", f"{RESULTS}.natural")]


def test_a_total_that_is_wrong_by_more_than_its_columns_is_told_as_well():
    answers = published(granted__natural=7, granted__total=8)
    assert [where for _, where in told(answers)] == [
        f"{RESULTS}.natural",
        f"{RESULTS}.total",
        f"{GRANTED}.total",
    ]


def test_a_total_is_wrong_by_a_column_also_where_another_column_is_right():
    right = {"granted__legal": 2, "results_total__legal": 2, "results_total__total": 2}
    answers = published(granted__natural=7, granted__total=9, **right)
    assert f"{RESULTS}.natural" in [where for _, where in told(answers)]
    assert f"{RESULTS}.total" not in [where for _, where in told(answers)]


def test_two_wrong_columns_are_two_mistakes_and_their_total_is_none():
    answers = published(granted__natural=7, granted__legal=2, granted__total=9)
    assert [where for _, where in told(answers)] == [f"{RESULTS}.natural", f"{RESULTS}.legal"]


def test_a_total_that_nobody_typed_is_wrong_by_its_columns():
    answers = report({"given": {f"{RECEIVED}.natural": "6", f"{RECEIVED}.legal": "1"}})
    assert told(answers) == [("balance", f"{CARRIED}.natural"), ("balance", f"{CARRIED}.legal")]


def test_what_is_no_sum_is_told_each():
    answers = report({"given": {f"{RECEIVED}.natural": "x", f"{GRANTED}.natural": "y"}})
    assert [where for _, where in told(answers)] == [f"{RECEIVED}.natural", f"{GRANTED}.natural"]


def test_of_what_is_no_sum_a_total_does_not_follow_from_its_parts():
    answers = published(granted__natural="-1", granted__total="-1")
    assert [where for rule, where in told(answers) if rule == "number"] == [
        f"{GRANTED}.natural",
        f"{GRANTED}.total",
    ]


def test_what_a_text_says_stands_for_itself():
    answers = report({"given": {"overview": "2022年，我街道认真落实政务公开工作要点。"}})
    assert told(answers) == [("text_year", "overview")]


def test_an_error_is_not_hidden_behind_a_warning():
    answers = published(granted__natural=7)
    row, column = check(answers)[1], check(answers)[0]
    ((first, _),) = by_mistake(answers, [replace(row, level="warning"), column])
    assert first == column


def test_of_a_mistake_nothing_is_lost():
    answers = published(results_total__total=7, granted__natural=3)
    found = check(answers)
    together = [finding.key for group in by_mistake(answers, found) for finding in group]
    assert sorted(together) == sorted(finding.key for finding in found)
