"""Which rows of the table the lines are. All of them are named, or all are counted off from the row
that is asked for; then the figures themselves have to show whether the row of totals is among them.
"""

from collections.abc import Sequence
from dataclasses import replace

from bot.forms.answers import Answers
from bot.forms.number import total
from bot.reading.figures import Wrong, read_figure
from bot.reading.names import rows
from bot.reading.pasted.line import Placed, Refused, Target


def name_rows(into: Target, placed: list[Placed]) -> list[Placed]:
    """Every line with its row: all have names, or all are counted off from the first."""
    if not any(line.row for line, _ in placed):
        return _counted_off(into, placed)
    seen: set[str] = set()
    for line, _ in placed:
        if not line.row:
            raise Refused(line.number, "row_missing", 1, line.cells[0])
        if line.row in seen:
            raise Refused(line.number, "row_twice", 1, line.cells[line.label - 1])
        seen.add(line.row)
    return placed


def _counted_off(into: Target, placed: list[Placed]) -> list[Placed]:
    names = [row.id for row in rows(into.table)]
    left = names[names.index(into.start) :]
    if len(placed) > len(left):
        raise Refused(placed[len(left)][0].number, "row_beyond")
    if _skips_total(into, placed, left):
        left = [name for name in left if not _adds_up(into, name)]
    return [
        (replace(line, row=row), found) for row, (line, found) in zip(left, placed, strict=False)
    ]


def _adds_up(into: Target, row: str) -> bool:
    return any(cell.row.sum for cell in into.cells[row])


def _skips_total(into: Target, placed: list[Placed], left: list[str]) -> bool:
    """True when the row of totals was not pasted; the figures have to show it.

    With as many lines as rows it was. Otherwise the line in its place is the total when it is
    the sum of those above, and the row below when the equation that offers that row holds.
    """
    at = next((n for n, name in enumerate(left) if _adds_up(into, name)), len(left))
    if at >= len(placed) or len(placed) == len(left):
        return False
    figures = _figures(into, left, placed)
    cells = [cell for cell in into.cells[left[at]] if not cell.column.sum]
    parts = [[key for key in cell.parts("rows") if key in figures] for cell in cells]
    if [total(figures, keys) for keys in parts] == [total(figures, [c.id]) for c in cells]:
        return False
    if _balances(into, placed, [name for name in left if not _adds_up(into, name)], at):
        return True
    raise Refused(placed[at][0].number, "row_unsure")


def _balances(into: Target, placed: list[Placed], entered: list[str], at: int) -> bool:
    figures = _figures(into, entered, placed)
    if at >= len(entered) or not into.cells[entered[at]][0].row.propose:
        return False
    offered = Answers(into.form, 0, figures).proposal(f"{into.table.id}.{entered[at]}")
    return bool(offered) and all(figures.get(key) == value for key, value in offered.items())


def _figures(into: Target, names: Sequence[str], placed: Sequence[Placed]) -> dict[str, str]:
    """The figures of some lines, taken as these rows; what is none is left out."""
    values: dict[str, str] = {}
    for name, (_, found) in zip(names, placed, strict=False):
        for cell, item in zip(into.cells[name], found, strict=False):
            figure = read_figure(cell.kind, item.text)
            if figure and not isinstance(figure, Wrong):
                values[cell.id] = figure
    return values
