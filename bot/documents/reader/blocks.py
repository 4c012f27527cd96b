"""What a file shows, in the order of reading: lines of text, tables, pictures. Word, PDF and HTML
each become this one sequence first, so that what a report says is understood in one place, and a
new kind of file needs only to be taken apart.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal

_WIDEST = 64  # columns one cell may span; a file that asks for more means to harm
_LAID_OUT = 100  # characters in one cell; a statutory table has no cell with so many
_WITHOUT_WIDTH = "\u200b\u200c\u200d\u2060\ufeff\u00ad"
_ODD = re.compile(f"[\u00a0\u1680\u2000-\u200a\u202f\u205f{_WITHOUT_WIDTH}]")
PICTURE = "\ufffc"  # the text of a cell that shows a picture and no word
_NOTE = re.compile(r"[\[［【(（]?(?:注?\d{1,2}|[①-⑳*＊※])[\]］】)）]?")
_PART = 2  # rows of a table that is set into a cell as a part of the outer table


@dataclass(frozen=True, slots=True)
class Words:
    """One line or paragraph of text; `page` is 0 where the file has none."""

    text: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class Picture:
    """Something shown that has no words: a picture, an embedded object, an attached file."""

    kind: Literal["picture", "embedded", "attachment"]
    page: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: where it begins, how far it reaches, what stands in it."""

    row: int
    column: int
    text: str
    across: int = 1
    down: int = 1

    @property
    def right(self) -> int:
        """The first grid column behind the cell."""
        return self.column + self.across

    @property
    def blank(self) -> bool:
        """True for a cell without a sign in it."""
        return not self.text or self.text.isspace()


@dataclass(frozen=True)
class Sheet:
    """A table as it stands in a file. `number` counts the tables of the file from 1."""

    cells: tuple[Cell, ...]
    page: int = 0
    number: int = 0

    @cached_property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells that touch each row, left to right; one merged downward is in all its rows."""
        touching: list[list[Cell]] = [[] for _ in range(self.height)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.down):
                touching[row].append(cell)
        return tuple(tuple(sorted(row, key=lambda cell: cell.column)) for row in touching)

    @cached_property
    def height(self) -> int:
        """How many rows the table has."""
        return max((cell.row + cell.down for cell in self.cells), default=0)

    @cached_property
    def width(self) -> int:
        """How many grid columns the table has."""
        return max((cell.right for cell in self.cells), default=0)


Block = Words | Picture | Sheet


@dataclass(slots=True)
class Content:
    """A cell before it has its place: what stands in it, and how far it reaches."""

    blocks: list[Block] = field(default_factory=list)
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        """The words in the cell, a line a paragraph."""
        text = "\n".join(block.text for block in self.blocks if isinstance(block, Words))
        shows = not text and any(isinstance(block, Picture) for block in self.blocks)
        return PICTURE if shows else text

    @property
    def sheets(self) -> list[Sheet]:
        """The tables within the cell."""
        return [block for block in self.blocks if isinstance(block, Sheet)]


Placed = tuple[int, int, Content]  # row, column, what stands there


def place(rows: Sequence[Sequence[Content]]) -> Iterator[Placed]:
    """Gives every cell its column, as HTML counts: a cell reaching down pushes those below."""
    busy: dict[int, int] = {}
    for at, row in enumerate(rows):
        column = 0
        for content in row:
            while busy.get(column, 0) > at:
                column += 1
            content.across = min(max(content.across, 1), _WIDEST)
            content.down = min(max(content.down, 1), len(rows) - at)
            for taken in range(column, column + content.across):
                busy[taken] = at + content.down
            yield at, column, content
            column += content.across


def tabled(placed: Sequence[Placed]) -> list[Block]:
    """A table, or what stands in it where it only arranges the page.

    A table that holds tables arranges them, unless they are short parts of its own rows; then
    their cells take the place of the cell around them.
    """
    contents = [content for _, _, content in placed]
    inner = [sheet for content in contents for sheet in content.sheets]
    if inner and not all(_is_part(content) for content in contents):
        return [block for content in contents for block in content.blocks]
    if not inner and _arranges(contents):
        return [block for content in contents for block in content.blocks]
    if inner:
        return [Sheet(tuple(_spliced(placed, inner)))]
    cells = (Cell(row, column, c.text, c.across, c.down) for row, column, c in placed)
    return [Sheet(tuple(cells))]


def _is_part(content: Content) -> bool:
    """True for a cell without a table, or with one that is a short part of the row."""
    sheets = content.sheets
    if not sheets:
        return True
    alone = len(sheets) == 1 and not content.text.strip()
    return alone and sheets[0].height <= _PART


def _arranges(contents: Sequence[Content]) -> bool:
    """True for a table around running text: one cell, or one that no table of figures has."""
    if len(contents) <= 1:
        return True
    longest = max(len(content.text) for content in contents)
    return len(contents) <= 4 and longest > _LAID_OUT


def _spliced(placed: Sequence[Placed], inner: Sequence[Sheet]) -> Iterator[Cell]:
    """The cells of a table, those of its inner tables in the place of the cells around them."""
    fine = max(sheet.width for sheet in inner)
    tall = max(sheet.height for sheet in inner)
    for row, column, content in placed:
        whole = Cell(row * tall, column * fine, "", content.across * fine, content.down * tall)
        if not content.sheets:
            yield replace(whole, text=content.text)
            continue
        (sheet,) = content.sheets
        for cell in sheet.cells:
            left, right = (whole.across * x // sheet.width for x in (cell.column, cell.right))
            below = cell.row + cell.down
            top, bottom = (whole.down * y // sheet.height for y in (cell.row, below))
            yield Cell(whole.row + top, whole.column + left, cell.text, right - left, bottom - top)


def finished(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a whole file: odd blanks made plain, the tables counted from 1."""
    count = 0
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Sheet):
            count += 1
            cells = tuple(
                replace(cell, text=_plain(cell.text)) if _ODD.search(cell.text) else cell
                for cell in block.cells
            )
            out.append(Sheet(cells, block.page, count))
        elif isinstance(block, Words) and _ODD.search(block.text):
            out.append(replace(block, text=_plain(block.text)))
        else:
            out.append(block)
    return out


def is_note(text: str) -> bool:
    """True for the mark of a note: 1, [2], 注3, *."""
    return _NOTE.fullmatch(text.strip()) is not None


def _plain(text: str) -> str:
    return _ODD.sub(lambda odd: "" if odd[0] in _WITHOUT_WIDTH else " ", text)
