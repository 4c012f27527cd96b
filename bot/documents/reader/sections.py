"""Splits the text of a report at its section headings. Offices write them in many ways (1、 for
一、, …问题和改进情况, a run-in first sentence) and name them before in a list of contents, so every
line that could be a heading is a candidate, and the chain that holds most sections in order is
taken, of equal chains the last: a list of titles stands before the sections, never after them.
A section that the chain lacks is then looked for out of order, where its title stands alone amid
other text: exchanged sections are found by the rules, and their texts are not another's.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache

from bot.documents.reader.blocks import Picture, Sheet, Words
from bot.documents.reader.sheets import Foreign, Part
from bot.forms.form import Form, Section
from bot.forms.label import comparable
from bot.forms.number import tidy

_NUMERALS = "一二三四五六七八九"
_CHINESE = re.compile(rf"第?([{_NUMERALS}])(?:部分|章)?\s*(?:[、.．，,:：]|(?<=[分章])|\s)\s*")
_DIGIT = re.compile(r"([1-9])\s*[、.．](?!\d)\s*")
_STOP = re.compile(r"[。：:\s]")
_CONTENTS = re.compile(r"[.．·…\-—]{3,}\s*\d*$|^目\s*录$")
_CAPTION = re.compile(
    r"[（(【]?(?:计量)?单位[:：]?[件份个宗元万、/]*[）)】]?|[附续]?表[一二三四\d]*"
)
_LONGEST = 45  # characters of a heading
_LIKE = 0.75
_LONGER = 14
_SHORT_TITLE = 6
_SURE, _DIGITAL, _LISTED, _BY_NUMBER = 100, 90, 33, 30  # what a candidate counts in a chain


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that can be the heading of a section; `rest` is text that follows on it."""

    section: int
    at: int
    rest: str
    weight: int


@dataclass
class Passage:
    """What stands under one heading, `above` and `below` its table."""

    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    foreign: list[Foreign] = field(default_factory=list)
    sheets: int = 0
    page: int = 0


@dataclass(frozen=True)
class Divided:
    """A report in its sections: `opening` is before the first one, `passages` by section id."""

    opening: tuple[str, ...]
    passages: dict[str, Passage]


def divide(form: Form, parts: Sequence[Part]) -> Divided:
    """A report's parts by section."""
    sections = [section for section in form.sections if section.numbered]
    titles = {tidy(section.title) for section in sections}
    candidates = _weighed(list(_candidates(sections, parts)))
    chain = _chain(candidates)
    starts = {heading.at: heading for heading in (*chain, *_out_of_order(candidates, chain))}
    opening = Passage()
    present, passages = opening, {}
    for at, part in enumerate(parts):
        if heading := starts.get(at):
            present = passages[sections[heading.section].id] = Passage(page=part.page)
            _add(present, heading.rest)
        elif not (passages and isinstance(part, Words) and tidy(part.text) in titles):
            _put(present, part)
    return Divided(tuple(opening.above + opening.below), passages)


def _put(passage: Passage, part: Part) -> None:
    if isinstance(part, Words):
        _add(passage, part.text)
    elif isinstance(part, Sheet):
        passage.sheets += 1
    elif isinstance(part, Picture):
        passage.pictures.append(part)
    else:
        passage.foreign.append(part)


def _add(passage: Passage, text: str) -> None:
    plain = tidy(text) if len(text) <= _LONGEST else ""
    aside = plain and (_CONTENTS.search(plain) or _CAPTION.fullmatch(plain))
    if text.strip() and not aside:
        (passage.below if passage.sheets else passage.above).append(text)


# -- which lines can be headings ---------------------------------------------------------


def _candidates(sections: Sequence[Section], parts: Sequence[Part]) -> Iterator[Heading]:
    for at, part in enumerate(parts):
        if isinstance(part, Words) and (text := part.text.strip()):
            yield from _headings(sections, at, text)


