"""Files: sent, read elsewhere, and what follows from what was found in them. Reading is slow and
the files are untrusted, so this core only says that a file is to be read, and gets plain values.

What is found is one of four things: a `report` (last year's, or this year's made without us), the
`sheet` that we sent, the office's own `ledger`, or `answers` in our JSON.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.checks.prose import Text
from bot.checks.rules.privacy import personal, without
from bot.forms.answers import Answers, full_name
from bot.forms.form import Form
from bot.forms.number import tidy
from bot.interview import press as presses
from bot.interview.compare import overwritten
from bot.interview.desk import Desk
from bot.interview.examination import ASK, converts, is_asked
from bot.interview.facts import OFFERED
from bot.interview.outcome import (
    ConvertFile,
    Examine,
    ImportReport,
    OpenReport,
    Outcome,
    ReadFile,
)
from bot.interview.questions import EXAMINE, RENAMED
from bot.interview.restore import IDENTITY, given, restored
from bot.interview.state import State
from bot.interview.story import LEDGER
from bot.messages import Choice, Fact, Message, Say

TEXTS = ("preamble", "overview", "applications.lead", "litigation.lead", "problems", "others")
LARGEST = 20 * 1024 * 1024  # bytes that a bot can download from Telegram


def sent(message: Message, *, examine: bool) -> Outcome:
    """A file that was sent: to be read, unless it is too large to fetch. `examine` says that it
    was asked for before. An edited caption counts only where it asks to examine the file.
    """
    file = message.attachment
    if file is None:
        raise ValueError("no file was sent")
    if message.corrects and not is_asked(file.caption):
        return Outcome(says=(Say("edit_unknown"),))
    if file.size > LARGEST:
        return Outcome(says=(Say("file.too_large", {"name": file.name}),))
    file = replace(file, caption=ASK) if examine else file
    name, caption = (_nameless(words) for words in (file.name, file.caption))
    fact = Fact("sent", file.ref, name, caption)
    say = Say("file.reading", {"name": file.name})
    return Outcome((fact,), (say,), (ReadFile(file),), show=False)


def _nameless(words: str) -> str:
    """What is kept of a file's name or caption."""
    text = Text("", words)
    return without(text, personal(text))


def arrived(message: Message) -> Desk:
    """What was found in the file of somebody who has no report yet: last year's report opens this
    year's, and an answers file the report that it holds.
    """
    data = json.loads(message.read)
    if data["kind"] == "refused":
        return Desk(say=_refused(data))
    if is_asked(message.text):
        return Desk(examine=True)
    if data["kind"] not in ("report", "answers") or not data["values"].get("unit.name"):
        return Desk(say=Say("file.no_unit"))
    superior, name = data["values"].get("unit.superior", ""), data["values"]["unit.name"]
    if data["kind"] == "answers":
        wanted = OpenReport(data["year"], data["form"], superior, name)
        return Desk(open=wanted, answers=data)
    wanted = OpenReport(min(data["year"] + 1, message.at.year), "", superior, name)
    earlier = ImportReport(data["year"], data["form"], data["values"], superior, name)
    return Desk(open=wanted, say=_last_year(data), found=earlier)


def _refused(data: dict[str, Any]) -> Say:
    return Say("file.refused", {key: data[key] for key in ("family", "reason", "details")})


def _last_year(data: dict[str, Any]) -> Say:
    """What is said of last year's report: how much was read, and what could not be."""
    said = {key: data[key] for key in ("year", "values", "unread")}
    return Say("file.last_year", said | {"texts": [key for key in data["values"] if key in TEXTS]})


def found(form: Form, state: State, message: Message, previous: Mapping[str, str]) -> Outcome:
    """What was found in a file."""
    if converts(message.about):
        return Outcome(effects=(ConvertFile(),))
    data = json.loads(message.read)
    kind = data["kind"]
    if kind == "refused":
        return Outcome(says=(_refused(data),))
    if is_asked(message.text):
        return _examined(state)
    if kind == "sheet":
        return _sheet(form, data)
    if kind == "ledger":
        return _ledger(form, state, data)
    return _report(form, state, data, previous)


