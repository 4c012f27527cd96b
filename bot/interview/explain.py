"""A warning can be right as it is: the clerk says why, in one message, and it is kept beside the
figures it was said of. When one of those changes, so does the finding's key, and the explanation no
longer covers it: the clerk is asked anew, and the old words stay in the journal.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.checks import Finding
from bot.forms.answers import Values
from bot.forms.form import Form
from bot.interview import press as presses
from bot.interview.facts import REASON
from bot.interview.findings import found, named
from bot.interview.mend import gone
from bot.interview.outcome import Outcome, refuse
from bot.interview.questions import present
from bot.interview.state import State
from bot.interview.undo import undo_choice
from bot.messages import Choice, Fact, Say
from bot.reading.words import NOTHING


@dataclass(frozen=True, slots=True)
class Explained:
    """A warning that somebody explained: the reason, who gave it and when."""

    finding: Finding
    reason: str
    author: str
    at: datetime | None


def explained(form: Form, state: State, previous: Values | None = None) -> tuple[Explained, ...]:
    """The explanations that cover what is found now, for the reviewer; worst first."""
    reasons = state.explained
    return tuple(
        Explained(finding, slot.value, slot.author, slot.at)
        for finding in found(form, state, previous)
        if (slot := reasons.get(finding.key))
    )


def explanations(form: Form, state: State, previous: Values | None = None) -> dict[str, str]:
    """The same as the answers file has it: by the key of the finding, so that a reason is bound to
    its figures there too, and one reason never covers another warning of the same rule.
    """
    return {item.finding.key: item.reason for item in explained(form, state, previous)}


def ask_reason(form: Form, state: State, arg: str, previous: Values) -> Outcome:
    """说明原因 was tapped: the next message is the reason."""
    finding = named(form, state, arg, previous)
    if finding is None:
        return gone()
    return Outcome((Fact("turned_to", REASON + finding.key),)) if _explains(finding) else Outcome()


def _explains(finding: Finding) -> bool:
    return finding.level == "warning"


def reason_view(form: Form, state: State, previous: Values) -> Say:
    """The question for a reason, below the warning it is about."""
    key = present(form, state).removeprefix(REASON)
    about = [finding for finding in found(form, state, previous) if finding.key == key]
    on = Choice(presses.command(state.report, "show"), "no_reason")
    return Say("ask.reason", {"findings": about}, ((on,),))


def read_reason(form: Form, state: State, text: str, previous: Values) -> Outcome:
    """The reason: kept, and shown as it is kept."""
    key = present(form, state).removeprefix(REASON)
    if text.strip() in NOTHING:
        return refuse("no_reason")
    finding = next((f for f in found(form, state, previous) if f.key == key), None)
    if finding is None:
        return Outcome((Fact("turned_to", ""),), gone().says)
    said = Say("explained", {"f": finding, "reason": text}, ((undo_choice(state),),))
    return Outcome((Fact("explained", key, text),), (said,))
