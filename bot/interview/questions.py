"""What is asked, in the order of the form, and what is asked next. There is no stored position to
get out of step with the answers: the present question is where somebody went on purpose, or else
the first open one from the section they are working in.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.forms.form import Block, Cell, Form, Row, Section, Table
from bot.interview.facts import OFFERED, PUT_OFF, REASON, SOURCE, TOLD
from bot.interview.place import SEP, Place, place_of
from bot.interview.rights import REVIEW
from bot.interview.state import State
from bot.interview.story import LEDGER, Open, plan, story_of

READY = ""  # no question is open: the report can be finished
RENAMED = "renamed"  # is a report of another name the same unit's?
EXAMINE = "examine"  # which report is to be examined?
SIDE = ("year", RENAMED, EXAMINE)  # asked on request only
RETURN = "return:"  # before a section's id: why is it sent back?
RENEWAL = "~"  # before a text's id: the figures of last year's text are asked for


@dataclass(frozen=True)
class Question:
    """One thing to ask: the `keys` that an answer fills, in the order in which they are typed."""

    id: str
    kind: Literal["text", "row", "group", "field", "story", "renewal", "phrase"]
    section: Section
    keys: tuple[str, ...]
    required: bool = False


@lru_cache(maxsize=16)
def questions(form: Form) -> tuple[Question, ...]:
    """Every question of a form, in its order."""
    return tuple(
        question
        for section in form.sections
        for ask in section.asks
        for question in _asked(form, section, ask)
    )


@lru_cache(maxsize=16)
def _by_id(form: Form) -> dict[str, Question]:
    """The questions of a form and the fields of its groups, each a question of its own."""
    groups = (item for item in questions(form) if item.kind == "group")
    fields = [Question(key, "field", item.section, (key,)) for item in groups for key in item.keys]
    return {item.id: item for item in (*fields, *questions(form))}


@lru_cache(maxsize=256)
def of_section(form: Form, section: Section) -> tuple[Question, ...]:
    """The questions of a section, in the order of the form."""
    return tuple(item for item in questions(form) if item.section is section)


@lru_cache(maxsize=64)
def keys_of(form: Form, table: str) -> tuple[str, ...]:
    """The cells of a table that are asked for."""
    return tuple(key for q in questions(form) if table_of(q) == table for key in q.keys)


@lru_cache(maxsize=64)
def _cells_of(form: Form, table: str) -> tuple[str, ...]:
    return tuple(cell.id for cell in form.tables[table].cells())


def is_untouched(form: Form, state: State, table: str) -> bool:
    """True while nothing of a table is filled."""
    return not any(map(state.slots.__contains__, _cells_of(form, table)))


def _asked(form: Form, section: Section, ask: str) -> list[Question]:
    if ask in form.tables:
        return [
            Question(f"{ask}.{row.id}", "row", section, keys, required=True)
            for block, row in rows(form.tables[ask])
            if (keys := entered_cells(form.tables[ask], block, row))
        ]
    if ask in form.groups:
        return [Question(ask, "group", section, form.groups[ask].fields)]
    field = form.fields[ask]
    kind: Literal["text", "field"] = "text" if field.kind == "text" else "field"
    return [Question(ask, kind, section, (ask,), field.required)]


def rows(table: Table) -> list[tuple[Block, Row]]:
    """The rows of a table in printed order, each with its block."""
    return [(block, row) for block in table.blocks for row in block.rows]


def entered_cells(table: Table, block: Block, row: Row) -> tuple[str, ...]:
    """The cells of a row that somebody has to enter: those that nothing computes."""
    cells = (Cell(table, row, column) for column in block.columns)
    return tuple(cell.id for cell in cells if not cell.computed)


def question(form: Form, id_: str) -> Question | None:
    """The question with an id; a single field of a group is a question too, on request, and so is
    what a story leaves open, as `applications?who`, and a place in the bank of phrases.
    """
    if SEP in id_:
        return _of_the_bank(form, place_of(id_))
    if id_.startswith(RENEWAL) or "?" in id_:
        return _beside(form, id_)
    if item := _by_id(form).get(id_):
        return item
    if id_ in form.fields and form.fields[id_].kind != "text":
        return Question(id_, "field", form.sections[0], (id_,), form.fields[id_].required)
    return None


def _beside(form: Form, id_: str) -> Question | None:
    """What a story leaves open, or the figures of last year's text."""
    if "?" in id_:
        return Question(id_, "story", form.section_of(id_.partition("?")[0]), ())
    key = id_.removeprefix(RENEWAL)
    section = form.section_of(key)
    return Question(id_, "renewal", section, (key,)) if key in form.fields else None


