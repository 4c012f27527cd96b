"""What a button sends back: its report, its question and its answer, as `17:overview=std`, or a
command, as `17:@menu`. Both halves live here, so that what is written can be read; 64 bytes are all
that Telegram carries.
"""

import re
from dataclasses import dataclass

_SEAT = re.compile(r"([1-9]\d{0,8}):@sit(?: ([a-z.]+))?", re.ASCII)


@dataclass(frozen=True)
class Press:
    """A button's meaning. `question` is empty for a command."""

    report: str
    question: str
    value: str

    def __str__(self) -> str:
        if self.question:
            return f"{self.report}:{self.question}={self.value}"
        return f"{self.report}:@{self.value}"


def answer(report: str, question: str, value: str) -> str:
    """The press that answers a question."""
    return str(Press(report, question, value))


def command(report: str, name: str, arg: str = "") -> str:
    """The press that gives a command."""
    return str(Press(report, "", f"{name} {arg}".strip()))


def asked(text: str) -> str:
    """The question below which a press stands; empty where it does not tell."""
    found = read_press(text)
    if found is None:
        return ""
    return found.question or found.value.partition(" ")[2]


def read_press(text: str) -> Press | None:
    """The meaning of a press; None for one that this program never made."""
    report, colon, rest = text.partition(":")
    if not colon:
        return None
    if rest.startswith("@"):
        return Press(report, "", rest[1:])
    question, equals, value = rest.partition("=")
    return Press(report, question, value) if equals and question else None


@dataclass(frozen=True)
class Goal:
    """A report to sit down at, and the press that is meant there."""

    report: int
    press: str


def read_seat(text: str) -> Goal | None:
    """Where a press leads that moves somebody to another report, perhaps to a section of it."""
    match = _SEAT.fullmatch(text)
    if match is None:
        return None
    report, section = match.groups()
    return Goal(int(report), command(report, "jump" if section else "show", section or ""))
