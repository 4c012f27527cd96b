"""送审: where a unit has reviewers, a clerk does not finish the report but hands it to them. What
the clerk calls 定稿 leads here then, for nothing is final before it is approved (签发); after that
it is the approved copy. A unit without reviewers knows nothing of all this.
"""

from bot.interview.outcome import Notify, Outcome
from bot.interview.rights import REVIEW
from bot.interview.state import State
from bot.messages import Fact, Say

_INSTEAD = {"final": "submit", "final_anyway": "submit_anyway"}


def needed(state: State) -> bool:
    """True for a clerk with reviewers, as long as these have not approved what the report says."""
    return state.viewer.reviewed and REVIEW not in state.viewer.roles and state.approved is None


def worded(state: State, wording: str) -> str:
    """The wording of a button that finishes the report, for who is to finish it."""
    return _INSTEAD[wording] if needed(state) else wording


def submit(state: State) -> Outcome:
    """Hands the report to the reviewers, who are told; what was sent back is dealt with by that."""
    if state.submitted:
        say = Say("refused.submitted_already", {"submitted": state.submitted})
        return Outcome(says=(say,))
    settled = tuple(Fact("settled", section) for section in state.returned)
    facts = (Fact("submitted"), *settled, Fact("turned_to", ""))
    return Outcome(facts, (Say("submitted"),), (Notify(role=REVIEW),))
