"""The documents made of a report so far: had again, compared with now, and followed by another."""

from collections.abc import Mapping

from bot.forms.form import Form
from bot.interview import press as presses
from bot.interview.fetch import fetch_changes, fetch_version
from bot.interview.menu import menu
from bot.interview.outcome import (
    BuildReport,
    Outcome,
    refuse,
)
from bot.interview.state import State, Version
from bot.messages import Choice, Fact, Say

LISTED = 8  # versions shown in one message


def list_versions(form: Form, state: State, arg: str) -> Outcome:
    """Lists the documents made so far; each can be had again, or compared with now."""
    if not state.versions:
        return refuse("no_versions")
    if wanted := _version(state, arg):
        return fetch_version(wanted)
    latest = state.versions[::-1][:LISTED]
    rows = tuple(
        (
            Choice(presses.command(state.report, "versions", str(v.number)), "version", {"v": v}),
            Choice(presses.command(state.report, "compare", str(v.number)), "compare", {"v": v}),
        )
        for v in latest
    )
    return Outcome(
        says=(
            Say(
                "versions",
                {"versions": latest, "approvals": {a.number: a for a in state.approvals}},
                rows,
            ),
        ),
        show=False,
    )


def compare_with_now(form: Form, state: State, arg: str) -> Outcome:
    """Shows what changed since a version; without a number, since the last one."""
    if not state.versions:
        return refuse("no_versions")
    return fetch_changes(_version(state, arg) or state.versions[-1])


def _version(state: State, arg: str) -> Version | None:
    return next((v for v in state.versions if str(v.number) == arg), None)


def amend(form: Form, state: State, previous: Mapping[str, str]) -> Outcome:
    """A correction after the clean copy: the old version stays, the next 定稿 makes a new one."""
    finals = [version for version in state.versions if not version.draft]
    if not finals:
        return refuse("nothing_to_amend")
    return Outcome(
        says=(Say("amend", {"number": finals[-1].number}), menu(form, state, previous)), show=False
    )


def draft(form: Form, state: State, arg: str) -> Outcome:
    """One more draft."""
    return Outcome((Fact("requested", "draft"),), effects=(BuildReport(draft=True),))
