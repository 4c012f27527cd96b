"""What rules look at: a report, last year's values, and what the reader makes of the texts. Thirty
rules look at the same few things, so each is worked out once a check; and what a text says does not
change until the text does, so it is remembered from check to check, by the text itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from bot.checks.prose import Text
from bot.forms.answers import Answers
from bot.forms.form import Form, Rule
from bot.forms.number import number

if TYPE_CHECKING:
    from bot.reading.counts import Counts


@dataclass(frozen=True, eq=False)
class Report:
    """The answers of a report, the complete values of the year before, as far as known, and those
    of other units. Two are equal if they are one: it stands for one check.
    """

    answers: Answers
    previous: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by the unit's name
    _numbers: dict[str, Decimal | None] = field(default_factory=dict, init=False, compare=False)

    @property
    def form(self) -> Form:
        """The form on which the report is made."""
        return self.answers.form

    @property
    def year(self) -> int:
        """The year on which it reports."""
        return self.answers.year

    @cached_property
    def values(self) -> Mapping[str, str]:
        """All values, totals and accepted texts among them."""
        return self.answers.values

    def number(self, key: str) -> Decimal | None:
        """The number in a cell or field; None if it is blank or no number. Fields are in 元."""
        if key not in self._numbers:
            self._numbers[key] = self._number(key)
        return self._numbers[key]

    def _number(self, key: str) -> Decimal | None:
        text = self.values.get(key)
        if not text:
            return None
        cell = self.form.cells.get(key)
        if cell:
            return number(cell.column.kind, text)
        value = number(self.form.fields[key].kind, text)
        return value * 10000 if value is not None and "元" in text else value

    def was(self, key: str) -> Decimal | None:
        """Last year's number; None if it is not known, or not on this form."""
        text = self.previous.get(key)
        return None if text is None else number(self.form.kind(key), text)

    def sum(self, keys: tuple[str, ...]) -> Decimal | None:
        """The sum of some cells; None while one of them is not known."""
        result = Decimal(0)
        for key in keys:
            value = self.number(key)
            if value is None:
                return None
            result += value
        return result

    def shown_sum(self, keys: tuple[str, ...]) -> Decimal | None:
        """The sum of some cells as a reader of a published report adds them up: a blank among
        figures counts nothing, and a total left blank what its own parts give. None while nothing
        is known, or something is there that was not read or is no number.
        """
        whole = self.sum(keys)
        if whole is not None or not self.answers.published:
            return whole
        known = [value for key in keys if (value := self._shown(key)) is not None]
        unknown = any(self._is_unknown(key) for key in keys)
        return sum(known, Decimal(0)) if known and not unknown else None

    def _shown(self, key: str) -> Decimal | None:
        value = self.number(key)
        parts = self._parts(key)
        return self.shown_sum(parts) if value is None and parts else value

    def _is_unknown(self, key: str) -> bool:
        """True for a cell that is not simply blank: a word, or hidden, or of such parts a total."""
        if self.number(key) is not None:
            return False
        if self.values.get(key) or self.is_hidden(key):
            return True
        return any(map(self._is_unknown, self._parts(key)))

    def _parts(self, key: str) -> tuple[str, ...]:
        cell = self.form.cells[key]
        return cell.parts("columns") or cell.parts("rows")

    def is_hidden(self, key: str) -> bool:
        """True for a cell of a table or row that a file does not have, or that was not read."""
        hidden = (*self.answers.absent, *self.answers.unread)
        return any(key == part or key.startswith(f"{part}.") for part in hidden)

    def texts(self, rule: Rule) -> Iterator[Text]:
        """The texts that a rule names and somebody wrote, in the order in which it names them."""
        for key in named(self.form, rule, "texts"):
            if written := self.values.get(key):
                yield Text(key, written)

    def counts(self, text: Text) -> "Counts":
        """What a text states of the report's own figures."""
        return _counts(text.written, self.form, self.year, self.answers.title)


@lru_cache(maxsize=256)
def _counts(text: str, form: Form, year: int, unit: str) -> "Counts":
    from bot.reading.counts import read_counts  # noqa: PLC0415 - slow to import, for texts only

    return read_counts(text, form=form, year=year, unit=unit)


@lru_cache(maxsize=512)
def matching(form: Form, pattern: str) -> tuple[str, ...]:
    """The ids of a form that a pattern names, fields after cells, in the form's order."""
    return tuple(key for key in (*form.cells, *form.fields) if fnmatchcase(key, pattern))


def named(form: Form, rule: Rule, name: str = "cells") -> tuple[str, ...]:
    """The ids that an argument of a rule names."""
    return _matching(form, rule.args[name])


@lru_cache(maxsize=512)
def _matching(form: Form, patterns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(key for pattern in patterns for key in matching(form, pattern))


@lru_cache(maxsize=512)
def words_of(form: Form, pattern: str) -> tuple[str, ...]:
    """What the star of a pattern can stand for."""
    before, _, after = pattern.partition("*")
    return tuple(key[len(before) : len(key) - len(after)] for key in matching(form, pattern))
