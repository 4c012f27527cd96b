"""Whose report it is. Offices begin with a neighbour's report, and his name stays somewhere; some
rows of the tables cannot be filled by the smallest offices at all.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.report import Report, named
from bot.forms.form import Rule

_SORTS = {
    "街道": "街道办事处|街道办|街道|办事处",
    "镇": "镇人民政府|镇政府|镇",
    "乡": "乡人民政府|乡政府|乡",
    "局": "局",
    "委": "委员会|委",
}
_LOWEST = re.compile(r"(?:街道(?:办事处|办)?|[镇乡](?:人民政府|政府)?)$")
_OWN = "我本全各该其所辖属们两等"
_BY = (
    r"由(?P<{0}>[\u4e00-\u9fff]{{2,12}}?(?:{1}))(?:党政(?:综合)?办公?室?|办公室)?"
    r"(?:负责|牵头|组织)*(?:编制|编写|撰写|起草)"
)
_ASK = r"(?:请与|请联系|请向|请同|请致电|联系单位:)(?P<{0}>[\u4e00-\u9fff]{{2,12}}?(?:{1}))"
_DOES = (
    r"(?:^|(?<=[。;!?\n]))[ \u3000]{{0,8}}"
    r"(?:20\d\d年(?:度|来)?,?|(?:一年来|全年|本年度),?)?"
    r"(?P<{0}>[\u4e00-\u9fff]{{2,10}}?(?:{1}))"
    r"(?=认真|严格|高度|积极|坚持|切实|深入|紧紧|按照|全面|不断|持续|扎实|政府信息公开|政务公开|始终|围绕|着力|根据|贯彻)"
)


@kind("texts", "unit")
def copied_unit(report: Report, rule: Rule) -> Iterator[Broken]:
    """The office that compiles, answers and acts is the one that reports. Short forms are its own
    name too (教体局 of 教育体育局), and an office of another sort may well compile or answer.
    """
    unit = report.answers.title
    pattern = _pattern(report.values.get("unit.name", ""))
    if pattern is None:
        return
    for text in report.texts(rule):
        for match in pattern.finditer(text.folded):
            name = next(value for value in match.groups() if value)
            if not _is_own(name, unit, report.values.get("unit.name", "")):
                yield Broken((text.key,), name, unit)
                break


@lru_cache(maxsize=64)
def _pattern(name: str) -> re.Pattern[str] | None:
    for sort, endings in _SORTS.items():
        if sort in name[-6:]:
            parts = (
                _BY.format("a", endings),
                _ASK.format("b", endings),
                _DOES.format("c", endings),
            )
            return re.compile("|".join(parts))
    return None


def _is_own(name: str, unit: str, short: str) -> bool:
    stem = re.sub(r"(?:人民政府|政府|街道办事处|街道办|街道|办事处|委员会|[镇乡局委])$", "", name)
    if len(stem) < 2 or any(char in _OWN for char in stem[-2:]):
        return True
    letters = iter(unit)
    return stem[-2:] in short or all(char in letters for char in stem[-2:])


@kind("rules", "received", "appeals", "unit")
def unlikely(report: Report, rule: Rule) -> Iterator[Broken]:
    """A township makes no 规章; appeals follow from requests, so without any there are none."""
    name = report.values.get("unit.name", "")
    if _LOWEST.search(name):
        for key in named(report.form, rule, "rules"):
            if (value := report.number(key)) and value > 0:
                yield Broken((key,), report.values[key], "0", {"sort": "rules"})
                break
    received = named(report.form, rule, "received")
    appeals = [key for key in named(report.form, rule, "appeals") if report.number(key)]
    if appeals and all(report.number(key) == 0 for key in received):
        yield Broken((*appeals, *received), report.values[appeals[0]], "", {"sort": "appeals"})
