"""The end of a section: with its last open question answered come its summary and what the rules
find in it, so that an error is met while the paper it came from is still on the desk. For the same
reason what a corrected figure makes wrong is said with the correction, wherever one is by then.
"""

from dataclasses import replace

from bot.checks import Finding
from bot.forms.answers import Values
from bot.forms.form import Form, Section
from bot.interview.explain import explained
from bot.interview.facts import ANSWERS
from bot.interview.findings import Screen, findings_of, found, screen, still_open
from bot.interview.outcome import Outcome
from bot.interview.questions import (
    READY,
    is_open,
    of_section,
    open_questions,
    present,
    questions,
)
from bot.interview.replay import replay
from bot.interview.source import notes
from bot.interview.state import State
from bot.messages import Entry, Fact, Message, Say


def after(state: State, message: Message, facts: tuple[Fact, ...]) -> State:
    """The state as it will be with some more facts, once they are kept."""
    entries = (
        Entry(state.seq + n, message.id, fact, message.person, message.at)
        for n, fact in enumerate(facts, 1)
    )
    return replay(state, entries)


def with_section_end(
    form: Form, state: State, message: Message, outcome: Outcome, previous: Values
) -> Outcome:
    """Adds the section's summary and findings when its last open question was answered; else the
    errors that a corrected figure makes.
    """
    touched = [fact for fact in outcome.facts if fact.kind in (*ANSWERS, "finished")]
    if not touched or all(fact.kind == "cleared" for fact in touched):
        return outcome
    section = form.section_of(touched[-1].key)
    corrects = any(_corrects(form, state, fact) for fact in touched)
    if not corrects and _leaves_open(form, state, section, {fact.key for fact in touched}):
        return outcome
    then = after(state, message, outcome.facts)
    if open_questions(form, then, section) or then.turned:
        return _with_broken(form, state, then, outcome, previous) if corrects else outcome
    own = findings_of(form, then, section, previous)
    shown = _to_show(form, then, section, own, previous)
    keys = _keys(form, section)
    told = [e for e in explained(form, then, previous) if _is_of(form, e.finding, section)]
    args = {"section": section.title, "keys": keys, "explained": told, **shown.args}
    args["notes"] = notes(form, then, section)
    args["errors"] = sum(finding.level == "error" for finding in own)
    say = Say("section_done", args, shown.choices)
    return replace(outcome, facts=outcome.facts + shown.facts, says=(*outcome.says, say))


def _corrects(form: Form, state: State, fact: Fact) -> bool:
    """True for another figure where one stood."""
    slot = state.slots.get(fact.key) if fact.key in form.cells else None
    return slot is not None and fact.kind == "answered" and slot.value not in ("", fact.value)


def _with_broken(
    form: Form, state: State, then: State, outcome: Outcome, previous: Values
) -> Outcome:
    """Adds the errors that were none before, with the smallest corrections as buttons."""
    before = {finding.key for finding in found(form, state, previous)}
    errors = [
        finding
        for finding in found(form, then, previous)
        if finding.level == "error" and finding.rule != "missing" and finding.key not in before
    ]
    if not errors:
        return outcome
    shown = screen(form, then, errors, previous)
    say = Say("broken", shown.args, shown.choices)
    return replace(outcome, says=(*outcome.says, say))


def _leaves_open(form: Form, state: State, section: Section, touched: set[str]) -> bool:
    """True if a question of the section is open that was not answered just now: most are."""
    return any(
        is_open(state, item) and touched.isdisjoint((item.id, *item.keys))
        for item in of_section(form, section)
    )


def _keys(form: Form, section: Section) -> list[str]:
    return [key for item in questions(form) if item.section is section for key in item.keys]


def _is_of(form: Form, finding: Finding, section: Section) -> bool:
    return any(form.section_of(key) is section for key in finding.where)


def _to_show(
    form: Form, state: State, section: Section, own: list[Finding], previous: Values
) -> Screen:
    """What a section finds of its own. At the very end the warnings nobody has seen, of all
    sections; where there are errors none, since the question that follows lists everything.
    """
    if present(form, state) != READY:
        return screen(form, state, own, previous, section.id)
    findings = still_open(state, found(form, state, previous))
    if any(finding.level == "error" for finding in findings):
        findings = []
    unseen = [finding for finding in findings if finding.key not in state.shown]
    return screen(form, state, unseen, previous)
