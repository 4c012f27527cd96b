"""Counts of requests: table 三. Which row a number belongs to is told by the words of its own
clause first, then by what the sentence is about; a reason is an outcome only where outcomes are
told, for 重复申请2件 may as well describe what was asked.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from bot.reading.clauses import Clause, Token
from bot.reading.meanings import (
    CARRIED,
    CASES,
    GROUPS,
    KINDS,
    OUTCOMES,
    PIECES,
    PLAIN_OUTCOMES,
    REASONS,
    RESULTS,
)
from bot.reading.notes import FIRM, PLAIN, WEAK, Notes
from bot.reading.story import Number, Story, telling

RECEIVED = "applications.received.total"
DONE = "applications.results_total.total"
NOTHING: list[str] = ["?"]
_AFTER_NONE = (
    "的", "情况", "事项", "信件", "案件", "件", "材料", "请求", "业务", "现象", "类", "办理",
    "工作", "要求", "诉求", "事件", "申请", "等",
)  # fmt: skip


def take_number(story: Story, number: Number) -> None:
    """Put a number into its row and column, or leave it, or keep it as a doubt."""
    labels, count = number.labels, number.count
    kinds = labels & KINDS
    if "organisation" in labels or len(kinds) > 1:
        story.notes.doubt(count, [f"applications.received.{kind}" for kind in sorted(kinds)])
        story.sibling = "kind"
        return
    if "rest" in labels:
        _rest(story, count)
        return
    rows = _rows(story, number)
    if len(rows) > 1 and not number.spread:
        if rows == ["received", "results_total"] and not story.part:
            story.pool, story.age = count.value, 0
        story.notes.doubt(count, [f"applications.{row}.total" for row in rows])
        return
    if kinds and (not rows or (rows == ["received"] and story.part)):
        rows = _parent(story, number)
    if rows == NOTHING or (kinds and "all" in labels):
        return
    column = _column(story, number)
    for row in rows:
        _tell_once(story, row, column, number)
    story.sibling = "kind" if kinds else "row"


def _tell_once(story: Story, row: str, column: str, number: Number) -> None:
    """商业秘密1件，个人隐私1件: two parts of one row, told by two words, are not that row."""
    word = next((token.text for token in number.words if token.meaning == row), "")
    if row in REASONS and story.words_of.setdefault(row, word) != word:
        key = f"applications.{row}.{column}"
        story.notes.withdraw(key, [])
        story.notes.doubt(number.count, [key])
    else:
        tell(story, row, column, number)


# ---------------------------------------------------------------- which row


def _rows(story: Story, number: Number) -> list[str]:
    """The rows that a number may belong to; `?` where it belongs to none."""
    labels = number.labels
    if labels & CARRIED:
        return carried(story, labels, number.words)
    if labels & REASONS:
        return _reasons(story, number)
    results = [row for row in (*GROUPS, "granted", "partial") if row in labels]
    if "open" in labels:
        results += ["granted"] if story.topic == "applications" or story.row else NOTHING
    if results or "undone" in labels:
        return results or NOTHING
    return _done(story, number) if "done" in labels else _asked(story, number)


def _asked(story: Story, number: Number) -> list[str]:
    """收到7件, 申请7件; 办理7件 may be what came in or what was done."""
    labels = number.labels
    if "work" in labels and not labels & {"receive", "new"}:
        known = story.notes.get(RECEIVED)
        return ["results_total"] if known else ["received", "results_total"]
    if labels & {*OUTCOMES, "unsettled"}:
        return NOTHING
    headed = "heading" in labels and "total" in labels
    if headed or labels & {"receive", "new", "request"}:
        return ["received"]
    bare = labels <= {"total", "year", "resume"} and ("total" in labels or story.kind_of_all)
    return ["received"] if bare and story.topic == "applications" and not story.row else []


def _done(story: Story, number: Number) -> list[str]:
    """办结7件; 收到并办结7件 tells both."""
    if story.split or "remainder" in number.labels:
        return NOTHING
    verbs = [token for token in number.words if token.meaning in {"receive", "new", "done"}]
    told = verbs[0].meaning != "done" if verbs else False  # 答复办结4件 tells one thing twice
    both = len(verbs) > 1 and told and verbs[1].start - verbs[0].end <= 1
    return ["received", "results_total"] if both else ["results_total"]


def _reasons(story: Story, number: Number) -> list[str]:
    reasons = number.labels & REASONS
    own = {reason.split("_")[0] for reason in reasons}
    if "等" in _between(story, number, reasons, own):
        return sorted(own)
    groups = [group for group in GROUPS if group in number.labels]
    groups = groups or [group for group in own if number.clause.has(group)]
    told = set(groups) or {story.row.split("_")[0]}
    plain = not groups and reasons <= PLAIN_OUTCOMES and story.topic != "litigation"
    listed = not groups and not number.clause.bracketed and _lists_outcomes(story, number)
    return sorted(reasons) if own == told or plain or listed else NOTHING


def _between(story: Story, number: Number, reasons: frozenset[str], own: set[str]) -> str:
    """What stands between a reason and its group: 因不掌握等原因无法提供 tells of the group."""
    before = [token.end for token in number.words if token.meaning in reasons]
    after = [token.start for token in number.words if token.meaning in own]
    return story.text[before[-1] : after[-1]] if before and after else ""


def _lists_outcomes(story: Story, number: Number) -> bool:
    """予以公开2件、属于过程性信息1件: a reason told in a list of what came of the requests."""
    row = story.row
    known = story.notes.get(f"applications.{row}.total") if row in RESULTS else None
    if known is None or number.clause.has("part", "subject", "include"):
        return False
    return "。" not in story.text[known.end : number.count.start]


def carried(story: Story, labels: frozenset[str], words: Sequence[Token]) -> list[str]:
    """Carried over, into this year or out of it; 含上年结转 before a number is neither."""
    tokens = [token for token in words if token.meaning in CARRIED]
    if any(token.meaning == "new" and token.start > tokens[-1].start for token in words):
        return ["received"]
    ways = {_way(story, token) for token in tokens}
    if len(ways) > 1 and not labels & {"carry_from", "carry_to"}:
        ways.discard("?")
    if len(ways) != 1 or ("include" in labels and _includes_more(words, tokens[0])):
        return NOTHING
    done = next((token for token in words if token.meaning == "done"), None)
    if ways == {"carried_in"} and done is not None and done.start < tokens[0].start:
        return NOTHING
    return [ways.pop()]


def _includes_more(words: Sequence[Token], carried_over: Token) -> bool:
    """收到含上年结转的申请12件 counts all; 包括上年结转的申请3件 those carried over."""
    other = [token for token in words if token.meaning in {"receive", "request", "new", "total"}]
    return any(token.start < carried_over.start or token.meaning != "request" for token in other)


def _way(story: Story, token: Token) -> str:
    if token.meaning in {"carried_in", "carried_out"}:
        return token.meaning
    told = ("carried_in", "results_total", "granted", "refused", "unavailable", "declined")
    ending = any(story.notes.get(f"applications.{row}.total") for row in told)
    if token.meaning == "carry":
        return "carried_out" if ending else "?"
    if story.year is None or token.value is None:
        later = token.meaning == "carry_to" and (ending or story.notes.get(RECEIVED))
        return "carried_out" if later else "?"
    if token.meaning == "carry_to":
        return "carried_out" if token.value > story.year else "carried_in"
    return "carried_in" if token.value < story.year else "?"


def outcomes_told(notes: Notes) -> Decimal:
    """How many requests the outcomes told so far account for at least."""
    told = {row: notes.get(f"applications.{row}.total") for row in RESULTS}
    known = {row: reading.value for row, reading in told.items() if reading}
    groups = [
        max(known.get(group, Decimal(0)), _sum(v for k, v in known.items() if k in _members(group)))
        for group in GROUPS
    ]
    return _sum((*(known[row] for row in ("granted", "partial") if row in known), *groups))


def _members(group: str) -> frozenset[str]:
    return frozenset(reason for reason in REASONS if reason.startswith(f"{group}_"))


def _sum(values: Iterable[Decimal]) -> Decimal:
    return sum(values, Decimal(0))


# ---------------------------------------------------------------- which column


def _column(story: Story, number: Number) -> str:
    """自然人申请予以公开2件、部分公开1件: an applicant named first holds for the sentence."""
    result = bool(number.labels & RESULTS)
    kind = next((token.meaning for token in number.words if token.meaning in KINDS), "")
    if kind:
        leads = telling(number.words)[0].meaning in KINDS
        story.kind_in_question = kind if result and leads else ""
        return kind
    return story.kind_in_question if result and story.kind_in_question else "total"


def _parent(story: Story, number: Number) -> list[str]:
    """The row that applicants told without one belong to."""
    if story.row == "results_total" and story.notes.get(RECEIVED):
        return NOTHING
    if story.row == "carried_in" and _outgrown(story, number):
        return ["received"]
    if story.row and (story.part or number.clause.bracketed or story.row == "received"):
        return [story.row]
    if number.labels & {"request", "receive"} and not story.row:
        return ["received"]
    return [story.row] if story.row else NOTHING


def _outgrown(story: Story, number: Number) -> bool:
    """收到37件，上年结转2件，自然人30件: more than were carried in are applicants of all that came,
    and so are those of the list that seemed to fit.
    """
    total = story.notes.get("applications.carried_in.total")
    kinds = {kind: story.notes.get(f"applications.carried_in.{kind}") for kind in KINDS}
    told = {kind: known for kind, known in kinds.items() if known is not None}
    count = _sum(known.value for known in told.values()) + (number.count.value or 0)
    open_ = not any(story.notes.get(f"applications.received.{kind}") for kind in KINDS)
    if total is None or count <= total.value or not story.notes.get(RECEIVED) or not open_:
        return False
    for kind in told:
        story.notes.move(f"applications.carried_in.{kind}", f"applications.received.{kind}")
    return True


def _rest(story: Story, count: Token) -> None:
    """其他1件 ends a list of applicants, or of the group 其他处理."""
    if story.sibling == "kind" and story.row:
        story.notes.note(f"applications.{story.row}.other", count)
    elif story.row.startswith("other"):
        story.notes.note("applications.other_other.total", count)


# ---------------------------------------------------------------- telling it


def tell(story: Story, row: str, column: str, number: Number) -> None:
    """Note a number in its cell, and remember the row and what 均 will mean."""
    count, labels = number.count, number.labels
    if row == "?" or count.unit not in PIECES or not _fits(story, row, column, number):
        return
    if count.value is None:
        story.row = row
        story.pool = None if row == "received" else story.pool
        return
    if row == "carried_in" and column == "total":
        _carry_in(story, number)
    firmness = FIRM if "new" in labels else PLAIN if "receive" in labels else WEAK
    key = f"applications.{row}.{column}"
    story.notes.note(key, count, firmness if row == "received" else PLAIN)
    if column == "total":
        _pool(story, row, count.value)
    if key == RECEIVED and story.kind_of_all:
        story.notes.note(f"applications.received.{story.kind_of_all}", count)
    story.row, story.topic = row, "applications"


def _fits(story: Story, row: str, column: str, number: Number) -> bool:
    if row == "received" and story.included:
        story.notes.doubt(number.count, [RECEIVED])
        story.pool, story.age, story.included = number.count.value, 0, False
        return False
    if row == "received":
        return _receives(story, column, number)
    if row in {"results_total", "carried_out"} and story.strange:
        return False
    if row == "results_total":
        known = story.notes.get(f"applications.{row}.{column}")
        again = story.part and known is not None and known.firmness > WEAK
        ours = "request" in number.labels or story.topic in {"", "applications"}
        return ours and not again
    return True


def _receives(story: Story, column: str, number: Number) -> bool:
    """True when a count of requests is the count of all of them."""
    labels = number.labels
    known = story.notes.get(RECEIVED)
    named = "request" in labels or labels >= {"receive", "heading"}
    if labels & {"channel", "subject"} and "total" not in labels:
        return False
    if column != "total" or "new" in labels:
        return True
    whole = "total" in labels and known is None
    if (story.part and not whole) or (number.clause.bracketed and known):
        return False
    loose = number.count.unit in {"封", "条", "项", "个", "起"}
    if not named and (loose or story.topic not in {"", "applications"}):
        return False
    return not ("receive" not in labels and known and known.firmness >= PLAIN)


def _pool(story: Story, row: str, value: Decimal) -> None:
    if row == "received":
        carried_in = story.notes.get("applications.carried_in.total")
        story.pool, story.age = value + (carried_in.value if carried_in else 0), 0
    elif row == "carried_in" and story.pool is not None and not story.part:
        story.pool += value


def _carry_in(story: Story, number: Number) -> None:
    """含上年结转3件: what was received is then less than the number told before."""
    behind = [token.meaning for token in number.clause.tokens if token.start > number.count.start]
    story.split = "done" in behind and "count" not in behind
    known = story.notes.get(RECEIVED)
    loose = known is not None and known.firmness < FIRM
    if "include" not in number.labels and not (story.part and loose):
        return
    story.included = bool(story.opened) and number.clause.bracketed
    value = number.count.value
    if story.row == "received" and known is not None and loose and value:
        candidates = [(RECEIVED, known.value), (RECEIVED, known.value - value)]
        story.notes.withdraw(RECEIVED, candidates)
    story.part = True


# ---------------------------------------------------------------- none and all


def none_received(
    story: Story, clause: Clause, named: Sequence[Token], *, postponed: bool
) -> list[str]:
    """未收到政府信息公开申请: nothing but fillers may follow the request."""
    last = [token for token in named if token.meaning in {"request", "heading", "asking"}][-1]
    tail = "" if heads_list(named) else story.text[last.end : clause.end]
    for word in (*_AFTER_NONE, " ", "”", '"'):
        tail = tail.replace(word, "")
    if tail and not postponed:
        return []
    kinds = {token.meaning for token in named} & (KINDS | {"organisation"})
    listed = any(token.meaning == "list" for token in named)  # 个人或单位
    if listed and kinds and not kinds & {"natural", "organisation"}:
        return []
    column = kinds.pop() if len(kinds) == 1 and kinds <= KINDS and not listed else "total"
    return [f"applications.received.{column}"]


def heads_list(named: Sequence[Token]) -> bool:
    """未收到依申请公开、行政复议和行政诉讼: a request beside appeals, not what they are about."""
    meanings = [token.meaning for token in named[:3]]
    asked = meanings[:1] in (["request"], ["heading"]) and meanings[1:2] == ["list"]
    return asked and meanings[-1] in CASES and named[0].end == named[1].start


def take_all(story: Story, labels: frozenset[str], place: Token, *, bracketed: bool) -> None:
    """均已答复, 均为自然人申请, 均属于国家秘密, 均予以公开."""
    results = labels & (RESULTS | {"carried_out"})
    if not bracketed and not labels & {"all", "done", "open"} and story.pool != 1:
        return
    if len(labels & KINDS) == 1 and not results and "done" not in labels:
        _all_of_kind(story, next(iter(labels & KINDS)), place, every="all" in labels)
        return
    partly = story.stray or (story.part and story.row in RESULTS)
    if partly and not results and "all" not in labels:
        return  # 其中2件予以公开，已办结: those two
    value = _all_of(story, results)
    if value is None or len(results) > 1:
        return
    row = next(iter(results), "")
    if row in REASONS and story.row != row.split("_")[0]:
        return
    if row:
        key = f"applications.{'granted' if row == 'open' else row}.total"
        story.notes.put(key, value, place.start, place.end)
    told = not story.strange and (row or "done" in labels)
    if row not in REASONS | {"carried_out"} and told:
        story.notes.put(DONE, value, place.start, place.end, WEAK)


def _all_of(story: Story, results: Iterable[str]) -> Decimal | None:
    """What 均 speaks of: the group told last for a reason, all requests for the rest."""
    if set(results) & REASONS and story.row in GROUPS:
        known = story.notes.get(f"applications.{story.row}.total")
        return known.value if known else None
    return story.pool if story.age < 2 else None


def _all_of_kind(story: Story, kind: str, place: Token, *, every: bool) -> None:
    if story.pool is None and not story.row and every:
        story.kind_of_all = kind
        return
    row = story.row or "received"
    known = story.notes.get(f"applications.{row}.total")
    if known is not None:
        story.notes.put(f"applications.{row}.{kind}", known.value, place.start, place.end)
