"""The smallest correction of figures that do not add up. Every cell of a table stands in several
equations, so which of them is wrong can often be told: a change is offered only if it is the one
single change after which everything that the cell is part of holds. Nothing is offered where two
would do; then a person must look.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from bot.checks.report import Report, named, words_of
from bot.forms.form import Axis, Form, Rule
from bot.forms.number import plain

Equation = Mapping[str, int]  # by cell, the factor with which it counts; the sum must be 0
_AXES: dict[str, Axis] = {"sum_of_columns": "columns", "sum_of_rows": "rows"}
EQUATIONS = (*_AXES, "equal")  # the kinds of rules that are equations


def smallest(report: Report, cells: tuple[str, ...]) -> dict[str, str]:
    """The one change of one figure that mends the equation of these cells, and every other that
    one of them has part in, if there is one.
    """
    form, given = report.form, report.answers.entered
    if not any(form.cells[key].computed and key in given for key in cells):
        return {}  # with no total typed, any figure of the equation may be the wrong one
    index, balances = _index(form), _balances(report)
    around = {number for key in cells for number in index[key]}
    broken = sum(1 for number in around if (balance := balances[number]) and balance.rest)
    entered = {key for cell in cells for key in report.answers.figures_in(cell)}
    changes = {key: _change(report, key, set(cells)) for key in sorted(entered)}
    best = {
        key: plain(change[1]) for key, change in changes.items() if change and change[0] == broken
    }
    return best if len(best) == 1 else {}


def _change(report: Report, key: str, cells: set[str]) -> tuple[int, Decimal] | None:
    """How many equations another value of a cell mends, and that value; None if there is no value
    with which all that the cell is part of holds.
    """
    balances = _balances(report)
    residuals = [
        (factor, balance.rest, balance.cells >= cells)
        for number in _index(report.form)[key]
        if (balance := balances[number]) and (factor := balance.factors[key])
    ]
    wanted = {-rest / factor for factor, rest, mine in residuals if mine}
    if len(wanted) != 1:
        return None
    delta = wanted.pop()
    value = (report.number(key) or Decimal(0)) + delta
    if value < 0 or value % 1 or any(rest + factor * delta for factor, rest, _ in residuals):
        return None
    return len(residuals), value


class _Balance(NamedTuple):
    """How far an equation is from holding, and how often each entered figure counts in it."""

    cells: Set[str]
    rest: Decimal
    factors: Counter[str]


@lru_cache(maxsize=1)  # every rule that is an equation asks it of the same report
def _balances(report: Report) -> tuple[_Balance | None, ...]:
    """The balance of every equation of the form; None while one of its cells is not known."""
    return tuple(_balance(report, equation) for equation in _all(report.form))


def _balance(report: Report, equation: Equation) -> _Balance | None:
    rest, factors = Decimal(0), Counter[str]()
    for name, times in equation.items():
        value = report.number(name)
        if value is None:
            return None
        rest += times * value
        for key in report.answers.figures_in(name):
            factors[key] += times
    return _Balance(equation.keys(), rest, factors)


@lru_cache(maxsize=8)
def _all(form: Form) -> tuple[Equation, ...]:
    return tuple(equation for rule in form.rules for equation in _equations(form, rule))


@lru_cache(maxsize=8)
def _index(form: Form) -> Mapping[str, tuple[int, ...]]:
    """By cell the numbers of the equations that its value has part in, also through a total."""
    index: dict[str, list[int]] = {key: [] for key in form.cells}
    for number, equation in enumerate(_all(form)):
        for key in {part for name in equation for part in _with_parts(form, name)}:
            index[key].append(number)
    return {key: tuple(numbers) for key, numbers in index.items()}


def _with_parts(form: Form, key: str) -> Iterator[str]:
    yield key
    for axis in _AXES.values():
        for part in form.cells[key].parts(axis):
            yield from _with_parts(form, part)


def _equations(form: Form, rule: Rule) -> Iterator[Equation]:
    if axis := _AXES.get(rule.kind):
        for key in named(form, rule):
            yield {key: -1, **dict.fromkeys(form.cells[key].parts(axis), 1)}
    elif rule.kind == "equal":
        left, right = rule.args["left"], rule.args["right"]
        for word in words_of(form, right[0]):
            yield {name.replace("*", word): 1 for name in left} | {
                name.replace("*", word): -1 for name in right
            }
