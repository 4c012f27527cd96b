"""转换: a report on a superseded form goes on as one on the form in force. What both forms have
is carried over by its id, texts and figures alike; totals are computed again. Where the new form
asks for something else (a row became three, a column is new) the question comes up by itself,
since its cells are blank, with the old report's figures beside it. The old report stays as it was.

A row's `was` names the row of the superseded form of which it is a part. Of a row that had no cases
each part has none; everything else is asked, for how many went where only the office knows.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.forms.answers import Answers
from bot.forms.bound import dump
from bot.forms.form import Block, Cell, Form, Row
from bot.forms.number import number, plain
from bot.interview.facts import BESIDE
from bot.interview.questions import Question, question_of, rows, table_of
from bot.interview.state import Slot, State
from bot.messages import Fact

CHOSEN = ("accepted", "skipped", "told")  # kinds of facts that stay what they are


@dataclass(frozen=True)
class Converted:
    """The facts of a converted report, how many figures and texts were carried over, and the old
    figures (by id) for which the new form has no place and no question.
    """

    facts: tuple[Fact, ...]
    carried: int
    left: tuple[str, ...]


@dataclass(frozen=True)
class Beside:
    """What the old report says where the new one asks: its row's name, and figures by column."""

    row: str
    figures: tuple[tuple[str, str, str], ...]  # column, its label, the figure


def superseded(form: Form, year: int) -> bool:
    """True for a form that a report on that year should not be made on any more."""
    return form.last_year is not None and year > form.last_year


def convert(old: Answers, slots: Mapping[str, Slot], new: Form, state: State) -> Converted:
    """A report on another form. `slots` are the old report's, empty where it is a file; what
    `state`, the new report's, has already is kept.
    """
    texts = {key: followed.text for key, followed in old.followed.items()}
    values = {
        key: value
        for key, value in {**old.entered, **texts, **dict(_parts_of_nothing(old, new))}.items()
        if key not in state.slots and _has(new, key) and key not in old.accepted
    }
    carried = [Fact("imported", key, value) for key, value in values.items()]
    bound = [
        Fact("bound", key, dump((*followed.standing, *followed.left)))
        for key, followed in old.followed.items()
        if key in values
    ]
    chosen = [
        Fact(slot.how, key.rpartition(":")[2], slot.value)
        for key, slot in slots.items()
        if slot.how in CHOSEN and key not in state.slots
    ]
    chosen += [Fact("skipped", key) for key in _left_out(old, new) if key not in state.slots]
    known = {*values, *state.slots}
    beside = list(_beside(old, new, known))
    shown = {f"{id_.partition('.')[0]}.{row.id}" for id_, row, _ in beside}
    left = tuple(
        key
        for key, value in old.entered.items()
        if key in old.form.cells and not old.form.cells[key].computed and value not in ("", "0")
        if key not in new.cells and key.rpartition(".")[0] not in shown
    )
    facts = [Fact("beside", id_, _written(row, figures)) for id_, row, figures in beside]
    start = Fact("turned_to", "")  # at the first open question, wherever a choice belongs
    return Converted((*chosen, *carried, *bound, *facts, start), len(carried) + len(chosen), left)


def _has(form: Form, key: str) -> bool:
    return key in form.fields or (key in form.cells and not form.cells[key].computed)


def _left_out(old: Answers, new: Form) -> Iterator[str]:
    """The optional texts that a published report does without: nobody need be asked for them."""
    for key, field in new.fields.items():
        if old.published and field.kind == "text" and not field.required and key not in old.entered:
            yield key


def _parts_of_nothing(old: Answers, new: Form) -> Iterator[tuple[str, str]]:
    """Zeros for the parts of a row, in the columns in which it had no cases."""
    for cell in new.cells.values():
        whole = f"{cell.table.id}.{cell.row.was}.{cell.column.id}"
        if cell.row.was and not cell.computed and old.entered.get(whole) == "0":
            yield cell.id, "0"


Figures = tuple[tuple[str, str, str], ...]


def _beside(old: Answers, new: Form, known: set[str]) -> Iterator[tuple[str, Row, Figures]]:
    """The new form's questions that stay open, with the row of the old form that stood there."""
    for table in new.tables.values():
        for block, row in rows(table):
            asked = [Cell(table, row, c) for c in block.columns]
            if all(cell.computed or cell.id in known for cell in asked):
                continue
            found = _row(old.form, table.id, row.was or row.id)
            figures = _figures(old, table.id, found) if found else ()
            item = question_of(new, next(cell.id for cell in asked if not cell.computed))
            if found and figures and item:
                yield item.id, found[1], figures


def _row(form: Form, table: str, name: str) -> tuple[Block, Row] | None:
    return next((pair for pair in rows(form.tables[table]) if pair[1].id == name), None)


def _figures(old: Answers, table: str, found: tuple[Block, Row]) -> Figures:
    block, row = found
    keys = ((column, f"{table}.{row.id}.{column.id}") for column in block.columns)
    return tuple((c.id, c.label, old.values[key]) for c, key in keys if old.values.get(key))


def _written(row: Row, figures: Figures) -> str:
    return json.dumps({"row": row.label, "figures": figures}, ensure_ascii=False)


def beside(state: State, item: Question) -> Beside | None:
    """What the old report says where a question asks; None for a report that was not converted."""
    slot = state.slots.get(BESIDE + item.id)
    if slot is None:
        return None
    data = json.loads(slot.value)
    return Beside(data["row"], tuple((c, label, value) for c, label, value in data["figures"]))


def remaining(form: Form, state: State, item: Question) -> dict[str, str]:
    """What of the old row the other parts have not taken, by this part's cells; empty where it is
    unknown, nothing, or more than all.
    """
    old = beside(state, item)
    mine = form.rows.get(item.id)
    if old is None or mine is None or not mine.was:
        return {}
    table = table_of(item)
    parts = [row.id for _, row in rows(form.tables[table]) if row.was == mine.was and row != mine]
    whole = {column: number("count", figure) for column, _, figure in old.figures}
    left: dict[str, str] = {}
    for key in item.keys:
        column = key.rpartition(".")[2]
        had = whole.get(column)
        taken = [state.slots.get(f"{table}.{part}.{column}") for part in parts]
        if had is None:
            return {}
        rest = had - sum(number("count", slot.value) or 0 for slot in taken if slot)
        if rest < 0:
            return {}
        left[key] = plain(rest)
    return left if any(value != "0" for value in left.values()) else {}
