"""Rows of a table as they are typed, a line each, or copied from a spreadsheet. A row is taken as a
whole or not at all, and a total given with it has to be right: a figure that went astray shows
there first.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict

from bot.forms.answers import Answers
from bot.forms.form import Form, Table
from bot.forms.number import number
from bot.interview.outcome import Outcome, refuse
from bot.interview.press import answer as press_answer
from bot.interview.questions import Question, question, rows, table_of
from bot.interview.row_names import column_names, find_row, split_name, split_named, split_zero
from bot.interview.state import State
from bot.messages import Choice, Fact, Say
from bot.reading.named import named_figures, named_in_line
from bot.reading.numerals import Refusal, Row, read_number, read_row
from bot.reading.pasted import Refusal as Torn
from bot.reading.pasted import read_pasted
from bot.reading.words import without_correcting

_CLAUSE = re.compile(r"[,，、;；。]")
FEWEST_PASTED = 3  # lines; two are typed, more come from a spreadsheet
# What is larger is a slip of the thumb, or two figures run together, and no cell could hold it.
LARGEST = {"count": 10**9, "change": 10**9, "amount": 10**12}


def read_rows(form: Form, state: State, item: Question, text: str) -> Outcome:
    """Rows that were typed or copied from a spreadsheet. Which of the two it is shows in what can
    be read; where neither can, the refusal is about what it looks like.
    """
    if text.strip().count("\n") >= FEWEST_PASTED - 1:
        copied = read_copied(form, state, item, text)
        typed = copied if copied.facts else read_typed(form, state, item, text)
        return typed if typed.facts else copied
    typed = read_typed(form, state, item, text)
    if typed.facts or "\t" not in text or typed.says[0].args.get("reason") == "blank":
        return typed
    copied = read_copied(form, state, item, text)
    return copied if copied.facts else typed


def read_typed(form: Form, state: State, item: Question, text: str) -> Outcome:
    """One row, or several, a line each; a line may begin with its row's name."""
    table = form.tables[table_of(item)]
    facts: list[Fact] = []
    target: Question | None = None
    said = without_correcting(text)
    if said != text and read_number(said) is not None:
        return refuse("which_row", figure=said, keys=item.keys)
    for line in _one_row_each(form, table, said):
        here = _after(form, target) if target else item
        if here is None:
            return refuse("rows_left", table=table.id)
        name, figures = split_zero(line) or split_named(form, here, line) or split_name(line)
        target = find_row(form, table, name) if name else here
        if target is None:
            return refuse("row_name", name=name, table=table.id)
        outcome = read_figures(form, state, target, figures, line)
        if not outcome.facts:
            return outcome
        facts += outcome.facts
    if len({fact.key for fact in facts}) < len(facts):
        return refuse("row_twice", table=table.id)
    return Outcome(tuple(facts), (Say("kept.cells", {"keys": [fact.key for fact in facts]}),))


def _one_row_each(form: Form, table: Table, text: str) -> list[str]:
    """The lines of a message; one that names several rows of one figure each becomes as many."""
    lines: list[str] = []
    for line in (line for line in text.split("\n") if line.strip()):
        named = named_in_line(line) or _named_or_none(line)
        found = [(find_row(form, table, name), figure) for name, figure in named]
        single = len(named) > 1 and all(r and (len(r.keys) == 1 or f == "0") for r, f in found)
        lines += [f"{name} {figure}" for name, figure in named] if single else [line]
    return lines


def _named_or_none(line: str) -> list[tuple[str, str]]:
    """Like `named_in_line`, where some rows are said to be none: 规章没有，许可35件."""
    parts = [part for part in _CLAUSE.split(line) if part.strip()]
    found = [split_zero(part) or next(iter(named_in_line(part)), None) for part in parts]
    return [row for row in found if row] if all(found) else []


def _after(form: Form, item: Question) -> Question | None:
    """The row below, for the next line of a message; None below the last."""
    table = form.tables[table_of(item)]
    names = [f"{table.id}.{row.id}" for _, row in rows(table)]
    below = (question(form, name) for name in names[names.index(item.id) + 1 :])
    return next((found for found in below if found), None)


