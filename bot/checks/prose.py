"""A text as rules look at it: folded to half width, in paragraphs and sentences, every piece with
its place, so that a finding can quote the very words in which the office wrote it.
"""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from bot.reading.clauses import fold

LONGEST_SENTENCE = 600  # characters; no office writes longer ones, and so the work is bounded
_SENTENCE = re.compile(r"[^。;!?\n]+")


class Piece(NamedTuple):  # hundreds are made of a text
    """A stretch of a folded text and where it begins."""

    text: str
    start: int


@dataclass(frozen=True)
class Text:
    """One text of a report: the id of its field and what was written."""

    key: str
    written: str

    @cached_property
    def folded(self) -> str:
        """The text in half width, each character in its place."""
        return _folded(self.written)

    @property
    def sentences(self) -> tuple[Piece, ...]:
        """Its sentences; a semicolon ends one, a comma does not."""
        return _sentences(self.folded)

    @property
    def paragraphs(self) -> tuple[Piece, ...]:
        """Its paragraphs."""
        return _paragraphs(self.folded)

    def quote(self, start: int, end: int) -> str:
        """The clause around a place, as it was written."""
        before = max(self.folded.rfind(mark, 0, start) for mark in ",。;:\n(") + 1
        ends = [self.folded.find(mark, end) for mark in ",。;\n)"]
        after = min((place for place in ends if place >= 0), default=len(self.folded))
        return self.written[before:after].strip()

    def replaced(self, start: int, end: int, new: str) -> dict[str, str]:
        """The correction that puts other words in a place."""
        return {self.key: self.written[:start] + new + self.written[end:]}


_folded = lru_cache(maxsize=256)(fold)


@lru_cache(maxsize=256)
def _sentences(folded: str) -> tuple[Piece, ...]:
    return tuple(Piece(m.group(), m.start()) for m in _SENTENCE.finditer(folded))


@lru_cache(maxsize=256)
def _paragraphs(folded: str) -> tuple[Piece, ...]:
    return tuple(Piece(m.group(), m.start()) for m in re.finditer(r"[^\n]+", folded))


def bare(text: str) -> str:
    """A sentence without what does not tell it from another: figures, blanks, punctuation."""
    return re.sub(r"[\d\s\W_]+", "", text)
