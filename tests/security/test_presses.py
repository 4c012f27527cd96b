"""A press is what somebody's program sends, and not always one of ours."""

import random

import pytest

from bot.interview.commands import WORDS
from tests.office import UNIT, Office

COMMANDS = (
    *WORDS,
    *(
        "add",
        "correct",
        "explain",
        "goto",
        "jump",
        "note",
        "nothing",
        "pages",
        "private",
        "replace",
    ),
    *("return", "sit", "tell"),
)
ARGUMENTS = (
    *("", "²", "٣", "-1", "9" * 30, "applications", "applications.received", "unit.name", "unit"),
    *("applications.received.total 5", "applications.received.total ²", "applications.foo.bar 3"),
    *("applications.received.total 9999999999", "applications.who 9", "litigation.x 1", "year"),
    *("overview", "+overview", "applications?reason.x", "renewal:overview", "../x", "{{x}}", "一"),
    *("all 5", "all ²", "overview ²", "#", "#0", "#1", "#-1", "#²"),
)
QUESTIONS = (
    *("overview", "applications?received", "applications?who", "applications?reason.refused"),
    *("applications?ledger", "applications.received", "disclosure.rules", "contact", "year"),
    *("renamed", "disclosure.fee", "x", "preamble"),
)
VALUES = (
    *("std", "last", "skip", "rest", "same", "0", "²", "٣", "9", "9" * 30, "yes", "no", "rows"),
    *("-5", "1 2 3", "offer 0", "offer zz", "2023", "{{x}}", ""),
)


@pytest.fixture
def office(service, msg):
    office = Office(service, msg)
    office.send(UNIT)
    return office


@pytest.mark.parametrize("seed", range(6))
def test_no_answer_pressed_is_a_fault(office, seed):
    chance = random.Random(seed)
    office.send("跳到三" if seed % 2 else "跳到二")
    for _ in range(60):
        here = chance.choice((*QUESTIONS, office.interviewer._reports.state(1).at or "contact"))
        press = f"1:{here}={chance.choice(VALUES)}"
        office.send(press=press)
        assert office.interviewer.faults == 0, press


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_pressed_is_a_fault(office, command):
    for argument in ARGUMENTS:
        office.send(press=f"1:@{command} {argument}")
        assert office.interviewer.faults == 0, argument


@pytest.mark.parametrize(
    "told",
    [
        "applications.who 9",
        "applications.foo.bar 3",
        "applications.received.total ²",
        "applications.received.total 9999999999",
        "litigation.review.total 1",
    ],
)
def test_what_no_button_of_ours_tells_is_not_kept(office, told):
    office.send("跳到三")
    before = office.facts()
    office.send(press=f"1:@tell {told}")
    assert office.facts() == before


def test_what_a_button_tells_is_kept(office):
    office.send("跳到三")
    office.send(press="1:@tell applications.received.total 5")
    assert ("told", "applications.received.total", "5") in office.facts()
