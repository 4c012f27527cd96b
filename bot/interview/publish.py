"""What a report becomes besides a DOCX: a PDF, pictures of its pages, the package for the website.
Each belongs to a version, so what is looked at, what is signed and what is published can be told
apart afterwards. Where the last version says what the report says now, it is taken; else a draft is
made first, and only a clean copy is packed for publishing.
"""

from dataclasses import replace
from functools import partial

from bot.forms.form import Form
from bot.interview import press as presses
from bot.interview import submission
from bot.interview.outcome import Outcome, Publish, refuse
from bot.interview.state import State
from bot.messages import Choice, Fact


def _look(kind: str, form: Form, state: State, arg: str) -> Outcome:
    """The report as it is now, finished or not."""
    del form, arg
    version = state.current
    if version:
        return _published(kind, version.number)
    made = _published(kind, len(state.versions) + 1)
    return replace(made, facts=(Fact("requested", "draft"), *made.facts))


def package(form: Form, state: State, arg: str) -> Outcome:
    """The package of the clean copy, as long as nothing was changed since."""
    del form, arg
    version = state.current
    if version is None or version.draft:
        changed = any(not version.draft for version in state.versions)
        review = submission.needed(state)
        final = Choice(presses.command(state.report, "final"), submission.worded(state, "final"))
        return refuse("package", final, changed=changed, review=review)
    return _published("package", version.number)


def _published(kind: str, number: int) -> Outcome:
    """The present question follows when it is done: before, the result would push it away."""
    facts = (Fact("published", kind, str(number)),)
    return Outcome(facts, effects=(Publish(kind, number),), show=False)


preview = partial(_look, "pages")
pdf = partial(_look, "pdf")


def choices(report: str) -> tuple[tuple[Choice, ...], ...]:
    """What can be had of a clean copy, as buttons."""
    names = (("package", "pdf"), ("preview", "menu"))
    return tuple(tuple(Choice(presses.command(report, n), n) for n in row) for row in names)
