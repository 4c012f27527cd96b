"""A row answered in words. A sentence may settle its row, several of them, or the whole table; what
of it is taken, what is asked about and what is left is said, for a clerk sees only what was read
back.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.forms.form import Form, Table
from bot.forms.number import plain
from bot.interview.answer import read_answer
from bot.interview.counted import (
    counts_of,
    doubts_of,
    kept_cells,
    left_of,
    not_read,
    of_table,
    settled,
    spoken_of,
)
from bot.interview.facts import ANSWERS, TOLD
from bot.interview.outcome import Outcome, refuse
from bot.interview.questions import Question, by_rows, is_untouched, table_of
from bot.interview.rest import rest
from bot.interview.row_names import split_zero
from bot.interview.state import Slot, Slots, State
from bot.interview.story import Told, more_than_none, story_of
from bot.interview.tell import keep
from bot.messages import Fact, Say
from bot.reading.named import named_in_line
from bot.reading.numerals import HAN, Row, read_number, read_row
from bot.reading.rest import none_of_all, split_rest
from bot.reading.words import without_particles

_FIGURE = re.compile(rf"[\d{HAN}]")
_WORDED = re.compile("[㐀-鿿]{4}")  # more than 大约 beside a figure


def read_row_told(
    form: Form, state: State, item: Question, text: str, previous: Mapping[str, str]
) -> Outcome:
    """An answer to a row: its figures, or a sentence that settles rows of its table, in the words
    of reports or in those that are spoken.
    """
    table = form.tables[table_of(item)]
    text = _certain(form, item, text)
    if none_of_all(text):
        whole = len(item.keys) == 1
        return rest(form, state, table) if whole else refuse("row_or_table", table=table.id)
    rows = split_rest(text)
    if rows and (with_rest := _with_rest(form, state, item, rows, previous)):
        return with_rest
    outcome = _read(form, state, item, text, previous)
    return outcome if text.isascii() else _as_spoken(form, state, item, text, previous, outcome)


def _certain(form: Form, item: Question, text: str) -> str:
    """Figures without what only colours them, as 应该是8吧; 应该没有 is no figure."""
    bare, kinds = without_particles(text), [form.kind(key) for key in item.keys]
    row = isinstance(read_row(bare, len(kinds), kinds), Row) or read_number(bare) is not None
    return bare if row and _FIGURE.search(bare) else text


def _as_spoken(  # noqa: PLR0917 - what a reader takes, and what it read
    form: Form,
    state: State,
    item: Question,
    text: str,
    previous: Mapping[str, str],
    outcome: Outcome,
) -> Outcome:
    """What was read of a text, or more where it is put into the words of reports; what it tells of
    another table; and what of it is no exact figure.
    """
    spoken = spoken_of(text, table_of(item))
    if spoken.formal != text:
        of_row = form.cells[item.keys[0]].row.label + spoken.formal  # 新发2个，废止1个 names none
        for formal in (spoken.formal, of_row):
            again = _read(form, state, item, formal, previous)
            outcome = again if _weight(again) > _weight(outcome) else outcome
    if not outcome.facts and (elsewhere := _of_another(form, state, item, text, previous)):
        return elsewhere
    if not spoken.rough or not _WORDED.search(text):
        return outcome
    rough = Say("not_exact", {"words": spoken.rough})
    says = (say for say in outcome.says if say.wording != "not_read" and outcome.facts)
    return replace(outcome, says=(*says, rough))


def _with_rest(
    form: Form, state: State, item: Question, text: str, previous: Mapping[str, str]
) -> Outcome | None:
    """Rows, and that all others are none: 许可20，别的没有; None where the rows are not clear."""
    told = read_row_told(form, state, item, text, previous)
    clear = all(say.wording == "kept.cells" for say in told.says)
    if not told.facts or not clear:
        return None
    given = {fact.key: Slot("answered", fact.value) for fact in told.facts}
    then = replace(state, slots=Slots({**state.slots, **given}))
    others = rest(form, then, form.tables[table_of(item)])
    if not others.facts:
        return told
    return Outcome((*told.facts, *others.facts), (*told.says, *others.says))


def _of_another(
    form: Form, state: State, item: Question, text: str, previous: Mapping[str, str]
) -> Outcome | None:
    """A story of another table, told too early, as 今年收到7件申请: kept there, while nothing is
    filled there yet.
    """
    for table in form.tables.values():
        story = story_of(form, table.id)
        if story is None or table.id == table_of(item) or not is_untouched(form, state, table.id):
            continue
        formal = spoken_of(text, table.id).formal
        about = table.id if "申请" in text else table_of(item)
        told = of_table(counts_of(form, state, about, formal), table.id)
        if told:
            kept = keep(state, story, told, previous, text)
            said = Say("kept.other_table", {"table": table.id})
            facts = (*kept.facts, Fact("turned_to", item.id))
            return Outcome(facts, (*kept.says, said))
    return None


def _weight(outcome: Outcome) -> tuple[int, int]:
    """How much was understood: what is kept, then what is said of it beside a refusal."""
    refused = any(say.wording.startswith("refused.") for say in outcome.says)
    return sum(fact.kind in ANSWERS for fact in outcome.facts), int(not refused)


def _read(
    form: Form, state: State, item: Question, text: str, previous: Mapping[str, str]
) -> Outcome:
    """As `read_row_told`, of a text as it is. What was told is remembered until a doubt in it is
    settled, for the answer may then settle more than a cell.
    """
    outcome = read_answer(form, state, item, text)
    table = form.tables[table_of(item)]
    counts = counts_of(form, state, table.id, text)
    told = of_table(counts, table.id)
    kept = outcome if outcome.facts else kept_cells(settled(form, table, told), text)
    doubts = doubts_of(form, state, table.id, text, counts, cells=True)
    if kept.facts and not doubts and _beyond(form, told, kept):
        whole = _told_of_rows(form, state, table, told, previous, text)
        return replace(whole, says=(*whole.says, *not_read(left_of(text, counts, table.id))))
    if outcome.facts:
        return replace(outcome, says=(*outcome.says, *_otherwise(form, state, item, outcome)))
    if kept.facts:
        kept = _with_named(form, state, item, kept, left_of(text, counts, table.id))
    if not doubts:
        unsettled = _unsettled(form, table, told, kept)
        if kept.facts or unsettled:
            return replace(kept, says=(*kept.says, *unsettled))
        return outcome
    waiting = tuple(Fact("told", key, plain(value), text) for key, value in told.items())
    return Outcome((*waiting, *kept.facts), (*kept.says, *doubts))


def _unsettled(form: Form, table: Table, told: Told, kept: Outcome) -> tuple[Say, ...]:
    """Totals that were told without what they consist of, where no story asks for it: 诉讼1件."""
    if story_of(form, table.id):
        return ()
    rows = {fact.key.rpartition(".")[0] for fact in kept.facts if fact.value != "0"}
    suits = any(
        form.cells[f"{row}.total"].row.groups for row in rows if f"{row}.total" in form.cells
    )
    left = {
        key: plain(value)
        for key, value in told.items()
        if value and key.endswith(".total") and key.rpartition(".")[0] not in rows
    }
    if suits:
        left.pop("litigation.lawsuits.total", None)
    return (Say("not_settled", {"told": left}),) if left else ()


def _with_named(
    form: Form, state: State, item: Question, kept: Outcome, left: Sequence[str]
) -> Outcome:
    """What was read of a sentence, with the rows that its rest names: 许可35件, 规章没有."""
    of_rows = [words for words in left if named_in_line(words) or split_zero(words)]
    named = {words: read_answer(form, state, item, words) for words in of_rows}
    facts = (*kept.facts, *(fact for outcome in named.values() for fact in outcome.facts))
    lost = [words for words in left if words not in named or not named[words].facts]
    says = kept_cells({fact.key: fact.value for fact in facts}, "").says
    return Outcome(facts, (*says, *not_read(lost)))


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
    if story and is_untouched(form, state, table.id):
        kept = keep(state, story, told, previous, text)
        return replace(kept, facts=(Fact("cleared", TOLD + by_rows(table.id)), *kept.facts))
    cells = settled(form, table, told)
    rows = {key.rpartition(".")[0] for key in cells}
    left = {
        key: plain(told[key]) for key in _of_rows(form, told) if key.rpartition(".")[0] not in rows
    }
    kept = kept_cells(cells, text)
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
