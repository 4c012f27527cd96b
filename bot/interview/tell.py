"""What a clerk tells of a table in words becomes totals, and the totals become cells as soon as the
story leaves nothing open. What was understood is kept at once, so that a crash in the middle of a
story loses none of it; what was not is asked for with an example.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.forms.form import Form, Table
from bot.forms.number import decimal, plain, tidy
from bot.interview.answer import read_answer
from bot.interview.facts import OFFERED, TOLD
from bot.interview.outcome import Outcome, refuse
from bot.interview.press import command
from bot.interview.questions import (
    Question,
    by_rows,
    first_row,
    story_question,
    table_of,
)
from bot.interview.rows import LARGEST
from bot.interview.state import State
from bot.interview.story import (
    LEDGER,
    WHO,
    Filled,
    Story,
    Told,
    amount,
    more_than_none,
    plan,
    story_of,
)
from bot.messages import Choice, Fact, Say
from bot.reading.named import KINDS_OF_APPLICANT, all_of, named_figures, named_in_line
from bot.reading.numerals import HAN, Row, read_number, read_row

if TYPE_CHECKING:
    from bot.reading.counts import Counts

_CLAUSE = re.compile(r"[,;。、]")
_REASON = re.compile(rf"([^\d\s,、;:。]+?):?(\d+|[{HAN}]+)(?:件|份|宗)?(?:[,、;。]|$)")


def read_story(
    form: Form, state: State, item: Question, text: str, previous: Mapping[str, str]
) -> Outcome:
    """A text as the answer to what a story leaves open."""
    story = story_of(form, table_of(item))
    if story is None:
        return Outcome()
    several = "\n" in text.strip() or "\t" in text
    if several or isinstance(read_row(text, len(story.columns)), Row):
        return read_answer(form, state, first_row(form, story.table.id), text)
    topic, _, group = item.id.partition("?")[2].partition(".")
    told = _short(story, state.told, topic, group, text)
    says: tuple[Say, ...] = ()
    if not told:
        counts = _counts(form, state, story.table.id, text)
        told = _told(story, text, counts)
        says = _doubts(form, state, story.table.id, text, counts)
        if not told and says:
            return Outcome(says=says)
        says = (*_not_read(_left(text, counts, story.table.id)), *says)
    if not told or max(told.values()) >= LARGEST["count"]:
        came = plain(amount(story, state.told, story.inflow[0]) or Decimal(0))
        return refuse("story", topic=topic, group=group, table=story.table.id, came=came)
    kept = keep(state, story, told, previous, text)
    return replace(kept, says=(*kept.says, *says))


def tell(form: Form, state: State, arg: str) -> Outcome:
    """The answer to a doubt, as `applications.received.total 12`: a total of a story, or a cell."""
    key, _, figure = arg.partition(" ")
    table, count = form.tables.get(key.partition(".")[0]), _pressed_count(figure)
    if table is None or count is None:
        return Outcome()
    story = story_of(form, table.id)
    if story and story_question(form, state, first_row(form, table.id)):
        told = {key: Decimal(count)} if _is_of(form, story, key) else {}
        return keep(state, story, told, {}, figure) if told else Outcome()
    if not _can_be_entered(form, key) or key in state.slots:
        return Outcome()
    told = {k: v for k, v in state.told.items() if k.startswith(table.id + ".")}
    cells = {key: str(count), **settled(form, table, {**told, key: Decimal(count)})}
    return _kept_cells(cells, figure)


def _pressed_count(text: str) -> int | None:
    """The count in a press. A press is what somebody's program sends, not always ours."""
    fits = text.isascii() and text.isdigit() and len(text) < len(str(LARGEST["count"]))
    return int(text) if fits else None


def _is_of(form: Form, story: Story, key: str) -> bool:
    """True for a cell of the table, or the total of a group of its rows."""
    cell = form.cells.get(key)
    return cell.table is story.table if cell else key in map(story.key, story.groups)


def _kept_cells(cells: Mapping[str, str], raw: str) -> Outcome:
    facts = tuple(Fact("answered", key, value, raw) for key, value in cells.items())
    return Outcome(facts, (Say("kept.cells", {"keys": list(cells)}),)) if facts else Outcome()


def _can_be_entered(form: Form, key: str) -> bool:
    return key in form.cells and not form.cells[key].computed


