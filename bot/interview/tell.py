"""What a clerk tells of a table in words becomes totals, and the totals become cells as soon as the
story leaves nothing open. What was understood is kept at once, so that a crash in the middle of a
story loses none of it; what was not is asked for with an example.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from bot.forms.form import Form
from bot.forms.number import decimal, plain, tidy
from bot.interview.answer import read_answer
from bot.interview.counted import (
    can_be_entered,
    counts_of,
    doubts_of,
    kept_cells,
    left_of,
    not_read,
    of_table,
    settled,
    spoken_of,
)
from bot.interview.facts import OFFERED
from bot.interview.outcome import Outcome, refuse
from bot.interview.questions import (
    Question,
    by_rows,
    first_row,
    question,
    story_question,
    table_of,
)
from bot.interview.rest import rest
from bot.interview.rows import LARGEST
from bot.interview.state import State
from bot.interview.story import LEDGER, WHO, Filled, Open, Story, Told, amount, plan, story_of
from bot.messages import Fact, Say
from bot.reading.named import KINDS_OF_APPLICANT, all_of, named_figures
from bot.reading.numerals import HAN, Row, read_number, read_row
from bot.reading.rest import ALL_GRANTED, NONE_CAME, none_of_all
from bot.reading.words import YES, bare_word, without_particles

if TYPE_CHECKING:
    from bot.reading.counts import Counts

_CLAUSE = re.compile(r"[,;。、]")
_NONE_CARRIED = re.compile(
    r"(?:去年|上年度?|也|都)?(?:没有?|无)(?:结转|转)(?:过?来)?的?(?:申请)?[了。]?"
)
_GOES_ON = re.compile(
    r"(?:都|还|明年|下年|是|要|继续)*(?:接着办|继续办|在办|结转)理?(?:下年|明年)?的?"
)
Heard = tuple[dict[str, Decimal], tuple[Say, ...]]  # what was told, and what is to be said of it
_THE_REST = re.compile(r"剩下|剩余|其余|余下|其他|另外")
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
    if none_of_all(text):
        carried = {previous.get(story.key(story.outflow, c), "0") for c in story.columns} - {"0"}
        if not carried:
            return rest(form, state, story.table)
        text = NONE_CAME
    told, says = _heard(form, state, story, item, text)
    if not text.isascii():
        told, says = _as_spoken(form, state, story, item, text, (told, says))
    if not told and says:
        return Outcome(says=says)
    if not told or max(told.values()) >= LARGEST["count"]:
        came = plain(amount(story, state.told, story.inflow[0]) or Decimal(0))
        return refuse("story", topic=topic, group=group, table=story.table.id, came=came, text=text)
    kept = keep(state, story, told, previous, text)
    return replace(kept, says=(*kept.says, *says))


def _as_spoken(  # noqa: PLR0917 - what a reader takes, and what it read
    form: Form, state: State, story: Story, item: Question, text: str, heard: Heard
) -> Heard:
    """What was heard, or more where the text is put into the words of reports; and what of it is no
    exact figure.
    """
    spoken = spoken_of(text, story.table.id, came=item.id.endswith("?received"))
    if spoken.formal != text:
        again = _heard(form, state, story, item, spoken.formal)
        heard = again if len(again[0]) > len(heard[0]) else heard
    if not spoken.rough:
        return heard
    says = (say for say in heard[1] if say.wording != "not_read")
    return heard[0], (*says, Say("not_exact", {"words": spoken.rough}))


def _heard(form: Form, state: State, story: Story, item: Question, text: str) -> Heard:
    """What a text tells of a story, and what is to be said of the rest of it."""
    topic, _, group = item.id.partition("?")[2].partition(".")
    if told := _short(story, state.told, topic, group, text):
        return told, ()
    table = story.table.id
    counts = counts_of(form, state, table, text)
    told, doubts = _told(story, text, counts), doubts_of(form, state, table, text, counts)
    left = not_read(left_of(text, counts, table)) if told or not doubts else ()
    return told, (*left, *doubts) if told or doubts else ()


def tell(form: Form, state: State, arg: str) -> Outcome:
    """The answer to a doubt, as `applications.received.total 12`: a total of a story, a cell, or a
    row that nothing stands in yet, as `litigation.direct 1 1 0 0`.
    """
    key, _, figure = arg.partition(" ")
    row = question(form, key)
    if row and row.kind == "row" and " " in figure:
        return _tell_row(form, state, row, figure)
    table, count = form.tables.get(key.partition(".")[0]), _pressed_count(figure)
    if table is None or count is None:
        return Outcome()
    story = story_of(form, table.id)
    if story and story_question(form, state, first_row(form, table.id)):
        told = {key: Decimal(count)} if _is_of(form, story, key) else {}
        return keep(state, story, told, {}, figure) if told else Outcome()
    if not can_be_entered(form, key) or key in state.slots:
        return Outcome()
    cells = {key: str(count), **settled(form, table, {**state.told, key: Decimal(count)})}
    return kept_cells(cells, figure)


def _tell_row(form: Form, state: State, row: Question, figures: str) -> Outcome:
    """A row between several, and what it settles of the others."""
    facts = read_answer(form, state, row, figures).facts
    if not facts or not state.slots.keys().isdisjoint(row.keys):
        return Outcome()
    told = {**state.told, **{fact.key: Decimal(fact.value) for fact in facts}}
    return kept_cells(settled(form, form.tables[table_of(row)], told), figures)


def _pressed_count(text: str) -> int | None:
    """The count in a press. A press is what somebody's program sends, not always ours."""
    fits = text.isascii() and text.isdigit() and len(text) < len(str(LARGEST["count"]))
    return int(text) if fits else None


