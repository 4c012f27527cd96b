"""The clean copy: when it may be made, what is shown before, and that it is made once."""

from dataclasses import replace

from bot.forms.answers import Values
from bot.forms.form import Form
from bot.interview import submission
from bot.interview.fetch import fetch_version
from bot.interview.findings import ALL, found, listed, screen, still_open
from bot.interview.outcome import BuildReport, Outcome
from bot.interview.publish import choices
from bot.interview.questions import open_questions
from bot.interview.state import State
from bot.messages import Fact, Say


def final(form: Form, state: State, previous: Values) -> Outcome:
    """The clean copy, or what leads to it where others are to approve it: held back by errors,
    never by warnings, which are shown once before it.
    """
    if state.viewer.reviewed and state.approved:
        return _finished(form, state)
    findings = still_open(state, found(form, state, previous))
    if any(finding.level == "error" for finding in findings):
        return listed("held_back", state, screen(form, state, findings, previous), finish=False)
    unseen = [n for n, finding in enumerate(findings) if finding.key not in state.shown]
    if unseen:
        shown = screen(form, state, findings, previous, ALL, unseen[0])
        return listed("warned", state, shown, finish=True)
    return submission.submit(state) if submission.needed(state) else _finished(form, state)


def clean_copy() -> Outcome:
    """One more clean copy."""
    return Outcome((Fact("requested", "final"),), effects=(BuildReport(draft=False),), show=False)


def _finished(form: Form, state: State) -> Outcome:
    """The clean copy that says what the report says now: made, or sent again where it is there."""
    left = [item.id for item in open_questions(form, state)]
    said = {"approval": state.approved, "left": left}
    done = Say("finished", said, choices(state.report))
    current = state.current
    made = clean_copy() if current is None or current.draft else fetch_version(current)
    return replace(made, says=(done,))
