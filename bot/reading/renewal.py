"""Last year's text as a start for this year's. The danger is a stale figure that nobody looks at,
so years move on by rule and every other figure is found, shown and asked for; a figure stays as it
was only because somebody said so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

SAME = ("同", "一样", "不变", "相同")

_YEAR = re.compile(
    r"(?<!\d)(20\d\d)(?=\s*年|\s*[-—–~～至]+\s*20\d\d|[./-]\d{1,2}[./-]\d{1,2}(?!\d))"
    r"|(二[〇○零][〇○零一二三四五六七八九]{2})(?=年)"
)
_HAN = "〇一二三四五六七八九"
_ZERO = str.maketrans("○零", "〇〇")
_UNITS = (
    "件|条|次|篇|份|场|期|人次|个(?!方面|环节|层面|层次|部分)|项|种|名|家|部(?!分)|"
    "人(?![民员才类工口大社])"
)
_NUMERAL = "[一二两三四五六七八九十百千]{1,7}"
_PERIOD = r"(?!(?<!\d)(?:1月1日|12月31日))"  # the period of every report
_FIGURES = (
    rf"{_PERIOD}(?<!\d)(?:\d{{1,2}}[-—–~～至])?\d{{1,2}}月(?:份|\d{{1,2}}日)?",  # 4月9日, 1—6月
    rf"(?<![\d-])\d{{1,5}}[-—–~～至]\d{{1,5}}(?={_UNITS}|%|％)",
    r"(?<![\d/.])\d{1,3}/\d{1,3}(?![\d/])",
    r"(?<=第)\d+(?=[名位次届批])",
    rf"(?<=[（(])\d+(?=[)）](?:{_UNITS}))",
    r"(?<!编[：:])(?<![\d.,\-—〔\[第A-Za-z/@])(?!12345(?![\d件条个次]))(?!(?<=[（(])\d+[)）])"
    r"\d[\d,]*(?:\.\d+)?(?:余|多)?[%％万亿]?(?![\d\-—号米〕\]A-Za-z月日时/@.])",
    rf"{_NUMERAL}分之{_NUMERAL}",
    r"半数|[一二两三四五六七八九十]倍|[一二两三四五六七八九]成(?=以上|左右|多)",
    r"(?<=第)[一二三四五六七八九十]{1,3}(?=[名位])",
    rf"(?<![第一二两三四五六七八九十百千]){_NUMERAL}[余多]?(?={_UNITS})",
)
_FIGURE = re.compile("|".join(_FIGURES))
_LOCAL = r"\d{7,8}(?:\s?(?:转|[-—–－])\s?\d{1,6})?(?![\d万亿件条个次人])"  # 62950012转8012
_CONTACT = re.compile(  # telephones and postcodes: they belong to nobody's count
    rf"(?:[（(]0\d{{2,3}}[）)]|(?<!\d)0\d{{2,3}}[-—–－\s])\s?{_LOCAL}"
    rf"|(?:电话|传真|热线)(?:号码)?[：:为是\s]{{0,2}}{_LOCAL}(?:\s?[、，,/或]\s?{_LOCAL})*"
    r"|(?:邮编|邮政编码)[：:为是\s]{0,2}\d{6}(?!\d)"
)
_VALUE = re.compile(
    rf"(?:约|近|超过?)?[\d,.〇零半数第一二两三四五六七八九十百千万亿余多倍成分之年月日至/%％（()）+—–~～-]+"
    rf"(?P<unit>{_UNITS.replace('(?!方面|环节|层面|层次|部分)', '')})?"
)
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
        found = _year(match)
        return _written(found + 1, match) if found in (year - 1, year) else match.group()

    return _YEAR.sub(renew, text)


def _year(match: re.Match[str]) -> int:
    digits = match[1] or "".join(str(_HAN.index(sign)) for sign in match[2].translate(_ZERO))
    return int(digits)


def _written(year: int, match: re.Match[str]) -> str:
    """A year in the digits of another, its zero as there."""
    if match[1]:
        return str(year)
    return "".join(_HAN[int(digit)] for digit in str(year)).replace("〇", match[2][1])


def figures(text: str, year: int) -> tuple[Figure, ...]:
    """The figures of a text that has moved on: all but its own years, and how to reach the unit."""
    own = {year - 1, year, year + 1}
    years = list(_YEAR.finditer(text))
    told = {match.start() for match in years if _year(match) in own}
    other = {m.start(): m for m in years if m.start() not in told}
    told |= {n for contact in _CONTACT.finditer(text) for n in range(*contact.span())}
    found = {m.start(): m for m in _FIGURE.finditer(text) if m.group() not in _ONE}
    return tuple(
        Figure(match.start(), match.end(), match.group())
        for start, match in sorted((found | other).items())
        if start not in told
    )


def with_figures(text: str, found: Sequence[Figure], values: Sequence[str]) -> str:
    """The text with each figure replaced by its value, in order; 同 leaves one as it was."""
    parts: list[str] = []
    last = 0
    for figure, value in zip(found, values, strict=True):
        new = figure.text if value in SAME else _without_unit(value, text[figure.end :])
        parts += [text[last : figure.start], new]
        last = figure.end
    return "".join((*parts, text[last:]))


def _without_unit(value: str, behind: str) -> str:
    """A value without the unit that stands in the text behind it already: 130条 before 条."""
    match = _VALUE.fullmatch(value)
    unit = match["unit"] if match else None
    return value.removesuffix(unit) if unit and behind.startswith(unit) else value


def is_value(text: str) -> bool:
    """True for what can stand in a figure's place, and for 同."""
    return text in SAME or _VALUE.fullmatch(text) is not None


def read_values(text: str) -> list[str]:
    """The values in an answer: apart by blanks, commas or line ends; 全部同 is none but for all."""
    return [value for value in re.split(r"[\s,，、;；]+", text.strip()) if value]
