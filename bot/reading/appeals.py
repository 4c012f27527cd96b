"""Counts of appeals: table 四. An outcome belongs to the cases told last; 行政诉讼 without 直接起诉
or 复议后起诉 has a total of its own here (`lawsuits`) and no outcome, since the table has none.
"""

from collections.abc import Container, Sequence
from decimal import Decimal

from bot.reading.clauses import Clause, Token
from bot.reading.meanings import CASES, OUTCOMES
from bot.reading.notes import Doubt
from bot.reading.story import Number, Story, telling

SUITS = frozenset({"direct", "after_review"})
COURT = ("原判", "判决", "法院", "一审")


def take_number(story: Story, number: Number) -> None:
    """行政复议3件, 维持2件, 行政复议、行政诉讼各1件."""
    count, labels = number.count, number.labels
    rows = [case for case in CASES if case in labels]
    outcomes = [OUTCOMES[word] for word in OUTCOMES if word in labels]
    behind = [OUTCOMES[token.meaning] for token in number.after if token.meaning in OUTCOMES]
    of_texts = count.unit in {"条", "封"} and count.value != 0 and "receive" not in labels
    if "unsettled" in labels or of_texts or number.money or count.value is None:
        return
    first = not any(token.end <= count.start for token in telling(number.words))
    if outcomes and (first or not set(outcomes) <= set(behind if rows else [])):
        _outcome(story, rows, outcomes, number)
        return
    if SUITS & set(rows) and "lawsuits" in rows:
        rows.remove("lawsuits")
    if len(rows) > 1 and not number.spread:
        story.notes.doubt(count, [f"litigation.{row}.total" for row in rows])
        return
    if not rows and "total" in labels:
        _sum_up(story, count)
    if story.settled:
        story.cases, story.settled = [], False
    story.judging = ""
    for row in rows:
        if not (story.part and _is_part(story, row, count.value)):
            story.notes.note(f"litigation.{row}.total", count)
        story.cases.append((row, count.value))
    story.topic = "litigation"


def _sum_up(story: Story, count: Token) -> None:
    """复议维持1件，纠正2件，尚未审结1件，总计4件: all the outcomes told before are so many."""
    row = story.judging
    known = [story.notes.get(f"litigation.{row}.{outcome}") for outcome in OUTCOMES.values()]
    told = [reading.value for reading in known if reading]
    if row and len(told) > 1 and sum(told) == count.value:
        story.notes.note(f"litigation.{row}.total", count)


def lose(story: Story, clause: Clause) -> None:
    """A number that was not understood may be of cases that the outcomes behind it are of."""
    said = story.said(clause)
    if not clause.bracketed and any(word in said for word in ("诉", "议", "案", "法院")):
        story.cases, story.judging = [], ""


def _is_part(story: Story, row: str, value: Decimal) -> bool:
    """其中2件行政复议…: fewer than were told before 其中 are a part of them."""
    known = story.notes.get(f"litigation.{row}.total")
    return known is not None and known.value > value


def _outcome(story: Story, rows: list[str], outcomes: list[str], number: Number) -> None:
    rows = rows or _in_question(story, number.count)
    story.settled = True
    if len(rows) != 1 or (len(outcomes) > 1 and not number.spread):
        keys = [f"litigation.{row}.{outcome}" for row in rows for outcome in outcomes]
        story.notes.doubt(number.count, keys)
        return
    story.judging = rows[0]
    for outcome in outcomes:
        if not _another_part(story, f"litigation.{rows[0]}.{outcome}", number.count):
            _judge(story, rows[0], outcome, number.count, number.count.value)


def _another_part(story: Story, key: str, count: Token) -> bool:
    """确认违法1件、责令重新答复1件: two parts of one outcome are not that outcome."""
    known = story.notes.get(key)
    if known is None or "。" in story.text[known.end : count.start]:
        return False
    story.notes.withdraw(key, [])
    return True


def _in_question(story: Story, count: Token) -> list[str]:
    """The row of the cases told last; several when it may be either. 维持0件 is of none, too."""
    told = [row for row, value in story.cases if value]
    if not told and count.value == 0 and len(story.cases) == 1:
        told = [story.cases[0][0]]
    rows = [story.judging] if story.judging else told
    if rows and rows[0] == "lawsuits" and rows[-1] in SUITS and not set(rows) >= SUITS:
        return rows[-1:]
    return rows


def _judge(story: Story, row: str, outcome: str, place: Token, value: Decimal | None) -> None:
    if value is None:
        return
    if row == "lawsuits":
        keys = (f"litigation.direct.{outcome}", f"litigation.after_review.{outcome}")
        candidates = tuple((key, value) for key in keys)
        story.notes.doubts.append(Doubt(place.start, place.end, candidates))
    else:
        story.notes.put(f"litigation.{row}.{outcome}", value, place.start, place.end)


def take_all(story: Story, labels: frozenset[str], place: Token, clause: Container[str]) -> None:
    """均获维持, 均为复议后起诉: what holds for all the cases told before, or in the clause."""
    outcomes = [OUTCOMES[word] for word in OUTCOMES if word in labels]
    kind: Sequence[str] = sorted(SUITS & labels)
    if len(kind) == 1 and not outcomes and story.cases and story.cases[-1][0] == "lawsuits":
        value = story.cases[-1][1]
        story.notes.put(f"litigation.{kind[0]}.total", value, place.start, place.end)
        story.cases[-1] = (kind[0], value)
    loose = story.stray and "all" not in labels  # 2件正由法院审理，尚未审结: those two
    if len(outcomes) != 1 or story.settled or loose:
        return
    in_court = any(word in story.text[place.start : place.end] for word in COURT)
    named = dict([case for case in story.cases if case[0] in clause] or story.cases)
    for row, value in named.items():
        split = row == "lawsuits" and SUITS & named.keys()
        if not (in_court and row == "review") and not split:
            _judge(story, row, outcomes[0], place, value)
    story.settled = True


def withdraw_others(story: Story, clause: Clause) -> None:
    """其中涉及政府信息公开的1件: the cases told before were of all sorts."""
    if "信息公开" not in story.said(clause) or clause.has(*CASES) or story.topic != "litigation":
        return
    for row, value in story.cases:
        key = f"litigation.{row}.total"
        story.notes.withdraw(key, [(key, value)])
    story.topic, story.cases = "foreign", []
