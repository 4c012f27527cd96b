"""What the rules find, as a clerk meets it on a phone: at the end of the section it belongs to and
together before the clean copy, worst first, a screen at a time, with the buttons of what is shown.
A warning that was explained is no longer brought up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.checks import Finding, without_implied
from bot.forms.answers import Values
from bot.forms.form import Form, Section
from bot.interview import press as presses
from bot.interview import submission
from bot.interview.mend import digest, mend_choices
from bot.interview.navigation import menu_choice
from bot.interview.outcome import Outcome
from bot.interview.state import State
from bot.messages import Choice, Fact, Say

SHOWN = 5  # findings on one screen: with their reasons some 900 characters
ALL, WRITTEN = "all", "written"  # scopes beside the sections: WRITTEN is without what is blank

Rows = tuple[tuple[Choice, ...], ...]


def found(form: Form, state: State, previous: Values | None = None) -> list[Finding]:
    """Everything that is found now, worst first, the explained warnings too."""
    checked = state.checked(form, previous)
    return without_implied(checked.answers, checked.findings)


def still_open(state: State, findings: Sequence[Finding]) -> list[Finding]:
    """Those that nobody explained. An explanation is of the figures that it was given for."""
    return [finding for finding in findings if finding.key not in state.explained]


def findings_of(
    form: Form, state: State, section: Section, previous: Values | None = None
) -> list[Finding]:
    """What is open in one section; the form as a whole belongs to the first. What two sections
    disagree about is found in both, so that it is seen in the one that is filled last.
    """
    return [
        finding
        for finding in still_open(state, found(form, state, previous))
        if any(form.section_of(key) is section for key in finding.where)
    ]


def named(form: Form, state: State, name: str, previous: Values) -> Finding | None:
    """The finding that a press names; None if it is gone."""
    return next((f for f in found(form, state, previous) if digest(f) == name), None)


@dataclass(frozen=True)
class Screen:
    """Some of the findings of a scope: `args` for the sentence that lists them, their buttons, and
    the facts that they were shown.
    """

    args: Mapping[str, object]
    choices: Rows
    facts: tuple[Fact, ...]
    last: bool


def screen(  # noqa: PLR0917 - the first four are what everything here takes
    form: Form,
    state: State,
    findings: Sequence[Finding],
    previous: Values,
    scope: str = ALL,
    start: int = 0,
) -> Screen:
    """The findings from `start` on that fit a screen. `scope` is a section's id, or all."""
    start = start if start < len(findings) else 0
    shown = list(findings[start : start + SHOWN])
    left = len(findings) - start - len(shown)
    rows = [
        row
        for number, finding in enumerate(shown, 1)
        for row in mend_choices(form, state, finding, number if len(findings) > 1 else 0, previous)
    ]
    if left:
        press = presses.command(state.report, "findings", f"{scope} {start + SHOWN}")
        rows.append((Choice(press, "next_screen", {"left": left}),))
    args = {"findings": shown, "start": start, "left": left, "count": len(findings)}
    args["errors"] = sum(finding.level == "error" for finding in findings)
    facts = tuple(
        Fact("shown", finding.key)
        for finding in shown
        if finding.level == "warning" and finding.key not in state.shown
    )
    return Screen(args, tuple(rows), facts, last=not left)


def show_findings(form: Form, state: State, arg: str, previous: Values) -> Outcome:
    """One screen of what is open, as `all 5` or `overview 0`; without a scope, of what is written:
    what is blank is no mistake until the report is to be finished.
    """
    scope, _, start = arg.partition(" ")
    section = next((section for section in form.sections if section.id == scope), None)
    if section:
        findings = findings_of(form, state, section, previous)
    else:
        scope = scope if scope == ALL else WRITTEN
        findings = still_open(state, found(form, state, previous))
        findings = [f for f in findings if scope == ALL or f.rule != "missing"]
    if not findings:
        return Outcome(says=(Say("no_findings"),))
    shown = screen(form, state, findings, previous, scope, int(start) if start.isdecimal() else 0)
    finish = scope == ALL and not shown.args["errors"]
    return listed("findings", state, shown, finish=finish)


def listed(wording: str, state: State, shown: Screen, *, finish: bool) -> Outcome:
    """A screen as a message of its own; from the last one on the way the report can be finished."""
    go = Choice(presses.command(state.report, "final"), submission.worded(state, "final_anyway"))
    menu = menu_choice(state)
    on = (go, menu) if finish and shown.last else (menu,)
    args = {**shown.args, "review": submission.needed(state)}
    return Outcome(shown.facts, (Say(wording, args, (*shown.choices, on)),), show=False)
