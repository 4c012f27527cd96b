"""One sheet of an XLSX: the cells that hold something, and the merged ranges, as claims that nobody
has to believe.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from bot.documents.workbook.cell import FIFTEEN, MAX_CELLS, Cell, Kind, Merge, place, unusable
from bot.forms.number import plain

MAX_MERGES = 20_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_SHORT = re.compile(r"0|[1-9]\d{0,14}")


class Runs:
    """The runs of a rich text, without the pronunciation that may stand between them."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._spoken = 0

    def start(self, tag: str) -> None:
        """An element begins."""
        self._spoken += tag == "rPh"

    def end(self, tag: str, text: str) -> None:
        """An element ends."""
        self._spoken -= tag == "rPh"
        if tag == "t" and not self._spoken:
            self._pieces.append(text)

    def taken(self) -> str:
        """The whole text, once; the next one begins empty."""
        text = "".join(self._pieces)
        self._pieces.clear()
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


class Sheet:
    """A worksheet: the cells that hold something, and the merged ranges."""

    def __init__(
        self, strings: list[str], dates: frozenset[int], first_day: date, room: list[int]
    ) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merges: list[Merge] = []
        self._strings, self._dates, self._first_day, self._room = strings, dates, first_day, room
        self._at = (0, 0)
        self._runs = Runs()
        self._readers: dict[str, Callable[[str], tuple[Kind, str]]] = {
            "s": self._shared,
            "n": self._number,
            "b": lambda value: ("error", "TRUE" if value == "1" else "FALSE"),
            "e": lambda value: ("error", value),
            "d": lambda value: ("date", value[:10]),
        }
        self._reset({})

    def _reset(self, attributes: Mapping[str, str]) -> None:
        self._type = attributes.get("t", "n")
        self._style = whole(attributes.get("s"))
        self._value, self._formula = "", False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        self._runs.start(tag)
        if tag == "c":
            self._at = place(attributes.get("r", "")) or (self._at[0], self._at[1] + 1)
            self._reset(attributes)
        elif tag == "row":
            self._at = (whole(attributes.get("r")) or self._at[0] + 1, 0)
        elif tag == "f":
            self._formula = True
        elif tag == "mergeCell" and len(self.merges) < MAX_MERGES:
            ends = [place(end) for end in attributes.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] and ends[1]:
                self.merges.append(Merge(*ends[0], *ends[1]))

    def end(self, tag: str, text: str) -> None:
        """An element ends; `text` is what stood in it since its last child."""
        self._runs.end(tag, text)
        if tag == "v":
            self._value = text
        elif tag == "is":
            self._value = self._runs.taken()
        elif tag == "c":
            cell = self._cell()
            if cell.text.strip() or cell.formula:
                if len(self.cells) >= self._room[0]:
                    unusable("too_many_cells", most=MAX_CELLS)
                self.cells[self._at] = cell
        elif tag == "sheetData":
            self._room[0] -= len(self.cells)

    def _cell(self) -> Cell:
        kind, text = self._readers.get(self._type, self._plain)(self._value)
        return Cell(kind, text, self._formula)

    @staticmethod
    def _plain(value: str) -> tuple[Kind, str]:
        return "text", value

    def _shared(self, value: str) -> tuple[Kind, str]:
        number = whole(value)
        return "text", self._strings[number] if number < len(self._strings) else ""

    def _number(self, value: str) -> tuple[Kind, str]:
        if not value.strip():
            return "number", ""
        if self._style not in self._dates and _SHORT.fullmatch(value):  # most of them
            return "number", value
        try:
            number = FIFTEEN.plus(Decimal(value.strip()))
        except InvalidOperation:
            return "text", value
        if not number.is_finite() or abs(number.adjusted()) > 30:
            return "text", value
        if self._style in self._dates and 0 <= number < 2_958_466:  # up to the end of 9999
            return "date", str(self._first_day + timedelta(days=int(number)))
        return "number", plain(number)


def whole(text: str | None) -> int:
    """A whole number of an attribute; 0 where there is none."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 0