def _doubts(
    form: Form, state: State, table: str, text: str, counts: "Counts", *, cells: bool = False
) -> tuple[Say, ...]:
    """The first thing in a sentence that may mean one of several: asked about, never guessed.

    With `cells` only what an answer would fill: a total fills nothing outside a story.
    """
    for doubt in counts.unsure:
        meant = [(k, v) for k, v in doubt.candidates if k.startswith(table + ".")]
        if cells:
            meant = [(k, v) for k, v in meant if _can_be_entered(form, k) and k not in state.slots]
        if len(meant) > 1:
            choices = tuple((_meaning(state, key, plain(value)),) for key, value in meant)
            said = {"words": text[doubt.start : doubt.end]}
            return (Say("doubt", said, choices),)
    return ()


def _left(text: str, counts: "Counts", table: str) -> list[str]:
    from bot.reading.unread import unread  # noqa: PLC0415 - as in `_counts`

    return unread(text, counts, table)


def _not_read(left: Sequence[str]) -> tuple[Say, ...]:
    """What of a sentence was not understood, or is of another table: said, or it would be lost."""
    return (Say("not_read", {"words": left}),) if left else ()


def _meaning(state: State, key: str, value: str) -> Choice:
    return Choice(command(state.report, "tell", f"{key} {value}"), "meant", {"k": key, "v": value})


def read_row_told(
    form: Form, state: State, item: Question, text: str, previous: Mapping[str, str]
) -> Outcome:
    """An answer to a row: its figures, or a sentence that settles rows of its table. What was told
    is remembered until a doubt in it is settled, for the answer may then settle more than a cell.
    """
    outcome = read_answer(form, state, item, text)
    table = form.tables[table_of(item)]
    counts = _counts(form, state, table.id, text)
    told = _of_table(counts, table.id)
    kept = outcome if outcome.facts else _kept_cells(settled(form, table, told), text)
    doubts = _doubts(form, state, table.id, text, counts, cells=True)
    if kept.facts and not doubts and _beyond(form, told, kept):
        whole = _told_of_rows(form, state, table, told, previous, text)
        return replace(whole, says=(*whole.says, *_not_read(_left(text, counts, table.id))))
    if outcome.facts:
        return replace(outcome, says=(*outcome.says, *_otherwise(form, state, item, outcome)))
    if kept.facts:
        kept = _with_named(form, state, item, kept, _left(text, counts, table.id))
    if not doubts:
        return kept if kept.facts else outcome
    waiting = tuple(Fact("told", key, plain(value), text) for key, value in told.items())
    return Outcome((*waiting, *kept.facts), (*kept.says, *doubts))


def _with_named(
    form: Form, state: State, item: Question, kept: Outcome, left: Sequence[str]
) -> Outcome:
    """What was read of a sentence, with the rows that its rest names: 许可35件."""
    named = {words: read_answer(form, state, item, words) for words in left if named_in_line(words)}
    facts = (*kept.facts, *(fact for outcome in named.values() for fact in outcome.facts))
    lost = [words for words in left if words not in named or not named[words].facts]
    says = _kept_cells({fact.key: fact.value for fact in facts}, "").says
    return Outcome(facts, (*says, *_not_read(lost)))


def _beyond(form: Form, told: Told, outcome: Outcome) -> bool:
    """True for a sentence that tells of more rows than those it was taken as an answer to."""
    answered = {fact.key.rpartition(".")[0] for fact in outcome.facts}
    return any(key.rpartition(".")[0] not in answered for key in _of_rows(form, told))


def _of_rows(form: Form, told: Told) -> list[str]:
    """What was told of rows and of groups of rows; all lawsuits are neither."""
    return [key for key in told if key in form.cells or story_of(form, key.partition(".")[0])]


def _told_of_rows(  # noqa: PLR0917 - what a reader takes, and what it read
    form: Form,
    state: State,
    table: Table,
    told: Told,
    previous: Mapping[str, str],
    text: str,
) -> Outcome:
    """Several rows told at once where a table is filled row by row: its story, while nothing of it
    is filled; else the rows that are settled, and by name those that are not.
    """
    story = story_of(form, table.id)
    if story and not any(cell.id in state.slots for cell in table.cells()):
        kept = keep(state, story, told, previous, text)
        return replace(kept, facts=(Fact("cleared", TOLD + by_rows(table.id)), *kept.facts))
    cells = settled(form, table, told)
    rows = {key.rpartition(".")[0] for key in cells}
    left = {
        key: plain(told[key]) for key in _of_rows(form, told) if key.rpartition(".")[0] not in rows
    }
    kept = _kept_cells(cells, text)
    says = (Say("not_by_kind", {"told": left}),) if left else ()
    return replace(kept, says=(*kept.says, *says))


