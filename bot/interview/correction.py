"""What an earlier answer is corrected to in words. A figure is changed where it is clear which one
is meant, and read back with what it was; else the ones that were answered last are offered, for a
correction of the wrong figure would be two mistakes.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from bot.checks.rules import well_formed
from bot.forms.form import Form, Table
from bot.forms.number import plain
from bot.interview import press as presses
from bot.interview.answer import read_answer
from bot.interview.counted import counts_of, of_table, spoken_of
from bot.interview.facts import TOLD
from bot.interview.mend import read_back
from bot.interview.outcome import Outcome, refuse
from bot.interview.questions import Question, is_untouched, question, table_of
from bot.interview.row_names import find_row
from bot.interview.rows import LARGEST
from bot.interview.state import State
from bot.interview.story import story_of
from bot.interview.tell import keep
from bot.interview.undo import undo_choice
from bot.messages import MAX_PRESS_BYTES, Choice, Fact, Say
from bot.reading.contact import LABELS, read_contact
from bot.reading.correction import Correction
from bot.reading.numerals import read_number

OFFERED = 4  # figures to choose from, a row of buttons each


def correct_told(
    form: Form,
    state: State,
    item: Question | None,
    change: Correction,
    previous: Mapping[str, str],
) -> Outcome | None:
    """What follows from a correction; None where it is of nothing that was answered. `item` is what
    is asked: nothing in a report that is full.
    """
    number = read_number(change.value)
    if contact := _contact(form, state, item, change):
        return contact
    if number is None or number >= LARGEST["count"]:
        return None
    if not change.of:
        return _last(form, state, item, plain(number), previous)
    if key := _cell_named(form, state, item, change.of, number):
        return put(form, state, f"{key} {plain(number)}", item)
    told = _told(form, state, item, change.of, number, previous)
    return told or _not_answered(form, state, item, change.of, plain(number))


def _not_answered(
    form: Form, state: State, item: Question | None, name: str, figure: str
) -> Outcome | None:
    """A row of the table asked about that has no figure yet: it has this one now."""
    table = _table(form, item)
    if item is None or table is None or item.kind != "row" or find_row(form, table, name) is None:
        return None
    return read_answer(form, state, item, f"{name} {figure}")


def _table(form: Form, item: Question | None) -> Table | None:
    """The table that is asked about, if one is."""
    return form.tables.get(table_of(item)) if item else None


def put(form: Form, state: State, arg: str, item: Question | None = None) -> Outcome:
    """One figure that was answered, changed: `disclosure.licence.decisions 25`; `item` is what is
    asked and stays asked.
    """
    key, _, figure = arg.partition(" ")
    slot, number = state.slots.get(key), read_number(figure)
    if key not in form.cells or slot is None or number is None or number >= LARGEST["count"]:
        return Outcome()
    change = {key: plain(number)}
    stay = (Fact("turned_to", item.id),) if item else ()
    said = Say("corrected", read_back(form, state, change), ((undo_choice(state),),))
    return Outcome((Fact("answered", key, change[key], "改成"), *stay), (said,))


def _contact(form: Form, state: State, item: Question | None, change: Correction) -> Outcome | None:
    """A part of the contact by its label: 电话错了应该是021-56781235."""
    found = read_contact(f"{change.of}：{change.value}", LABELS).parts if change.of else {}
    named = {key: value for key, value in found.items() if value == change.value}
    if len(named) != 1:
        return None
    key, value = next(iter(named.items()))
    if key not in state.slots:
        return None
    if not well_formed(form.kind(key), value):
        return refuse("malformed", key=key, text=value, kind=form.kind(key))
    stay = (Fact("turned_to", item.id),) if item else ()
    facts = (Fact("answered", key, value, "改成"), *stay)
    return Outcome(facts, (Say("kept.fields", {"keys": [key]}),))


def _cell_named(form: Form, state: State, item: Question | None, name: str, number: Decimal) -> str:
    """The answered cell that a row's name means: of several columns the one that is not 0."""
    here = _table(form, item)
    others = (table for table in form.tables.values() if table is not here)
    for table in (*((here,) if here else ()), *others):
        row = find_row(form, table, name) or _row_told(form, state, table, name, number)
        cells = [key for key in row.keys if key in state.slots] if row else []
        some = [key for key in cells if state.slots[key].value != "0"]
        if row and len(cells) == len(row.keys) and len(some or cells) == 1:
            return (some or cells)[0]
    return ""


def _last(
    form: Form, state: State, item: Question | None, figure: str, previous: Mapping[str, str]
) -> Outcome:
    """The figure of the last answer, where it had one; else its figures, to choose from."""
    change = state.own_history[-1] if state.own_history else None
    keys = [key for key in change.before if _has_figure(form, state, key)] if change else []
    some = [key for key in keys if state.slots[key].value != "0"] or keys
    if len(some) == 1 and some[0] in form.cells:
        return put(form, state, f"{some[0]} {figure}", item)
    told = some[0].removeprefix(TOLD) if len(some) == 1 else ""
    if (
        told
        and (story := story_of(form, told.partition(".")[0]))
        and _table(form, item) is story.table
    ):
        return keep(state, story, {told: Decimal(figure)}, previous, figure)
    rows = tuple((choice,) for key in some[:OFFERED] if (choice := _choice(state, key, figure)))
    return Outcome(says=(Say("refused.which_row", {"figure": figure}, rows),))


def _has_figure(form: Form, state: State, key: str) -> bool:
    told = key.removeprefix(TOLD)
    counted = key != told and not told.endswith((".who", ".rows"))
    return key in state.slots and (key in form.cells or counted)


def _choice(state: State, key: str, figure: str) -> Choice | None:
    """A button that changes one figure; none where it does not fit into a press."""
    told = key.removeprefix(TOLD)
    press = presses.command(state.report, "tell" if told != key else "put", f"{told} {figure}")
    fits = len(press.encode()) <= MAX_PRESS_BYTES
    return Choice(press, "put", {"k": told, "v": figure}) if fits else None


def _told(  # noqa: PLR0917 - what a correction is of, and what it is to be
    form: Form,
    state: State,
    item: Question | None,
    of: str,
    number: Decimal,
    previous: Mapping[str, str],
) -> Outcome | None:
    """A total of a story that is still being told: 收到的改成9. What else is asked stays asked."""
    for table in form.tables.values():
        story, told = story_of(form, table.id), _counted(form, state, table, of, number)
        key = next((k for k in told if k in state.told), "")
        if story and key and is_untouched(form, state, table.id):
            kept = keep(state, story, {key: number}, previous, of)
            leaves = item if _table(form, item) is not table else None
            stay = (Fact("turned_to", leaves.id),) if leaves else ()
            return replace(kept, facts=(*kept.facts, *stay))
    return None


def _row_told(form: Form, state: State, table: Table, of: str, number: Decimal) -> Question | None:
    """The row that is meant by 收到, where the table is filled."""
    filled = not is_untouched(form, state, table.id)
    keys = _counted(form, state, table, of, number) if filled else {}
    rows = {key.rpartition(".")[0] for key in keys}
    return question(form, rows.pop()) if len(rows) == 1 else None


def _counted(
    form: Form, state: State, table: Table, of: str, number: Decimal
) -> dict[str, Decimal]:
    """What 收到 and a number tell of a table."""
    formal = spoken_of(f"{of}{plain(number)}件", table.id).formal
    return of_table(counts_of(form, state, table.id, formal), table.id)
