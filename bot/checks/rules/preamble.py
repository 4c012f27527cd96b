"""The parts that the preamble announces. It often survives from an older form, and then promises
parts that the report does not have.
"""

import re
from collections.abc import Iterator

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.report import Report
from bot.forms.form import Rule
from bot.reading.numerals import read_number

_LIST = re.compile(
    r"(?:报告|全文|年报)(?:主要|内容|全文|共|的)*(?:由|包括|包含|分为|涵盖)(?P<list>[^。\n]{12,400}?)(?P<and>等)?"
    r"(?:(?:共|共计|这)?(?P<n>[一二三四五六七八九十\d]{1,3})个?(?:部分|方面|内容|章节)|部分|内容|组成|方面)?(?:内容)?(?:组成|构成)?(?=[。\n]|$)"
)
_PARTS = {
    "overview": r"总体情况|概述|概况|基本情况|工作情况",
    "disclosure": r"主动公开",
    "applications": r"申请",
    "litigation": r"复议|诉讼",
    "problems": r"问题",
    "others": r"其[他它](?:需要|应当|事项|有关)|需要(?:报告|说明)的(?:其他)?(?:事项|情况)|其他事项",
}
_FOREIGN = re.compile(
    r"收费(?:及|和|与)?(?:减免)?(?:的)?情况|统计附?表|指标统计|附表|附件|主要做法|机构设置|人员培训"
)


@kind("texts")
def announced_sections(report: Report, rule: Rule) -> Iterator[Broken]:
    """What the preamble says the report consists of is what the form has, neither less nor more."""
    for text in report.texts(rule):
        match = _LIST.search(text.folded)
        if match is None or not re.search("申请|主动公开", match["list"]):
            continue
        listed, number = match["list"], read_number(match["n"] or "")
        less = [name for name, words in _PARTS.items() if not re.search(words, listed)]
        more = [found.group() for found in _FOREIGN.finditer(listed)]
        sections = {s.id: s.title for s in report.form.sections if s.numbered}
        wrong = number is not None and number != len(sections)
        if more or wrong or (less and not match["and"]):
            words = text.written[match.start("list") : match.end()]
            args = {"less": [sections[name] for name in less], "more": more, "words": words}
            found = str(number) if number is not None else ""
            yield Broken((text.key,), found, str(len(sections)), args)
