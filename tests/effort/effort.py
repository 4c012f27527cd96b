"""Counts what a clerk has to do for a whole report. An action is one message sent or one button
pressed; the conversation is a recorded one, held with the real interviewer, and its figures are
compared with what they should be, for a short conversation that ends in a wrong report is no merit.
Beside it stands what the same report takes with one prompt for each field.
"""

import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import app, content
from bot.channels.console import Console, messages
from bot.forms.answers import Answers
from bot.interview.replay import replay
from bot.interview.state import State
from bot.messages import Person

HERE = Path(__file__).parent
CONVERSATIONS = HERE.parent / "conversations"


@dataclass(frozen=True)
class Case:
    """A conversation, the most actions it may take, and where last year's report comes from."""

    name: str
    path: Path
    most: int
    after: str = ""


CASES = (
    Case("the seed", CONVERSATIONS / "hongqi-2023.chat", 14),
    Case("a year later, last year's report first", HERE / "hongqi-2024.chat", 9, "the seed"),
    Case("a large city, by paste", CONVERSATIONS / "linjiang-2021.chat", 25),
)


@dataclass(frozen=True)
class Effort:
    """What a conversation took and what it ended in."""

    actions: int
    prompts: int
    answers: Answers
    document: Path


def hold(case: Case, folder: Path, last: Path | None = None) -> Effort:
    """Holds a conversation. `last` is last year's document, sent where the clerk writes LAST."""
    interviewer, journal = app.service(folder / f"{case.path.stem}.db")
    who = Person("console", case.path.stem)
    console = Console(interviewer.handle, io.StringIO(), folder, who, read=app.read_attachment)
    typed = [line[2:] for line in case.path.read_text().splitlines() if line.startswith("> ")]
    actions = list(messages(typed))
    for action in actions:
        console.say(action.replace("LAST", str(last)))
    with journal.turn() as turn:
        report = turn.seat(who).report or 0
    form = content.forms()[journal.report(report).form]
    answers = replay(State(), journal.entries(report)).answers(form)
    document = max(folder.glob(f"*{answers.year}*.docx"), key=lambda path: path.stat().st_mtime)
    return Effort(len(actions), prompts(answers), answers, document)


def prompts(answers: Answers) -> int:
    """How many answers one prompt a field takes: every entered cell, line and text."""
    cells = sum(not cell.computed for cell in answers.form.cells.values())
    return cells + sum(key in answers.values for key in answers.form.fields)


def expected(case: Case) -> Mapping[str, str]:
    """The figures that a conversation must end in, where they are written down."""
    path = HERE / f"{case.path.stem}.toml"
    return tomllib.loads(path.read_text()) if path.exists() else {}
