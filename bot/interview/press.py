"""What a button sends back: its report, its question and its answer, as `17:overview=std`, or a
command, as `17:@menu`. Both halves live here, so that what is written can be read; 64 bytes are all
that Telegram carries.
"""

from dataclasses import dataclass


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
