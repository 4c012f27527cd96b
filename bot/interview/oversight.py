"""Oversight (管理): how far the units are, without a word of what they write. Somebody oversees the
unit they were invited for, and all units whose region begins with its name: who was invited for
宝山区 sees every unit of 宝山区.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.checks import check
from bot.forms.form import Form
from bot.interview.questions import is_open, questions
from bot.interview.state import Approval, State
from bot.messages import Say

WORDS = ("各单位", "/units")


@dataclass(frozen=True)
class Progress:
    """How far the report of a unit is."""

    done: int
    sections: int
    errors: int
    warnings: int
    returned: int
    submitted: bool
    final: bool
    approval: Approval | None


def progress_of(form: Form, state: State, previous: Mapping[str, str]) -> Progress:
    """How far a report is: sections without an open question, and what the rules find."""
    asked = questions(form)
    unfinished = {item.section.id for item in asked if is_open(state, item)}
    found = [f.level for f in check(state.answers(form), previous) if f.rule != "missing"]
    return Progress(
        len(form.sections) - len(unfinished),
        len(form.sections),
        found.count("error"),
        found.count("warning"),
        len(state.returned),
        state.submitted is not None,
        state.current is not None and not state.current.draft,
        state.approved,
    )


def overview(year: int, units: Sequence[tuple[str, Progress | None]]) -> Say:
    """The units by name, each with the progress of its report on a year; None: not begun."""
    approved = sum(p is not None and p.approval is not None for _, p in units)
    return Say("overview", {"year": year, "units": units, "approved": approved})
