"""Takes a PDF apart: tables by their ruling lines, the text between them by its lines. Columns are
counted over the whole file, so the rows of a table that goes on over a page stand under the headers
of the page before. pdfplumber is slow to import and is only loaded for a PDF.
"""

import io
import logging
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from bot.documents.reader.blocks import (
    Block,
    Cell,
    Content,
    Picture,
    Sheet,
    Words,
    finished,
    tabled,
)
from bot.documents.reader.columns import page_lines
from bot.documents.reader.glyphs import Glyph, TextLine, cell_text, glyphs
from bot.documents.reader.paragraphs import Layout, joined, layout, without_margins
from bot.documents.reader.rules import missing_sides
from bot.documents.reader.safety import Unreadable

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings quote what the file says

MOST_PAGES = 150
_THIN = 3.0  # points; a gap between double rules is no cell
_SAME_EDGE = 3.0
_TOUCH = 0.1  # of the size between two digits of one figure
_PICTURE = (100.0, 40.0)  # points; what is smaller is a seal or an ornament
_UNNAMED = "(cid:"
_TOO_MANY_UNNAMED = 0.2

Box = tuple[float, float, float, float]  # x0, top, x1, bottom


@dataclass
class Ruled:
    """A table by its ruling lines: the boxes of its cells and the text in each."""

    box: Box
    cells: list[tuple[Box, str]]


@dataclass
class PageFound:
    """What stands on a page."""

    number: int
    height: float
    lines: list[TextLine] = field(default_factory=list)
    tables: list[Ruled] = field(default_factory=list)
    pictures: list[float] = field(default_factory=list)  # their tops


def read_pdf(content: bytes) -> list[Block]:
    """What a PDF shows. Raises Unreadable."""
    try:
        with pdfplumber.open(io.BytesIO(content)) as file:
            if len(file.pages) > MOST_PAGES:
                raise Unreadable("too_long", {"pages": MOST_PAGES})
            pages = [_page(page) for page in file.pages]
    except (Unreadable, MemoryError):
        raise
    except Exception as error:  # pdfminer lets anything out that a broken file makes it stumble on
        causes = list(_causes(error))
        if any(isinstance(cause, MemoryError) for cause in causes):
            raise MemoryError from error
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in causes)
        raise Unreadable("encrypted" if locked else "broken") from error
    return finished([*_blocks(pages)])


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An exception, what it hides (pdfplumber puts one into another), and what it came from."""
    while error is not None:
        yield error
        inner = error.args[0] if isinstance(error, PdfminerException) and error.args else None
        if isinstance(inner, BaseException):
            yield inner
        error = error.__cause__ or error.__context__


# -- one page ----------------------------------------------------------------------------


def _page(page: Any) -> PageFound:
    found = PageFound(page.page_number, float(page.height))
    marks = glyphs(page.chars, float(page.width), float(page.height))
    unnamed = sum(mark.text.startswith(_UNNAMED) for mark in marks)
    if marks and unnamed > _TOO_MANY_UNNAMED * len(marks):
        raise Unreadable("no_letters")
    sides = missing_sides(page.edges)
    for table in page.find_tables({"explicit_vertical_lines": sides}):
        boxes = [box for box in table.cells if _is_cell(box)]
        if len(boxes) > 1:
            ruled, marks = _ruled(table.bbox, boxes, marks)
            if any(text for _, text in ruled.cells):
                found.tables.append(ruled)
    found.lines = page_lines(marks, page.page_number)
    wide, high = _PICTURE
    found.pictures = [
        float(image["top"])
        for image in page.images
        if image["x1"] - image["x0"] > wide and image["bottom"] - image["top"] > high
    ]
    page.close()
    return found


def _is_cell(box: Box) -> bool:
    return box[2] - box[0] > _THIN and box[3] - box[1] > _THIN


def _ruled(box: Box, boxes: list[Box], marks: list[Glyph]) -> tuple[Ruled, list[Glyph]]:
    """A table with its characters, and the characters that are not in it."""
    inside: dict[Box, list[Glyph]] = {cell: [] for cell in boxes}
    at = _Lookup(boxes)
    rest: list[Glyph] = []
    for mark in marks:
        cell = at.find(mark.x, mark.y) if _holds(box, mark) else None
        (rest if cell is None else inside[cell]).append(mark)
    texts = {cell: cell_text(found, cell[2]) for cell, found in inside.items()}
    texts |= {cell: f"{texts[cell]} {texts[cell]} …" for cell in _crossed(inside)}
    return Ruled(box, list(texts.items())), rest


def _holds(box: Box, mark: Glyph) -> bool:
    return box[0] <= mark.x <= box[2] and box[1] <= mark.y <= box[3]


def _crossed(inside: Mapping[Box, Sequence[Glyph]]) -> Iterator[Box]:
    """The cells on both sides of a rule that a figure runs over, too wide for its cell: where it
    ends in the next one nobody can tell, so both are read as two figures, which is none.
    """
    digits = [
        (mark, cell) for cell, found in inside.items() for mark in found if mark.text.isdigit()
    ]
    digits.sort(key=lambda pair: (round(pair[0].y), pair[0].x0))
    for (left, cell), (right, other) in pairwise(digits):
        apart = right.x0 - left.x1
        beside = cell[2] <= other[0] + _THIN and abs(left.y - right.y) < left.size / 4
        if cell is not other and beside and abs(apart) < _TOUCH * left.size:
            yield from (cell, other)


class _Lookup:
    """Finds the cell at a point."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self.columns = edges(x for box in boxes for x in (box[0], box[2]))
        self.rows = edges(y for box in boxes for y in (box[1], box[3]))
        self.cells: dict[tuple[int, int], Box] = {}
        for box in boxes:
            for row in range(rank(self.rows, box[1]), rank(self.rows, box[3])):
                for column in range(rank(self.columns, box[0]), rank(self.columns, box[2])):
                    self.cells[row, column] = box

    def find(self, x: float, y: float) -> Box | None:
        """The cell at a point; None where the table has a gap."""
        row, column = bisect_right(self.rows, y) - 1, bisect_right(self.columns, x) - 1
        return self.cells.get((row, column))