def _headings(sections: Sequence[Section], at: int, line: str) -> Iterator[Heading]:
    """What a line can be the heading of."""
    chinese, digit = _CHINESE.match(line), _DIGIT.match(line)
    if chinese:
        title, number = line[chinese.end() :], _NUMERALS.index(chinese[1])
        titled = list(_titled(sections, at, title, range(len(sections)), _SURE))
        yield from titled
        if not titled and number < len(sections) and _is_short(title):
            yield Heading(number, at, "", _BY_NUMBER)
    elif digit and int(digit[1]) <= len(sections):
        only = (int(digit[1]) - 1,)
        yield from _titled(sections, at, line[digit.end() :], only, _DIGITAL)
    else:
        plain = tidy(line) if len(line) <= _LONGEST else ""
        for number, section in enumerate(sections):
            if plain and plain == _wanted(section.title):
                yield Heading(number, at, "", _SURE)


def _is_short(title: str) -> bool:
    return 2 <= len(title.strip()) <= _LONGEST and not title.rstrip().endswith(("。", "；", ";"))


def _titled(
    sections: Sequence[Section], at: int, line: str, numbers: Iterable[int], weight: int
) -> Iterator[Heading]:
    """The section whose title a line is, or begins with; text may follow a stop."""
    best, found = 0.0, None
    for title, rest in _readings(line):
        for number in numbers:
            alike = _likeness(title, sections[number].title)
            if alike >= _LIKE and alike > best:
                best, found = alike, Heading(number, at, rest, weight)
    if found is not None:
        yield found


def _readings(line: str) -> Iterator[tuple[str, str]]:
    """A line as a title with text behind one of its first stops, then as a title alone."""
    line = line.strip()
    for stop in list(_STOP.finditer(line, 0, _LONGEST))[:4]:
        yield line[: stop.start()], line[stop.end() :].strip()
    yield line, ""


def _likeness(title: str, wanted: str) -> float:
    """How much of a section's title is in a line, in order; 0 for a line that is much longer."""
    title, wanted = comparable(title[: 2 * _LONGEST]).rstrip("。.:;,"), _wanted(wanted)
    if not title or len(title) > len(wanted) + _LONGER:
        return 0.0
    if len(wanted) < _SHORT_TITLE:
        return float(wanted in title and len(title) <= 2 * len(wanted))
    matched = SequenceMatcher(None, title, wanted, autojunk=False).get_matching_blocks()
    return sum(block.size for block in matched if block.size > 1) / len(wanted)


@lru_cache(maxsize=64)
def _wanted(title: str) -> str:
    return comparable(title)


def _weighed(candidates: Sequence[Heading]) -> list[Heading]:
    """The candidates, those right above another title counting less: so they stand in a list."""
    titles = {heading.at for heading in candidates if heading.weight >= _DIGITAL}
    return [
        replace(one, weight=_LISTED) if one.at in titles and one.at + 1 in titles else one
        for one in candidates
    ]


def _chain(candidates: Sequence[Heading]) -> list[Heading]:
    """The heaviest chain of headings in the order of the form; of equal ones the last."""
    best: list[tuple[int, int]] = [(0, -1)] * len(candidates)  # weight from here on, the next one
    for one in reversed(range(len(candidates))):
        weight, following = 0, -1
        for other in range(one + 1, len(candidates)):
            later = candidates[other]
            after = later.section > candidates[one].section and later.at > candidates[one].at
            if after and best[other][0] >= max(weight, 1):
                weight, following = best[other][0], other
        best[one] = weight + candidates[one].weight, following
    at = max(range(len(candidates)), key=lambda n: (best[n][0], candidates[n].at), default=-1)
    chain: list[Heading] = []
    while at >= 0:
        chain.append(candidates[at])
        at = best[at][1]
    return chain


def _out_of_order(candidates: Sequence[Heading], chain: Sequence[Heading]) -> list[Heading]:
    """The headings of sections that the chain lacks; none of a list of titles."""
    titles = {heading.at for heading in candidates if heading.weight >= _LISTED}
    taken = {heading.at for heading in chain}
    known = {heading.section for heading in chain}
    found = {
        heading.section: heading
        for heading in candidates
        if heading.weight >= _DIGITAL and heading.section not in known and not heading.rest
        if heading.at not in taken and heading.at - 1 not in titles
    }
    return list(found.values())