def _otherwise(form: Form, state: State, item: Question, outcome: Outcome) -> tuple[Say, ...]:
    """That rows were told to have another total than they were given now: taken, but not silently,
    for one of the two figures is wrong.
    """
    story = story_of(form, table_of(item))
    if story is None or not (told := more_than_none(story, state.told)):
        return ()
    given = {fact.key: Decimal(fact.value) for fact in outcome.facts}
    sums = {key: _total_given(form, key, given) for key in told if key in form.cells}
    differing = {
        key: (told[key], plain(total))
        for key, total in sums.items()
        if total is not None and plain(total) != told[key]
    }
    return (Say("told_otherwise", {"rows": differing}),) if differing else ()


def _total_given(form: Form, key: str, given: Mapping[str, Decimal]) -> Decimal | None:
    """The total of a row whose cells were all given just now."""
    parts = form.cells[key].parts("columns")
    return sum((given[part] for part in parts), Decimal(0)) if given.keys() >= set(parts) else None


def settled(form: Form, table: Table, told: Told) -> dict[str, str]:
    """The cells that told figures leave no doubt about. A total settles its row when its told parts
    add up to it, for then the others are 0; all lawsuits settle both kinds of them in the same way.
    """
    suits = [cell.parts("columns") for cell in table.cells() if cell.row.groups]
    known = sum((told.get(part, Decimal(0)) for parts in suits for part in parts), Decimal(0))
    whole = told.get("litigation.lawsuits.total") == known
    cells: dict[str, str] = {}
    for cell in table.cells():
        if not cell.computed and cell.id in told:
            cells[cell.id] = plain(told[cell.id])
        parts = cell.parts("columns")
        own = sum((told.get(part, Decimal(0)) for part in parts), Decimal(0))
        total = told.get(cell.id, own if whole and cell.row.groups else None)
        if parts and total == own:
            cells |= {part: plain(told.get(part, Decimal(0))) for part in parts}
    return {key: value for key, value in cells.items() if not form.cells[key].computed}


def _of_table(counts: "Counts", table: str) -> dict[str, Decimal]:
    """The counts of one table among those that a sentence states."""
    return {key: value for key, value in counts.values.items() if key.startswith(table + ".")}


def _counts(form: Form, state: State, table: str, text: str) -> "Counts":
    """The counts that a sentence states which was said when a table was asked about."""
    from bot.reading.counts import read_counts  # noqa: PLC0415 - slow to import, for sentences only

    return read_counts(text, form=form, year=state.year, unit=state.title, about=table)


def choose(
    form: Form, state: State, item: Question, value: str, previous: Mapping[str, str]
) -> Outcome:
    """A button below what a story leaves open: the index of a reason or of a kind, or a number."""
    story = story_of(form, table_of(item))
    topic, _, group = item.id.partition("?")[2].partition(".")
    if story is None:
        return Outcome()
    if topic == LEDGER:
        return _ledger(state, story, value)
    if value == "rows":
        return Outcome((Fact("told", by_rows(story.table.id), "1"),))
    count = _pressed_count(value)
    told = _chosen(story, state.told, topic, group, count) if count is not None else {}
    return keep(state, story, told, previous, value) if told else Outcome()


def _ledger(state: State, story: Story, value: str) -> Outcome:
    """The counts of a ledger, taken or put away."""
    offered = OFFERED + story.table.id
    done = Fact("cleared", offered)
    if value != "yes" or offered not in state.slots:
        return Outcome((done,), (Say("ledger_put_away"),))
    cells = json.loads(state.slots[offered].value)
    facts = tuple(Fact("answered", key, figure, LEDGER) for key, figure in cells.items())
    said = {"table": story.table.id, "keys": list(cells), "open": 0}
    return Outcome((done, *facts), (Say("kept.story", said),))


def _chosen(story: Story, told: Told, topic: str, group: str, number: int) -> dict[str, Decimal]:
    if topic == "who" and number < len(story.columns):
        return {f"{story.table.id}.{WHO}": Decimal(number)}
    if topic == "reason" and number < len(story.groups.get(group, ())):
        row = story.groups[group][number]
        return {story.key(row): _unexplained(story, told, group)}
    rows = {"carried_in": story.inflow[1], "rest": story.outflow, "results": story.outcomes[0]}
    return {story.key(rows[topic]): Decimal(number)} if topic in rows else {}


def _unexplained(story: Story, told: Told, group: str) -> Decimal:
    """What of a group has no reason yet."""
    known = (amount(story, told, row) or Decimal(0) for row in story.groups[group])
    return (amount(story, told, group) or Decimal(0)) - sum(known, Decimal(0))