def _is_of(form: Form, story: Story, key: str) -> bool:
    """True for a cell of the table, or the total of a group of its rows."""
    cell = form.cells.get(key)
    return cell.table is story.table if cell else key in map(story.key, story.groups)


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
    text = without_particles(text)
    none = topic == "carried_in" and _NONE_CARRIED.fullmatch(tidy(text))
    number = Decimal(0) if none else read_number(text)
    if number is not None:
        rows = {"received": story.inflow[0], "carried_in": story.inflow[1], "rest": story.outflow}
        return {story.key(rows[topic]): number} if topic in rows else {}
    if topic == "received" and (kinds := named_figures(text, KINDS_OF_APPLICANT)):
        of_kinds = {story.key(story.inflow[0], column): value for column, value in kinds.items()}
        return {story.key(story.inflow[0]): sum(kinds.values(), Decimal(0)), **of_kinds}
    if of_rest := _of_rest(story, told, topic, text):
        return of_rest
    if topic == "reason" and (reasons := _reasons(story, told, group, text)):
        return reasons
    return _who(story, told, text) or _reasons_of_another(story, told, text)


def _of_rest(story: Story, told: Told, topic: str, text: str) -> dict[str, Decimal]:
    """What became of all that is left: a yes to its being carried on, 都给了, 剩下的都给了."""
    left = plan(story, told)
    if topic not in ("results", "rest") or not isinstance(left, Open):
        return {}
    if topic == "rest" and (bare_word(text) in YES or _GOES_ON.fullmatch(tidy(text))):
        return {story.key(story.outflow): left.amount}
    granted = story.outcomes[0]
    rest = topic == "results" or _THE_REST.match(tidy(text))
    if not rest or spoken_of(text, story.table.id).formal != ALL_GRANTED:
        return {}
    return {story.key(granted): (amount(story, told, granted) or Decimal(0)) + left.amount}


def _told(story: Story, text: str, counts: "Counts") -> dict[str, Decimal]:
    """The totals that a sentence tells; empty if it tells none."""
    told = of_table(counts, story.table.id)
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
