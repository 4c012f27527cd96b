"""Percentages and lists in a text, computed again where everything they follow from is known. What
a percentage is a percentage of is often not said, so it is right if any figure nearby makes it so,
and questioned only where one is named.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import LONGEST_SENTENCE, Piece, Text
from bot.checks.report import Report
from bot.checks.told import CARRIED_IN, DONE, RECEIVED
from bot.forms.form import Rule
from bot.forms.number import plain
from bot.reading.numerals import HAN, han_number

_UNITS = "条|件|篇|份|期|次|个|项|宗|场|则|起"
_COUNT = re.compile(
    rf"(?=[\d约近超逾不{HAN}])(?P<about>约|近|超过?|逾|不足)?(?<![\d.\-第])(?P<n>\d{{1,3}}(?:,\d{{3}}){{1,3}}|\d{{1,12}}|[{HAN}]{{1,12}})"
    rf"(?P<more>[余多])?\s*(?P<unit>{_UNITS})(?P<again>次)?(?!率|\w*以上)"
)
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
_BEHIND = re.compile(r"\((?:上一?年度?|去年|20\d\d年度?)(?:同期)?[为是有]?" + _COUNT.pattern)
_TOTAL = re.compile(r"(?:共|总|合计|累计|收到|受理|新收)[^,。;]{0,24}$")
_OF_WHICH = re.compile(r"[,;。]?其中")
_REQUESTS = re.compile(r"申请|自然人|企业|受理|办结")
_OTHERS = re.compile(r"热线|信箱|留言|提案|建议|信访|12345|诉求|工单|来信|咨询|投诉|许可|审批")


class Count(NamedTuple):
    """A number of things in a sentence: what is counted is told by its unit alone."""

    value: Decimal | None  # None if it is rounded
    unit: str
    start: int
    end: int


def counts(said: str) -> list[Count]:
    """The numbers of a sentence that count something."""
    return [
        Count(_value(match), match["unit"], match.start(), match.end())
        for match in _COUNT.finditer(said)
    ]


def _value(match: re.Match[str]) -> Decimal | None:
    if match["about"] or match["more"]:
        return None
    written = match["n"].replace(",", "")
    return Decimal(written) if written.isascii() else han_number(written)


# ---------------------------------------------------------------- percentages


@kind("texts", "cells")
def percentage(report: Report, rule: Rule) -> Iterator[Broken]:
    """A percentage follows from its two parts, where both are known."""
    for text in report.texts(rule):
        for paragraph in text.paragraphs:
            if "%" not in paragraph.text:
                continue
            found = counts(paragraph.text)
            for match in _PERCENT.finditer(paragraph.text):
                if not (
                    match["about"] in ("约", "近", "逾", "不足", "超", "超过") or match["more"]
                ):
                    yield from _percent(report, text, paragraph, match, found)


def _percent(
    report: Report, text: Text, paragraph: Piece, match: re.Match[str], found: list[Count]
) -> Iterator[Broken]:
    said = paragraph.text
    begins = max(said.rfind(mark, 0, match.start()) for mark in "。;!?") + 1
    before = said[begins : match.start()]
    if len(before) > LONGEST_SENTENCE:
        return
    inside = [count for count in found if begins <= count.start and count.end <= match.start()]
    told = Decimal(match["p"])
    if _SHARE.search(before):
        right = _share(report, said, inside, found, before)
    elif rate := _RATE.search(before):
        right = _done(report, before, inside, rate["kind"])
    elif answered := _ANSWERED.search(before):
        right = _in_time(Decimal(answered["part"]), Decimal(answered["whole"]), told)
    elif _GROWTH.search(before):
        right = _growth(report, said, inside, said[match.end() :])
    else:
        return
    places = len(match["p"].partition(".")[2])
    step = Decimal(1).scaleb(-places)
    if not right or any(abs(value - told) < step for value in right):
        return
    start, end = (paragraph.start + place for place in match.span("p"))
    expected = plain(right[0].quantize(step, ROUND_HALF_UP))
    mend = text.replaced(start, end, expected)
    words = {"words": text.quote(start, end)}
    yield Broken((text.key,), f"{match['p']}%", f"{expected}%", words, mend)


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
    now: Count | None = None
    by = was = None
    for count in inside:
        ahead = said[: count.start]
        if _BY.search(ahead):
            by = count
        elif _BEFORE.search(ahead):
            was = count
        else:
            now, by, was = count, None, None
    if now is None or not now.value:
        return []
    bases: list[Decimal] = []
    if told := _BEHIND.match(behind):
        was = Count(_value(told), told["unit"], 0, 0)
    if was is not None and was.unit == now.unit and was.value:
        bases = [was.value]
    elif by is not None and by.unit == now.unit and by.value:
        bases = [base for base in (now.value - by.value, now.value + by.value) if base > 0]
    elif by is None and was is None:
        bases = _last_year(report, said, now)
    return [_ratio(abs(now.value - base), base) for base in bases]


def _last_year(report: Report, said: str, now: Count) -> list[Decimal]:
    """Last year's number of requests, where that is what is spoken of."""
    clause = said[max(said.rfind(mark, 0, now.start) for mark in "。;") + 1 : now.start]
    ours = "申请" in clause and not _OTHERS.search(clause) and now.value == report.number(RECEIVED)
    was = report.was(RECEIVED)
    return [was] if ours and was else []


