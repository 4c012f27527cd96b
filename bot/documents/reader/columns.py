"""Reads a page whose text is set in two columns: the left one, then the right one. Its lines are
then measured as if each column had the width of the page, so that what joins lines to paragraphs
need not know of columns.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from bot.documents.reader.glyphs import Glyph, TextLine, rows_of, text_lines

_MIDDLE = (0.35, 0.65)  # of the text's width: where two columns can meet
_GUTTER = 0.9  # of the type's size
_FULL = 2.5  # of the size: the room behind a line that is full
_FEWEST = 3  # rows with text in both columns
_UNDER = 1.6  # of the size between two rows: further down another text begins

Span = tuple[float, float]


@dataclass
class _Run:
    """Rows one below the other, and the gap that goes through all of them."""

    gap: Span
    rows: list[list[Glyph]] = field(default_factory=list)


def page_lines(found: Sequence[Glyph], page: int) -> list[TextLine]:
    """The lines of a page, or of what of it is in no table, in the order of reading."""
    upright = [glyph for glyph in found if not glyph.turn]
    inked = [glyph for glyph in upright if not glyph.text.isspace()]
    if not inked:
        return []
    edges = min(glyph.x0 for glyph in inked), max(glyph.x1 for glyph in inked)
    columns = list(_columns(list(_runs(rows_of(upright), edges)), edges))
    if not columns:
        return text_lines(upright, page)
    within = {id(glyph) for run in columns for row in run.rows for glyph in row}
    lines = text_lines([glyph for glyph in upright if id(glyph) not in within], page)
    for run in columns:
        lines += _read(run, edges, page)
    return sorted(lines, key=lambda line: line.place)


def _columns(runs: Sequence[_Run], edges: Span) -> Iterator[_Run]:
    """The runs that are columns, with the rows above that leave their gap as well: a heading in
    one column may have been counted to what stands above both.
    """
    for number, run in enumerate(runs):
        if not _are_columns(run, edges):
            continue
        above = runs[number - 1].rows if number else []
        while above and not _far_below(run.rows[0], above[-1]) and _leaves(above[-1], run.gap):
            run.rows.insert(0, above.pop())
        yield run


def _leaves(row: Sequence[Glyph], gap: Span) -> bool:
    """True for a row without a sign in a gap."""
    return not any(glyph.x0 < gap[1] and gap[0] < glyph.x1 for glyph in row if glyph.text.strip())


def _runs(rows: Iterator[list[Glyph]], edges: Span) -> Iterator[_Run]:
    """Rows that leave the same gap in the middle."""
    width = edges[1] - edges[0]
    zone = edges[0] + _MIDDLE[0] * width, edges[0] + _MIDDLE[1] * width
    run = _Run(zone)
    for row in rows:
        gap = _gap(row, run.gap)
        if run.rows and (gap is None or _far_below(row, run.rows[-1])):
            yield run
            run, gap = _Run(zone), _gap(row, zone)
        if gap is not None:
            run.gap = gap
            run.rows.append(row)
    yield run


def _gap(row: Sequence[Glyph], within: Span) -> Span | None:
    """The widest gap that a row leaves in a span; None where it is no gap between columns."""
    start, best = within[0], (0.0, 0.0)
    inked = sorted((g for g in row if not g.text.isspace()), key=lambda glyph: glyph.x0)
    ends = [(glyph.x0, glyph.x1) for glyph in inked] + [(within[1], within[1])]
    for left, right in ends:
        end = min(left, within[1])
        if end - start > best[1] - best[0]:
            best = start, end
        start = max(start, right)
    return best if best[1] - best[0] >= _GUTTER * _size(row) else None


def _size(row: Sequence[Glyph]) -> float:
    return max(glyph.size for glyph in row)


def _far_below(row: Sequence[Glyph], above: Sequence[Glyph]) -> bool:
    return row[0].y - above[0].y > 2 * _UNDER * _size(above)


def _are_columns(run: _Run, edges: Span) -> bool:
    """True where most rows fill both sides: what stands at the side of a list does not."""
    both = full = 0
    for row in run.rows:
        left, right = _sides(row, run.gap)
        if left and right:
            both += 1
            room = _FULL * _size(row)
            ends = run.gap[0] - left[-1].x1 <= room and edges[1] - right[-1].x1 <= room
            full += ends
    return both >= _FEWEST and full * 2 >= both


def _sides(row: Sequence[Glyph], gap: Span) -> tuple[list[Glyph], list[Glyph]]:
    inked = sorted((g for g in row if not g.text.isspace()), key=lambda glyph: glyph.x0)
    middle = (gap[0] + gap[1]) / 2
    return [g for g in inked if g.x < middle], [g for g in inked if g.x >= middle]


def _read(run: _Run, edges: Span, page: int) -> Iterator[TextLine]:
    """The left column's lines above those of the right one, both as wide as the page."""
    middle = (run.gap[0] + run.gap[1]) / 2
    glyphs = [glyph for row in run.rows for glyph in row]
    top = min(glyph.top for glyph in glyphs)
    right = min(glyph.x0 for glyph in glyphs if glyph.x >= middle and not glyph.text.isspace())
    for number, (start, end) in enumerate(((edges[0], run.gap[0]), (right, edges[1]))):
        scale = (edges[1] - edges[0]) / (end - start)
        for line in text_lines([g for g in glyphs if (g.x >= middle) == bool(number)], page):
            yield replace(
                line,
                x0=edges[0] + (line.x0 - start) * scale,
                x1=edges[0] + (line.x1 - start) * scale,
                size=line.size * scale,
                place=top,
            )
