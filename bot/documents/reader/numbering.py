"""The numbers Word writes by itself. A heading 一、 typed with automatic numbering stands in the
file without its number, so sections could not be told apart and the texts would lose their （一）;
here the numbers are counted again as Word counts them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{W}val"
_DIGITS = "〇一二三四五六七八九"
_PLACE = re.compile(r"%([1-9])")
_CHINESE = frozenset(
    {
        "chineseCounting",
        "chineseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "koreanDigital2",
    }
)


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; `text` is its pattern, as `（%1）`."""

    format: str
    text: str
    start: int

    def number(self, count: int) -> str:
        """A count in the digits of this level."""
        if self.format in _CHINESE:
            return chinese(count)
        if self.format in {"decimalEnclosedCircleChinese", "decimalEnclosedCircle"}:
            return chr(0x2460 + count - 1) if 1 <= count <= 20 else str(count)
        if self.format in {"lowerLetter", "upperLetter"} and 1 <= count <= 26:
            return chr((97 if self.format == "lowerLetter" else 65) + count - 1)
        if self.format == "decimalFullWidth":
            return str(count).translate({48 + n: 0xFF10 + n for n in range(10)})
        return str(count)


def chinese(count: int) -> str:
    """A count below a hundred in Chinese numerals; a larger one in digits."""
    if not 1 <= count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return head + (_DIGITS[ones] if ones else "")


@dataclass
class Numbering:
    """Counts the numbered paragraphs of a document in the order in which they are asked for."""

    lists: dict[str, tuple[str, dict[int, Level]]] = field(default_factory=dict)
    styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, paragraph: Any) -> str:
        """The number that Word shows before a paragraph; empty where it shows none."""
        if not self.lists:
            return ""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            return ""
        list_, depth = self._list(properties)
        if list_ not in self.lists:
            return ""
        name, levels = self.lists[list_]
        if depth not in levels or levels[depth].format in {"bullet", "none"}:
            return ""
        return self._count(name, levels, depth)

    def _list(self, properties: Any) -> tuple[str, int]:
        """The list a paragraph belongs to by itself or by its style, and its level there."""
        own = properties.find(f"{W}numPr")
        style = properties.find(f"{W}pStyle")
        list_, depth = (
            self.styles.get(style.get(_VAL, ""), ("", 0)) if style is not None else ("", 0)
        )
        if own is not None:
            list_ = _value(own, "numId") or list_
            depth = _int(_value(own, "ilvl"), depth)
        return list_, depth

    def _count(self, name: str, levels: dict[int, Level], depth: int) -> str:
        counts = self.counts.setdefault(name, {})
        counts[depth] = counts.get(depth, levels[depth].start - 1) + 1
        for deeper in [level for level in counts if level > depth]:
            del counts[deeper]

        def shown(match: re.Match[str]) -> str:
            level = levels.get(int(match[1]) - 1)
            return level.number(counts.get(int(match[1]) - 1, level.start)) if level else ""

        return _PLACE.sub(shown, levels[depth].text)


def read_numbering(numbering: Any, styles: Any) -> Numbering:
    """The lists of a document from the roots of its numbering and styles parts."""
    kinds = {
        kind.get(f"{W}abstractNumId", ""): dict(_levels(kind))
        for kind in numbering.iter(f"{W}abstractNum")
    }
    found = Numbering()
    for list_ in numbering.iter(f"{W}num"):
        name = _value(list_, "abstractNumId")
        if name in kinds:
            found.lists[list_.get(f"{W}numId", "")] = (name, kinds[name])
    if styles is not None:
        found.styles.update(_styles(styles))
    return found


def _levels(kind: Any) -> Iterator[tuple[int, Level]]:
    for level in kind.iter(f"{W}lvl"):
        text, start = _value(level, "lvlText"), _int(_value(level, "start"), 1)
        yield _int(level.get(f"{W}ilvl"), 0), Level(_value(level, "numFmt"), text, start)


def _styles(styles: Any) -> Iterator[tuple[str, tuple[str, int]]]:
    for style in styles.iter(f"{W}style"):
        for own in style.iter(f"{W}numPr"):
            place = _value(own, "numId"), _int(_value(own, "ilvl"), 0)
            yield style.get(f"{W}styleId", ""), place


def _value(element: Any, name: str) -> str:
    child = element.find(W + name)
    return "" if child is None else str(child.get(_VAL, ""))


def _int(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 6 else otherwise
