"""Last year's text as a start for this year's. The danger is a stale figure that nobody looks at,
so years move on by rule and every other figure is found, shown and asked for; a figure stays as it
was only because somebody said so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SAME = ("同", "一样", "不变", "相同")

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年|\s*年度)")
_PLAIN = (
    r"(?<!编[：:])(?<![\d.,\-—〔\[（(第A-Za-z/@])\d[\d,]*(?:\.\d+)?(?:余|多)?[%％万亿]?"
    r"(?![\d\-—号米〕\]A-Za-z月日时/@.])"
)
_HAN = (
    r"(?<![第十百千])[一二两三四五六七八九十百千]{1,7}[余多]?"
    r"(?=件|条|次|篇|份|场|期|人次|个(?!方面|环节|层面|层次)|项|种|名|家|部)"
)
_FIGURE = re.compile(f"{_PLAIN}|{_HAN}")
_ONE = ("一",)  # 一项, 一次: more often a word than a figure


@dataclass(frozen=True)
class Figure:
    """A figure that is to be renewed, and its place in the text whose years have moved on."""

    start: int
    end: int
    text: str

    def context(self, text: str, width: int = 10) -> str:
        """The figure with a few words around it, itself in brackets."""
        before = text[max(0, self.start - width) : self.start].rpartition("\n")[2]
        after = text[self.end : self.end + width].partition("\n")[0]
        return f"{before}【{self.text}】{after}"


def moved_on(text: str, year: int) -> str:
    """A text of the year before `year`, its own year and the next moved on by one."""

    def renew(match: re.Match[str]) -> str:
        found = int(match.group(1))
        return str(found + 1) if found in (year - 1, year) else match.group()

    return _YEAR.sub(renew, text)


def figures(text: str, year: int) -> tuple[Figure, ...]:
    """The figures of a text that has moved on: all but its own years."""
    own = {year - 1, year, year + 1}
    years = {m.start() for m in _YEAR.finditer(text) if int(m.group(1)) in own}
    return tuple(
        Figure(m.start(), m.end(), m.group())
        for m in _FIGURE.finditer(text)
        if m.start() not in years and m.group() not in _ONE
    )


def with_figures(text: str, found: Sequence[Figure], values: Sequence[str]) -> str:
    """The text with each figure replaced by its value, in order; 同 leaves one as it was."""
    parts: list[str] = []
    last = 0
    for figure, value in zip(found, values, strict=True):
        parts += [text[last : figure.start], figure.text if value in SAME else value]
        last = figure.end
    return "".join((*parts, text[last:]))


def read_values(text: str) -> list[str]:
    """The values in an answer: apart by blanks, commas or line ends; 全部同 is none but for all."""
    return [value for value in re.split(r"[\s,，、;；]+", text.strip()) if value]
