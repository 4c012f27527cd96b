"""Keeps to the first of several reports in one file, as a district binds those of its offices or an
office the years: the figures of one must not stand with the texts of another. The others are named.
"""

from collections.abc import Iterator, Mapping, Sequence

from bot.documents.reader.blocks import Sheet, Words
from bot.documents.reader.labels import all_labels, bare
from bot.documents.reader.opening import Title, find_titles
from bot.documents.reader.sheets import Part
from bot.forms.form import Form

_REPEATED = 3  # rows that stand again below another title: a table that goes on repeats its header


def first_report(parts: Sequence[Part], forms: Mapping[str, Form]) -> tuple[Sequence[Part], str]:
    """The parts of the first report, and the title of the one behind it; empty for no other."""
    sheet = next((at for at, part in enumerate(parts) if isinstance(part, Sheet)), len(parts))
    before = [title for _, _, title in _titled(parts[:sheet])]
    for start, words, title in _titled(parts[sheet:]) if before else ():
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
        for title in find_titles(lines):
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