def edges(places: Iterator[float]) -> list[float]:
    """The edges among some places: those that nearly coincide are one."""
    out: list[float] = []
    for place in sorted(places):
        if not out or place - out[-1] > _SAME_EDGE:
            out.append(place)
    return out


def rank(lines: Sequence[float], place: float) -> int:
    """Which edge a place is on."""
    at = max(bisect_right(lines, place) - 1, 0)
    near = (n for n in (at, at + 1) if n < len(lines))
    return min(near, key=lambda n: abs(lines[n] - place))


# -- the whole file ----------------------------------------------------------------------


def _blocks(pages: Sequence[PageFound]) -> Iterator[Block]:
    """The tables and pictures in their places, and the paragraphs between them."""
    heights = {page.number: page.height for page in pages}
    every = [line for page in pages for line in page.lines]
    kept = without_margins(every, heights)
    how = layout(kept)
    columns = edges(
        x for page in pages for t in page.tables for box, _ in t.cells for x in (box[0], box[2])
    )
    waiting: list[TextLine] = []
    for page in pages:
        items: list[tuple[float, TextLine | Ruled | None]] = [
            *((line.place, line) for line in kept if line.page == page.number),
            *((table.box[1], table) for table in page.tables),
            *((top, None) for top in page.pictures),
        ]
        for _, item in sorted(items, key=lambda pair: pair[0]):
            if isinstance(item, TextLine):
                waiting.append(item)
                continue
            yield from _paragraphs(waiting, how)
            waiting = []
            yield from (
                _sheet(item, columns, page.number) if item else [Picture("picture", page.number)]
            )
    yield from _paragraphs(waiting, how)


def _paragraphs(lines: Sequence[TextLine], how: Layout) -> Iterator[Words]:
    return (Words(text, lines[0].page) for text in joined(lines, how))


def _sheet(table: Ruled, columns: Sequence[float], page: int) -> list[Block]:
    """A ruled table with its columns counted over the whole file."""
    rows = edges(y for box, _ in table.cells for y in (box[1], box[3]))
    cells: list[Cell] = []
    for (x0, top, x1, bottom), text in table.cells:
        row, column = rank(rows, top), rank(columns, x0)
        across, down = rank(columns, x1) - column, rank(rows, bottom) - row
        cells.append(Cell(row, column, text, max(across, 1), max(down, 1)))
    placed = [
        (cell.row, cell.column, Content([Words(cell.text, page)], cell.across, cell.down))
        for cell in sorted(cells, key=lambda cell: (cell.row, cell.column))
    ]
    out = tabled(placed)
    return [Sheet(block.cells, page) if isinstance(block, Sheet) else block for block in out]
