"""体检: a report that somebody finished elsewhere is checked as it stands; nothing of it becomes an
answer. What is wrong with it is shown one screen at a time, worst first, then what could not be
read, since a finding that is not on the screen is not read.

Its buttons name no report but the message that brought the file: also who has no report can leaf.
"""

from collections.abc import Mapping
from itertools import chain
from typing import Any

from bot.checks import Finding, check, without_implied
from bot.forms.answers import Answers
from bot.forms.form import Form
from bot.forms.number import tidy
from bot.interview import press as presses
from bot.interview.commands import WORDS
from bot.messages import Choice, Say

ASK = WORDS["examine"][0]
ANY = "x"  # in a press, where the number of a report stands
CONVERT = "convert"  # in a press, where the number of a screen stands
A_SCREEN = 5  # findings that fit on a six-inch screen

Data = Mapping[str, Any]


def is_asked(caption: str) -> bool:
    """True for the words sent with a file that ask to examine it."""
    return any(word in tidy(caption).lower() for word in WORDS["examine"])


def asked(press: str) -> presses.Press | None:
    """The press of a button below an examination; None for any other."""
    found = presses.read_press(press)
    mine = found and found.report == ANY and found.question
    return found if found and mine and (found.value.isdecimal() or found.value == CONVERT) else None


def converts(press: str) -> bool:
    """True for the button that takes over what was read."""
    found = asked(press)
    return found is not None and found.value == CONVERT


def report_in(data: Data, forms: Mapping[str, Form]) -> Answers | None:
    """The report that was found in a file; None where it holds something else, a ledger say."""
    if data["kind"] not in ("sheet", "answers", "report"):
        return None
    form = forms[data["form"]]
    if data["kind"] == "sheet":
        return Answers(form, data["year"], {**data["totals"], **data["values"]})
    if data["kind"] == "answers":
        return Answers(form, data["year"], data["values"])
    return Answers(
        form,
        data["year"],
        data["values"],
        published=True,
        sections=tuple(data["sections"]),
        absent=tuple(data.get("absent", ())),
        unread=tuple(data.get("unread_cells", ())),
    )


def screen(
    message: str,
    data: Data,
    answers: Answers,
    previous: Mapping[str, str],
    number: int,
    *,
    back: str = "",
    convert: bool = False,
) -> Say:
    """One screen of what is wrong with a report, from 1. `message` brought its file; `previous`
    are the values of the year before, as far as they are known; `back` is the number of the report
    to which its reader can return, which `convert` says can take over what a superseded form says.
    """
    findings = _findings(data, answers, previous)
    unread = data["mistakes"] if data["kind"] == "sheet" else data["unread"]
    listed = list(chain(findings, unread))
    screens = max(1, -(-len(listed) // A_SCREEN))
    number = min(max(number, 1), screens)
    shown = listed[(number - 1) * A_SCREEN : number * A_SCREEN]
    said = {
        "about": answers,
        "kind": data["kind"],
        "errors": sum(finding.level == "error" for finding in findings),
        "warnings": sum(finding.level == "warning" for finding in findings),
        "findings": [item for item in shown if isinstance(item, Finding)],
        "unread": [item for item in shown if not isinstance(item, Finding)],
        "all_unread": len(unread),
        "compared": bool(previous),
        "screen": number,
        "screens": screens,
    }
    return Say(
        "examined",
        said,
        (*_leaf(message, number, screens), *_onward(message, back, convert=convert)),
    )


def _findings(data: Data, answers: Answers, previous: Mapping[str, str]) -> list[Finding]:
    """What the rules find; of the tables alone where nothing else was sent."""
    found = without_implied(answers, check(answers, previous))
    if data["kind"] != "sheet":
        return found
    return [finding for finding in found if finding.where[0] in answers.form.cells]


def _leaf(message: str, number: int, screens: int) -> tuple[tuple[Choice, ...], ...]:
    """The ways to the screens beside this one."""
    beside = ((number - 1, "screen_before"), (number + 1, "screen_after"))
    row = tuple(
        Choice(presses.answer(ANY, message, str(n)), name)
        for n, name in beside
        if 1 <= n <= screens
    )
    return (row,) if row else ()


def _onward(message: str, report: str, *, convert: bool) -> tuple[tuple[Choice, ...], ...]:
    """The ways from an examination into the reader's own report."""
    taken = Choice(presses.answer(ANY, message, CONVERT), "convert_file")
    back = Choice(presses.command(report, "show"), "show")
    return (*(((taken,),) if convert else ()), *(((back,),) if report else ()))
