"""The smallest correction of figures that do not add up. Every cell of a table stands in several
equations, so which of them is wrong can often be told: a change is offered only if it is the one
single change after which everything that the cell is part of holds. Nothing is offered where two
would do; then a person must look.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache

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
    index = _index(form)
    around = {id(e): e for key in cells for e in index[key]}.values()
    broken = sum(1 for equation in around if _state(report, equation, "")[1])
    entered = {key for cell in cells for key in _entered(report, cell)}
    changes = {key: _change(report, key, set(cells)) for key in sorted(entered)}
    best = {
        key: plain(change[1]) for key, change in changes.items() if change and change[0] == broken
    }
    return best if len(best) == 1 else {}


def _entered(report: Report, key: str) -> Iterator[str]:
    """The cell, or for a total that was computed those that it was computed from."""
    if key in report.answers.entered:
        yield key
        return
    cell = report.form.cells[key]
    for part in cell.parts("columns") or cell.parts("rows"):
        yield from _entered(report, part)


def _change(report: Report, key: str, cells: set[str]) -> tuple[int, Decimal] | None:
    """How many broken equations another value of a cell mends, and that value; None if there is
    no value with which all that the cell is part of holds.
    """
    residuals = [
        (factor, rest, sides >= cells)
        for equation in _index(report.form)[key]
        for factor, rest, sides in [_state(report, equation, key)]
        if factor and rest is not None
    ]
    wanted = {-rest / factor for factor, rest, mine in residuals if mine}
    if len(wanted) != 1:
        return None
    delta = wanted.pop()
    value = (report.number(key) or Decimal(0)) + delta
    if value < 0 or value % 1 or any(rest + factor * delta for factor, rest, _ in residuals):
        return None
    return sum(1 for _, rest, _ in residuals if rest), value


def _state(report: Report, equation: Equation, key: str) -> tuple[int, Decimal | None, set[str]]:
    """With which factor a cell counts in an equation, how far the equation is from holding."""
    rest, factor = Decimal(0), 0
    for name, times in equation.items():
        value = report.number(name)
        if value is None:
            return 0, None, set()
        rest += times * value
        factor += times * sum(entered == key for entered in _entered(report, name))
    return factor, rest, set(equation)


@lru_cache(maxsize=8)
def _index(form: Form) -> Mapping[str, tuple[Equation, ...]]:
    """By cell the equations that its value has part in, also through a total."""
    index: dict[str, list[Equation]] = {key: [] for key in form.cells}
    for equation in (equation for rule in form.rules for equation in _equations(form, rule)):
        for key in {part for name in equation for part in _with_parts(form, name)}:
            index[key].append(equation)
    return {key: tuple(equations) for key, equations in index.items()}


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
