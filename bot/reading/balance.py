"""What was read of table 三, held against itself: what came in is what was done and what is left,
and the outcomes together are what was done. A number whose words alone leave a doubt is believed
where it makes that come true, and one that was only inferred (均已答复) is not where it cannot be
true. A number that the text plainly states is kept: that it does not add up is for the checks.
"""

from collections.abc import Iterable
from decimal import Decimal

from bot.reading.meanings import GROUPS, KINDS, REASONS, RESULTS
from bot.reading.notes import WEAK, Notes

RECEIVED = "applications.received.total"
CARRIED_IN = "applications.carried_in.total"
CARRIED_OUT = "applications.carried_out.total"
DONE = "applications.results_total.total"
_OUTCOMES = frozenset({"granted", "partial", *GROUPS})
_REASONS = {
    group: [f"applications.{row}.total" for row in REASONS if row.startswith(f"{group}_")]
    for group in GROUPS
}


def settle(notes: Notes) -> None:
    """Takes what was supposed where it adds up, and what was inferred away where it cannot be."""
    _settle_reasons(notes)
    for key, count in notes.supposed:
        if count.value is not None and _adds_up(notes, key, count.value):
            notes.note(key, count)
    done, left = notes.get(DONE), _value(notes, CARRIED_OUT)
    wrong = left and done and not is_all_the_rest(notes, done.value)
    if done and done.firmness == WEAK and wrong:  # 均已答复, and some are carried over after all
        notes.withdraw(DONE, [(DONE, done.value)])
    came = notes.get(RECEIVED)
    if came and done and left and came.start == done.start:  # 收到并办结7件, and more came
        notes.withdraw(RECEIVED, [(RECEIVED, came.value)])
    _settle_included(notes)
    if done and done.value < outcomes_told(notes):  # 其中2件办结, 6件不掌握: of 2 others
        notes.withdraw(DONE, [(DONE, done.value)])


def _settle_included(notes: Notes) -> None:
    """受理45件，公开45件，包括上年结转4件: told behind the outcomes, they may be of the 45."""
    came, before = notes.get(RECEIVED), notes.get(CARRIED_IN)
    if not notes.included or not came or not before or not before.value:
        return
    told = [key for key, read in notes.readings.items() if came.start < read.start < before.start]
    outcomes = any(key.split(".")[1].partition("_")[0] in _OUTCOMES for key in told)
    left = _value(notes, CARRIED_OUT) or 0
    if outcomes and outcomes_told(notes) + left != came.value + before.value:
        candidates = [(RECEIVED, came.value), (RECEIVED, came.value - before.value)]
        notes.withdraw(RECEIVED, candidates)


def _settle_reasons(notes: Notes) -> None:
    """收到9件，重复申请3件，内部事务信息1件，公开5件: reasons told without their group are outcomes
    where all together make up what was done.
    """
    if not notes.ungrouped:
        return
    keys = {key for key, _ in notes.ungrouped}
    twice = len(keys) < len(notes.ungrouped) or not keys.isdisjoint(notes.readings)
    told, more = outcomes_told(notes), _sum(count.value for _, count in notes.ungrouped)
    wholes = _wholes(notes)
    if told and not twice and told not in wholes and told + more in wholes:
        for key, count in notes.ungrouped:
            notes.note(key, count)


def _adds_up(notes: Notes, key: str, value: Decimal) -> bool:
    if key == CARRIED_OUT:
        done = notes.get(DONE)
        return bool(done and done.firmness > WEAK and is_all_the_rest(notes, done.value, value))
    if key == DONE:
        return outcomes_told(notes) == value and len(_groups_told(notes)) > 1
    if key == RECEIVED:
        told = _value(notes, "applications.received.natural") or 0
        return value in {told + notes.organisations, kinds_told(notes, "received")} - {told}
    _, row, column = key.split(".")
    reasons = _reasons_told(notes, row) if column == "total" else []
    if reasons:  # 反复申请4件，重新出具1件，共计5件
        return len(reasons) > 1 and sum(reasons) == value
    if column == "total":
        return outcomes_told(notes) + value in _wholes(notes)
    return kinds_told(notes, row) + value == _value(notes, f"applications.{row}.total")


def _wholes(notes: Notes) -> set[Decimal]:
    """What the outcomes may add up to."""
    came, before = _value(notes, RECEIVED), _value(notes, CARRIED_IN) or 0
    left, done = _value(notes, CARRIED_OUT) or 0, _value(notes, DONE)
    wholes = {done} | ({came, came + before, came + before - left} if came is not None else set())
    return {whole for whole in wholes if whole is not None}


def _groups_told(notes: Notes) -> set[str]:
    """The outcomes that were told; reasons stand for their group."""
    told = (key.split(".")[1] for key in notes.readings if key.startswith("applications."))
    return {row.partition("_")[0] for row in told if row in RESULTS}


def is_all_the_rest(notes: Notes, value: Decimal | None, left: Decimal | None = None) -> bool:
    """除2件结转外，其余54件均已答复: all that are not carried over, if that is how it adds up."""
    came, before = _value(notes, RECEIVED), _value(notes, CARRIED_IN) or 0
    left = _value(notes, CARRIED_OUT) if left is None else left
    if left is None:  # 除1件尚在答复中，其余26件处理完毕
        left = next((count.value for key, count in notes.supposed if key == CARRIED_OUT), None)
    return came is not None and left is not None and value == came + before - left


def all_there_was(notes: Notes) -> Decimal | None:
    """What came in this year and what was carried in; None where that is not known."""
    came = _value(notes, RECEIVED)
    return None if came is None else came + (_value(notes, CARRIED_IN) or 0)


def outcomes_told(notes: Notes) -> Decimal:
    """How many requests the outcomes told so far account for at least."""
    told = [_value(notes, f"applications.{row}.total") for row in ("granted", "partial")]
    groups = [
        max(_value(notes, f"applications.{group}.total") or 0, sum(_reasons_told(notes, group)))
        for group in GROUPS
    ]
    return _sum([*told, *map(Decimal, groups)])


def _reasons_told(notes: Notes, group: str) -> list[Decimal]:
    """What was told of the reasons of a group."""
    told = (_value(notes, key) for key in _REASONS.get(group, ()))
    return [value for value in told if value is not None]


def kinds_told(notes: Notes, row: str) -> Decimal:
    """How many of a row the kinds of applicants told so far account for."""
    return _sum(_value(notes, f"applications.{row}.{kind}") for kind in (*KINDS, "other"))


def _value(notes: Notes, key: str) -> Decimal | None:
    reading = notes.get(key)
    return reading.value if reading else None


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))
