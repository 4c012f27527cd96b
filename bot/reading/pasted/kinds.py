"""What each pasted line is: a header, a title or a band, which are passed over, or figures, perhaps
behind the name of their row.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.forms.label import comparable
from bot.reading.figures import Wrong, read_figure
from bot.reading.names import Named, headings, row_like, row_named, rows
from bot.reading.numerals import HAN, UNITS
from bot.reading.pasted.line import Line, Refused, Target

_NEARLY = re.compile(rf"[约近]?[\d.,+%-]*(?:\d|[{HAN}])[\d.,+%{HAN}余多几{UNITS}-]*(?:左右|上下)?")


def sort_lines(
    into: Target, records: Sequence[Sequence[str]], spaced: bool
) -> tuple[list[Line], list[Line]]:
    """The headers and the lines of figures; titles and bands are passed over."""
    heads, lines = [], []
    for line in _aligned(records, spaced):
        if _is_head(into, line):
            heads.append(line)
        else:
            lines.append(with_name(into, line, spaced))
    lines = _without_empty(lines)
    if not lines:
        raise Refused(0, "empty")
    if lines[0].padded and not _stands_like(into, lines[0], lines[1:]):
        raise Refused(lines[0].number, "few", len(lines[0].cells) - lines[0].padded + 1)
    return heads, lines


def _aligned(records: Sequence[Sequence[str]], spaced: bool) -> list[Line]:
    """The lines, with the cells that a chat trims off the ends of a message."""
    lines = [Line(n, tuple(cells)) for n, cells in enumerate(records, 1)]
    while lines and not any(cell.strip() for cell in lines[-1].cells):
        lines.pop()
    if spaced or len(lines) < 2:
        return lines
    width = max(len(line.cells) for line in lines)
    first, last = lines[0], lines[-1]
    lacking = width - len(first.cells)
    lines[0] = replace(first, cells=("",) * lacking + first.cells, padded=lacking)
    lines[-1] = replace(last, cells=last.cells + ("",) * (width - len(last.cells)))
    return lines


def _without_empty(lines: list[Line]) -> list[Line]:
    """The lines without the empty ones, which between lines without names would be rows too.

    An empty line with as many cells as the others is such a row, with all its cells blank.
    """
    filled = [line for line in lines if any(cell.strip() for cell in line.cells)]
    if any(line.row for line in filled) or not filled:
        return filled
    first = lines.index(filled[0])
    for line in lines[first:]:
        if line not in filled and len(line.cells) != len(filled[0].cells):
            raise Refused(line.number, "blanks")
    return [line for line in lines[:first] if len(line.cells) > 1] + lines[first:]


def _stands_like(into: Target, first: Line, others: list[Line]) -> bool:
    """True when a name moved to the right now stands where names of its depth stand below."""
    if not first.row:
        return False
    depths = {row.id: len(row.groups) for row in rows(into.table)}
    offsets = {line.label - depths[line.row] for line in others if line.row}
    if len(offsets) == 1:
        return first.label - depths[first.row] in offsets
    return first.label in {line.label for line in others}


def _is_head(into: Target, line: Line) -> bool:
    """A header, a band or a title: no figure in it, and not a row's name by itinto."""
    pieces = [cell for cell in line.cells if cell.strip()]
    if not pieces or any(_is_figure(into, piece) for piece in pieces):
        return False
    if all(comparable(piece) in headings(into.table) for piece in pieces):
        return True
    named = row_named(into.table, pieces)
    return named is None or named.pieces < len(pieces) or into.table.layout == "line"


def _is_figure(into: Target, text: str) -> bool:
    """True for what is a figure, or was meant for one."""
    if _NEARLY.fullmatch(text.strip()):
        return True
    kinds = sorted({column.kind for block in into.table.blocks for column in block.columns})
    return not all(isinstance(read_figure(kind, text), Wrong) for kind in kinds)


def with_name(into: Target, line: Line, spaced: bool) -> Line:
    """A line of figures with the row that it names, if it names one."""
    places = [at for at, cell in enumerate(line.cells) if cell.strip()]
    if not places:
        return line
    pieces = [line.cells[at] for at in places]
    named = row_named(into.table, pieces)
    if named is None:
        named = _nearly_named(into, line, pieces)
    if named is None:
        return line
    label = places[named.pieces - 1] + 1
    if spaced:  # where blanks only separate, a name is one cell however many words it has
        return replace(line, cells=("", *line.cells[label:]), label=1, row=named.row)
    return replace(line, label=label, row=named.row)


def _nearly_named(into: Target, line: Line, pieces: list[str]) -> Named | None:
    """The row that is called nearly so. Raises for a name that no row has."""
    length = next((n for n, piece in enumerate(pieces) if _is_figure(into, piece)), len(pieces))
    name = "".join(pieces[:length])
    if row := row_like(into.table, pieces[:length]):
        return Named(row, length)
    if any("\u3400" <= char <= "\u9fff" for char in name):
        raise Refused(line.number, "row_name", 1, name)
    return None
