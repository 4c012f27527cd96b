"""Percentages in a text, computed again where everything they follow from is known. What
a percentage is a percentage of is often not said, so it is right if any figure nearby makes it so,
and questioned only where one is named.
"""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import LONGEST_SENTENCE, Piece, Text
from bot.checks.quantities import COUNT, Count, counts, value_of
from bot.checks.report import Report
from bot.checks.told import CARRIED_IN, DONE, RECEIVED
from bot.forms.form import Rule
from bot.forms.number import plain

_PERCENT = re.compile(
    r"(?P<about>约|近|超过?|逾|不足|达到?)?(?<![\d.])(?P<p>\d{1,6}(?:\.\d{1,6})?)%(?P<more>以上|左右|多|以内)?"
)
_NEUTRAL = (
    r"(?:比(?:例|重)?|申请|受理|新收|接收|收到|收件|办结|办理|答复|处理|公开|信息|发布|全部|所有|总|其|全年|本年度?|年度?|政府"
    r"|主动|依|的|数|量|件|条|为|达|到|:|约)*"
)
_SHARE = re.compile(rf"占(?:比)?{_NEUTRAL}$")
_NAMED = re.compile(r"其中[^,。;\d]{0,12}占(?:比)?$")
_RATE = re.compile(r"(?P<kind>[\u4e00-\u9fff]{0,4})办结率(?:为|达到?了?|均为|均达|:)?$")
_ANSWERED = re.compile(
    r"(?:收到|受理|新收)[^,。;\d]{0,16}(?P<whole>\d{1,9})件,[^,。;\d]{0,8}答复[^,。;\d]{0,4}(?P<part>\d{1,9})件,"
    r"[^,。;\d]{0,8}答复率(?:为|达到?了?|:)?$"
)
_GROWTH = re.compile(
    r"(?:增长|增加|上升|提高|提升|上涨|下降|减少|降低|增幅|降幅|下滑)(?:率|幅度)?(?:了|为|达到?|约)?$"
)
_BY = re.compile(r"(?:增加|增长|多|上升|提高|减少|下降|少|降低|增|减)(?:了)?$")
_BEFORE = re.compile(
    r"(?:上一?年度?|去年|20\d\d年度?)(?:同期)?\(?(?:[的为是有]|共|收到|公开|受理|全年)*$"
)
_BEHIND = re.compile(r"\((?:上一?年度?|去年|20\d\d年度?)(?:同期)?[为是有]?" + COUNT.pattern)
_TOTAL = re.compile(r"(?:共|总|合计|累计|收到|受理|新收)[^,。;]{0,24}$")
_OF_WHICH = re.compile(r"[,;。]?其中")
_REQUESTS = re.compile(r"申请|自然人|企业|受理|办结")
_OTHERS = re.compile(r"热线|信箱|留言|提案|建议|信访|12345|诉求|工单|来信|咨询|投诉|许可|审批")


@kind("texts", "cells")
def percentage(report: Report, rule: Rule) -> Iterator[Broken]:
    """A percentage follows from its two parts, where both are known."""
    for text in report.texts(rule):
        for paragraph in text.paragraphs:
            if "%" not in paragraph.text:
                continue
            found = counts(paragraph.text)
            for match in filter(_is_exact, _PERCENT.finditer(paragraph.text)):
                yield from _percent(report, text, paragraph, match, found)


def _is_exact(match: re.Match[str]) -> bool:
    return match["about"] in (None, "达", "达到") and not match["more"]


def _percent(
    report: Report, text: Text, paragraph: Piece, match: re.Match[str], found: list[Count]
) -> Iterator[Broken]:
    right = _right(report, paragraph.text, match, found)
    step = Decimal(1).scaleb(-len(match["p"].partition(".")[2]))
    if not right or any(abs(value - Decimal(match["p"])) < step for value in right):
        return
    start, end = (paragraph.start + place for place in match.span("p"))
    expected = plain(right[0].quantize(step, ROUND_HALF_UP))
    mend = text.replaced(start, end, expected)
    words = {"words": text.quote(start, end)}
    yield Broken((text.key,), f"{match['p']}%", f"{expected}%", words, mend)


def _right(report: Report, said: str, match: re.Match[str], found: list[Count]) -> list[Decimal]:
    """What a percentage may be, the likeliest first; nothing where that cannot be known."""
    begins = max(said.rfind(mark, 0, match.start()) for mark in "。;!?") + 1
    before = said[begins : match.start()]
    if len(before) > LONGEST_SENTENCE:
        return []
    inside = [count for count in found if begins <= count.start and count.end <= match.start()]
    if _SHARE.search(before):
        return _share(report, said, inside, found, before)
    if rate := _RATE.search(before):
        return _done(report, before, inside, rate["kind"])
    if answered := _ANSWERED.search(before):
        part, whole = Decimal(answered["part"]), Decimal(answered["whole"])
        return _in_time(part, whole, Decimal(match["p"]))
    if _GROWTH.search(before):
        return _growth(report, said, inside, said[match.end() :])
    return []