def _short(story: Story, told: Told, topic: str, group: str, text: str) -> dict[str, Decimal]:
    """A short answer, taken as a whole: a number, who asked, or the reasons of a group. Who asked
    and the reasons of a group told before are heard whatever is asked about, if they add up.
    """
    number = read_number(text)
    if number is not None:
        rows = {"received": story.inflow[0], "carried_in": story.inflow[1], "rest": story.outflow}
        return {story.key(rows[topic]): number} if topic in rows else {}
    if topic == "reason" and (reasons := _reasons(story, told, group, text)):
        return reasons
    return _who(story, told, text) or _reasons_of_another(story, told, text)


def _told(story: Story, text: str, counts: "Counts") -> dict[str, Decimal]:
    """The totals that a sentence tells; empty if it tells none."""
    told = _of_table(counts, story.table.id)
    everyone = [all_of(clause, KINDS_OF_APPLICANT) for clause in _CLAUSE.split(tidy(text))]
    for column in filter(None, everyone):
        told[f"{story.table.id}.{WHO}"] = Decimal(story.columns.index(column))
    return told


def _who(story: Story, told: Told, text: str) -> dict[str, Decimal]:
    """Who asked: one kind for all, or so many of each kind of those that came in."""
    if column := all_of(text, KINDS_OF_APPLICANT):
        return {f"{story.table.id}.{WHO}": Decimal(story.columns.index(column))}
    kinds = named_figures(text, KINDS_OF_APPLICANT)
    received = story.inflow[0]
    if not kinds or sum(kinds.values()) != amount(story, told, received):
        return {}
    before = [column for column in story.columns if story.key(received, column) in told]
    return {story.key(received, c): Decimal(0) for c in before} | {
        story.key(received, column): value for column, value in kinds.items()
    }


def _reasons(story: Story, told: Told, group: str, text: str) -> dict[str, Decimal]:
    """The reasons of a group by a part of their labels: all for one, or so many for each."""
    labels = {r.id: tidy(r.label) for b in story.table.blocks for r in b.rows}
    pairs = _REASON.findall(tidy(text)) or [(tidy(text), "")]
    found: dict[str, Decimal] = {}
    for name, figure in pairs:
        hits = [row for row in story.groups[group] if name.removesuffix("信息") in labels[row]]
        value = read_number(figure) if figure else _unexplained(story, told, group)
        if len(hits) != 1 or value is None:
            return {}
        found[story.key(hits[0])] = value
    return found


def _reasons_of_another(story: Story, told: Told, text: str) -> dict[str, Decimal]:
    """The reasons of a group that is not asked about yet, if they are all of them."""
    for group in story.groups:
        left = _unexplained(story, told, group)
        reasons = _reasons(story, told, group, text) if left else {}
        if reasons and sum(reasons.values()) == left:
            return reasons
    return {}


def keep(
    state: State,
    story: Story,
    new: Mapping[str, Decimal],
    previous: Mapping[str, str],
    raw: str,
) -> Outcome:
    """Keeps what was told, and fills the table if nothing is open any more."""
    new = {**_carried_in(story, state.told, new, previous), **new}
    facts = tuple(Fact("told", key, plain(value), raw) for key, value in new.items())
    whole = plan(story, {**state.told, **new})
    if not isinstance(whole, Filled):
        return Outcome(facts, (Say("kept.told", {"told": _as_text(new)}),))
    cells = tuple(Fact("answered", key, value, raw) for key, value in whole.cells.items())
    said = {"table": story.table.id, "keys": list(whole.cells), "open": _rows_left(story, whole)}
    return Outcome((*facts, *cells), (Say("kept.story", said),))


def _carried_in(
    story: Story, told: Told, new: Told, previous: Mapping[str, str]
) -> dict[str, Decimal]:
    """What was carried in, unless it was told: what last year's report carried out, by column; else
    what all the others leave, since what comes in goes out.
    """
    whole = {**told, **new}
    if amount(story, whole, story.inflow[1]) is not None:
        return {}
    return _carried_over(story, previous) or _left_by_others(story, whole)


def _left_by_others(story: Story, told: Told) -> dict[str, Decimal]:
    came, done, stays = (
        amount(story, told, row) for row in (story.inflow[0], story.results, story.outflow)
    )
    if came is None or done is None or stays is None or done + stays < came:
        return {}
    return {story.key(story.inflow[1]): done + stays - came}


def _carried_over(story: Story, previous: Mapping[str, str]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for column in story.columns:
        value = decimal(previous.get(story.key(story.outflow, column), ""))
        if value is None:
            return {}
        found[story.key(story.inflow[1], column)] = value
    return found


def _as_text(told: Told) -> dict[str, str]:
    return {key: plain(value) for key, value in told.items()}


def _rows_left(story: Story, filled: Filled) -> int:
    rows = {key.rsplit(".", 1)[0] for key in filled.cells}
    return len(story.inflow) + len(story.outcomes) + 1 - len(rows)
