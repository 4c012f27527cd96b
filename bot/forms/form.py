"""What a statutory form is, as data. A form is read once from its TOML and never changes, so every
question about it (which cells are there, which follow from others, what is asked when) is answered
from these frozen classes, and no reader of the form keeps a list of its own.

A cell's id is `table.row.column`; cells and fields share one space of keys.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Literal

from bot.forms.bank import Phrase, Topic
from bot.forms.card import Guide

Level = Literal["error", "warning"]
Axis = Literal["columns", "rows"]


@dataclass(frozen=True)
class Field:
    """A value outside the tables: a line, a text of several paragraphs, or a number.

    `standard` is the Jinja source of the sentence that stands here when the clerk accepts it;
    `needs` names the cells that must be known before it can be written. `figures` names a group of
    numbers that may be given instead of the text: the standard sentence then tells them. `pairs`
    is the Jinja source of the text that is made of pairs of a problem and its measure.
    """

    id: str
    label: str
    kind: str
    required: bool = False
    standard: str = ""
    needs: tuple[str, ...] = ()
    figures: str = ""
    pairs: str = ""


@dataclass(frozen=True)
class Group:
    """Fields that one message can answer together."""

    id: str
    label: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of a block; `group` is the header above it, `sum` the columns it adds up."""

    id: str
    label: str
    kind: str = "count"
    group: str = ""
    sum: tuple[str, ...] = ()


@dataclass(frozen=True)
class Row:
    """A row of a block; `groups` are the merged labels left of it, `sum` the rows it adds up.

    `propose` names the `equal` rule from which a value is offered; it is never filled in unasked.
    `was` names the row of the superseded form of which this one is a part.
    """

    id: str
    label: str
    groups: tuple[str, ...] = ()
    sum: tuple[str, ...] = ()
    propose: str = ""
    was: str = ""


