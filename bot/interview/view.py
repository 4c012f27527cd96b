"""What to show now: a function of the state and nothing else. A lost reply, a duplicate, a stale
button and "where was I?" therefore have one answer, and it is always the same one.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from zlib import crc32

from bot.forms.form import Form
from bot.forms.number import plain
from bot.interview import doubtful, press, submission
from bot.interview.cards import buttons
from bot.interview.conversion import beside, remaining
from bot.interview.explain import reason_view
from bot.interview.facts import OFFERED, REASON
from bot.interview.findings import found, screen, still_open
from bot.interview.phrases import shown
from bot.interview.place import SEP
from bot.interview.publish import choices
from bot.interview.questions import (
    EXAMINE,
    RENAMED,
    Question,
    adding,
    is_beside,
    keys_of,
    present,
    question,
    questions,
    rows,
    story_question,
    table_of,
)
from bot.interview.source import source_view
from bot.interview.state import State
from bot.interview.story import LEDGER, Open, Story, amount, more_than_none, plan, story_of
from bot.messages import Choice, Say
from bot.reading.renewal import figures, moved_on

OFFER = "offer "  # before the mark of an offered row; its figures may not fit into a press
Rows = tuple[tuple[Choice, ...], ...]


def view(form: Form, state: State, previous: Mapping[str, str] | None = None) -> Say:
    """The present question with its buttons. `previous` are last year's values of the unit."""
    at = present(form, state)
    if is_beside(at):
        return _beside(form, state, at, previous or {})
    item = question(form, at)
    if item is None:
        return _ready(form, state, previous or {})
    args = {
        "key": item.id,
        "keys": item.keys,
        "progress": progress(form, item),
        "now": {key: state.slots[key].value for key in item.keys if key in state.slots},
        "last": _last(item, previous or {}),
        "required": item.required,
    }
    return _VIEWS[item.kind](form, state, item, args, previous or {})


def _beside(form: Form, state: State, at: str, previous: Mapping[str, str]) -> Say:
    """A question that is none of the report's own."""
    if at == "year":
        return Say("ask.year", {"now": state.year}, year_choices(state))
    if at == RENAMED:
        return _renamed(form, state)
    if at == EXAMINE:
        return Say("ask.examine", {}, ((Choice(press.command(state.report, "show"), "show"),),))
    if at.startswith(REASON):
        return reason_view(form, state, previous)
    return source_view(form, state)


def _last(item: Question, previous: Mapping[str, str]) -> dict[str, str]:
    """Last year's figures, where it has all of them: another form has other columns."""
    known = {key: previous[key] for key in item.keys if key in previous}
    return known if len(known) == len(item.keys) else {}


def _renamed(form: Form, state: State) -> Say:
    slot = state.slots.get(OFFERED + RENAMED)
    name = json.loads(slot.value)["name"] if slot else ""
    yes = Choice(press.answer(state.report, RENAMED, "yes"), "renamed_yes")
    no = Choice(press.answer(state.report, RENAMED, "no"), "renamed_no")
    return Say("ask.renamed", {"name": name, "mine": state.title}, ((yes,), (no,)))


def offer_of(row: str) -> str:
    """The press value of an offered row: a mark that tells whether it is still the one offered."""
    return f"{OFFER}{crc32(row.encode()):x}"


def progress(form: Form, item: Question) -> dict[str, int | str]:
    """Where a question stands: section of sections, question of the section's questions."""
    numbered = [section for section in form.sections if section.numbered]
    peers = [other.id for other in questions(form) if other.section is item.section]
    return {
        "section": numbered.index(item.section) + 1 if item.section in numbered else 0,
        "sections": len(numbered),
        "title": item.section.title,
        "step": peers.index(item.id) + 1 if item.id in peers else 0,
        "steps": len(peers),
    }