def _ratio(part: Decimal, whole: Decimal) -> Decimal:
    return 100 * part / whole


def _share(
    report: Report, said: str, inside: list[Count], found: list[Count], before: str
) -> list[Decimal]:
    """What the last count may be a share of; first what it is named as a share of, if anything."""
    if _NAMED.search(before):
        return _named(inside)
    if not inside or (part := inside[-1].value) is None:
        return []
    unit = inside[-1].unit
    wholes = [c for c in found if c is not inside[-1] and c.unit == unit and c.value]
    before_it = [count for count in wholes if count.start < inside[-1].start]
    sure = [
        c.value
        for c in before_it
        if _TOTAL.search(said[: c.start]) or _OF_WHICH.match(said[c.end :])
    ]
    about = said[inside[0].start : inside[-1].end]
    if _REQUESTS.search(said) and not _OTHERS.search(about):
        sure += [report.number(RECEIVED)] if "申请" in said else []
        wholes_ = [report.number(DONE), report.sum((RECEIVED, CARRIED_IN))]
    else:
        wholes_ = []
    known = [value for value in sure if value]
    if not known:
        return []
    rest = [value for value in (*(c.value for c in wholes), *wholes_) if value]
    return [_ratio(part, value) for value in (*reversed(known), *rest)]


def _named(inside: list[Count]) -> list[Decimal]:
    """网站a条，微信b条，合计x条，其中网站占…: one of those told before, of the last."""
    if len(inside) < 2 or not (whole := inside[-1].value):
        return []
    parts = [count.value for count in inside[:-1] if count.unit == inside[-1].unit]
    return [_ratio(part, whole) for part in parts if part is not None and part <= whole]


def _done(report: Report, before: str, inside: list[Count], kind_: str) -> list[Decimal]:
    """办结率 of the requests; 按时办结率 and the rates of hotlines are not ours to know."""
    if re.search("按|及时|限|期|内", kind_) or _OTHERS.search(before) or "申请" not in before:
        return []
    done, received = report.number(DONE), report.number(RECEIVED)
    whole = report.sum((RECEIVED, CARRIED_IN))
    if done is None or not received or not whole:
        return []
    values = [count.value for count in inside if count.value]
    own = [_ratio(a, b) for a in values for b in values if a < b]
    return [_ratio(done, whole), _ratio(done, received), *own]


def _in_time(part: Decimal, whole: Decimal, told: Decimal) -> list[Decimal]:
    """收到a件，答复b件，答复率…: 100% may leave out those that are not due yet."""
    known = whole and part <= whole and not (told == 100 and part < whole)
    return [_ratio(part, whole)] if known else []


def _growth(report: Report, said: str, inside: list[Count], behind: str) -> list[Decimal]:
    """By how much a count grew: from 增加9件, from 上年的15件, else from last year's report."""
    now, by, was = _compared(said, inside)
    if now is None or not now.value:
        return []
    if told := _BEHIND.match(behind):
        was = Count(value_of(told), told["unit"], 0, 0)
    bases: list[Decimal] = []
    if was and was.unit == now.unit and was.value:
        bases = [was.value]
    elif by and by.unit == now.unit and by.value:
        bases = [base for base in (now.value - by.value, now.value + by.value) if base > 0]
    elif by is was is None:
        bases = _last_year(report, said, now)
    return [_ratio(abs(now.value - base), base) for base in bases]


def _compared(said: str, inside: list[Count]) -> tuple[Count | None, Count | None, Count | None]:
    """This year's count, and behind it by how much it changed, or what it was."""
    now = by = was = None
    for count in inside:
        ahead = said[: count.start]
        if _BY.search(ahead):
            by = count
        elif _BEFORE.search(ahead):
            was = count
        else:
            now, by, was = count, None, None
    return now, by, was


def _last_year(report: Report, said: str, now: Count) -> list[Decimal]:
    """Last year's number of requests, where that is what is spoken of."""
    clause = said[max(said.rfind(mark, 0, now.start) for mark in "。;") + 1 : now.start]
    ours = "申请" in clause and not _OTHERS.search(clause) and now.value == report.number(RECEIVED)
    was = report.was(RECEIVED)
    return [was] if ours and was else []
