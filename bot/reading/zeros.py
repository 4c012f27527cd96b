"""Zero told in words: 未收到, 没有发生, 均为零. A zero is believed only when the clause denies the
thing itself, for 未发生行政复议被纠错 denies no appeal and 无规章制定权 no rules.
"""

from collections.abc import Sequence
from decimal import Decimal

from bot.reading import balance, rows, wholes
from bot.reading.clauses import Clause, Token
from bot.reading.meanings import ACTIONS, CARRIED, CASES, DECISIONS, DOCUMENTS, OUTCOMES, RESULTS
from bot.reading.story import Story, is_plain, turn

_NOT_NONE = ("bad", "corrected", "forwarded", "unsettled", "undone")
_MADE = ("制发", "制定", "制订", "出台", "印发", "印制", "颁布", "产生")
_COMPLAINTS = frozenset({"投诉", "举报"})
_NAMES = frozenset({
    "request", "asking", "heading", "fee", *CARRIED,
    *CASES, *DECISIONS, *DOCUMENTS, *ACTIONS,
})  # fmt: skip


def take_none_carried_in(story: Story, clause: Clause) -> None:
    """上年度无结转: a word of its own, since 上年度 elsewhere leads away from the report's year."""
    word = clause.first("none_carried_in")
    if word:
        story.notes.put("applications.carried_in.total", Decimal(0), word.start, word.end)


def take_none(story: Story, clause: Clause) -> None:
    """未收到, 没有发生, 均为零: every row that the clause names is 0."""
    turn(story, clause.tokens)
    word = clause.first("not", "zero")
    if word is None or clause.has(*_NOT_NONE):
        return
    after = [token for token in clause.tokens if token.start > word.start]
    postponed = not any(token.meaning in _NAMES for token in after)
    named = [token for token in clause.tokens if token.start < word.start] if postponed else after
    if not named or (postponed and not _closes(story, clause, named, word)):
        return
    _deny_channels(story, clause, named)
    keys = _none(story, clause, named, postponed=postponed)
    for key in keys:
        start = named[0].start if postponed else word.start
        story.notes.put(key, Decimal(0), start, clause.end)
    if balance.RECEIVED in keys:
        story.pool, story.row = None, ""


def _deny_channels(story: Story, clause: Clause, named: Sequence[Token]) -> None:
    """未收到书面申请，未收到网上申请: none by one channel says little, none by any says all."""
    labels = {token.meaning for token in named}
    if labels & {"request", "heading", "asking"} and not labels & {"foreign", *CASES}:
        place = Token("not", named[0].start, clause.end, "")
        story.denied |= {token.text: place for token in named if token.meaning == "channel"}


def settle(story: Story) -> None:
    """Nothing came in where several channels brought nothing, and no other is told of."""
    known = balance.RECEIVED in story.notes.readings or balance.RECEIVED in story.notes.dropped
    if len(story.denied) > 1 and not known and not story.told:
        place = max(story.denied.values(), key=lambda token: token.start)
        story.notes.put(balance.RECEIVED, Decimal(0), place.start, place.end)


def _closes(story: Story, clause: Clause, named: Sequence[Token], word: Token) -> bool:
    """True when a none stands at the end: 行政复议均未发生, 依申请公开数量为零."""
    last = word.meaning == "zero" or not story.text[word.end : clause.end].strip()
    return last and is_plain(story, clause, named[-1].end, word.start)


def _none(story: Story, clause: Clause, named: Sequence[Token], *, postponed: bool) -> list[str]:
    labels = {token.meaning for token in named}
    if not _names_ours(story, clause, named, labels, postponed=postponed):
        return []
    made = clause.has("made") or any(word in story.said(clause) for word in _MADE)
    carried: list[str] = [row for row in ("carried_in", "carried_out") if row in labels]
    keys = [f"litigation.{case}.total" for case in CASES if case in labels]
    keys += [f"disclosure.{row}.decisions" for row in DECISIONS if row in labels]
    if postponed and story.topic == "applications":
        keys += [f"applications.{row}.total" for row in sorted(labels & (RESULTS - {"open"}))]
    keys += ["disclosure.fee.amount"] if "fee" in labels else []
    acts = ["made"] if made else []
    acts += [act for act in ACTIONS if act in labels and act not in acts]
    keys += [f"disclosure.{row}.{act}" for row in DOCUMENTS if row in labels for act in acts]
    if story.document and not labels & set(DOCUMENTS) and story.topic == "disclosure":
        keys += [f"disclosure.{story.document}.{act}" for act in ACTIONS if act in labels]
    if labels & {"carry", "carry_to", "carry_from"} and "all" not in labels:
        carried += rows.carried(story, frozenset({"carry"}), named)
    keys += [f"applications.{row}.total" for row in carried if row != "?"]
    beside = carried or labels & set(CASES)
    of_requests = postponed or not beside or wholes.heads_list(named)
    if labels & {"request", "heading", "asking"} and of_requests:
        keys += wholes.none_received(story, clause, named, postponed=postponed)
    return keys


def _names_ours(
    story: Story, clause: Clause, named: Sequence[Token], labels: set[str], *, postponed: bool
) -> bool:
    """True when nothing is said of what the clause names: 未发生行政复议被改变 denies no appeal,
    无规章制定权 no rules. 举报、投诉 may stand beside appeals about information.
    """
    if labels & {"disclosed", "channel", *OUTCOMES}:
        return False
    tables = [token for token in named if token.meaning in {*CASES, *DOCUMENTS, *DECISIONS}]
    if tables and not is_plain(story, clause, tables[0].start, clause.end):
        return False
    said = story.said(clause)
    foreign = {token.text for token in named if token.meaning == "foreign"}
    ours = "信息公开" in said or "依申请公开" in said or (story.hinted and foreign <= _COMPLAINTS)
    beside = labels & set(CASES) and ours
    told = set() if postponed and story.topic == "applications" else RESULTS
    beside = beside or wholes.heads_list(named)
    return bool(beside) or not labels & {"foreign", "subject", *told}