@dataclass(frozen=True)
class Block:
    """Rows that share their columns. Only the blocks of table 二 have a `clause` above them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    clause: str = ""
    head: str = ""


@dataclass(frozen=True)
class Table:
    """A statutory table. `layout` is how it is printed: `blocks` under one another, a `matrix` with
    grouped headers on both sides, or one `line` of cells under the rows' names.
    """

    id: str
    label: str
    layout: Literal["blocks", "matrix", "line"]
    blocks: tuple[Block, ...]
    corner: str = ""
    head: str = ""

    def cells(self) -> Iterator["Cell"]:
        """Every cell in printed order."""
        for block in self.blocks:
            for row in block.rows:
                for column in block.columns:
                    yield Cell(self, row, column)


@dataclass(frozen=True)
class Cell:
    """One number of a table, with all totals that are declared for it."""

    table: Table
    row: Row
    column: Column

    @property
    def id(self) -> str:
        """`table.row.column`."""
        return f"{self.table.id}.{self.row.id}.{self.column.id}"

    @property
    def kind(self) -> str:
        """The kind of number: `count`, `amount` (decimal) or `change` (signed)."""
        return self.column.kind

    @property
    def computed(self) -> bool:
        """True when the form adds it up, so that nobody is asked for it."""
        return bool(self.row.sum or self.column.sum)

    def parts(self, axis: Axis) -> tuple[str, ...]:
        """The ids that this cell adds up along an axis; empty if it is no total along it."""
        if axis == "columns":
            return tuple(f"{self.table.id}.{self.row.id}.{c}" for c in self.column.sum)
        return tuple(f"{self.table.id}.{r}.{self.column.id}" for r in self.row.sum)

    @property
    def summands(self) -> tuple[str, ...]:
        """The ids that a total adds up: along its row where it can, else along its column."""
        return self.parts("columns") or self.parts("rows")


@dataclass(frozen=True)
class Section:
    """A part of the report: its printed title and what is asked for it, in order.

    What stands before section 一 is not `numbered` and its title is not printed.
    """

    id: str
    title: str
    asks: tuple[str, ...]
    numbered: bool = True


@dataclass(frozen=True)
class Rule:
    """A rule of the form: `kind` names a function of `bot.checks`, `args` are the cells and texts
    that it looks at, `settings` its numbers.
    """

    id: str
    kind: str
    level: Level
    clause: str = ""
    args: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    settings: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Form:
    """A national form; `last_year` None means that it is in force. Compared by identity.

    `name` is what a report on it is called, after the unit and the year. `topics` are those of
    the bank of phrases, which all forms share, `guides` what the rows of a table mean.
    """

    id: str
    notice: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    fields: Mapping[str, Field]
    groups: Mapping[str, Group]
    tables: Mapping[str, Table]
    rules: tuple[Rule, ...]
    name: str = ""
    topics: tuple[Topic, ...] = ()
    guides: Mapping[str, Guide] = field(default_factory=dict)

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every cell of every table by its id, in printed order."""
        return {cell.id: cell for table in self.tables.values() for cell in table.cells()}

    @cached_property
    def rows(self) -> Mapping[str, Row]:
        """Every row of every table by its id (`table.row`), in printed order."""
        return {f"{cell.table.id}.{cell.row.id}": cell.row for cell in self.cells.values()}

    @cached_property
    def totals(self) -> tuple[Cell, ...]:
        """The computed cells, each after the cells it is computed from."""
        down = [c for c in self.cells.values() if c.row.sum and not c.column.sum]
        across = [c for c in self.cells.values() if c.column.sum]
        return (*down, *across)

    @cached_property
    def sums(self) -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
        """By the id of each of `totals` what it adds up: along its row, and down its column."""
        return {cell.id: (cell.parts("columns"), cell.parts("rows")) for cell in self.totals}

    @cached_property
    def row_totals(self) -> Mapping[str, str]:
        """The cell that adds up a row, by the row's id: its first, where it has several."""
        across = [key for key, (columns, _) in self.sums.items() if columns]
        return {key.rpartition(".")[0]: key for key in reversed(across)}

    @cached_property
    def ids(self) -> frozenset[str]:
        """The id of every cell and field."""
        return frozenset((*self.cells, *self.fields))

    def topics_of(self, text: str) -> tuple[Topic, ...]:
        """The topics of a text for which the bank has phrases."""
        return tuple(topic for topic in self.topics if topic.text == text)

    def phrase(self, name: str) -> Phrase | None:
        """The phrase that `topic/phrase` names; None for one that the bank does not have."""
        topic, _, id_ = name.partition("/")
        return next((t.phrases.get(id_) for t in self.topics if t.id == topic), None)

    def kind(self, key: str) -> str:
        """The kind of a cell or field. Raises KeyError for an id the form does not have."""
        cell = self.cells.get(key)
        return cell.column.kind if cell else self.fields[key].kind

    def section_of(self, key: str) -> Section:
        """The section in which a cell, field, group or table is asked; the first for another."""
        found = self._sections.get(key) or self._sections.get(key.partition(".")[0])
        return found or self.sections[0]

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        """The sections by what they ask for, and by the fields of their groups."""
        asked = {ask: section for section in self.sections for ask in section.asks}
        groups = [self.groups[ask] for ask in asked if ask in self.groups]
        return {key: asked[group.id] for group in groups for key in group.fields} | asked

    def in_force(self, year: int) -> bool:
        """True when this form is the one to use for a report on that year."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def to_go_on_with(forms: Mapping[str, Form], year: int, held: Iterable[str]) -> str:
    """Of the forms on which a unit holds reports on one year, the one in force; the first of them
    where none is, and empty where there are none. A report on the superseded form stays beside the
    one it was converted to, as a record and not as work.
    """
    held = list(held)
    return next((id_ for id_ in held if forms[id_].in_force(year)), held[0] if held else "")


def form_for(forms: Mapping[str, Form], year: int) -> Form:
    """The form in force for a year; for a year before all of them, the oldest."""
    for form in forms.values():
        if form.in_force(year):
            return form
    return min(forms.values(), key=lambda form: form.first_year)