def _of_the_bank(form: Form, at: Place) -> Question | None:
    """The screen of a place in the bank; None where the bank does not have it."""
    topics = {topic.id: topic for topic in form.topics_of(at.text)}
    if not topics or (at.topic and at.topic not in topics):
        return None
    if at.phrase:
        phrase = topics[at.topic].phrases.get(at.phrase) if at.topic else None
        if phrase is None or not phrase.blanks:
            return None
    return Question(at.id, "phrase", form.section_of(at.text), (at.text,))


def question_of(form: Form, key: str) -> Question | None:
    """The question that asks for a cell or field."""
    for item in questions(form):
        if key in item.keys:
            return item
    return question(form, key)


def asked_for(form: Form, key: str) -> Question | None:
    """The question to go to for a key of any kind: a cell, a total or a told row (then where its
    table begins), a field (then its group).
    """
    table = key.partition(".")[0]
    whole = (item for item in questions(form) if table_of(item) == table)
    return question_of(form, key) or next(whole, None)


def is_open(state: State, item: Question) -> bool:
    """True while a question still wants an answer."""
    if item.id in state.slots:
        return False
    if item.kind == "group":
        return not any(key in state.slots for key in item.keys)
    return not all(map(state.slots.__contains__, item.keys))


def open_questions(form: Form, state: State, section: Section | None = None) -> list[Question]:
    """What is still open, of one section or of all."""
    asked = of_section(form, section) if section else questions(form)
    return [item for item in asked if is_open(state, item)]


def present(form: Form, state: State) -> str:
    """The id of the question that somebody has before their eyes; READY when nothing is open. It is
    the one that was shown to them, also when a colleague has answered it since.
    """
    if state.overtaken and state.viewer.asked is not None:
        return state.viewer.asked
    return next_question(form, state)


def next_question(form: Form, state: State) -> str:
    """The id of the question to show now; READY when nothing is open."""
    at = state.at.lstrip("+")
    if at.startswith(RETURN) and REVIEW not in state.viewer.roles:
        at = ""
    if state.turned and (looked_at := _looked_at(form, state, at)):
        return looked_at
    sent_back = (q for q in questions(form) if q.section.id in state.returned)
    if state.returned and (returned := next(sent_back, None)):
        return story_question(form, state, returned) or returned.id
    first = form.sections.index(form.section_of(at)) if at else 0
    for section in (*form.sections[first:], *form.sections[:first]):
        waiting = (
            item
            for item in of_section(form, section)
            if is_open(state, item) and not put_off(form, state, item)
        )
        if first_open := next(waiting, None):
            return story_question(form, state, first_open) or first_open.id
    left = open_questions(form, state)
    first_left = min(left, key=lambda item: put_off(form, state, item), default=None)
    return (story_question(form, state, first_left) or first_left.id) if first_left else READY


def put_off(form: Form, state: State, item: Question) -> int:
    """When a question was put off, as the seq of that fact; 0 where it was not. A table that is
    told as a story is put off as a whole, with the sentence above it.
    """
    slot, table = state.slots.get(PUT_OFF + item.id), item.id.partition(".")[0]
    if slot is None and PUT_OFF + table in state.slots:
        told = story_question(form, state, first_row(form, table))
        slot = state.slots[PUT_OFF + table] if told else None
    return slot.seq if slot else 0


def _looked_at(form: Form, state: State, at: str) -> str:
    """The id of the question that somebody turned to; empty where it cannot be asked any more."""
    if is_beside(at):
        return at
    if at.endswith(f"?{LEDGER}") and OFFERED + at.partition("?")[0] in state.slots:
        return at
    item = question(form, at) or question_of(form, at)
    if item is None:
        return ""
    return story_question(form, state, item) or ("" if item.kind == "story" else item.id)


def is_beside(at: str) -> bool:
    """True for a question that is none of the report's own."""
    return at in SIDE or at.startswith((REASON, SOURCE, RETURN))


def table_of(item: Question) -> str:
    """The id of the table that a row or a story belongs to; empty for another question."""
    if item.kind == "story":
        return item.id.partition("?")[0]
    return item.keys[0].partition(".")[0] if item.kind == "row" else ""


def first_row(form: Form, table: str) -> Question:
    """The question where a table begins."""
    return next(item for item in questions(form) if table_of(item) == table)


def story_question(form: Form, state: State, item: Question) -> str:
    """What the story of a row's table leaves open; empty where the table is filled row by row."""
    table = table_of(item)
    story = story_of(form, table) if table else None
    if story is None or TOLD + by_rows(table) in state.slots:
        return ""
    if not is_untouched(form, state, table):
        return ""
    left = plan(story, state.told)
    if not isinstance(left, Open):
        return ""
    return f"{table}?{left.topic}" + (f".{left.group}" if left.group else "")


def by_rows(table: str) -> str:
    """The key under which it is told that a table is filled row by row."""
    return f"{table}.rows"


def adding(state: State) -> bool:
    """True while the next text goes on with the one before instead of replacing it."""
    return state.turned and state.at.startswith("+")
