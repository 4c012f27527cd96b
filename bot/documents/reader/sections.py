"""Splits the text of a report at its section headings. Offices write them in many ways (1、 for
一、, …问题和改进情况, a run-in first sentence) and name them before in a list of contents, so every
line that could be a heading is a candidate, and the chain that holds most sections in order is
taken, of equal chains the last: a list of titles stands before the sections, never after them.
A section that the chain lacks is then looked for out of order, where its title stands alone amid
other text: exchanged sections are found by the rules, and their texts are not another's.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

from bot.documents.reader.blocks import Picture, Sheet, Words
from bot.documents.reader.sheets import Foreign, Part
from bot.forms.form import Form, Section
from bot.forms.label import comparable
from bot.forms.number import tidy

_NUMERALS = "一二三四五六七八九"
_CHINESE = re.compile(rf"第?([{_NUMERALS}])(?:部分|章)?\s*(?:[、.．，,:：]|(?<=[分章])|\s)\s*")
_DIGIT = re.compile(r"([1-9])\s*[、.．](?!\d)\s*")
_OTHER_NUMBER = re.compile(
    rf"[（(]\s*([{_NUMERALS}1-9])\s*[）)]\s*|([1-9])[）)]\s*|0?([1-9])\s+(?=\D)|([Ⅰ-Ⅸ])\s*[、.．\s]\s*"
)
_STOP = re.compile(r"[。：:\s]")
_CONTENTS = re.compile(r"(?:[.．·…\-—]{3,}\s*|\t\s*)\d{0,3}$")
_LONGEST_CONTENTS = 200  # characters of a title and the dots behind it
_CAPTION = re.compile(
    r"[（(【]?(?:计量)?单位[:：]?[件份个宗元万、/]*[）)】]?|[附续]?表[一二三四\d]*"
)
_MOST = 600  # lines that could be headings; a report has some twenty
_LONGEST = 45  # characters of a heading
_LIKE = 0.75
_LONGER = 14
_SHORT_TITLE = 6
# what a candidate counts in a chain
_SURE, _DIGITAL, _NUMBERED, _LISTED, _BY_NUMBER = 100, 90, 60, 33, 30


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that can be the heading of a section, or two; `rest` is text that follows on it."""

    section: int
    at: int
    rest: str
    weight: int
    lines: int = 1


@dataclass
class Passage:
    """What stands under one heading, `above` and `below` its table; `lines` are those of a table
    that lost its rules.
    """

    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
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
    candidates = list(islice(_candidates(sections, parts), _MOST))
    contents = set(_contents(parts, {heading.at for heading in candidates}))
    candidates = _weighed([heading for heading in candidates if heading.at not in contents])
    chain = _chain(candidates)
    starts = {heading.at: heading for heading in (*chain, *_out_of_order(candidates, chain))}
    aside = contents | {at + 1 for at, heading in starts.items() if heading.lines > 1}
    opening = Passage()
    present, passages = opening, {}
    for at, part in enumerate(parts):
        if heading := starts.get(at):
            present = passages[sections[heading.section].id] = Passage(page=part.page)
            _add(present, heading.rest)
        elif at not in aside and not (passages and _repeats(part, titles)):
            _put(present, part)
    return Divided(tuple(opening.above + opening.below), passages)


def _repeats(part: Part, titles: Collection[str]) -> bool:
    """True for a title set once more, as above a table that goes on over the page."""
    return isinstance(part, Words) and tidy(part.text) in titles


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
    text = text.strip()
    aside = len(text) <= _LONGEST and _CAPTION.fullmatch(tidy(text))
    if text and not aside and not _names_a_page(text):
        (passage.below if passage.sheets else passage.above).append(text)


def _names_a_page(text: str) -> bool:
    """True for a line of a table of contents: a title, and the page it is on."""
    return len(text) <= _LONGEST_CONTENTS and bool(_CONTENTS.search(text))


def _contents(parts: Sequence[Part], titles: Collection[int]) -> Iterator[int]:
    """The places of a table of contents: 目录 and the titles right below it."""
    within = False
    for at, part in enumerate(parts):
        opens = isinstance(part, Words) and tidy(part.text) == "目录"
        within = opens or (within and (at in titles or _is_blank(part)))
        if within:
            yield at


def _is_blank(part: Part) -> bool:
    return isinstance(part, Words) and (not part.text.strip() or _names_a_page(part.text.strip()))


# -- which lines can be headings ---------------------------------------------------------


def _candidates(sections: Sequence[Section], parts: Sequence[Part]) -> Iterator[Heading]:
    for at, part in enumerate(parts):
        if isinstance(part, Words) and (text := part.text.strip()):
            yield from _headings(sections, at, text)
            below = parts[at + 1] if at + 1 < len(parts) else None
            if isinstance(below, Words) and len(text) + len(below.text) <= _LONGEST:
                yield from _over_two_lines(sections, at, text + below.text)


def _over_two_lines(sections: Sequence[Section], at: int, text: str) -> Iterator[Heading]:
    """The section whose whole title two lines make, broken as in a narrow column."""
    number = _CHINESE.match(text)
    plain = tidy(text[number.end() :] if number else text)
    for section, known in enumerate(sections):
        if plain == _wanted(known.title):
            yield Heading(section, at, "", _SURE, 2)


def _headings(sections: Sequence[Section], at: int, line: str) -> Iterator[Heading]:
    """What a line can be the heading of."""
    chinese, digit = _CHINESE.match(line), _DIGIT.match(line)
    if chinese:
        title, number = line[chinese.end() :], _NUMERALS.index(chinese[1])
        own = range(number, min(number + 1, len(sections)))
        titled = list(_titled(sections, at, title, own, _SURE))  # 五 that names 六 as well is 五
        titled = titled or list(_titled(sections, at, title, range(len(sections)), _SURE))
        yield from titled
        if not titled and number < len(sections) and _is_short(title):
            yield Heading(number, at, "", _BY_NUMBER)
    elif digit and int(digit[1]) <= len(sections):
        only = (int(digit[1]) - 1,)
        yield from _titled(sections, at, line[digit.end() :], only, _DIGITAL)
    elif other := _OTHER_NUMBER.match(line):
        own = range(_number(other), min(_number(other) + 1, len(sections)))
        yield from _titled(sections, at, line[other.end() :], own, _NUMBERED)
    else:
        plain = tidy(line) if len(line) <= _LONGEST else ""
        for number, section in enumerate(sections):
            if plain and plain == _wanted(section.title):
                yield Heading(number, at, "", _SURE)


def _number(mark: re.Match[str]) -> int:
    """The number that a heading has, from 0; written in any way but 一、."""
    sign = next(group for group in mark.groups() if group)
    return "ⅠⅡⅢⅣⅤⅥⅦⅧⅨ".find(sign) if "Ⅰ" <= sign <= "Ⅸ" else _value(sign)


def _value(sign: str) -> int:
    return _NUMERALS.index(sign) if sign in _NUMERALS else int(sign) - 1


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
    titles = {heading.at for heading in candidates if heading.weight >= _NUMBERED}
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