def read_copied(form: Form, state: State, item: Question, text: str) -> Outcome:
    """Rows copied from a spreadsheet, taken as a whole or not at all; their totals are checked."""
    table = form.tables[table_of(item)]
    pasted = read_pasted(form, table, text, item.id)
    if isinstance(pasted, Torn):
        return refuse("pasted", table=table.id, **asdict(pasted))
    entered = dict(pasted.values)
    sums = Answers(form, state.year, {**state.answers(form).entered, **entered}).values
    for key, given in pasted.totals.items():
        if (sum_ := sums.get(key, given)) != given:
            keys = form.cells[key].summands
            return refuse("total", keys=keys, given=given, sum=sum_, total=key)
    facts = tuple(Fact("answered", key, value, "粘贴") for key, value in entered.items())
    return Outcome(facts, (Say("kept.cells", {"keys": list(entered)}),))


def read_figures(form: Form, state: State, item: Question, text: str, raw: str) -> Outcome:
    """The figures of one row. Its total may be given too, if it is right."""
    keys = item.keys
    worded = len(keys) > 1 and not text.isascii()  # no column has an ASCII name
    if worded and (named := named_figures(text, column_names(form, item))):
        text = " ".join(str(named.get(key, 0)) for key in keys)
    if len(keys) > 1 and read_number(text) == 0:
        text = " ".join("0" * len(keys))
    kinds = [form.kind(key) for key in keys]
    row = read_row(text, len(keys), kinds)
    if isinstance(row, Refusal):
        summed = _with_total(form, state, item, text, raw) if row.reason == "many" else None
        return summed or _refused(state, item, row, text)
    if unfit := _unfit(kinds, row.figures):
        return _refused(state, item, unfit, text)
    pairs = zip(keys, row.figures, strict=True)
    return Outcome(tuple(Fact("answered", key, figure, raw) for key, figure in pairs))


def _unfit(kinds: Sequence[str], figures: tuple[str, ...]) -> Refusal | None:
    """The first figure that its cell cannot hold; None where all fit."""
    if "" in figures:
        return Refusal("blank", figures.index(""))
    for position, (kind, figure) in enumerate(zip(kinds, figures, strict=True)):
        value = number(kind, figure)
        if value is None or (kind == "amount" and value < 0):
            return Refusal("not_a_number", position, figure)
        if abs(value) >= LARGEST[kind]:
            return Refusal("long", position, figure)
    return None


def _with_total(form: Form, state: State, item: Question, text: str, raw: str) -> Outcome | None:
    """A row typed with its total: taken when the total is right, else refused with the sum. None
    for what is no such row.
    """
    keys, total = item.keys, _total_key(form, item)
    row = read_row(text, len(keys) + 1)
    if not total or not isinstance(row, Row) or "" in row.figures:
        return None
    *figures, given = row.figures
    entered = dict(zip(keys, figures, strict=True))
    if (sum_ := Answers(form, state.year, entered).values[total]) != given:
        return refuse("total", keys=keys, given=given, sum=sum_, total=total)
    return read_figures(form, state, item, " ".join(figures), raw)


def _total_key(form: Form, item: Question) -> str:
    for cell in form.cells.values():
        if cell.column.sum and set(cell.parts("columns")) == set(item.keys):
            return cell.id
    return ""


def _refused(state: State, item: Question, why: Refusal, text: str) -> Outcome:
    args = {
        "keys": item.keys,
        "reason": why.reason,
        "place": item.keys[why.position] if why.position < len(item.keys) else "",
        "position": why.position + 1,
        "token": why.token,
        "count": len(item.keys),
    }
    only = read_number(text) if why.reason == "few" and why.position == 1 else None
    if only is not None and only < LARGEST["count"]:
        values = f"{only} " + " ".join("0" * (len(item.keys) - 1))
        press = press_answer(state.report, item.id, values)
        return refuse("row", Choice(press, "all_in_first", {"keys": item.keys}), **args)
    return refuse("row", **args)
