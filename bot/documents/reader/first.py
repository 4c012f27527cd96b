"""Keeps to one report where a file has several, as a district binds those of its offices or an
office the years, and to one year where a table of last year's stands beside this year's: the
figures of one must not stand with the texts of another. The others are named.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.documents.reader.blocks import Sheet, Words
from bot.documents.reader.labels import all_labels, bare
from bot.documents.reader.opening import Title, find_titles
from bot.documents.reader.sheets import Part
from bot.forms.form import Form

_CAPTION = 40  # characters of a line above a table
_REPORT = re.compile("报告|年报")
_YEAR = re.compile(r"20\d\d")
_REPEATED = 3  # rows that stand again below another title: a table that goes on repeats its header


def first_report(parts: Sequence[Part], forms: Mapping[str, Form]) -> tuple[Sequence[Part], str]:
    """The parts of the first report, and the title of the one behind it; empty for no other."""
    sheet = next((at for at, part in enumerate(parts) if isinstance(part, Sheet)), len(parts))
    behind = list(_titled(parts[sheet:]))
    before = [title for _, _, title in _titled(parts[:sheet])] if behind else []
    for start, words, title in behind if before else ():
        at = sheet + start
        if _is_another(title, before[-1]) and _repeats(parts[:at], parts[at:], forms):
            return parts[:at], words
    return parts, ""


def _titled(parts: Sequence[Part]) -> Iterator[tuple[int, str, Title]]:
    """The titles among some parts: where one begins, and its words."""
    places: list[int] = []
    lines: list[str] = []
    for at, part in enumerate([*parts, None]):
        if isinstance(part, Words):
            if part.text.strip():
                places.append(at)
                lines.append(part.text)
            continue
        for title in find_titles(lines) if any(map(_REPORT.search, lines)) else ():
            yield places[title.start], "".join(lines[title.start : title.end]), title
        places, lines = [], []


def _is_another(title: Title, first: Title) -> bool:
    """True for another year, or another unit where both are named."""
    if not title.year:
        return False
    return title.year != first.year or bool(title.unit and first.unit and title.unit != first.unit)


def _repeats(before: Sequence[Part], behind: Sequence[Part], forms: Mapping[str, Form]) -> bool:
    """True where the rows of a form stand on both sides."""
    rows = {row for form in forms.values() for names in all_labels(form) for row in names.rows}
    return len(rows & _words(before) & _words(behind)) >= _REPEATED


def _words(parts: Sequence[Part]) -> set[str]:
    return {bare(c.text) for part in parts if isinstance(part, Sheet) for c in part.cells}


def of_the_year(
    parts: Sequence[Part], year: int, forms: Mapping[str, Form]
) -> tuple[list[Sheet], list[str]]:
    """The tables of a year's report, and the captions of those of other years that have the same
    rows as one of its own.
    """
    captions = {
        at: caption
        for at, part in enumerate(parts)
        if isinstance(part, Sheet) and (caption := _caption(parts[:at]))
        if (years := _YEAR.findall(caption)) and str(year) not in years
    }
    sheets = [p for at, p in enumerate(parts) if isinstance(p, Sheet) and at not in captions]
    others = {
        at: text for at, text in captions.items() if _repeats(sheets, parts[at : at + 1], forms)
    }
    kept = [p for at, p in enumerate(parts) if isinstance(p, Sheet) and at not in others]
    return kept, list(others.values())


def _caption(parts: Sequence[Part]) -> str:
    """The short line right above a table."""
    last = parts[-1] if parts else None
    text = last.text.strip() if isinstance(last, Words) else ""
    return text if len(text) <= _CAPTION and not text.endswith("。") else ""
