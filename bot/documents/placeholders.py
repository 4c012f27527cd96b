"""Finds `{{ unit.address }}` in a paragraph and says which bytes it takes. Word splits what was
typed over several runs whenever it likes (spelling, a change of keyboard, a saved edit); here only
the runs that one placeholder spans are joined, so all other formatting stays as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.documents.markup import Element

_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)\s*\}\}")
_BROKEN = re.compile("[{}｛｝]")
_CHARACTER = re.compile(r"&[^;]+;|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder: its key and the byte ranges of its letters; the value goes into the first."""

    key: str
    ranges: tuple[tuple[int, int], ...]


def keys(text: str) -> list[str]:
    """The keys of all placeholders in a text."""
    return _PLACEHOLDER.findall(text)


def broken(text: str) -> str:
    """The text around a brace that belongs to no placeholder; empty when there is none."""
    rest = _PLACEHOLDER.sub("", text)
    found = _BROKEN.search(rest)
    return rest[found.start() : found.start() + 30] if found else ""


def places(paragraph: Element, source: bytes) -> Iterator[Place]:
    """Every placeholder of a paragraph, also those that Word has split over runs."""
    pieces = [text for text in paragraph.below("w:t") if text.text]
    words = "".join(piece.text for piece in pieces)
    for found in _PLACEHOLDER.finditer(words):
        yield Place(found[1], tuple(_ranges(pieces, source, found.start(), found.end())))


def _ranges(
    pieces: list[Element], source: bytes, first: int, last: int
) -> Iterator[tuple[int, int]]:
    """The bytes of the characters `first` to `last` of the pieces' joined text."""
    at = 0
    for piece in pieces:
        begin, end = max(first - at, 0), min(last - at, len(piece.text))
        if begin < end:
            offsets = _offsets(source[piece.inner : piece.close])
            yield piece.inner + offsets[begin], piece.inner + offsets[end]
        at += len(piece.text)


def _offsets(raw: bytes) -> list[int]:
    """Where each character of an element's text begins in its bytes, and where the last ends."""
    offsets = [0]
    for character in _CHARACTER.findall(raw.decode()):
        offsets.append(offsets[-1] + len(character.encode()))
    return offsets
