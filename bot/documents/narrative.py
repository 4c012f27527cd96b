"""A clerk's text as paragraphs with their levels. People type one text with a line a paragraph;
which line is a heading follows from its numbering, in the order of GB/T 9704: 一、 then （一） then
1. then （1）. A heading may run into its text on the same line, ending with its first full stop.
"""

import re

LONGEST_HEADING = 40  # a longer first sentence is text that happens to be numbered

_DIGITS = "0123456789０１２３４５６７８９"
NUMERALS = frozenset(f"一二三四五六七八九十（({_DIGITS}")  # a heading begins with one of them
_NUMBERED = re.compile(
    r"([一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))"
    r"|([（(][一二三四五六七八九十]{1,3}[）)])"
    rf"|([{_DIGITS}]{{1,2}}(?:[、．]|\.(?!\d)))"
    rf"|([（(][{_DIGITS}]{{1,2}}[）)])"
)
_LONG = 14
_LONG_WORD = re.compile(rf"[!-~]{{{_LONG}}}")


Heading = tuple[int, str, str]  # level 1 to 4, its words, the text after it on the same line


def lines(text: str) -> list[str]:
    """The paragraphs of a text; blank lines and blanks around a line mean nothing."""
    return [line for whole in text.split("\n") if (line := whole.strip())]


def has_long_word(line: str) -> bool:
    """True when a web or mail address would tear the justified line before it open."""
    at = line.find(".")
    while at >= 0:
        if _LONG_WORD.search(line, max(at - _LONG + 1, 0), at + _LONG):
            return True
        at = line.find(".", at + 1)
    return False


def heading(line: str) -> Heading | None:
    """A line as a heading; None when it is body text."""
    if not (found := _NUMBERED.match(line)):
        return None
    words, stop, rest = line.partition("。")
    if len(words) > LONGEST_HEADING or not found.lastindex:
        return None
    return found.lastindex, words + stop, rest
