"""A table told as a story. The clerk knows that seven requests came and three were granted; the
form wants 175 numbers. What was told is kept as totals, and this module alone works out what it
leaves open (who asked, which of the eight reasons) and, once nothing is, every cell of the table.

It knows the table only through its definition: what comes in and goes out stands in the equation
from which a row is proposed, the outcomes are the rows that its total adds up, and the reasons are
the rows under one merged label.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from bot.forms.form import Form, Row, Table
from bot.forms.number import plain

Told = Mapping[str, Decimal]
Topic = Literal["received", "carried_in", "results", "rest", "too_many", "reason", "who"]
LEDGER = "ledger"  # the topic under which a ledger's counts wait for a yes
WHO = "who"  # told as `applications.who`: the index of the column that all requests came from


@dataclass(frozen=True, eq=False)
class Story:
    """A table that can be told: ids of rows by their part in the equation, groups of reasons."""

    table: Table
    inflow: tuple[str, ...]
    outcomes: tuple[str, ...]
    outflow: str
    groups: Mapping[str, tuple[str, ...]]
    columns: tuple[str, ...]
    total: str
    results: str

    def key(self, row: str, column: str = "") -> str:
        """The id of a cell, of the row's total where no column is given."""
        return f"{self.table.id}.{row}.{column or self.total}"


@dataclass(frozen=True)
class Open:
    """What the story still leaves open: how many cases of it, and for a reason, of which group."""

    topic: Topic
    amount: Decimal = Decimal(0)
    group: str = ""


@dataclass(frozen=True)
class Filled:
    """The cells that follow from a whole story; rows not among them are still to be asked."""

    cells: Mapping[str, str]


@lru_cache(maxsize=64)
def story_of(form: Form, table_id: str) -> Story | None:
    """How a table can be told; None for one without such an equation."""
    table = form.tables[table_id]
    rows = {row.id: row for block in table.blocks for row in block.rows}
    outflow = next((row for row in rows.values() if row.propose), None)
    results = next((row for row in rows.values() if row.sum), None)
    if outflow is None or results is None:
        return None
    rule = next(rule for rule in form.rules if rule.id == outflow.propose)
    columns = table.blocks[0].columns
    return Story(
        table=table,
        inflow=tuple(name.split(".")[1] for name in rule.args["left"]),
        outcomes=results.sum,
        outflow=outflow.id,
        groups=_groups(rows[name] for name in results.sum),
        columns=tuple(column.id for column in columns if not column.sum),
        total=next(column.id for column in columns if column.sum),
        results=results.id,
    )


def _groups(rows: Iterable[Row]) -> dict[str, tuple[str, ...]]:
    """The rows under one merged label, by what their ids begin with (refused, unavailable …)."""
    groups: dict[str, list[str]] = {}
    for row in rows:
        if len(row.groups) > 1:
            groups.setdefault(row.id.split("_")[0], []).append(row.id)
    return {name: tuple(members) for name, members in groups.items()}


def amount(story: Story, told: Told, row: str) -> Decimal | None:
    """How many cases of a row (or group) were told; the sum over the applicants if no total was."""
    if (total := told.get(story.key(row))) is not None:
        return total
    kinds = [told[key] for c in story.columns if (key := story.key(row, c)) in told]
    return sum(kinds, Decimal(0)) if kinds else None


def more_than_none(story: Story, told: Told) -> dict[str, str]:
    """The rows and groups of which cases were told, by the id of their total."""
    spoken_of = {key.split(".")[1] for key in told}
    rows = (*story.inflow, *story.outcomes, *story.groups, story.outflow)
    amounts = {row: amount(story, told, row) for row in rows if row in spoken_of}
    return {story.key(row): plain(known) for row, known in amounts.items() if known}


def outcome_amounts(story: Story, told: Told) -> dict[str, Decimal]:
    """The told outcomes by row; what of a group has no reason yet stands under the group's name."""
    amounts = {row: known for row in story.outcomes if (known := amount(story, told, row))}
    for group, members in story.groups.items():
        known = sum((amounts.get(member, Decimal(0)) for member in members), Decimal(0))
        rest = (amount(story, told, group) or Decimal(0)) - known
        if rest > 0 and group not in story.outcomes:
            amounts[group] = rest
    return amounts


def plan(story: Story, told: Told) -> Open | Filled:
    """What to ask next, or the cells if the story is whole."""
    incoming = [amount(story, told, row) for row in story.inflow]
    for row, known in zip(story.inflow, incoming, strict=True):
        if known is None:
            return Open("received" if row == story.inflow[0] else "carried_in")
    came = sum((known for known in incoming if known is not None), Decimal(0))
    outcomes = outcome_amounts(story, told)
    out = amount(story, told, story.outflow)
    gap = came - sum(outcomes.values(), Decimal(0)) - (out or Decimal(0))
    if gap < 0:
        return Open("too_many", -gap)
    if gap > 0:
        finished = amount(story, told, story.results)
        asked = out is None and (outcomes or finished == 0)
        done = finished is None or finished == sum(outcomes.values(), Decimal(0))
        return Open("rest" if asked and done else "results", gap)
    for group in story.groups:
        if group in outcomes:
            return Open("reason", outcomes[group], group)
    return _filled(story, told, came)


def _filled(story: Story, told: Told, came: Decimal) -> Open | Filled:
    rows = (*story.inflow, *story.outcomes, story.outflow)
    amounts = {row: amount(story, told, row) or Decimal(0) for row in rows}
    column = _single(story, told, amounts) if came else story.columns[0]
    cells: dict[str, str] = {}
    for row in rows:
        kinds = {c: told.get(story.key(row, c), Decimal(0)) for c in story.columns}
        if column:
            kinds = {c: amounts[row] if c == column else Decimal(0) for c in story.columns}
        if sum(kinds.values()) == amounts[row]:
            cells |= {story.key(row, c): plain(value) for c, value in kinds.items()}
    if not column and not _kinds_known(story, told, story.inflow[0], amounts):
        return Open("who", came)
    return Filled(cells)


def _single(story: Story, told: Told, amounts: Mapping[str, Decimal]) -> str:
    """The column that all requests came from; empty when they differ or nobody said."""
    if (index := told.get(f"{story.table.id}.{WHO}")) is not None:
        return story.columns[int(index)]
    sources = [
        {c for c in story.columns if told.get(story.key(row, c))}
        for row in story.inflow
        if amounts[row]
    ]
    whole = all(_kinds_known(story, told, row, amounts) for row in story.inflow)
    return next(iter(sources[0])) if whole and sources and _one(sources) else ""


def _one(sources: list[set[str]]) -> bool:
    return len(set().union(*sources)) == 1


def _kinds_known(story: Story, told: Told, row: str, amounts: Mapping[str, Decimal]) -> bool:
    """True when the applicants of a row were told one by one and account for all of it."""
    kinds = [told.get(story.key(row, c), Decimal(0)) for c in story.columns]
    return sum(kinds) == amounts[row]
