"""Figures that must add up. What is a total of what is defined in the form alone, so these rules
hold no list of cells.
"""

from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from bot.checks.equations import smallest
from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.report import Report, matching, words_of
from bot.forms.form import Axis, Form, Rule
from bot.forms.number import NUMERIC, number, plain


@kind("cells")
def sum_of_columns(report: Report, rule: Rule) -> Iterator[Broken]:
    """A total equals the sum of the columns that the form adds up for it."""
    yield from _sums(report, rule, "columns")


@kind("cells")
def sum_of_rows(report: Report, rule: Rule) -> Iterator[Broken]:
    """A total equals the sum of the rows that the form adds up for it."""
    yield from _sums(report, rule, "rows")


def _sums(report: Report, rule: Rule, axis: Axis) -> Iterator[Broken]:
    for key, parts in _totals(report.form, rule.args["cells"], axis):
        found, expected = report.number(key), report.shown_sum(parts)
        if found is not None and expected is not None and found != expected:
            where = (key, *parts)
            yield Broken(where, plain(found), plain(expected), {}, smallest(report, where))


@lru_cache(maxsize=8)
def _totals(
    form: Form, patterns: tuple[str, ...], axis: Axis
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The totals along an axis, each with what it adds up."""
    keys = (key for pattern in patterns for key in matching(form, pattern))
    return tuple((key, form.cells[key].parts(axis)) for key in keys)


@kind("left", "right")
def equal(report: Report, rule: Rule) -> Iterator[Broken]:
    """The sums of two sides are equal, for every word that the star can stand for.

    The first cell of `right` is the one that disagrees: what it should be is what is reported.
    """
    left, right = rule.args["left"], rule.args["right"]
    for word in words_of(report.form, right[0]):
        ls = tuple(name.replace("*", word) for name in left)
        rs = tuple(name.replace("*", word) for name in right)
        a, b = report.shown_sum(ls), report.shown_sum(rs)
        if a is None or b is None or a == b:
            continue
        found, rest = (report.shown_sum(keys) or Decimal(0) for keys in (rs[:1], rs[1:]))
        where = (rs[0], *ls, *rs[1:])
        yield Broken(where, plain(found), plain(a - rest), {}, smallest(report, where))


@kind("cells")
def whole_number(report: Report, rule: Rule) -> Iterator[Broken]:
    """A count is whole and not negative; an amount may have decimals; a change may be signed."""
    entered = report.answers.entered
    for key, kind_ in _numeric(report.form, rule.args["cells"]):
        if key in entered and not _good(kind_, entered[key]):
            yield Broken((key,), entered[key])


@lru_cache(maxsize=8)
def _numeric(form: Form, patterns: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The cells and fields that hold numbers, each with its kind."""
    keys = (key for pattern in patterns for key in matching(form, pattern))
    return tuple((key, form.kind(key)) for key in keys if form.kind(key) in NUMERIC)


@lru_cache(maxsize=4096)
def _good(kind_: str, text: str) -> bool:
    value = number(kind_, text)
    if value is None:
        return False
    if kind_ == "change":
        return True
    return value >= 0 and (kind_ == "amount" or value == value.to_integral_value())
