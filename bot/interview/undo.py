"""Taking answers back. The last one goes at once, the earlier ones are listed by name, so that a
mistake seen late need not cost what was answered since. What a later answer built on stays: taking
it away would take from under that answer what it was given for, and nobody would see it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from bot.forms.form import Form
from bot.interview import press as presses
from bot.interview.facts import EXPLAINED, FILLED, OFFERED, SOURCE, TOLD
from bot.interview.outcome import Outcome, refuse
from bot.interview.place import SEP, place_of
from bot.interview.questions import asked_for, present
from bot.interview.state import Change, Slot, State
from bot.messages import Choice, Fact, Say

Kind = Literal["cell", "row", "table", "text", "fields", "told", "explained", "source", "offered"]
IN_A_ROW = 3  # numbers beside each other, for the thumb


@dataclass(frozen=True, slots=True)
class Past:
    """An answer of before: what it was about, the values before and after it, who gave it when."""

    kind: Kind
    keys: tuple[str, ...]
    before: Mapping[str, str]
    after: Mapping[str, str]
    author: str
    at: datetime | None

    @property
    def back(self) -> "Past":
        """What taking it back does."""
        return replace(self, before=self.after, after=self.before)


def undo(form: Form, state: State, arg: str) -> Outcome:
    """Takes back the last answer, the one that a button names, or the n-th of those listed (#n);
    shows what else can be.
    """
    mine = state.own_history
    chosen = _chosen(mine, arg)
    if not chosen:
        return refuse("undone_already" if arg else "nothing_to_undo")
    change = chosen[0]
    if later := built_on(state, change):
        if later not in mine:
            return refuse("undo_overtaken", name=later.author)
        args = {"past": past(form, state, change), "later": past(form, state, later)}
        return refuse("undo_later", _button(state, later, "undo_first"), **args)
    others = [c for c in reversed(mine) if c is not change]
    said = Say(
        "undone",
        {"past": past(form, state, change).back, "others": [past(form, state, c) for c in others]},
        _rows([_button(state, c, "number", n=n) for n, c in enumerate(others, 1)]),
    )
    at = _where(form, state, next(iter(change.before)))
    return Outcome((Fact("undone", change.message), Fact("turned_to", at)), (said,))


def _chosen(mine: Sequence[Change], arg: str) -> list[Change]:
    if arg.startswith("#"):  # typed as it stands on its button: 撤销2 is the last but one
        number = int(arg[1:]) if arg[1:].isdecimal() else 0
        return list(reversed(mine))[number - 1 : number]
    return [c for c in mine if str(c.seq) == arg] if arg else list(mine[-1:])


def _where(form: Form, state: State, key: str) -> str:
    """The question of what is undone; who puts its text together from sentences stays there."""
    subject = key.removeprefix(FILLED) if key.startswith(FILLED) else _subject(key)
    item, now = asked_for(form, subject), present(form, state)
    if item and SEP in now and place_of(now).text == item.id:
        return now
    return item.id if item else ""


def undo_choice(state: State) -> Choice:
    """The button that takes back what is answered now, however much later it is pressed."""
    return Choice(presses.command(state.report, "undo", str(state.seq + 1)), "undo")


def _button(state: State, change: Change, wording: str, **args: object) -> Choice:
    return Choice(presses.command(state.report, "undo", str(change.seq)), wording, args)


def _rows(choices: Sequence[Choice]) -> tuple[tuple[Choice, ...], ...]:
    return tuple(tuple(choices[n : n + IN_A_ROW]) for n in range(0, len(choices), IN_A_ROW))


def built_on(state: State, change: Change) -> Change | None:
    """The latest answer that was given to what this one left: to the same, or to a table that was
    filled from what this one told.
    """
    tables = {_table(key) for key in change.before if key.startswith((TOLD, OFFERED))}
    for later in reversed(state.history[state.history.index(change) + 1 :]):
        filled = {_table(key) for key in later.before if ":" not in key}
        if change.before.keys() & later.before.keys() or tables & filled:
            return later
    return None


def _table(key: str) -> str:
    return key.rpartition(":")[2].partition(".")[0]


def past(form: Form, state: State, change: Change) -> Past:
    """An answer of the history, by name."""
    before = {key: _value(form, state, key, slot) for key, slot in change.before.items()}
    after = {key: _value(form, state, key, _after(state, change, key)) for key in change.before}
    kind, keys = _about(form, tuple(change.before))
    return Past(
        kind,
        tuple(_subject(key) for key in keys),
        {_subject(key): before[key] for key in keys},
        {_subject(key): after[key] for key in keys},
        change.author,
        change.at,
    )


def _value(form: Form, state: State, key: str, slot: Slot | None) -> str:
    if slot and slot.how == "accepted":
        return state.answers(form).standard(key)
    return slot.value if slot else ""


def _after(state: State, change: Change, key: str) -> Slot | None:
    """What stood there after a change: what the next one found, or what stands there now."""
    for later in state.history[state.history.index(change) + 1 :]:
        if key in later.before:
            return later.before[key]
    return state.slots.get(key)


def _about(form: Form, keys: tuple[str, ...]) -> tuple[Kind, tuple[str, ...]]:
    """What an answer is called by: its cells, else its fields, else what it told."""
    if cells := tuple(key for key in keys if key in form.cells):
        rows = {key.rpartition(".")[0] for key in cells}
        return ("table" if len(rows) > 1 else "row" if len(cells) > 1 else "cell"), cells
    if fields := tuple(key for key in keys if ":" not in key):
        text = (
            len(fields) == 1 and form.kind(fields[0]) == "text" if _known(form, fields) else False
        )
        return ("text" if text else "fields"), fields
    kinds: tuple[tuple[str, Kind], ...] = (
        (TOLD, "told"),
        (EXPLAINED, "explained"),
        (SOURCE, "source"),
        (FILLED, "text"),
    )
    return next((kind for prefix, kind in kinds if keys[0].startswith(prefix)), "offered"), keys


def _known(form: Form, keys: tuple[str, ...]) -> bool:
    return all(key in form.fields for key in keys)


def _subject(key: str) -> str:
    """The cell, field or row behind the key of a slot."""
    if key.startswith(EXPLAINED):
        return key.split(" ")[1]
    if key.startswith(FILLED):
        return place_of(key.removeprefix(FILLED)).text
    return key.partition(":")[2] or key
