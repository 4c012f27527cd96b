"""Where a figure comes from, or anything else that whoever reviews it should know: a note is kept
with the cell, row, table or text that it is about. It is no answer, so it changes no figure, and it
stays when the figure changes, for most notes name a register and not a number.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.forms.form import Form, Section, Table
from bot.forms.number import tidy
from bot.interview import press as presses
from bot.interview.facts import SOURCE, TOLD
from bot.interview.outcome import Outcome, refuse
from bot.interview.questions import present
from bot.interview.row_names import find_row
from bot.interview.state import Change, State
from bot.interview.undo import undo_choice
from bot.messages import Choice, Fact, Say
from bot.reading.words import NOTHING

LONGEST_NAME = 20  # characters before a colon that may name a row


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody noted of a cell, a row (`table.row`), a table or a field, and when. `changed`:
    a figure of it was answered again since.
    """

    key: str
    text: str
    author: str
    at: datetime | None
    changed: bool


def notes(form: Form, state: State, section: Section | None = None) -> tuple[Note, ...]:
    """The notes of a report or of one of its sections, in the order of the form."""
    kept = [
        Note(key, slot.value, slot.author, slot.at, _is_changed(state, key, slot.at))
        for key, slot in state.sources.items()
        if section is None or form.section_of(key) is section
    ]
    return tuple(sorted(kept, key=lambda note: form.sections.index(form.section_of(note.key))))


def _is_changed(state: State, about: str, at: datetime | None) -> bool:
    answered = (
        slot.at for key, slot in state.slots.items() if key == about or key.startswith(about + ".")
    )
    return at is not None and any(time is not None and time > at for time in answered)


def keep_source(form: Form, state: State, arg: str) -> Outcome:
    """来源 with the note behind it, on the last answer or what it names; alone, it asks for it."""
    about = _last(form, state)
    if not arg:
        return _ask(about) if about else refuse("no_source")
    named, text = _split(form, arg)
    return _keep(state, named or about, text) if named or about else refuse("no_source")


def ask_source(form: Form, state: State, arg: str) -> Outcome:
    """The button after an answer: the next message is the note. `arg` tells which answer."""
    change = next((change for change in state.history if str(change.seq) == arg), None)
    return _ask(subject(form, change)) if change else Outcome()


def _ask(about: str) -> Outcome:
    return Outcome((Fact("turned_to", SOURCE + about),))


def source_view(form: Form, state: State) -> Say:
    """The question for a note."""
    about = present(form, state).removeprefix(SOURCE)
    slot = state.sources.get(about)
    on = Choice(presses.command(state.report, "show"), "no_source")
    return Say("ask.source", {"key": about, "now": slot.value if slot else ""}, ((on,),))


def read_source(form: Form, state: State, text: str) -> Outcome:
    """The note that was asked for."""
    about = present(form, state).removeprefix(SOURCE)
    if tidy(text) in NOTHING:
        return Outcome((Fact("turned_to", ""),))
    return _keep(state, about, text)


def _keep(state: State, about: str, text: str) -> Outcome:
    note = " ".join(text.split())
    said = Say("source_kept", {"key": about, "text": note}, ((undo_choice(state),),))
    return Outcome((Fact("sourced", about, note),), (said,))


def _last(form: Form, state: State) -> str:
    """What the last answer was about; empty where there is none."""
    about = (subject(form, change) for change in reversed(state.own_history))
    return next(filter(None, about), "")


def subject(form: Form, change: Change) -> str:
    """What an answer was about: its cell, its row, its table, its text; empty if it was a note."""
    keys = list(change.before)
    if cells := [key for key in keys if key in form.cells]:
        if len(cells) == 1:
            return cells[0]
        row = cells[0].rpartition(".")[0]
        return row if all(key.startswith(row + ".") for key in cells) else row.partition(".")[0]
    if told := [key.removeprefix(TOLD) for key in keys if key.startswith(TOLD)]:
        return told[0].partition(".")[0]
    return next((key for key in keys if key in form.fields or key in form.groups), "")


def _split(form: Form, text: str) -> tuple[str, str]:
    """What a note names before a colon, if anything of the form, and the note."""
    name, colon, note = text.replace(":", "：").partition("：")
    about = _named(form, tidy(name)) if colon and len(name) <= LONGEST_NAME else ""
    return (about, note) if about and note.strip() else ("", text)


def _named(form: Form, name: str) -> str:
    """The text, row or cell that has this name and no other; empty if there is none."""
    texts = [f.id for f in form.fields.values() if tidy(f.label) == name]
    found = {*texts, *(key for table in form.tables.values() for key in _in(form, table, name))}
    return found.pop() if len(found) == 1 else ""


def _in(form: Form, table: Table, name: str) -> list[str]:
    """The row of a table by its name, or a cell by the names of its row and column."""
    bare = name.removeprefix(table.label)
    if not bare:
        return [table.id]
    row = find_row(form, table, bare)
    if row and len(bare) > 1:
        return [row.id]
    return [
        cell.id
        for cell in table.cells()
        if bare.endswith(tidy(cell.column.label))
        and (rest := bare.removesuffix(tidy(cell.column.label)))
        and (found := find_row(form, table, rest))
        and found.id == cell.id.rpartition(".")[0]
    ]
