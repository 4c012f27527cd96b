"""What a pressed button means. It carries its report and its question: one of another report, or
below a question that is no longer the present one, means nothing, and the present one is shown.
"""

from bot.forms.answers import Values
from bot.forms.form import Form
from bot.interview import doubtful, misplaced, phrases
from bot.interview import press as presses
from bot.interview.actions import run
from bot.interview.answer import read_answer
from bot.interview.commands import Command
from bot.interview.conversion import remaining
from bot.interview.fields import leave
from bot.interview.outcome import Outcome, skip
from bot.interview.questions import RENAMED, Question, is_beside, present, question, table_of
from bot.interview.received import renamed
from bot.interview.renewal import same_as_last, start_renewal
from bot.interview.rest import rest
from bot.interview.row_view import OFFER, offer_of
from bot.interview.state import State
from bot.interview.tell import choose
from bot.interview.text import settle_text
from bot.interview.together import moved_on
from bot.interview.year import to_year
from bot.messages import Fact, Message, Say


def pressed(form: Form, state: State, message: Message, previous: Values) -> Outcome:
    """What follows from a message with a press."""
    press = presses.read_press(message.press)
    if press is None or press.report != state.report:
        return Outcome()
    if not press.question:
        name, _, arg = press.value.partition(" ")
        return run(form, state, Command(name, arg), previous)
    if press.question != present(form, state):
        return Outcome()
    if is_beside(press.question):
        return _beside(state, message, press.question, press.value)
    if moved_on(form, state):
        return Outcome(says=(Say("overtaken"),))
    item = question(form, press.question)
    return _chosen(form, state, item, press.value, previous) if item else Outcome()


def _beside(state: State, message: Message, asked: str, value: str) -> Outcome:
    """A button below a question that is none of the report's own."""
    if asked == RENAMED:
        return renamed(state, value)
    return to_year(message, value) if asked == "year" else Outcome()


def _chosen(form: Form, state: State, item: Question, value: str, previous: Values) -> Outcome:
    """A button that answers a question."""
    if item.kind == "phrase":
        return phrases.choose(form, state, item, value)
    if item.kind == "text":
        return _offered(form, state, item, value, previous)
    if table_of(item):
        return _of_table(form, state, item, value, previous)
    return leave(state, item) if value == "skip" and not item.required else Outcome()


def _of_table(form: Form, state: State, item: Question, value: str, previous: Values) -> Outcome:
    """A button below a question of a table."""
    table = table_of(item)
    if value == "rest":
        return rest(form, state, form.tables[table])
    if value == "same":
        return same_as_last(state, form.tables[table], previous)
    if item.kind == "story":
        return choose(form, state, item, value, previous)
    return read_answer(form, state, item, taken_offer(form, state, item, value))


def taken_offer(form: Form, state: State, item: Question, value: str) -> str:
    """The row behind a button; an offered row is meant only while it is still the one offered."""
    if not value.startswith(OFFER):
        return value
    offered = remaining(form, state, item)
    if not offered and form.cells[item.keys[0]].row.propose:
        offered = state.answers(form).proposal(item.id)
    row = " ".join(offered.values())
    return row if row and value == offer_of(row) else ""


def _offered(form: Form, state: State, item: Question, value: str, previous: Values) -> Outcome:
    """A text that was offered: the form's standard, last year's, or none at all."""
    if value == "std" and state.answers(form).standard(item.id):
        return Outcome((Fact("accepted", item.id),), (Say("kept.accepted", {"key": item.id}),))
    if value == "last" and item.id in previous:
        return start_renewal(form, state, item.id, previous)
    if doubtful.pending(state, item.id):
        return settle_text(form, state, item.id, value)
    if told := misplaced.figures(form, item, value):
        return told
    return skip(item.id) if value == "skip" and not item.required else Outcome()
