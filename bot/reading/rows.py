"""Which row of table 三 a number belongs to: told by the words of its own clause first, then by
what the sentence is about. A reason is an outcome only where outcomes are told, for 重复申请2件 may
as well describe what was asked.
"""

from collections.abc import Sequence

from bot.reading import balance
from bot.reading.balance import DONE, RECEIVED
from bot.reading.clauses import Token
from bot.reading.meanings import (
    CARRIED,
    CASES,
    GROUPS,
    KINDS,
    OUTCOMES,
    PLAIN_OUTCOMES,
    REASONS,
    RESULTS,
    SUMS,
)
from bot.reading.story import Number, Story, is_plain

NOTHING: list[str] = ["?"]


def rows_of(story: Story, number: Number) -> list[str]:
    """The rows that a number may belong to; `?` where it belongs to none."""
    labels = number.labels
    if labels & CARRIED:
        if any(token.meaning in CASES for token in number.after):
            return NOTHING  # 上年度未结的1件行政诉讼
        return carried(story, labels, number.words)
    if labels & REASONS:
        return _reasons(story, number)
    results = [row for row in (*GROUPS, "granted", "partial") if row in labels]
    if "open" in labels:
        results += ["granted"] if story.topic == "applications" or story.row else NOTHING
    if "undone" in labels and not results:  # 7件正在办理中: carried over, if it adds up
        story.notes.supposed.append((balance.CARRIED_OUT, number.count))
    if story.text.startswith("内容", number.count.end):  # 不予公开1条内容本机关未制作
        return NOTHING
    if results or labels & {"undone", *OUTCOMES}:
        return results or NOTHING
    return _done(story, number) if "done" in labels else _asked(story, number)


def _asked(story: Story, number: Number) -> list[str]:
    """收到7件, 申请7件; 办理7件 may be what came in or what was done."""
    labels = number.labels
    if "work" in labels and not labels & {"receive", "new"}:
        known = story.notes.get(RECEIVED)
        return ["results_total"] if known else ["received", "results_total"]
    if "unsettled" in labels:
        return ["other_other"] if _withdrawn(story, number) else NOTHING
    headed = "heading" in labels and "total" in labels
    if headed or labels & {"receive", "new", "request", "recount"}:
        return ["received"]
    summed = any(token.text in SUMS for token in number.words) and not story.notes.get(RECEIVED)
    if story.row == "received" and summed:  # 自然人15件, 企业2件, 合计17件
        return ["received"]
    if "total" in labels and story.row in RESULTS and not labels & KINDS:
        group = story.row.partition("_")[0]
        sums = (DONE, f"applications.{group}.total") if group in GROUPS else (DONE,)
        story.notes.supposed += [(key, number.count) for key in sums]
        return NOTHING
    if "total" in labels and story.row == "received" and not story.notes.get(RECEIVED):
        story.notes.supposed.append((RECEIVED, number.count))  # 自然人10件, 法人2件, 共12件
    bare = labels <= {"total", "year", "resume"} and ("total" in labels or story.kind_of_all)
    return ["received"] if bare and story.topic == "applications" and not story.row else []


def _withdrawn(story: Story, number: Number) -> bool:
    """收到9件，申请人撤回1件; 复议申请人撤回1件 is none of ours."""
    taken_back = any(token.text == "撤回" for token in number.words)
    clause = number.clause
    return taken_back and is_plain(story, clause, clause.start, clause.end)


def _done(story: Story, number: Number) -> list[str]:
    """办结7件; 收到并办结7件 tells both."""
    rest = "remainder" in number.labels
    if story.split or (rest and not balance.is_all_the_rest(story.notes, number.count.value)):
        return NOTHING
    verbs = [token for token in number.words if token.meaning in {"receive", "new", "done"}]
    told = verbs[0].meaning != "done" if verbs else False  # 答复办结4件 tells one thing twice
    both = len(verbs) > 1 and told and verbs[1].start - verbs[0].end <= 1
    return ["received", "results_total"] if both else ["results_total"]


