"""Joins the lines of a PDF to paragraphs. A page breaks a paragraph wherever it is full; what
begins a new one is the first line's indent, as Chinese offices set it, or where a file has no
indents, a line before it that ends early. Page numbers and what recurs on every page are not the
report's.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from bot.documents.reader.glyphs import TextLine

_PAGE_NUMBER = re.compile(r"[\s\-—–―－_·.~第共页/\d]*\d[\s\-—–―－_·.~第共页/\d]*")
_EDGE = 0.12  # of the page's height, at its top and bottom
_RUNNING = 3  # pages on which the same line recurs
_LONG_LINE = 15  # characters
_INDENT = (1.2, 3.2)  # of the size
_INDENTED_LINES = 3
_NOT_FULL = 1.6
_HALF_EMPTY = 0.65
_APART = 1.6
_OTHER_SIZE = 1.5
_ITEM = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:[）)、.．]|是)")
_ENDS = ("。", "；", "：", ":", ";")
_TOGETHER = re.compile(r"[（《“‘「〔【]*(?:[!-~]+|.)[、，。；：！？）》”’」〕】％]*")
_WORD = re.compile(r"[A-Za-z]")


def without_margins(lines: Sequence[TextLine], heights: dict[int, float]) -> list[TextLine]:
    """The lines without page numbers and running heads."""
    counts = Counter(_alike(line) for line in lines if _at_edge(line, heights))
    kept: list[TextLine] = []
    for line in lines:
        if _at_edge(line, heights):
            number = _PAGE_NUMBER.fullmatch(line.text) and len(line.text) < _LONG_LINE
            if number or counts[_alike(line)] >= max(2, min(_RUNNING, len(heights))):
                continue
        kept.append(line)
    return kept


def _alike(line: TextLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / 4)


def _at_edge(line: TextLine, heights: dict[int, float]) -> bool:
    height = heights[line.page]
    return line.top < _EDGE * height or line.bottom > (1 - _EDGE) * height


@dataclass(frozen=True)
class Layout:
    """How the text of a file is set: its left and right edge, whether paragraphs are indented, and
    the usual distance of two lines.
    """

    left: float
    right: float
    indented: bool
    pitch: float

    def begins(self, before: TextLine, line: TextLine) -> bool:
        """True when a line begins a paragraph."""
        if abs(line.size - before.size) > _OTHER_SIZE:
            return True
        same_page = line.page == before.page
        if same_page and self.pitch and line.top - before.top > _APART * self.pitch:
            return True
        if line.x0 - self.left > _INDENT[0] * line.size:
            return True
        width = self.right - self.left
        early = self.right - before.x1 > _needed(line.text) * line.size
        item = bool(_ITEM.match(line.text)) and before.text.endswith(_ENDS)
        if self.indented:
            return before.x1 - self.left < _HALF_EMPTY * width or (item and early)
        return item or early


def _needed(text: str) -> float:
    """The room, in characters, that the beginning of a line would have needed on the line before:
    a sign that may not begin a line takes the character before it along.
    """
    together = _TOGETHER.match(text)
    width = sum(0.5 if sign.isascii() else 1.0 for sign in together[0]) if together else 1.0
    return width + _NOT_FULL - 1.0


def layout(lines: Sequence[TextLine]) -> Layout:
    """How the lines are set."""
    long = [line for line in lines if len(line.text) >= _LONG_LINE] or list(lines)
    if not long:
        return Layout(0, 0, False, 0)
    low, high = _INDENT
    body, right = min(line.x0 for line in long), max(line.x1 for line in long)
    left = min(line.x0 for line in lines if line.x0 > body - high * line.size)
    inside = [low * line.size < line.x0 - left < high * line.size for line in lines]
    gaps = [
        line.top - before.top
        for before, line in pairwise(lines)
        if line.page == before.page and 0 < line.top - before.top < 4 * line.size
    ]
    return Layout(left, right, sum(inside) >= _INDENTED_LINES, median(gaps) if gaps else 0)


def joined(lines: Sequence[TextLine], how: Layout) -> list[str]:
    """Lines that follow one another, as paragraphs."""
    out: list[str] = []
    before: TextLine | None = None
    for line in lines:
        if before is None or how.begins(before, line):
            out.append(line.text)
        else:
            words = _WORD.match(out[-1][-1:]) and _WORD.match(line.text[:1])
            out[-1] += (" " if before.open_end and words else "") + line.text
        before = line
    return out
