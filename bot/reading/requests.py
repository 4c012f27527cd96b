"""Counts of requests: table 三. The row of a number is found by `rows`; here it gets its column,
and is noted, left, or kept as a doubt.
"""

from decimal import Decimal

from bot.reading import balance
from bot.reading.balance import RECEIVED
from bot.reading.clauses import Token
from bot.reading.meanings import KINDS, PIECES, REASONS, RESULTS, SUMS
from bot.reading.notes import FIRM, PLAIN, WEAK
from bot.reading.rows import NOTHING, rows_of
from bot.reading.story import Number, Story, is_plain, telling


def take_number(story: Story, number: Number) -> None:
    """Put a number into its row and column, or leave it, or keep it as a doubt."""
    labels, count = number.labels, number.count
    kinds = labels & KINDS
    if "organisation" in labels or len(kinds) > 1:
        _organisations(story, number, kinds)
        return
    if "rest" in labels:
        _rest(story, count)
        return
    found = rows_of(story, number)
    both = labels >= {"receive", "done"}  # 收到并办结7件 tells one thing of all
    if len(found) > 1 and not number.spread and not both:
        if found == ["received", "results_total"] and not story.part:
            story.pool, story.age, story.worked = count.value, 0, count.value
        story.notes.doubt(count, [f"applications.{row}.total" for row in found])
        story.either = count if RESULTS.issuperset(found) else None
        return
    if kinds and (not found or (found == ["received"] and story.part)):
        found = _parent(story, number)
    if found == NOTHING or (kinds and "all" in labels):
        return
    column = _column(story, number)
    for row in found:
        tell_once(story, row, column, number)
    story.sibling = "kind" if kinds else "row"


def _organisations(story: Story, number: Number, kinds: frozenset[str]) -> None:
    """法人5件 may be any; 其他组织15件 at the end of a list is its last column, if it adds up."""
    if number.count.value is not None and "asking" in number.labels:
        story.notes.organisations += number.count.value
    if not kinds and story.row and any(token.text == "其他组织" for token in number.words):
        story.notes.supposed.append((f"applications.{story.row}.other", number.count))
        return
    story.notes.doubt(number.count, [f"applications.received.{kind}" for kind in sorted(kinds)])
    story.sibling = "kind"


def tell_once(story: Story, row: str, column: str, number: Number) -> None:
    """商业秘密1件，个人隐私1件: two parts of one row, told by two words, are not that row."""
    word = next((token.text for token in number.words if token.meaning == row), "")
    if row in REASONS and story.words_of.setdefault(row, word) != word:
        key = f"applications.{row}.{column}"
        story.notes.withdraw(key, [])
        story.notes.doubt(number.count, [key])
    else:
        tell(story, row, column, number)


def not_all_of(story: Story, labels: frozenset[str]) -> None:
    """信息不存在1件, 非本机关职责权限范围1件: where one part of a row was not understood, the other
    is not that row.
    """
    for row in labels & REASONS & story.words_of.keys():
        story.notes.withdraw(f"applications.{row}.total", [])


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
    count = balance.kinds_told(story.notes, "carried_in") + (number.count.value or 0)
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
    elif _ends_outcomes(story):  # after 公开30件，不公开6件 it is all the rest
        story.notes.supposed.append(("applications.other.total", count))


def _ends_outcomes(story: Story) -> bool:
    group = story.row.partition("_")[0]
    told = group != story.row and story.notes.get(f"applications.{group}.total")
    return group in {"unavailable", "declined"} and not told


def tell(story: Story, row: str, column: str, number: Number) -> None:
    """Note a number in its cell, and remember the row and what 均 will mean."""
    count, labels = number.count, number.labels
    itemised = count.unit == "项" and row != "received" and not story.notes.get(RECEIVED)
    if row == "?" or itemised or count.unit not in PIECES or not _fits(story, row, column, number):
        return
    if count.value is None:
        story.row = row
        story.pool = None if row == "received" else story.pool
        return
    if row == "carried_in" and column == "total":
        _carry_in(story, number)
    key = f"applications.{row}.{column}"
    story.notes.note(key, count, _firmness(row, labels))
    if column == "total":
        _pool(story, row, count.value)
    elif row == "received" and labels >= {"receive", "request"} and not story.part:
        story.notes.alone = count.unit in {"件", "份", "宗"}
    if key == RECEIVED and story.kind_of_all:
        story.notes.note(f"applications.received.{story.kind_of_all}", count)
    if key == RECEIVED and any(token.text in SUMS for token in number.words):
        story.strange = story.part = False  # 网络22件、信函10件，合计32件: all of them are told now
    story.row, story.topic = row, "applications"


def _firmness(row: str, labels: frozenset[str]) -> int:
    if row == "received":
        return FIRM if "new" in labels else PLAIN if "receive" in labels else WEAK
    handled = row == "results_total" and "work" in labels and "done" not in labels
    return WEAK if handled else PLAIN  # 处理1717件: those not yet answered, too


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
    verb = next((token.text for token in number.words if token.meaning in {"receive", "new"}), "")
    if known and story.came and verb[:2] in {"受理", "登记"}:
        return False
    story.came = story.came or (column == "total" and verb[:2] in {"收到", "接收", "接到", "新收"})
    named = labels & {"request", "recount"} or labels >= {"receive", "heading"}
    if labels & {"channel", "subject"} and "total" not in labels:
        return False
    if column != "total" or "new" in labels:
        return True
    whole = "total" in labels and known is None
    if (story.part and not whole) or (number.clause.bracketed and known):
        return False
    said = number.clause
    plain = bool(labels & {"receive", "total", "recount"}) or is_plain(
        story, said, said.start, said.end
    )
    loose = number.count.unit in {"封", "条", "项", "个", "起"}
    if not plain or (not named and (loose or story.topic not in {"", "applications"})):
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
    story.notes.included = True
    story.included = bool(story.opened) and number.clause.bracketed
    value = number.count.value
    apart = known is not None and balance.kinds_told(story.notes, "received") == known.value
    if story.row == "received" and known is not None and loose and value and not apart:
        candidates = [(RECEIVED, known.value), (RECEIVED, known.value - value)]
        story.notes.withdraw(RECEIVED, candidates)
    story.part = True