def _report(form: Form, state: State, data: dict[str, Any], previous: Mapping[str, str]) -> Outcome:
    year, values = data["year"], data["values"]
    if year == state.year - 1:
        if other := other_unit(state.title, values):
            return _ask_renamed(data, other)
        return _last_years_report(state, data)
    if year != state.year:
        return Outcome(says=(Say("file.other_year", {"year": year, "now": state.year}),))
    if data["kind"] != "answers" or data["form"] != form.id:
        return _examined(state)
    if other := other_unit(state.title, values):
        return Outcome(says=(Say("file.other_unit", {"name": other}),))
    read = given(form, year, data)
    return Outcome(restored(read, previous), (filled(state.answers(form), read),))


def filled(before: Answers, read: Answers) -> Say:
    """How much an answers file gave, and what of the report it took the place of."""
    entered = {key: value for key, value in read.entered.items() if key not in IDENTITY}
    figures, texts = overwritten(before.form, before.values, entered)
    count = len(read.entered)
    return Say("file.answers", {"count": count, "figures": figures, "texts": texts})


def _examined(state: State) -> Outcome:
    """A report that is looked at as it stands; who was asked for it is back in the interview."""
    waited_for = state.turned and state.at == EXAMINE
    back = (Fact("turned_to", ""),) if waited_for else ()
    return Outcome(back, effects=(Examine(),), show=False)


def other_unit(mine: str, values: Mapping[str, str]) -> str:
    """The name of the unit in a report, where it is not the one of that title."""
    named = full_name(values.get("unit.superior", ""), values.get("unit.name", ""))
    same = not named or tidy(named) == tidy(mine) or tidy(mine).endswith(tidy(named))
    return "" if same else named


def _ask_renamed(data: dict[str, Any], name: str) -> Outcome:
    """A report of another name waits for a word: renamed, merged, or sent by mistake?"""
    offer = Fact("offered", RENAMED, json.dumps({**data, "name": name}, ensure_ascii=False))
    return Outcome((offer, Fact("turned_to", RENAMED)))


def renamed(state: State, value: str) -> Outcome:
    """The answer: taken as the same unit's, or put away."""
    done = Fact("cleared", OFFERED + RENAMED)
    slot = state.slots.get(OFFERED + RENAMED)
    if slot is None or value != "yes":
        return Outcome((done, Fact("turned_to", "")), (Say("ledger_put_away"),))
    outcome = _last_years_report(state, json.loads(slot.value))
    return replace(outcome, facts=(done, *outcome.facts, Fact("turned_to", "")))


def _last_years_report(state: State, data: dict[str, Any]) -> Outcome:
    """Last year's report of the same unit: kept as its report of that year; its contact serves."""
    effect = ImportReport(data["year"], data["form"], data["values"])
    adopt = Choice(presses.command(state.report, "adopt"), "adopt")
    said = replace(_last_year(data), choices=((adopt,),))
    return Outcome(tuple(_contact(state, data["values"])), (said,), (effect,))


def _contact(state: State, values: Mapping[str, str]) -> list[Fact]:
    """The unit's own fields, where this year's report does not have them yet."""
    return [
        Fact("imported", key, value)
        for key, value in values.items()
        if key.startswith("unit.") and key not in (*state.slots, "unit.superior", "unit.name")
    ]


def _sheet(form: Form, data: dict[str, Any]) -> Outcome:
    values, mistakes = data["values"], data["mistakes"]
    known = {k: v for k, v in values.items() if k in form.cells and not form.cells[k].computed}
    facts = tuple(Fact("answered", key, value) for key, value in known.items())
    said = {"keys": list(known), "mistakes": mistakes}
    return Outcome(facts, (Say("file.sheet", said),))


def _ledger(form: Form, state: State, data: dict[str, Any]) -> Outcome:
    """The ledger's counts are offered and wait for a yes: columns can be mistaken."""
    offer = Fact("offered", "applications", json.dumps(data["values"], ensure_ascii=False))
    turn = Fact("turned_to", f"applications?{LEDGER}")
    said = {key: data[key] for key in ("columns", "unsure", "requests", "unplaced")}
    counted = Answers(form, state.year, data["values"])
    said |= {"keys": list(data["values"]), "about": counted}
    return Outcome((offer, turn), (Say("file.ledger", said),))
