"""One message, one step: the state before it in, what follows from it out, with no input or output
of its own. A button pressed late, a sticker, a word that means nothing here all come to the same:
nothing is recorded and the present question is shown again.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from bot.forms.form import Form, Section
from bot.interview import press as presses
from bot.interview.actions import run
from bot.interview.answer import read_answer, refuse, rest, skip, write
from bot.interview.commands import Command, read_command
from bot.interview.mend import findings_of, mend_choices
from bot.interview.outcome import OpenReport, Outcome
from bot.interview.questions import (
    Question,
    adding,
    open_questions,
    present,
    question,
    question_of,
    questions,
)
from bot.interview.state import ANSWERS, State, replay
from bot.interview.year import read_year
from bot.messages import Entry, Fact, Message, Say
from bot.reading.text import clean

Values = Mapping[str, str]

CUT_AT = 3500  # characters; a message cut by Telegram at 4,096 is at least as long, blanks dropped
AT_ONCE = timedelta(seconds=3)


def step(form: Form, state: State, message: Message, previous: Values) -> Outcome:
    """What a message leads to. `previous` are last year's values of the same unit."""
    if message.press:
        outcome = _pressed(form, state, message, previous)
    elif text := clean(message.text):
        outcome = _typed(form, state, message, text)
    else:
        outcome = Outcome(says=(Say("unreadable"),))
    return _with_section_end(form, state, message, outcome)


def _typed(form: Form, state: State, message: Message, text: str) -> Outcome:
    if message.corrects:
        return _corrected(form, state, message, text)
    if command := read_command(form, text):
        return run(form, state, command)
    if key := _continued(state, message):
        return write(key, text, "added")
    return _answered(form, state, message, text)


def _answered(form: Form, state: State, message: Message, text: str) -> Outcome:
    """A text that is no command answers the present question."""
    at = _replied_to(form, state, message) or present(form, state)
    if at == "year":
        return _to_year(message, text)
    item = question(form, at)
    if item is None:
        return Outcome(says=(Say("not_asked"),))
    if adding(state):
        return write(item.id, text, "added")
    return read_answer(form, state, item, text)


def _replied_to(form: Form, state: State, message: Message) -> str:
    """The question that a message replies to, where it quotes one of this report."""
    if not message.about.startswith(state.report + ":"):
        return ""
    name = presses.asked(message.about)
    return name if question(form, name) else ""


def _continued(state: State, message: Message) -> str:
    """The text that a message goes on with: Telegram cuts a long one into several messages."""
    slot = state.slots.get(state.at.lstrip("+"))
    if slot is None or not slot.pieces or slot.at is None:
        return ""
    cut = len(slot.pieces[-1].text) >= CUT_AT and message.at - slot.at <= AT_ONCE
    return state.at.lstrip("+") if cut else ""


def _pressed(form: Form, state: State, message: Message, previous: Values) -> Outcome:
    pressed = presses.read_press(message.press)
    if pressed is None or pressed.report != state.report:
        return Outcome()
    if not pressed.question:
        name, _, arg = pressed.value.partition(" ")
        return run(form, state, Command(name, arg))
    if pressed.question != present(form, state):
        return Outcome()
    if pressed.question == "year":
        return _to_year(message, pressed.value)
    item = question(form, pressed.question)
    return _chosen(form, state, item, pressed.value, previous) if item else Outcome()


def _chosen(form: Form, state: State, item: Question, value: str, previous: Values) -> Outcome:
    """A button that answers a question."""
    if value == "std" and state.answers(form).standard(item.id):
        return Outcome((Fact("accepted", item.id),), (Say("kept.accepted", {"key": item.id}),))
    if value == "last" and item.id in previous:
        text = renewed(previous[item.id], state.year)
        return Outcome(
            (Fact("wrote", item.id, text),), (Say("kept.text", {"key": item.id, "kind": "wrote"}),)
        )
    if value == "skip" and not item.required:
        return skip(item)
    if value == "rest" and item.kind == "row":
        return rest(form, state, form.tables[item.keys[0].split(".")[0]])
    if item.kind == "row":
        return read_answer(form, state, item, value)
    return Outcome()


def renewed(text: str, year: int) -> str:
    """Last year's text with its years moved on by one: it is offered, never taken unseen."""
    return text.replace(str(year), str(year + 1)).replace(str(year - 1), str(year))


def _corrected(form: Form, state: State, message: Message, text: str) -> Outcome:
    """An edited message corrects its own piece of a text, or answers its question again."""
    key = state.questions.get(message.corrects, "")
    slot = state.slots.get(key)
    if slot and any(piece.message == message.corrects for piece in slot.pieces):
        fact = Fact("corrected", key, text, message.corrects)
        return Outcome((fact,), (Say("kept.text", {"key": key, "kind": "corrected"}),))
    item = question_of(form, key) if key else None
    if item is None or item.kind == "text":
        return Outcome(says=(Say("edit_unknown"),))
    return read_answer(form, state, item, text)


def _to_year(message: Message, text: str) -> Outcome:
    chosen = read_year(text, message.at.year)
    if chosen is None:
        return refuse("year", latest=message.at.year)
    return Outcome(effects=(OpenReport(chosen.year, chosen.form),))


# -- the end of a section ----------------------------------------------------------------------


def _with_section_end(form: Form, state: State, message: Message, outcome: Outcome) -> Outcome:
    """Adds the section's summary and findings when its last open question was answered."""
    touched = [fact for fact in outcome.facts if fact.kind in ANSWERS]
    if not touched or any(fact.kind == "cleared" for fact in touched):
        return outcome
    section = form.section_of(touched[-1].key)
    after = replay(state, _entries(state, message, outcome.facts))
    if open_questions(form, after, section) or after.turned:
        return outcome
    findings = findings_of(form, after, section)
    say = Say(
        "section_done",
        {"section": section.title, "findings": findings, "keys": _keys(form, section)},
        mend_choices(form, after, findings),
    )
    shown = tuple(
        Fact("shown", f.key) for f in findings if f.level == "warning" and f.key not in state.shown
    )
    return replace(outcome, facts=outcome.facts + shown, says=(*outcome.says, say))


def _entries(state: State, message: Message, facts: tuple[Fact, ...]) -> list[Entry]:
    return [
        Entry(state.seq + n, message.id, fact, message.person, message.at)
        for n, fact in enumerate(facts, 1)
    ]


def _keys(form: Form, section: Section) -> list[str]:
    return [key for item in questions(form) if item.section is section for key in item.keys]