# ---------------------------------------------------------------- lists

_SENTENCE_END = re.compile(r"[!?\n。](?!(?<=。)其中)")
_PARTS = re.compile(r"其中|分别为|分别是|包括")
_BEHIND_PARTS = re.compile(r",[^,;。\d]{0,8}(?:合计|总计)[^,;。\d]{0,8}")
_ALL_PUBLISHED = re.compile(r",一?共(?:计)?公开[^,;。\d]{0,8}")
_CLOSED = re.compile(r"(?:其他|其它|其余|剩余)[^,、。;\d]{0,12}$")
_MOVED = re.compile(r"(?:同比|增加|增长|减少|下降|较|比|多|少)[^,、;]{0,6}$")
_ELSE = re.compile(
    r"[,;](?:同时|此外|另外?|全年|累计|共|总|举办|开展|组织|召开|培训|收到|受理|办理)"
)
_OUTCOME = re.compile(r"办|答复|结")  # 收到3件，上年结转1件，办理结果总计2件
_APPEALS = re.compile(r"复议|诉讼")
_NOT_LISTED = re.compile(r"申请|复议|诉讼|受理|办结|答复|热线|留言|信箱")


@kind("texts")
def list_sum(report: Report, rule: Rule) -> Iterator[Broken]:
    """共公开314条，其中…: the parts are not more than the whole, nor less if 其他 ends the list."""
    for text in report.texts(rule):
        for sentence in _whole_sentences(text):
            yield from _list(text, sentence)
            yield from _sum_behind(text, sentence)


def _whole_sentences(text: Text) -> Iterator[Piece]:
    """Sentences in which a semicolon is a comma: it parts the items of a list."""
    start = 0
    for match in _SENTENCE_END.finditer(text.folded):
        yield Piece(text.folded[start : match.start()], start)
        start = match.end()
    yield Piece(text.folded[start:], start)


def _sum_behind(text: Text, sentence: Piece) -> Iterator[Broken]:
    """网站a条，微信b条，合计x条: the whole stands behind its parts. 共公开x条 is the whole
    of what is before it only where each of these was published too.
    """
    if "计" not in sentence.text and "公开" not in sentence.text:
        return
    all_published = _ALL_PUBLISHED.search(sentence.text)
    mark = _BEHIND_PARTS.search(sentence.text) or all_published
    found = counts(sentence.text) if mark else []
    behind = [count for count in found if mark and count.start == mark.end()]
    if not behind or not behind[0].value:
        return
    parts = [c for c in found if c.end <= behind[0].start and c.unit == behind[0].unit]
    values = [count.value for count in parts if count.value is not None]
    if len(values) < 2 or len(values) != len(parts) or sum(values) == behind[0].value:
        return
    if mark is all_published and not all(_is_published(sentence.text, part) for part in parts):
        return
    if _OUTCOME.search(mark.group() if mark else ""):
        return
    start, end = (sentence.start + place for place in (behind[0].start, behind[0].end))
    words = {"words": text.quote(start, end)}
    yield Broken((text.key,), plain(sum(values, Decimal(0))), plain(behind[0].value), words)


def _is_published(said: str, part: Count) -> bool:
    """True where the words just before a count say that so much was made public."""
    return "公开" in re.split(r"[,、;。]", said[: part.start])[-1]


def _list(text: Text, sentence: Piece) -> Iterator[Broken]:
    if not _PARTS.search(sentence.text):
        return
    said = re.sub(r"\([^()]*\)", lambda match: " " * len(match.group()), sentence.text)
    marks = list(_PARTS.finditer(said))
    if len(marks) != 1:
        return
    whole = _whole(said[: marks[0].start()])
    if whole is None or not whole.value:
        return
    ended = _ELSE.search(said, marks[0].end())
    listed = said[: ended.start()] if ended else said
    if _APPEALS.search(listed, marks[0].end()):
        return  # of which each is told with its outcome
    parts = [c for c in counts(listed) if c.start >= marks[0].end() and c.unit == whole.unit]
    parts = [c for c in parts if not _MOVED.search(said[: c.start])]
    values = [count.value for count in parts if count.value is not None]
    if len(values) != len(parts) or len(parts) < 2:
        return
    sum_ = _up_to(values, whole.value)
    closed = marks[0].group() in ("分别为", "分别是") or bool(
        _CLOSED.search(said[: parts[-1].start])
    )
    if sum_ > whole.value or (closed and sum_ != whole.value):
        start = sentence.start + whole.start
        words = text.quote(start, sentence.start + whole.end)
        yield Broken((text.key,), plain(sum_), plain(whole.value), {"words": words})


def _whole(said: str) -> Count | None:
    """The count just before 其中, if it is one of things made public. In a sentence of its own
    其中 may speak of any of several, or of all together.
    """
    found = counts(said)
    several = [count for count in found if not _MOVED.search(said[: count.start])]
    if not found or (said.endswith("。") and len(several) > 1):
        return None
    gap = said[found[-1].end :]
    if re.search(r"\d", gap) or len(gap) > 12 or _NOT_LISTED.search(said):
        return None
    return found[-1]


def _up_to(values: Iterable[Decimal], whole: Decimal) -> Decimal:
    """The sum of a list that ends where it is complete: what follows is told of something else."""
    sum_ = Decimal(0)
    for value in values:
        sum_ += value
        if sum_ == whole:
            break
    return sum_
