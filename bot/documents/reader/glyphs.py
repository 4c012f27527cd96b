"""Puts the characters of a PDF together again. A PDF knows no words and no lines, only characters
at places: here they become lines, also where a label stands on its side or one character a line,
and characters that look like others (the radical ⼀ for 一) become those that are meant.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

_SAME_LINE = 0.5  # of the type's size between the middles of two characters
_TWICE = 0.8  # points: a bold face made by printing a character twice
_AROUND = tuple((x, y) for x in (-1, 0, 1) for y in (-1, 0, 1))
_FULL = 1.6  # characters: less room behind a line, with the cell's margin, and it is full
_ASLANT = 0.2  # of the larger: how far type may lean before it is no line of a text
_LARGE = 1.8  # of the usual size on a page
_PALE = 0.6
_CMYK = 4
_RAISED = 0.8  # of a digit's size: a smaller one behind it is the mark of a note
_GAP = 0.25  # of the size: between Latin words where no blank is set
_ALIKE = str.maketrans(
    {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    | dict(
        zip(
            "⺠⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⻄⻁⻐⻈⺟⻗",
            "民见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟西虎钅讠母雨",
            strict=True,
        )
    )
)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character in its place; `turn` is 0 for upright, 1 for read downward, -1 for upward."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    turn: int = 0

    @property
    def x(self) -> float:
        """The middle, across."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """The middle, down the page."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text and where it is; what is read together has the same `place` on its page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int
    place: float
    open_end: bool = False  # a blank follows: the next line does not join without one


def glyphs(characters: Iterable[Mapping[str, Any]], width: float, height: float) -> list[Glyph]:
    """The characters of a page as pdfplumber gives them, none twice, none beside the page, and
    none aslant or large and pale: those are a watermark's, and would stand in the middle of
    figures and words.
    """
    characters = list(characters)
    large = _LARGE * median([char["size"] for char in characters] or [0])
    out: list[Glyph] = []
    seen: set[tuple[str, int, int]] = set()
    for char in characters:
        if _is_aslant(char) or (char["size"] > large and _is_light(char)):
            continue
        glyph = Glyph(
            str(char["text"]).translate(_ALIKE),
            float(char["x0"]),
            float(char["x1"]),
            float(char["top"]),
            float(char["bottom"]),
            float(char["size"]) or 1.0,
            _turn(char),
        )
        if not (0 <= glyph.x <= width and 0 <= glyph.y <= height):
            continue
        column, row = int(glyph.x / _TWICE), int(glyph.y / _TWICE)
        if not any((glyph.text, column + x, row + y) in seen for x, y in _AROUND):
            seen.add((glyph.text, column, row))
            out.append(glyph)
    return out


def _is_aslant(char: Mapping[str, Any]) -> bool:
    """True for a character that is neither upright nor on its side; italic type leans, unturned."""
    across, down = abs(char["matrix"][0]), abs(char["matrix"][1])
    return bool(min(across, down) > _ASLANT * max(across, down))


def _is_light(char: Mapping[str, Any]) -> bool:
    """True for pale type, be it given as gray, as RGB or as CMYK."""
    color = char.get("non_stroking_color")
    parts = [part for part in color if isinstance(part, int | float)] if color else []
    if len(parts) == _CMYK:
        return max(parts) < 1 - _PALE
    return bool(parts) and min(parts) > _PALE


def _turn(char: Mapping[str, Any]) -> int:
    if char["upright"]:
        return 0
    return -1 if char["matrix"][1] > 0 else 1


def text_lines(found: Sequence[Glyph], page: int) -> list[TextLine]:
    """Characters in lines from top to bottom, each from left to right."""
    lines = (_line(row, page) for row in rows_of([glyph for glyph in found if not glyph.turn]))
    return [line for line in lines if line is not None]


def cell_text(found: Sequence[Glyph], right: float) -> str:
    """The text in a cell, a line a line; one that stands on its side is read in its direction.

    A line with no room for one more character before the `right` edge goes on in the next: so a
    long figure is broken.
    """
    turned = [glyph for glyph in found if glyph.turn and not glyph.text.isspace()]
    if len(turned) * 2 > len(found):
        return "\n".join(_turned(turned))
    lines = text_lines(_without_notes(found), 0)
    text = lines[0].text if lines else ""
    for before, line in pairwise(lines):
        character = (line.x1 - line.x0) / len(line.text)
        full = right - before.x1 < _FULL * character
        text += ("" if full else "\n") + line.text
    return text


def _without_notes(found: Sequence[Glyph]) -> list[Glyph]:
    """The characters of a cell without small raised ones right behind a digit."""
    digits = [glyph for glyph in found if glyph.text.isdigit()]
    largest = max((glyph.size for glyph in digits), default=0.0)
    return [
        glyph
        for glyph in found
        if glyph.size > _RAISED * largest or not any(_is_note_of(glyph, digit) for digit in digits)
    ]


def _is_note_of(glyph: Glyph, digit: Glyph) -> bool:
    raised = glyph.size <= _RAISED * digit.size and glyph.y < digit.y
    return raised and digit.x < glyph.x < digit.x1 + 2 * glyph.size and glyph.bottom > digit.top


def rows_of(found: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Characters row by row, from top to bottom, in no order within a row."""
    row: list[Glyph] = []
    for glyph in sorted(found, key=lambda glyph: glyph.y):
        if row and glyph.y - row[-1].y > _SAME_LINE * min(glyph.size, row[-1].size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph], page: int) -> TextLine | None:
    row.sort(key=lambda glyph: glyph.x0)
    inked = [glyph for glyph in row if not glyph.text.isspace()]
    if not inked:
        return None
    pieces = [inked[0].text]
    start = row.index(inked[0])
    for before, glyph in zip(row[start:], row[start + 1 :], strict=False):
        if _apart(before, glyph):
            pieces.append(" ")
        pieces.append(glyph.text)
    text = "".join(pieces)
    sizes = sorted(glyph.size for glyph in inked)
    top = min(glyph.top for glyph in inked)
    return TextLine(
        text=text.strip(),
        x0=inked[0].x0,
        x1=inked[-1].x1,
        top=top,
        bottom=max(glyph.bottom for glyph in inked),
        size=sizes[len(sizes) // 2],
        page=page,
        place=top,
        open_end=text[-1].isspace(),
    )


def _apart(before: Glyph, glyph: Glyph) -> bool:
    """True between two Latin words that are set apart without a blank."""
    latin = before.text.isascii() and glyph.text.isascii()
    word = before.text.strip().isalpha() and glyph.text.strip().isalpha()
    return latin and word and glyph.x0 - before.x1 > _GAP * glyph.size


def _turned(found: Sequence[Glyph]) -> Iterator[str]:
    """The columns of text on its side: read downward they go leftward, read upward rightward."""
    turn = found[0].turn
    columns: list[list[Glyph]] = []
    for glyph in sorted(found, key=lambda glyph: -glyph.x * turn):
        if columns and abs(columns[-1][-1].x - glyph.x) <= _SAME_LINE * glyph.size:
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    for column in columns:
        column.sort(key=lambda glyph: glyph.y * turn)
        yield "".join(glyph.text for glyph in column)
