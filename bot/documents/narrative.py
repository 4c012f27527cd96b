"""A clerk's text as paragraphs with their levels. People type one text with a line a paragraph;
which line is a heading follows from its numbering, in the order of GB/T 9704: 一、 then （一） then
1. then （1）. A heading may run into its text on the same line, ending with its first full stop.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

LONGEST_HEADING = 40  # a longer first sentence is text that happens to be numbered

_NUMBERED = re.compile(
    r"([一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))"
    r"|([（(][一二三四五六七八九十]{1,3}[）)])"
    r"|(\d{1,2}(?:[、．]|\.(?!\d)))"
    r"|([（(]\d{1,2}[）)])"
)
_NUMBERED_BY = frozenset("一二三四五六七八九十（(0123456789")
_LONG_WORD = re.compile(r"[!-~]{14}")
_LONG = 14


class Paragraph(NamedTuple):
    """One line: `level` 0 is body text; a heading of level 1 to 4 may be followed by `text`.

    `long_word` says that a web address or the like would tear a justified line before it open.
    """

    level: int
    heading: str
    text: str
    long_word: bool


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a text; blank lines and blanks around a line mean nothing."""
    for line in text.splitlines():
        if line := line.strip():
            level, heading, rest = _split(line) if line[0] in _NUMBERED_BY else (0, "", line)
            yield Paragraph(level, heading, rest, _has_long_word(line))


def _split(line: str) -> tuple[int, str, str]:
    """The level of a line, its heading, and the text that follows on the same line."""
    found = _NUMBERED.match(line)
    if not found or not found.lastindex:
        return 0, "", line
    heading, stop, rest = line.partition("。")
    if len(heading) > LONGEST_HEADING:
        return 0, "", line
    return found.lastindex, heading + stop, rest


def _has_long_word(line: str) -> bool:
    few = len(line.encode()) > 3 * len(line) - 2 * _LONG  # of ASCII, as Chinese takes three bytes
    return not few and _LONG_WORD.search(line) is not None
