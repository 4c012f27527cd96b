"""Commands that lead somewhere else in the interview, and change nothing but where one is."""

from bot.forms.form import Form
from bot.interview import asides, phrases
from bot.interview import press as presses
from bot.interview.outcome import (
    Outcome,
    refuse,
)
from bot.interview.place import SEP
from bot.interview.questions import (
    EXAMINE,
    first_row,
    open_questions,
    present,
    question,
    question_of,
    questions,
)
from bot.interview.state import State
from bot.messages import Choice, Fact, Say


def jump(form: Form, state: State, arg: str) -> Outcome:
    """To the first open question of a section."""
    section = next((section for section in form.sections if section.id == arg), None)
    if section is None:
        return refuse("section", count=sum(section.numbered for section in form.sections))
    waiting = open_questions(form, state, section)
    first = next(item for item in questions(form) if item.section is section)
    asked_again = asides.taken_up(state, waiting)
    return Outcome((*asked_again, Fact("turned_to", (waiting or [first])[0].id)))


def goto(form: Form, state: State, arg: str) -> Outcome:
    """Goes to one question or single field, answered or not."""
    item = question(form, arg) or question_of(form, arg)
    return Outcome((Fact("turned_to", item.id),)) if item else Outcome()


def back(form: Form, state: State, arg: str) -> Outcome:
    """To the question before this one."""
    order = [item.id for item in questions(form)]
    now = _in_order(form, present(form, state))
    if SEP in now:
        return phrases.back(state, now)
    if now and now not in order:  # a side question or a single field: back to the interview
        return Outcome((Fact("turned_to", ""),))
    index = order.index(now) if now else len(order)
    if index == 0:
        return Outcome(says=(Say("refused.first"),))
    return Outcome((Fact("turned_to", order[index - 1]),))


def _in_order(form: Form, now: str) -> str:
    """A story stands where its table begins."""
    table = now.partition("?")[0]
    return first_row(form, table).id if "?" in now else now


def show(form: Form, state: State, arg: str) -> Outcome:
    """Back to the interview from wherever one looked."""
    return Outcome((Fact("turned_to", ""),)) if state.turned else Outcome()


def go_on(form: Form, state: State, arg: str) -> Outcome:
    """Goes on writing the last text, or the one whose button was pressed."""
    key = arg or _last_text(form, state)
    if not _is_text(form, key) or key not in state.slots:
        return refuse("nothing_to_continue")
    return Outcome((Fact("turned_to", "+" + key),))


def _last_text(form: Form, state: State) -> str:
    """The text that is asked for, if there is something of it; else the one written last."""
    here = state.at.lstrip("+")
    if _is_text(form, here) and here in state.slots:
        return here
    texts = [key for key, s in state.slots.items() if s.pieces or s.how == "accepted"]
    return texts[-1] if texts else ""


def _is_text(form: Form, key: str) -> bool:
    item = question(form, key)
    return item is not None and item.kind == "text"


def to_phrases(form: Form, state: State, arg: str) -> Outcome:
    """To the bank, of the text that is asked for; anywhere else it says which texts have one."""
    here = present(form, state).partition(SEP)[0].lstrip("~")
    texts = dict.fromkeys(topic.text for topic in form.topics)
    if here in texts:
        return Outcome((Fact("turned_to", here + SEP),))
    rows = tuple(
        (Choice(presses.command(state.report, "goto", text + SEP), "bank", {"key": text}),)
        for text in texts
    )
    return Outcome(says=(Say("phrases", {"keys": list(texts)}, rows),), show=False)


def ask_year(form: Form, state: State, arg: str) -> Outcome:
    """To the question of the year."""
    return Outcome((Fact("turned_to", "year"),))


def wait_for_file(form: Form, state: State, arg: str) -> Outcome:
    """Waits for a report that is to be checked as it stands."""
    return Outcome((Fact("turned_to", EXAMINE),))
