"""The recorded conversations are short, and end in the right report."""

import re

import pytest

from bot.checks import check
from tests.effort.effort import CASES, expected, hold

SEED, LATER, CITY = CASES


@pytest.fixture(scope="module")
def efforts(tmp_path_factory):
    found = {}
    for case in CASES:
        last = found[case.after].document if case.after else None
        found[case.name] = hold(case, tmp_path_factory.mktemp("effort"), last)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_takes_no_more_actions_than_promised(efforts, case):
    assert efforts[case.name].actions <= case.most


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_it_ends_in_a_report_without_errors(efforts, case):
    findings = check(efforts[case.name].answers)
    assert [f for f in findings if f.level == "error"] == []


def test_every_figure_of_the_city_is_in_its_cell(efforts):
    values = efforts[CITY.name].answers.values
    assert {key: values[key] for key in expected(CITY)} == expected(CITY)
    assert sum(v not in ("0", "") for k, v in values.items() if k.startswith("applications.")) > 90


def test_no_stale_figure_is_left_a_year_later(efforts):
    last, now = efforts[SEED.name].answers.values, efforts[LATER.name].answers.values
    for key in ("preamble", "overview", "problems", "others"):
        assert "2023" not in now[key]
    assert [re.findall(r"\d+余?条", values["overview"]) for values in (last, now)] == [
        ["40余条", "80条", "31条"],
        ["45余条", "92条", "38条"],
    ]


def test_the_contact_is_kept_a_year_later(efforts):
    assert efforts[LATER.name].answers.values["unit.phone"] == "0469-2609855"
