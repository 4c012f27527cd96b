"""What to show now: a function of the state and nothing else. A lost reply, a duplicate, a stale
button and "where was I?" therefore have one answer, and it is always the same one.
"""

import json
from collections.abc import Mapping
from dataclasses import replace

from bot.forms.form import Form
from bot.interview import doubtful, press, submission
from bot.interview.explain import reason_view
from bot.interview.facts import OFFERED, REASON
from bot.interview.findings import found, screen, still_open
from bot.interview.navigation import Rows, menu_choice, navigation, offer
from bot.interview.phrases import shown
from bot.interview.place import SEP
from bot.interview.publish import choices
from bot.interview.questions import (
    EXAMINE,
    RENAMED,
    Question,
    adding,
    is_beside,
    present,
    question,
    questions,
)
from bot.interview.row_view import row_view
from bot.interview.source import source_view
from bot.interview.state import State
from bot.interview.story_view import story_view
from bot.messages import Choice, Say
from bot.reading.renewal import figures, moved_on


def view(form: Form, state: State, previous: Mapping[str, str] | None = None) -> Say:
    """The present question with its buttons. `previous` are last year's values of the unit."""
    return asked(form, state, present(form, state), previous or {})


def asked(form: Form, state: State, at: str, previous: Mapping[str, str]) -> Say:
    """The question with the id `at`, as it is put now."""
    if is_beside(at):
        return _beside(form, state, at, previous)
    item = question(form, at)
    if item is None:
        return _ready(form, state, previous)
    args = {
        "key": item.id,
        "keys": item.keys,
        "progress": _progress(form, item),
        "now": {key: state.slots[key].value for key in item.keys if key in state.slots},
        "last": _last(item, previous),
        "required": item.required,
    }
    return _VIEWS[item.kind](form, state, item, args, previous)


def _beside(form: Form, state: State, at: str, previous: Mapping[str, str]) -> Say:
    """A question that is none of the report's own."""
    if at == "year":
        return Say("ask.year", {"now": state.year}, _year_choices(state))
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


def _progress(form: Form, item: Question) -> dict[str, int | str]:
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
        rows = (doubtful.choices(state, item.id), navigation(state, item.id))
        stands = doubtful.stands(state, item.id)
        return Say("ask.doubtful", args | {"text": held.text, "stands": stands}, rows)
    standard = state.answers(form).standard(item.id)
    offers: list[Choice] = []
    if standard and not adding(state):
        offers.append(offer(state, item, "std", "standard"))
    if previous.get(item.id) and not adding(state):
        offers.append(offer(state, item, "last", "last_years"))
    if not item.required:
        offers.append(offer(state, item, "skip", "skip"))
    if form.topics_of(item.id) and not adding(state):
        offers.append(Choice(press.command(state.report, "goto", item.id + SEP), "phrases"))
    if item.id in state.slots:
        args["now"] = {item.id: state.answers(form).values.get(item.id, "")}
    args |= {"standard": standard, "adding": adding(state)}
    return Say(
        "ask.text",
        args,
        (tuple(offers), navigation(state, item.id)) if offers else (navigation(state, item.id),),
    )


def _group(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    skip = offer(state, item, "skip", "enough" if args["now"] else "skip")
    return Say("ask.group", args, ((skip,), navigation(state, item.id)))


def _field(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    return Say("ask.field", args | {"kind": form.kind(item.id)}, (navigation(state, item.id),))


def _renewal(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    """Last year's text, its years moved on, and the figures in it that want this year's."""
    text = moved_on(previous.get(item.keys[0], ""), state.year)
    found = [figure.context(text) for figure in figures(text, state.year)]
    return Say(
        "ask.renewal", args | {"text": text, "figures": found}, (navigation(state, item.id),)
    )


def _phrase(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    """A screen of the bank of phrases, with the way back."""
    say = shown(form, state, item, args)
    return replace(say, choices=(*say.choices, navigation(state, item.id)))


_VIEWS = {
    "phrase": _phrase,
    "renewal": _renewal,
    "story": story_view,
    "text": _text,
    "row": row_view,
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
    return Say("ready", args, (*shown.choices, finish, (menu_choice(state),)))


def _year_choices(state: State) -> Rows:
    """The years near the present one; any other can be typed."""
    years = [state.year + 1, state.year - 1, state.year - 2]
    choices = tuple(
        Choice(press.answer(state.report, "year", str(y)), "year", {"year": y}) for y in years
    )
    return (choices, (Choice(press.command(state.report, "show"), "show"),))
