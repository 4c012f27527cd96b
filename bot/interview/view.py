"""What to show now: a function of the state and nothing else. A lost reply, a duplicate, a stale
button and "where was I?" therefore have one answer, and it is always the same one.
"""

from collections.abc import Mapping

from bot.checks import check
from bot.forms.form import Form, Section
from bot.interview import press
from bot.interview.questions import (
    Question,
    adding,
    entered_cells,
    is_open,
    open_questions,
    present,
    question,
    questions,
    rows,
)
from bot.interview.state import State
from bot.messages import Choice, Say

Rows = tuple[tuple[Choice, ...], ...]


def view(form: Form, state: State, previous: Mapping[str, str] | None = None) -> Say:
    """The present question with its buttons. `previous` are last year's values of the unit."""
    at = present(form, state)
    if at == "year":
        return Say("ask.year", {"now": state.year}, year_choices(state))
    item = question(form, at)
    if item is None:
        return _ready(form, state)
    args = {
        "key": item.id,
        "keys": item.keys,
        "progress": progress(form, item),
        "now": {key: state.slots[key].value for key in item.keys if key in state.slots},
        "last": {key: previous[key] for key in item.keys if previous and key in previous},
        "required": item.required,
    }
    return _VIEWS[item.kind](form, state, item, args, previous or {})


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
    standard = state.answers(form).standard(item.id)
    offers: list[Choice] = []
    if standard and not adding(state):
        offers.append(Choice(press.answer(state.report, item.id, "std"), "standard"))
    if item.id == "preamble" and previous.get(item.id) and not adding(state):
        offers.append(Choice(press.answer(state.report, item.id, "last"), "last_years"))
    if not item.required:
        offers.append(Choice(press.answer(state.report, item.id, "skip"), "skip"))
    args |= {"standard": standard, "adding": adding(state)}
    return Say(
        "ask.text",
        args,
        (tuple(offers), _navigation(state, item.id)) if offers else (_navigation(state, item.id),),
    )


def _row(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    table = form.tables[item.keys[0].split(".")[0]]
    entered = [key for block, row in rows(table) for key in entered_cells(table, block, row)]
    untouched = not any(key in state.slots for key in entered)
    blank = [key for key in entered if key not in state.slots]
    offers = (
        [Choice(press.answer(state.report, item.id, "0"), "zero_row")]
        if len(blank) > len(item.keys) or not blank
        else []
    )
    name = item.id.rsplit(".", 1)[1]
    row = next(row for _, row in rows(table) if row.id == name)
    proposal = state.answers(form).proposal(item.id) if row.propose else {}
    negative = [key for key, value in proposal.items() if value.startswith("-")]
    if proposal and not negative:
        offers = [
            Choice(
                press.answer(state.report, item.id, " ".join(proposal.values())),
                "proposal",
                {"values": proposal},
            )
        ]
    elif blank:
        wording = "all_zero" if untouched else "rest_zero"
        offers.append(Choice(press.answer(state.report, item.id, "rest"), wording))
    args |= {"untouched": untouched, "proposal": proposal, "negative": negative, "table": table.id}
    return Say("ask.row", args, (tuple(offers), _navigation(state, item.id)))


def _group(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    skip = Choice(press.answer(state.report, item.id, "skip"), "skip")
    return Say("ask.group", args, ((skip,), _navigation(state, item.id)))


def _field(
    form: Form, state: State, item: Question, args: dict[str, object], previous: Mapping[str, str]
) -> Say:
    return Say("ask.field", args | {"kind": form.kind(item.id)}, (_navigation(state, item.id),))


_VIEWS = {"text": _text, "row": _row, "group": _group, "field": _field}


def _ready(form: Form, state: State) -> Say:
    findings = check(state.answers(form))
    errors = [finding for finding in findings if finding.level == "error"]
    final = Choice(press.command(state.report, "final"), "final")
    draft = Choice(press.command(state.report, "draft"), "draft")
    return Say(
        "ready",
        {"errors": errors, "title": state.answers(form).title},
        ((final, draft), (_menu_choice(state),)),
    )


def _menu_choice(state: State) -> Choice:
    return Choice(press.command(state.report, "menu"), "menu")


def _navigation(state: State, at: str) -> tuple[Choice, ...]:
    """The way back and the map; the press also tells which question it stands below."""
    back = Choice(press.command(state.report, "back", at), "back")
    last = state.at.lstrip("+")
    if not state.turned and last in state.slots and state.slots[last].pieces:
        return (
            back,
            Choice(press.command(state.report, "more", last), "more"),
            _menu_choice(state),
        )
    return (back, _menu_choice(state))


def year_choices(state: State) -> Rows:
    """The years near the present one; any other can be typed."""
    years = [state.year + 1, state.year - 1, state.year - 2]
    choices = tuple(
        Choice(press.answer(state.report, "year", str(y)), "year", {"year": y}) for y in years
    )
    return (choices, (Choice(press.command(state.report, "show"), "show"),))


# -- the map of the report -------------------------------------------------------------------------


def menu(form: Form, state: State) -> Say:
    """Every section with its state: done, begun or open, and what the rules find in it."""
    answers = state.answers(form)
    begun = [finding for finding in check(answers) if finding.rule != "missing"]
    lines = [_line(form, state, section, begun) for section in form.sections]
    go = tuple(
        (Choice(press.command(state.report, "jump", section.id), "jump", line),)
        for section, line in zip(form.sections, lines, strict=True)
    )
    tools = tuple(
        Choice(press.command(state.report, name), "change_year" if name == "year" else name)
        for name in ("draft", "final", "year", "show")
    )
    more = tuple(
        Choice(press.command(state.report, name), name) for name in ("redo", "undo", "help")
    )
    args = {"sections": lines, "title": answers.title, "year": state.year, "form": form.id}
    return Say("menu", args, (*go, tools, more))


def _line(form: Form, state: State, section: Section, findings: list) -> dict[str, object]:  # type: ignore[type-arg]
    asked = [item for item in questions(form) if item.section is section]
    left = open_questions(form, state, section)
    mine = [f for f in findings if form.section_of(f.where[0]) is section]
    return {
        "title": section.title,
        "done": not left,
        "begun": any(not is_open(state, item) for item in asked),
        "open": len(left),
        "errors": sum(finding.level == "error" for finding in mine),
        "warnings": sum(finding.level == "warning" for finding in mine),
    }
