"""Which cells of a line are figures, and of which column. Headers above say so; without them the
figures begin where exactly one place fits the table, and nowhere else.
"""

from collections.abc import Mapping

from bot.forms.form import Cell
from bot.forms.label import comparable
from bot.forms.number import total
from bot.reading.figures import is_blank
from bot.reading.names import rows
from bot.reading.pasted.line import (
    Filled,
    Found,
    Line,
    Placed,
    Refused,
    Target,
    figures_from,
    first_filled,
    gapped,
    last_filled,
)


def whole_table(into: Target, lines: list[Line]) -> list[Filled]:
    """The single line of a table that is printed as one line, with its totals or without."""
    line, cells = lines[0], list(into.table.cells())
    if into.table.layout != "line" or len(lines) > 1 or line.row:
        return []
    found = figures_from(line, 0)
    if len(found) == len(cells):
        return [(line, list(zip(cells, found, strict=True)))]
    entered = [cell for cell in cells if not cell.computed]
    if len(found) != len(entered):
        return []
    if _lacks_its_end(cells, found):
        raise Refused(line.number, "blanks")
    return [(line, list(zip(entered, found, strict=True)))]


def _lacks_its_end(cells: list[Cell], found: list[Found]) -> bool:
    """True when a line as long as one without totals is one with them, its blank end trimmed.

    So it is with a blank cell in it, and when the figures in the totals' places are the sums.
    """
    if any(is_blank(item.text) for item in found):
        return True
    pairs = zip(cells, found, strict=False)
    figures = {cell.id: item.text for cell, item in pairs}
    totals = [cell for cell in cells if cell.computed and cell.id in figures]
    sums = [total(figures, cell.parts("columns")) for cell in totals]
    return sums == [total(figures, [cell.id]) for cell in totals] and any(sums)


def place_figures(into: Target, lines: list[Line], heads: list[Line], spaced: bool) -> list[Placed]:
    """Every line with its cells from the first column of figures on."""
    if len(into.table.blocks) > 1 or into.table.layout == "line":
        return [(line, figures_from(line, line.label)) for line in lines]
    if spaced:
        _check_order(into, heads)
        _check_widths(into, lines)
    elif mapped := _headed(into, heads):
        return [(line, _under(into, line, mapped)) for line in lines]
    start = _start(into, lines)
    return [(line, figures_from(line, max(start, line.label))) for line in lines]


def _start(into: Target, lines: list[Line]) -> int:
    """Where the figures begin: behind the names, and behind the cells merged with them."""
    label = max(line.label for line in lines)
    if not label:
        return 0
    columns = into.table.blocks[0].columns
    sizes = {len(columns), len([column for column in columns if not column.sum])}
    width = max(len(line.cells) for line in lines)
    if len(lines) < 3 and any(gapped(line) for line in lines):  # both may have been trimmed
        return _printed(into, [width - size for size in sizes], lines)
    first = min(first_filled(line, line.label) for line in lines)
    for right in range(width, max(last_filled(line) for line in lines), -1):
        if fits := [at for at in range(label, first + 1) if right - at in sizes]:
            return fits[0] if len(fits) == 1 else _printed(into, fits, lines)
    if any(gapped(line) for line in lines):
        raise Refused(lines[0].number, "blanks")
    return 0


def _printed(into: Target, fits: list[int], lines: list[Line]) -> int:
    """Where the printed table has its figures, if that is among the places that fit."""
    depths = {row.id: len(row.groups) for row in rows(into.table)}
    printed = 1 + max(depths.values())
    if printed in fits and all(line.label == depths[line.row] + 1 for line in lines if line.row):
        return printed
    raise Refused(lines[0].number, "blanks")


def _headed(into: Target, heads: list[Line]) -> dict[str, int]:
    """The place of each column by the headers above; empty without headers."""
    found: dict[str, int] = {}
    labels = {comparable(c.label): c.id for c in into.table.blocks[0].columns}
    for line in heads:
        for at, cell in enumerate(line.cells):
            if (column := labels.get(comparable(cell))) in found:
                raise Refused(line.number, "heading_twice", at + 1, cell)
            if column:
                found[column] = at
    return found if len(found) > 1 else {}


def _check_order(into: Target, heads: list[Line]) -> None:
    """Headers without positions must at least stand in the form's order."""
    order = [comparable(column.label) for column in into.table.blocks[0].columns]
    for line in heads:
        places = [order.index(text) for text in map(comparable, line.cells) if text in order]
        if places != sorted(set(places)):
            raise Refused(line.number, "heading_order")


def _check_widths(into: Target, lines: list[Line]) -> None:
    """Without positions, a line with its total and one without may be a line with a blank."""
    columns = into.table.blocks[0].columns
    sizes = [len(line.cells) - line.label for line in lines]
    possible = {len(columns), len([column for column in columns if not column.sum])}
    if len(set(sizes)) > 1 and set(sizes) <= possible:
        short = next(line for line, size in zip(lines, sizes, strict=True) if size == min(sizes))
        raise Refused(short.number, "blanks")


def _under(into: Target, line: Line, mapped: Mapping[str, int]) -> list[Found]:
    """The cells of a line in the form's order, by the headers above them."""
    for at, cell in enumerate(line.cells):
        if at >= line.label and at not in mapped.values() and not is_blank(cell):
            raise Refused(line.number, "heading", at + 1, cell)
    cells = dict(enumerate(line.cells))
    places = [mapped.get(column.id) for column in into.table.blocks[0].columns]
    return [Found(at, "" if at is None else cells.get(at, "")) for at in places]
