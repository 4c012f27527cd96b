"""The years and days of a text. A report that grew out of last year's keeps its year in some
sentence; and other years are spoken of rightly in many ways, so a year is questioned only where
the sentence is plainly about the year of the report.
"""

import re
from collections.abc import Iterator
from datetime import date

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import Piece, Text
from bot.checks.report import Report
from bot.forms.form import Rule

_HEAD = (  # the start of a sentence, or what stands behind a heading that runs into it
    r"(?:^|(?<=[。;!?\n]))[ \u3000]{0,8}"
    r"(?:(?:\([一二三四五六七八九十\d]+\)|[一二三四五六七八九十]+[、是]|\d+[.、])"
    r"[^,。;:\n\d]{0,16}[。:]?\s*|[^,。;:\n\d]{2,12}[。:]\s*)?"
)
_OPENS = re.compile(
    rf"{_HEAD}(?:在|截[至止]到?)?(?P<year>20\d\d)年(?:度|全年|12月(?:31日|底)|底|末)?,?"
    r"(?=\s*(?:我|本|是|因|全|共|累计|在[^,。;\n]{2,20}[导持下],|主动|依申请|未|没有|无|收到|新收|认真|政府信息公开|政务公开|[\u4e00-\u9fff]{2,12}(?:街道|镇|乡|局|委|办|政府|办事处|中心)))"
)
_TITLE = re.compile(
    r"(?P<year>20\d\d)年度?(?:政府信息公开|政务公开)(?:工作)?(?:年度)?(?:报告|年报)"
)
_AHEAD = re.compile(
    r"(?P<year>20\d\d)年[^。;\n\d]{0,14}?(?:将(?:进一步|继续|重点|着力|从以下|认真|不断|切实|加强|加大|围绕|针对)|重点(?:做好|抓好|从以下)|我[\u4e00-\u9fff]{1,2}将(?:进一步|继续|重点|着力|从|不断)|我们?[\u4e00-\u9fff]{0,2}要(?:以|进一步|继续|重点|着力|从))"
)
_WITHIN = re.compile(
    r"(?:我[\u4e00-\u9fff]{1,2}|本(?:机关|单位|部门|[镇乡局委办])|街道|政府|办事处)(?P<year>20\d\d)年度?"
    r"(?=,?(?:无|未|没有|共|收到?|发出|政府信息公开|依申请))"
)
_BARE = 8  # characters of a clause that holds a year and nothing else
_PAST = re.compile(
    r"以来|起,|获(?!取|得?感)|荣|入选|被(?:列|评|确定|授予|命名|选)|成立|试点|启动|开始|[上去比]年?同期|相比|较[上去20之往前]|比上"
)
_PLAN = re.compile(r"将|计划|拟|下一步|下步|争取|力争|要|继续|进一步")
_DAY = r"(?P<{0}y>20\d\d)年(?P<{0}m>\d{{1,2}})月(?P<{0}d>\d{{1,2}})日"
_PERIOD = re.compile(
    _DAY.format("a")
    + r"(?:起)?,?\s*(?:至|到|-|—|~|——)\s*"
    + _DAY.format("b").replace("(?P<by>20\\d\\d)年", "(?:(?P<by>20\\d\\d)年)?")
)
_COVERS = re.compile(r"统计|期限|数据|起止|时限|时间范围")


@kind("texts", "next")
def text_year(report: Report, rule: Rule) -> Iterator[Broken]:
    """The year of which a text speaks as the report's is the report's."""
    for text in report.texts(rule):
        for paragraph in text.paragraphs:
            if f"{report.year}年" not in paragraph.text:
                yield from _opening(report, text, paragraph)
        if text.key == "preamble":
            yield from _title(report, text)
        if text.key in rule.args["next"]:
            yield from _next(report, text)


def _opening(report: Report, text: Text, paragraph: Piece) -> Iterator[Broken]:
    """A paragraph that opens a sentence with another year and never names the report's own."""
    if "20" not in paragraph.text:
        return  # most paragraphs name no year at all
    opens = (*_OPENS.finditer(paragraph.text), *_WITHIN.finditer(paragraph.text))
    for match in opens:
        rest = re.split("[。;]", paragraph.text[match.end() :])[0]
        later = int(match["year"]) > report.year
        if not _PAST.search(rest) and not (later and _PLAN.search(rest)):
            yield _broken(text, paragraph.start + match.start("year"), match["year"], report.year)
            return


def _title(report: Report, text: Text) -> Iterator[Broken]:
    for match in _TITLE.finditer(text.folded):
        if int(match["year"]) != report.year:
            yield _broken(text, match.start("year"), match["year"], report.year)


def _next(report: Report, text: Text) -> Iterator[Broken]:
    """五 speaks of the next year; in the report's own year nothing is still to be done."""
    for match in _AHEAD.finditer(text.folded):
        if int(match["year"]) <= report.year:
            yield _broken(text, match.start("year"), match["year"], report.year + 1)


def _broken(text: Text, start: int, found: str, year: int) -> Broken:
    mend = text.replaced(start, start + 4, str(year))
    words = text.quote(start, start + 4)
    if len(words) <= _BARE:  # 2022年, alone does not say which of several it is
        words = text.quote(start, start + len(words) + 1)
    return Broken((text.key,), found, str(year), {"words": words}, mend)


@kind("texts")
def period(report: Report, rule: Rule) -> Iterator[Broken]:
    """The period that the data cover, where it is given, is the year of the report."""
    expected = (date(report.year, 1, 1), date(report.year, 12, 31))
    for text in report.texts(rule):
        for sentence in text.sentences:
            match = _PERIOD.search(sentence.text)
            if match is None or not _COVERS.search(sentence.text) or _days(match) == expected:
                continue
            start, end = (sentence.start + place for place in match.span())
            right = f"{report.year}年1月1日至{report.year}年12月31日"
            mend = text.replaced(start, end, right)
            yield Broken((text.key,), text.written[start:end], right, {}, mend)


def _days(match: re.Match[str]) -> tuple[date, date] | None:
    """The first and the last day; None where there is no such day."""
    a, b = match["ay"], match["by"] or match["ay"]
    try:
        first = date(int(a), int(match["am"]), int(match["ad"]))
        return first, date(int(b), int(match["bm"]), int(match["bd"]))
    except ValueError:
        return None
