"""What a text states, beside what the tables hold. The reader tells which figure of the report a
number in a sentence is; here it is decided whether the two can both be right, for people count the
same things in more than one way: 受理8件 may hold those carried in, 均已答复 speaks of those told
just before, 25.1万元 is 25.13 rounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.checks.prose import Text
from bot.checks.report import Report, matching
from bot.forms.form import Form, Rule
from bot.reading.notes import FIRM, PLAIN, WEAK, Doubt, Reading

if TYPE_CHECKING:
    from bot.reading.counts import Counts

RECEIVED = "applications.received.total"
CARRIED_IN = "applications.carried_in.total"
DONE = "applications.results_total.total"
_LOOSE = re.compile(r"受理|办理|含|包括")  # 收到 and 新收 hold none that were carried in
_EVERY = re.compile(r"[均全都皆悉]")


@dataclass(frozen=True)
class Told:
    """One statement: where it stands, what it is about, what it says and what the cells say."""

    text: Text
    start: int
    end: int
    key: str
    cells: tuple[str, ...]
    value: Decimal
    actual: Decimal
    firmness: int = PLAIN

    @property
    def every(self) -> bool:
        """True where no number is told: 均已答复."""
        weak = self.key == DONE and self.firmness == WEAK
        return weak or bool(_EVERY.search(self.text.folded[self.start : self.end]))

    @property
    def words(self) -> str:
        """The clause that states it, as it was written."""
        return self.text.quote(self.start, self.end)


def statements(report: Report, rule: Rule) -> Iterator[Told]:
    """What the texts state of cells whose figures are known."""
    for text in report.texts(rule):
        counts = report.counts(text)
        for key, told in (*counts.readings.items(), *_sure(counts)):
            cells = cells_of(report.form, key)
            actual = report.sum(cells)
            if actual is not None:
                yield Told(
                    text, told.start, told.end, key, cells, told.value, actual, told.firmness
                )


def _sure(counts: "Counts") -> Iterator[tuple[str, Reading]]:
    """行政诉讼2件，均维持: which of the two rows is not known, but what they are together."""
    for doubt in counts.unsure:
        if outcome := _outcome(doubt):
            value = doubt.candidates[0][1]
            yield f"litigation.lawsuits.{outcome}", Reading(value, doubt.start, doubt.end)


def _outcome(doubt: Doubt) -> str:
    rows = [key.split(".")[:2] for key, _ in doubt.candidates]
    ends = {key.rpartition(".")[2] for key, _ in doubt.candidates}
    suits = rows == [["litigation", "direct"], ["litigation", "after_review"]]
    return ends.pop() if suits and len(ends) == 1 and "total" not in ends else ""


def cells_of(form: Form, key: str) -> tuple[str, ...]:
    """The cells that together are what the reader calls `key`: 不予公开 is eight rows."""
    if key in form.cells or key in form.fields:
        return (key,)
    table, row, column = key.split(".")
    if row == "lawsuits":
        return tuple(f"{table}.{name}.{column}" for name in ("direct", "after_review"))
    return matching(form, f"{table}.{row}_*.{column}")


def agrees(report: Report, told: Told) -> bool:
    """True where the text can be right beside the table."""
    if told.value == told.actual or (told.every and 0 < told.value < told.actual):
        return True
    if told.key == RECEIVED and told.firmness < FIRM and _LOOSE.search(told.words):
        carried = report.number(CARRIED_IN)
        return carried is not None and told.value == told.actual + carried
    if told.key == DONE:
        given_up = report.sum(cells_of(report.form, "applications.other.total"))
        return given_up is not None and told.value == told.actual - given_up
    if told.key.endswith(".amount"):
        return _same_amount(told.value, told.actual)
    return False


def _same_amount(told: Decimal, actual: Decimal) -> bool:
    """One of two amounts may be the other, rounded or cut off."""
    exponents = [amount.normalize().as_tuple().exponent for amount in (told, actual)]
    places = max(exponent for exponent in exponents if isinstance(exponent, int))
    return abs(told - actual) < Decimal(1).scaleb(min(places, 0))


def is_zero_clash(told: Told) -> bool:
    """True where one of the two is nothing: 未收到申请 beside a table with some."""
    return told.value == 0 or told.actual == 0
