"""What an office answered, complete with all that follows from it. One class serves the interview,
the checks, the document and the answers file, so a total means the same in all four.

Blank is not zero: a key that is absent has not been answered, and a total is unknown until all its
parts are known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from bot.forms.bound import Bound, Followed, follow
from bot.forms.form import Form
from bot.forms.number import plain, total
from bot.forms.sentence import full_name, render

__all__ = ["Answers", "Values", "full_name", "own_name", "text_of_pairs"]

Values = Mapping[str, str]  # what a report says: key → canonical value

NUMBERS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Answers:
    """The entered values of one report, by cell or field id, as canonical text.

    `accepted` names the texts for which the form's standard wording was chosen. `published` says
    that they were read from a report as it stands, in which a blank is what its office left and no
    question that is still open; `sections` are then the sections found, in the file's order, and
    `absent` the tables and rows (`table.row`) of the form that the file does not have, and `unread`
    the tables, rows and cells that it has but that could not be read.
    `explanations` say why a warning is right as it is, by rule or by the key of the finding.
    `sources` are notes on where a figure or text comes from, by the id of its cell, row or table.
    `bound` are the sentences of texts that follow the figures, by text.
    """

    form: Form
    year: int
    entered: Mapping[str, str] = field(default_factory=dict)
    accepted: frozenset[str] = frozenset()
    explanations: Mapping[str, str] = field(default_factory=dict)
    published: bool = False
    sections: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)
    bound: Mapping[str, tuple[Bound, ...]] = field(default_factory=dict)

    @cached_property
    def values(self) -> Mapping[str, str]:
        """All values: those entered, the totals nobody entered, the accepted standard texts, and
        the texts whose sentences follow the figures.
        """
        values = dict(self.figures)
        values |= {key: followed.text for key, followed in self.followed.items()}
        for key in self.accepted:
            if text := standard_text(self.form, key, self.year, values):
                values[key] = text
        return values

    def value(self, key: str) -> str:
        """One of `values`, empty if there is none, without working out all the others."""
        if key in self.accepted or key in self.bound:
            return self.values.get(key, "")
        if key in self.entered:
            return self.entered[key]
        across, _ = self.form.sums.get(key, ((), ()))
        if across and (sum_ := total(self.entered, across)) is not None:
            return plain(sum_)
        return self.figures.get(key, "")

    @cached_property
    def followed(self) -> Mapping[str, Followed]:
        """The texts that hold sentences of the bank, brought up to the figures."""
        return {
            key: follow(self.form, self.year, self.figures, self.entered[key], sentences)
            for key, sentences in self.bound.items()
            if key in self.entered
        }

    @cached_property
    def figures(self) -> Mapping[str, str]:
        """What `values` are before any standard text is written."""
        values = dict(self.entered)
        for key, (across, down) in self.form.sums.items():
            if key not in values:
                self._add_total(values, across, down, key)
        values.setdefault("unit.self", own_name(values.get("unit.name", "")))
        return values

    @staticmethod
    def _add_total(
        values: dict[str, str], across: tuple[str, ...], down: tuple[str, ...], key: str
    ) -> None:
        for parts in (across, down):
            if parts and (sum_ := total(values, parts)) is not None:
                values[key] = plain(sum_)
                return

    def figures_in(self, key: str) -> Iterator[str]:
        """The entered cells that make a cell: itself, or those that its computed total adds up."""
        if key in self.entered:
            yield key
        else:
            for part in self.form.cells[key].summands:
                yield from self.figures_in(part)

    @property
    def title(self) -> str:
        """The unit's full name, as line one of the report's title has it."""
        return full_name(self.entered.get("unit.superior", ""), self.entered.get("unit.name", ""))

    def sources_of(self, keys: Iterable[str]) -> dict[str, str]:
        """The notes that concern some cells and texts: on them, on their row, on their table."""
        keys = tuple(keys)
        return {
            about: text
            for about, text in self.sources.items()
            if any(key == about or key.startswith(about + ".") for key in keys)
        }

    def standard(self, key: str) -> str:
        """The standard wording of a text from the present answers; empty while it needs more."""
        return standard_text(self.form, key, self.year, self.values)

    def proposal(self, row: str) -> dict[str, str]:
        """The values that make a row's equation hold, by column; empty while parts are unknown.

        `row` is `table.row`; one for which the form proposes nothing gets none. A negative value
        means that the other figures cannot all be right.
        """
        table, name = row.split(".")
        offered: dict[str, str] = {}
        for cell in self.form.tables[table].cells():
            if cell.row.id != name or cell.computed or not cell.row.propose:
                continue
            value = self._solve(cell.row.propose, cell.id, cell.column.id)
            if value is None:
                return {}
            offered[cell.id] = value
        return offered

    def _solve(self, rule_id: str, key: str, column: str) -> str | None:
        rule = next(rule for rule in self.form.rules if rule.id == rule_id)
        left = [name.replace("*", column) for name in rule.args["left"]]
        right = [name.replace("*", column) for name in rule.args["right"]]
        known, others = total(self.figures, left), [name for name in right if name != key]
        rest = total(self.figures, others)
        return None if known is None or rest is None else plain(known - rest)


def own_name(name: str) -> str:
    """How a unit speaks of itself: 我街道, 我镇, 我局 …, else 本机关."""
    endings = ("街道", "镇", "乡", "局", "委", "厅", "办")
    for ending in endings:
        if ending in name[-5:]:
            return "我" + ending
    return "本机关"


def text_of_pairs(answers: Answers, key: str, pairs: Sequence[tuple[str, str]]) -> str:
    """The text that the form makes of pairs of a problem and its measure, numbered 一, 二, 三 …."""
    numbered = list(zip(NUMBERS, pairs, strict=False))
    problems, measures = (
        [{"number": number, "text": pair[side]} for number, pair in numbered] for side in (0, 1)
    )
    form, source = answers.form, answers.form.fields[key].pairs
    lists = {"problems": problems, "measures": measures}
    return render(source, form.ids, answers.year, answers.values, **lists)


def standard_text(form: Form, key: str, year: int, values: Mapping[str, str]) -> str:
    """The form's own sentence for a text, filled in; empty if it has none or needs more figures."""
    item = form.fields[key]
    if not item.standard or any(need not in values for need in item.needs):
        return ""
    return render(item.standard, form.ids, year, values)
