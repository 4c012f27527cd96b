"""All and none of the requests. 均已答复 and 均为自然人申请 speak of a number told before them, and
are believed only where nothing that was not understood stands between; 未收到申请 denies them all.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.reading.balance import CARRIED_IN, DONE, RECEIVED
from bot.reading.clauses import Clause, Token
from bot.reading.meanings import CASES, GROUPS, KINDS, PLAIN_OUTCOMES, REASONS, RESULTS
from bot.reading.notes import WEAK
from bot.reading.story import Story

_AFTER_NONE = re.compile(
    "的|情况|信息|受理|事项|信件|案件|事件|件|材料|请求|业务|现象|类"
    r"|办理|工作|要求|诉求|申请|等|[ ”\"]"
)


def none_received(
    story: Story, clause: Clause, named: Sequence[Token], *, postponed: bool
) -> list[str]:
    """未收到政府信息公开申请: nothing but fillers may follow the request."""
    last = [token for token in named if token.meaning in {"request", "heading", "asking"}][-1]
    tail = "" if heads_list(named) else story.text[last.end : clause.end]
    if _AFTER_NONE.sub("", tail) and not postponed:
        return []
    kinds = {token.meaning for token in named} & (KINDS | {"organisation"})
    listed = any(token.meaning == "list" for token in named)  # 个人或单位
    if listed and kinds and not kinds & {"natural", "organisation"}:
        return [f"applications.received.{kind}" for kind in sorted(kinds)]
    column = kinds.pop() if len(kinds) == 1 and kinds <= KINDS and not listed else "total"
    return [f"applications.received.{column}"]


def heads_list(named: Sequence[Token]) -> bool:
    """未收到依申请公开、行政复议和行政诉讼: a request beside appeals, not what they are about."""
    meanings = [token.meaning for token in named[:3]]
    asked = meanings[:1] in (["request"], ["heading"]) and meanings[1:2] == ["list"]
    return asked and meanings[-1] in {*CASES, "foreign"} and named[0].end == named[1].start


def take_all(
    story: Story,
    labels: frozenset[str],
    place: Token,
    told: Decimal | None,
    *,
    bracketed: bool,
) -> None:
    """均已答复, 均为自然人申请, 均予以公开; of `told` where they have a number of their own."""
    results = labels & (RESULTS | {"carried_out"})
    named = labels >= {"applicants", "already"}  # 申请人的类别为自然人
    if not (bracketed or named or labels & {"all", "done", "open"}) and story.pool != 1:
        return
    if len(labels & KINDS) == 1 and not results and "done" not in labels:
        _all_of_kind(story, next(iter(labels & KINDS)), place, every="all" in labels)
        return
    partly = story.stray or (story.part and story.row in RESULTS)
    if partly and not results and "all" not in labels:
        return  # 其中2件予以公开，已办结: those two
    value = told if told is not None and results else _all_of(story, results)
    if value is None or len(results) > 1:
        return
    if story.muddled:
        if "done" in labels and not results:
            story.all_done = place._replace(value=value)
        return
    row = next(iter(results), "")
    alone = row in PLAIN_OUTCOMES and (
        story.pool == 1 or told is not None or ("all" in labels and story.row == "received")
    )
    if row in REASONS and story.row != row.split("_")[0] and not alone:
        return
    if row:
        key = f"applications.{'granted' if row == 'open' else row}.total"
        story.notes.put(key, value, place.start, place.end)
    all_done = not story.strange and told is None and (row or "done" in labels)
    if row not in REASONS | {"carried_out"} and all_done:
        story.notes.put(DONE, value, place.start, place.end, WEAK)


def recall(story: Story) -> None:
    """上述申请均已答复: all that came, whatever was told of them since."""
    told, before = story.notes.get(RECEIVED), story.notes.get(CARRIED_IN)
    if told:
        story.topic, story.age = "applications", 0
        story.pool = told.value + (before.value if before else 0)


def _all_of(story: Story, results: Iterable[str]) -> Decimal | None:
    """What 均 speaks of: the group told last for a reason, all requests for the rest."""
    if set(results) & REASONS and story.row in GROUPS:
        known = story.notes.get(f"applications.{story.row}.total")
        return known.value if known else None
    return story.pool if story.age < 2 else None


def _all_of_kind(story: Story, kind: str, place: Token, *, every: bool) -> None:
    if story.stray and not story.part:
        return  # 新收22件, 结转3件（均为自然人）: of the 3, whatever they are
    told = story.notes.get(RECEIVED)
    if story.pool is None and (not story.row or told is None) and every:
        story.kind_of_all = kind
        return
    row = story.row or "received"
    known = story.notes.get(f"applications.{row}.total")
    if row == "results_total":  # 收到5件、办结5件，均是个人申请
        came = story.notes.get(RECEIVED)
        row, known = "received", came if came and known and came.value == known.value else None
    if known is not None:
        story.notes.put(f"applications.{row}.{kind}", known.value, place.start, place.end)