def _reasons(story: Story, number: Number) -> list[str]:
    reasons = number.labels & REASONS
    own = own_groups(reasons)
    if "等" in _between(story, number, reasons, own):
        return sorted(own)
    groups = [group for group in GROUPS if group in number.labels]
    groups = groups or [group for group in own if number.clause.has(group)]
    told = set(groups) or {story.row.split("_")[0]}
    plain = not groups and reasons <= PLAIN_OUTCOMES and story.topic != "litigation"
    listed = not groups and not number.clause.bracketed and _lists_outcomes(story, number)
    declined = own == {"declined"} and _names_what_they_are(story, number)
    if own == told or plain or listed or declined:
        return sorted(reasons)
    if not groups and not number.clause.bracketed:
        story.reasons.append(number)
        if len(reasons) == 1 and "涉及" not in story.said(number.clause):
            story.notes.ungrouped.append((f"applications.{min(reasons)}.total", number.count))
    return NOTHING


def own_groups(labels: frozenset[str]) -> set[str]:
    """The groups that reasons belong to."""
    return {reason.partition("_")[0] for reason in labels & REASONS}


def _names_what_they_are(story: Story, number: Number) -> bool:
    """收到5件，其中2件为重复申请: by the form's own name for them, and nothing else is said."""
    clause = number.clause
    told = story.part and story.row == "received" and "already" in number.labels
    return told and is_plain(story, clause, clause.start, clause.end)


def _between(story: Story, number: Number, reasons: frozenset[str], own: set[str]) -> str:
    """What stands between a reason and its group: 因不掌握等原因无法提供 tells of the group."""
    before = [token.end for token in number.words if token.meaning in reasons]
    after = [token.start for token in number.words if token.meaning in own]
    return story.text[before[-1] : after[-1]] if before and after else ""


def _lists_outcomes(story: Story, number: Number) -> bool:
    """予以公开2件、属于过程性信息1件: a reason told in a list of what came of the requests."""
    row = story.row
    known = story.notes.get(f"applications.{row}.total") if row in RESULTS else story.either
    among = number.clause.first("part", "subject", "include")
    if row == "partial" and "涉及" in story.said(number.clause):
        return False  # 部分公开的3件里，有2件涉及个人隐私
    if known is None or (among and known.start < among.start):
        return False
    return "。" not in story.text[known.end : number.count.start]


def carried(story: Story, labels: frozenset[str], words: Sequence[Token]) -> list[str]:
    """Carried over, into this year or out of it; 含上年结转 before a number is neither."""
    tokens = [token for token in words if token.meaning in CARRIED]
    if any(token.meaning == "new" and token.start > tokens[-1].start for token in words):
        return ["received"]
    ways = {_way(story, token, words) for token in tokens}
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


def _way(story: Story, token: Token, words: Sequence[Token]) -> str:
    if token.meaning in {"carried_in", "carried_out"}:
        return token.meaning
    told = ("carried_in", "results_total", "granted", "refused", "unavailable", "declined")
    except_for = any(token.meaning == "except" for token in words)
    ending = except_for or any(story.notes.get(f"applications.{row}.total") for row in told)
    if token.meaning == "carry":
        return "carried_out" if ending else "?"
    if token.meaning == "carry_from" and story.year is None:
        return "carried_in" if story.part and story.row == "received" else "?"
    if story.year is None or token.value is None:
        later = token.meaning == "carry_to" and (ending or story.notes.get(RECEIVED))
        return "carried_out" if later else "?"
    if token.meaning == "carry_to":
        return "carried_out" if token.value > story.year else "carried_in"
    later = token.value == story.year and token.text[-1] in "年度"  # 2023年结转至2024年3件
    return "carried_in" if token.value < story.year else "carried_out" if later else "?"
