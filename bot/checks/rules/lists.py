"""Lists in a text, added up: the parts behind 其中 against the whole before it, or the whole
behind its parts.
"""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.prose import Piece, Text
from bot.checks.quantities import Count, counts
from bot.checks.report import Report
from bot.forms.form import Rule
from bot.forms.number import plain

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
