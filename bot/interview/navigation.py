"""What can be tapped below every question: an answer, and the ways from it."""

from bot.forms.form import Form
from bot.interview import press
from bot.interview.cards import buttons
from bot.interview.questions import Question
from bot.interview.state import State
from bot.messages import Choice

Rows = tuple[tuple[Choice, ...], ...]


def offer(state: State, item: Question, value: str, wording: str, **args: object) -> Choice:
    """A short answer to a question; `args` are what its label speaks of."""
    return Choice(press.answer(state.report, item.id, value), wording, args)


def navigation(state: State, at: str) -> tuple[Choice, ...]:
    """The way back and the map; the press also tells which question it stands below."""
    back = Choice(press.command(state.report, "back", at), "back")
    last = state.at.lstrip("+")
    if state.turned or last not in state.slots:
        return (back, menu_choice(state))
    more = Choice(press.command(state.report, "more", last), "more")
    on = (more,) if state.slots[last].pieces else ()
    return (back, *on, *_note_choice(state), menu_choice(state))


def navigation_in_table(form: Form, state: State, item: Question) -> Rows:
    """The last row below a question of a table: what can be looked up, beside the way back."""
    back, *rest = navigation(state, item.id)
    return ((back, *buttons(form, state, item), *rest),)


def menu_choice(state: State) -> Choice:
    """The map of the report."""
    return Choice(press.command(state.report, "menu"), "menu")


def _note_choice(state: State) -> tuple[Choice, ...]:
    """Where the last answer comes from can be noted as long as it stands above."""
    if not state.history:
        return ()
    return (Choice(press.command(state.report, "note", str(state.history[-1].seq)), "note"),)
