"""The value cells of a master's table, cut out so that a report is a join. Each cell gives up its
paragraph's content and keeps its formatting, also that of the empty paragraph's mark, as Word
itself would for a number typed into it.
"""

from collections.abc import Iterable
from itertools import pairwise

from bot.documents import styles
from bot.documents.grid import Printed
from bot.documents.markup import Element
from bot.documents.pieces import Cells, Looks, fetcher
from bot.documents.tables import Found

_POINT = 20  # twips
_CLEARANCE = 30  # twips that a figure keeps from the lines beside it


def cells(
    table: Element, places: Iterable[tuple[Printed, Found]], source: bytes, looks: Looks
) -> Cells:
    """A table of a master in pieces."""
    margin = _margins(table) + _CLEARANCE
    keys = tuple(place.key for place, _ in places)
    slots = [_Slot(cell, source, looks.ids[styles.NUMBERS[0]]) for _, cell in places]
    between = [
        source[table.start : slots[0].start],
        *(source[one.end : other.start] for one, other in pairwise(slots)),
        source[slots[-1].end : table.end],
    ]
    heads = ([slot.head(looks.ids[name]) for slot in slots] for name in styles.NUMBERS)
    bare = tuple(_joined(between, of_size) for of_size in heads)
    runs = tuple(f"<w:r>{slot.run}" for slot in slots)
    rooms = tuple(
        tuple(int((slot.width - margin) / _POINT / (size / 2)) for slot in slots)
        for size in styles.NUMBER_SIZES
    )
    plain = tuple(_with_runs(static, runs) for static in bare)
    return Cells(keys, fetcher(keys), plain, bare, runs, rooms, b"0" * (1 + min(rooms[0])))


class _Slot:
    """The paragraph of a value cell, as far as the master formats it."""

    def __init__(self, cell: Found, source: bytes, number_style: str) -> None:
        paragraphs = cell.element.kept("w:p")
        self.start, self.end = paragraphs[0].start, paragraphs[-1].end
        self.width = cell.width
        properties = paragraphs[0].child("w:pPr")
        mark = properties.child("w:rPr") if properties else None
        self.run = mark.outer(source) if mark else ""
        self._properties = properties.outer(source) if properties else ""
        self._style = f'<w:pStyle w:val="{number_style}"/>'

    def head(self, style: str) -> bytes:
        """The paragraph up to its runs, with the number style in this size."""
        sized = self._properties.replace(self._style, f'<w:pStyle w:val="{style}"/>')
        return f"<w:p>{sized}".encode()


def _joined(between: list[bytes], heads: list[bytes]) -> tuple[bytes, ...]:
    """The static bytes around a table's values."""
    first, *middle, last = between
    tail = b"</w:p>"
    inner = (tail + static + head for static, head in zip(middle, heads[1:], strict=True))
    return (first + heads[0], *inner, tail + last)


def _with_runs(static: tuple[bytes, ...], runs: tuple[str, ...]) -> tuple[bytes, ...]:
    """Static bytes that hold the runs' own tags, so that a value is all that is missing."""
    close = b"</w:t></w:r>"
    opened = [piece + run.encode() + b"<w:t>" for piece, run in zip(static[:-1], runs, strict=True)]
    return (opened[0], *(close + piece for piece in opened[1:]), close + static[-1])


def _margins(table: Element) -> int:
    """The left and right cell margins of a table together, in twips."""
    properties = table.child("w:tblPr")
    margins = properties.child("w:tblCellMar") if properties else None
    if margins is None:
        return 216
    return sum(int(margins.value(f"w:{side}", "w:w") or 108) for side in ("left", "right"))
