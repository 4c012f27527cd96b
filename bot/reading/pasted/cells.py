"""The figures of placed lines as cells of the form. A line is as long as its row, with totals or
without them; a figure too many or too few refuses the whole.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.forms.form import Cell
from bot.reading.figures import Wrong, is_blank, read_figure
from bot.reading.pasted.line import Filled, Found, Line, Pasted, Placed, Refused, Target


def with_cells(into: Target, placed: Iterable[Placed]) -> Iterable[Filled]:
    """The lines with the form's cells, of which the totals may have been left out."""
    for line, found in placed:
        cells = into.cells[line.row]
        entered = [cell for cell in cells if not cell.column.sum]
        for extra in found[len(cells) :]:
            if not is_blank(extra.text):
                raise Refused(line.number, "many", (extra.at or 0) + 1, extra.text)
        given = found[: len(cells)]
        if len(given) not in (len(cells), len(entered)):
            raise Refused(line.number, "few", line.label + len(given) + 1)
        wanted = cells if len(given) == len(cells) else entered
        yield line, list(zip(wanted, given, strict=True))


def collect(into: Target, lines: Iterable[Filled]) -> Pasted:
    """What was pasted, each figure read as its column has it."""
    values: dict[str, str] = {}
    totals: dict[str, str] = {}
    blanks: list[str] = []
    names: dict[str, None] = {}
    for line, cells in lines:
        for cell, found in cells:
            names[f"{into.table.id}.{cell.row.id}"] = None
            figure = read_figure(cell.kind, found.text)
            if isinstance(figure, Wrong):
                raise _wrong(line, cell, found, figure)
            if figure:
                (totals if cell.computed else values)[cell.id] = figure
            elif not cell.computed and found.at is not None:
                blanks.append(cell.id)
    return Pasted(values, totals, tuple(blanks), tuple(names))


def _wrong(line: Line, cell: Cell, found: Found, wrong: Wrong) -> Refused:
    refused = Refused(line.number, wrong.reason, (found.at or 0) + 1, found.text)
    refused.refusal = replace(refused.refusal, key=cell.id)
    return refused
