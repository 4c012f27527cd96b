"""The map of the report: every section with its state, and what the rules find in it, so that
somebody on a phone sees what is left, and gets there with one tap.
"""

from collections.abc import Mapping

from bot.checks import Finding
from bot.forms.form import Form, Section
from bot.interview import press, submission
from bot.interview.findings import found, still_open
from bot.interview.questions import (
    is_open,
    open_questions,
    questions,
)
from bot.interview.state import State
from bot.messages import Choice, Say


def menu(form: Form, state: State, previous: Mapping[str, str]) -> Say:
    """Every section with its state: done, begun or open, and what the rules find in it."""
    answers = state.answers(form)
    lines = section_lines(form, state, previous)
    go = tuple(
        (Choice(press.command(state.report, "jump", section.id), "jump", line),)
        for section, line in zip(form.sections, lines, strict=True)
    )
    tools = tuple(
        Choice(press.command(state.report, name), wording)
        for name, wording in (
            ("draft", "draft"),
            ("final", submission.worded(state, "final")),
            ("year", "change_year"),
            ("show", "show"),
        )
    )
    more = tuple(
        Choice(press.command(state.report, name), name)
        for name in ("findings", "redo", "undo", "versions", *_of_several(state), "help")
    )
    args = {"sections": lines, "title": answers.title, "year": state.year, "form": form.id}
    return Say("menu", args, (*go, tools, more))


def section_lines(form: Form, state: State, previous: Mapping[str, str]) -> list[dict[str, object]]:
    """Every section with its state, and how much of what the rules find in it is open."""
    findings = still_open(state, found(form, state, previous))
    begun = [finding for finding in findings if finding.rule != "missing"]
    return [_line(form, state, section, begun) for section in form.sections]


def _of_several(state: State) -> tuple[str, ...]:
    """What only somebody with colleagues, or with several reports, has a use for."""
    viewer = state.viewer
    hand = ("hand",) if viewer.colleagues else ()
    return (*hand, "reports") if len(viewer.reports) > 1 else hand


def _line(form: Form, state: State, section: Section, findings: list[Finding]) -> dict[str, object]:
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
        "returned": section.id in state.returned,
    }