def _text(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    if held := doubtful.pending(state, item.id):
        rows = (doubtful.choices(state, item.id), _navigation(state, item.id))
        stands = doubtful.stands(state, item.id)
        return Say("ask.doubtful", args | {"text": held.text, "stands": stands}, rows)
    standard = state.answers(form).standard(item.id)
    offers: list[Choice] = []
    if standard and not adding(state):
        offers.append(_offer(state, item, "std", "standard"))
    if previous.get(item.id) and not adding(state):
        offers.append(_offer(state, item, "last", "last_years"))
    if not item.required:
        offers.append(_offer(state, item, "skip", "skip"))
    if form.topics_of(item.id) and not adding(state):
        offers.append(Choice(press.command(state.report, "goto", item.id + SEP), "phrases"))
    if item.id in state.slots:
        args["now"] = {item.id: state.answers(form).values.get(item.id, "")}
    args |= {"standard": standard, "adding": adding(state)}
    return Say(
        "ask.text",
        args,
        (tuple(offers), _navigation(state, item.id)) if offers else (_navigation(state, item.id),),
    )


def _row(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    table = form.tables[table_of(item)]
    row = next(row for _, row in rows(table) if f"{table.id}.{row.id}" == item.id)
    proposal = state.answers(form).proposal(item.id) if row.propose else {}
    negative = [key for key, value in proposal.items() if value.startswith("-")]
    args |= {"proposal": proposal, "negative": negative, "table": table.id}
    args |= {"untouched": not any(cell.id in state.slots for cell in table.cells())}
    args |= {"told": _told_of_row(form, state, item), "beside": beside(state, item)}
    left = remaining(form, state, item)
    if offered := left or (proposal if not negative else {}):
        value = offer_of(" ".join(offered.values()))
        offers = [_offer(state, item, value, "proposal", values=offered)]
        offers += [_offer(state, item, "0", "zero_row")] if left else []
    else:
        offers = _row_offers(form, state, item, args)
    return Say("ask.row", args, (tuple(offers), *_help(form, state, item)))


def _row_offers(form: Form, state: State, item: Question, args: dict[str, object]) -> list[Choice]:
    """What can be tapped below a row: who asked for what was told of it, or zeros."""
    blank = [key for key in keys_of(form, table_of(item)) if key not in state.slots]
    if told := args["told"]:
        return [
            _offer(state, item, _all_in(key, item, str(told)), "all_in_first", keys=(key,))
            for key in _kinds_told(form, state, item)
        ]
    offers = []
    if len(blank) > len(item.keys) or not blank:
        offers.append(_offer(state, item, "0", "zero_row"))
    if blank:
        wording = "all_zero" if args["untouched"] else "rest_zero"
        offers.append(_offer(state, item, "rest", wording))
    if args["untouched"] and args["last"]:
        offers.append(_offer(state, item, "same", "same"))
    return offers


def _all_in(key: str, item: Question, value: str) -> str:
    """A row whose cases are all in one column."""
    return " ".join(value if other == key else "0" for other in item.keys)


def _told_of_row(form: Form, state: State, item: Question) -> str:
    """How many cases of a row a story told of; empty where it told of none."""
    story = story_of(form, table_of(item))
    known = amount(story, state.told, item.id.partition(".")[2]) if story else None
    return plain(known) if known else ""


def _kinds_told(form: Form, state: State, item: Question) -> list[str]:
    """The cells of a row under the kinds of applicants that a story told of."""
    story = story_of(form, table_of(item))
    if story is None:
        return []
    told = [c for c in story.columns if state.told.get(story.key(story.inflow[0], c))]
    return [key for key in item.keys if key.rsplit(".", 1)[1] in told]


def _offer(state: State, item: Question, value: str, wording: str, **args: object) -> Choice:
    return Choice(press.answer(state.report, item.id, value), wording, args)


def _group(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    skip = _offer(state, item, "skip", "enough" if args["now"] else "skip")
    return Say("ask.group", args, ((skip,), _navigation(state, item.id)))


def _field(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    return Say("ask.field", args | {"kind": form.kind(item.id)}, (_navigation(state, item.id),))


def _story(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    if item.id.endswith(f"?{LEDGER}"):
        yes, no = _offer(state, item, "yes", "ledger_yes"), _offer(state, item, "no", "ledger_no")
        return Say("ask.ledger", args, ((yes, no), _navigation(state, item.id)))
    story = story_of(form, table_of(item))
    left = plan(story, state.told) if story else None
    if story is None or not isinstance(left, Open) or story_question(form, state, item) != item.id:
        return Say("overtaken", args)  # a colleague has told it since; what was shown is gone
    offers = _story_choices(story, left, item, state)
    came = amount(story, state.told, story.inflow[0])
    args["came"] = plain(came) if came else "0"
    args |= {"topic": left.topic, "amount": plain(left.amount), "group": left.group}
    args |= {"table": story.table.id, "told": bool(state.told), "columns": story.columns}
    args["recorded"] = more_than_none(story, state.told)
    carried = [previous.get(story.key(story.outflow, c), "") for c in story.columns]
    args["carried"] = [value for value in carried if value not in ("", "0")]
    return Say("ask.story", args, (*offers, *_help(form, state, item)))


def _story_choices(story: Story, left: Open, item: Question, state: State) -> Rows:
    """What can be tapped for each topic; everything else is told in words."""

    choice = partial(_offer, state, item)
    open_ = plain(left.amount)
    if left.topic == "reason":
        rows = [f"{story.table.id}.{row}" for row in story.groups[left.group]]
        return tuple((choice(str(n), "reason", key=key),) for n, key in enumerate(rows))
    if left.topic == "who":
        keys = [story.key(story.inflow[0], column) for column in story.columns]
        found = [choice(str(n), "all_in_first", keys=(key,)) for n, key in enumerate(keys)]
        return tuple(tuple(found[n : n + 2]) for n in range(0, len(found), 2))
    offers = {
        "received": (choice("rest", "all_zero"), choice("rows", "by_rows")),
        "carried_in": (choice("0", "none"),),
        "results": (choice(open_, "all_granted"),),
        "rest": (choice(open_, "carried_on", amount=open_),),
    }
    return (offers[left.topic],) if left.topic in offers else ()


def _renewal(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    """Last year's text, its years moved on, and the figures in it that want this year's."""
    text = moved_on(previous.get(item.keys[0], ""), state.year)
    found = [figure.context(text) for figure in figures(text, state.year)]
    return Say(
        "ask.renewal", args | {"text": text, "figures": found}, (_navigation(state, item.id),)
    )


def _phrase(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    """A screen of the bank of phrases, with the way back."""
    say = shown(form, state, item, args)
    return replace(say, choices=(*say.choices, _navigation(state, item.id)))


_VIEWS = {
    "phrase": _phrase,
    "renewal": _renewal,
    "story": _story,
    "text": _text,
    "row": _row,
    "group": _group,
    "field": _field,
}


def _ready(form: Form, state: State, previous: Mapping[str, str]) -> Say:
    review = submission.needed(state)
    if state.current and not state.current.draft and not review:
        return Say("finished", {"approval": state.approved, "left": []}, choices(state.report))
    findings = still_open(state, found(form, state, previous))
    errors = any(finding.level == "error" for finding in findings)
    shown = screen(form, state, findings if errors else [], previous)
    final = Choice(press.command(state.report, "final"), submission.worded(state, "final"))
    draft = Choice(press.command(state.report, "draft"), "draft")
    doubted = any(key in form.cells for finding in findings for key in finding.where)
    args = {"title": state.title, "doubted": doubted, "warnings": len(findings)}
    waits = state.submitted if review else None
    args |= {**shown.args, "approval": state.approved, "review": review, "submitted": waits}
    finish = (draft,) if waits else (final, draft)
    return Say("ready", args, (*shown.choices, finish, (_menu_choice(state),)))


def _menu_choice(state: State) -> Choice:
    return Choice(press.command(state.report, "menu"), "menu")


def _navigation(state: State, at: str) -> tuple[Choice, ...]:
    """The way back and the map; the press also tells which question it stands below."""
    back = Choice(press.command(state.report, "back", at), "back")
    last = state.at.lstrip("+")
    if state.turned or last not in state.slots:
        return (back, _menu_choice(state))
    more = Choice(press.command(state.report, "more", last), "more")
    on = (more,) if state.slots[last].pieces else ()
    return (back, *on, *_note_choice(state), _menu_choice(state))


def _note_choice(state: State) -> tuple[Choice, ...]:
    """Where the last answer comes from can be noted as long as it stands above."""
    if not state.history:
        return ()
    return (Choice(press.command(state.report, "note", str(state.history[-1].seq)), "note"),)


def _help(form: Form, state: State, item: Question) -> Rows:
    """The last row below a question of a table: what can be looked up, beside the way back."""
    back, *rest = _navigation(state, item.id)
    return ((back, *buttons(form, state, item), *rest),)


def year_choices(state: State) -> Rows:
    """The years near the present one; any other can be typed."""
    years = [state.year + 1, state.year - 1, state.year - 2]
    choices = tuple(
        Choice(press.answer(state.report, "year", str(y)), "year", {"year": y}) for y in years
    )
    return (choices, (Choice(press.command(state.report, "show"), "show"),))
