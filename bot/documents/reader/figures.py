"""A figure found in a table, and what could not be read. A blank or a stroke states nothing, which
is not zero; a word where a figure belongs is kept as it is written, for the rules to judge; but two
figures in one cell are none, since joining them would make a number that nobody wrote.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from bot.documents.reader.blocks import PICTURE, Cell, Sheet
from bot.documents.reader.labels import figure_alone, is_blank
from bot.forms.number import canonical
from bot.reading.text import clean

_LONGEST = 200  # characters of what stands in a cell of figures
_STRAY = "。、，；;'‘’` "  # at the ends of a figure: a typist's, or Excel's mark of a text
_APART = re.compile(r"\d\s+\d")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?: \d{3})+(?:\.\d+)?")
_BARE_NUMBER = re.compile(r"[\d.,]*[1-9][\d.,]*")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stood: the page (0 where a file has none), the table, row and cell of it, or
    table 0 for text. All count from 1.
    """

    page: int
    table: int
    row: int = 0
    cell: int = 0


@dataclass(frozen=True, slots=True)
class Unread:
    """What could not be read: `where` is the id of a table, row, cell or text, `why` an id in the
    wording, `words` what the file has there.
    """

    where: str
    why: str
    words: str = ""


@dataclass
class Figures:
    """The figures found, by cell id, where they stood, and what could not be read."""

    entered: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    rows: set[str] = field(default_factory=set)

    def keep(self, key: str, kind: str, cell: Cell, line: "Line", *, yuan: bool = False) -> None:
        """Takes what a cell shows as the value of a key; nothing when it is blank."""
        if cell.text == PICTURE:
            self.refuse(key, "picture")
            return
        value = shown(kind, cell.text)
        if value is None:
            self.refuse(key, "two_figures", cell.text)
            return
        if value == "":
            return
        if yuan and kind == "amount" and _BARE_NUMBER.fullmatch(value):
            value += "元"
        if self.entered.get(key, value) != value:
            self.unread.append(Unread(key, "twice", value))
            return
        self.entered[key] = value
        at = next(n for n, other in enumerate(line.cells, 1) if other is cell)
        self.places[key] = Place(line.sheet.page, line.sheet.number, line.row + 1, at)

    def refuse(self, where: str, why: str, words: str = "") -> None:
        """Lists something that could not be read."""
        self.unread.append(Unread(where, why, " ".join(words.split())[:60]))


@lru_cache(maxsize=1024)
def shown(kind: str, text: str) -> str | None:
    """What a cell shows, as an answers file has it; empty for a blank, None for two figures."""
    if is_blank(text):
        return ""
    written = " ".join(clean(figure_alone(text)).split())[:_LONGEST].strip(_STRAY)
    if _APART.search(written) and not _THOUSANDS.fullmatch(written):
        return None
    return canonical(kind, written) or written


@dataclass(frozen=True, eq=False)
class Line:
    """A row of a table: the cells that touch it, and those that begin in it."""

    sheet: Sheet
    row: int
    cells: tuple[Cell, ...]

    @property
    def own(self) -> list[Cell]:
        """The cells that begin in this row."""
        return [cell for cell in self.cells if cell.row == self.row]


def shared(one: Cell, other: Cell) -> int:
    """How many grid columns two cells share."""
    return min(one.right, other.right) - max(one.column, other.column)
