"""What somebody is told of what others did, each with the button that leads there. Who is to
approve a report reads at once what there is to see of it.
"""

from collections.abc import Mapping

from bot.forms.form import Form
from bot.interview import press as presses
from bot.interview.review import summary
from bot.interview.state import State
from bot.messages import Choice, Entry, Say

_TOLD = {  # kind of fact → what is said of it, the button below
    "handed": ("notice.handed", "go_there"),
    "returned": ("notice.returned", "go_there"),
    "settled": ("notice.settled", "go_look"),
    "submitted": ("notice.submitted", "go_look"),
    "approved": ("notice.approved", "go_look"),
}


def notice_of(form: Form, state: State, previous: Mapping[str, str], entry: Entry) -> Say:
    """A fact as it is told to whom it concerns. Who is to fill a section lands at it. `state` is
    that of the report now.
    """
    fact = entry.fact
    wording, button = _TOLD[fact.kind]
    section = next((s for s in form.sections if s.id == fact.key), None)
    goal = section.id if section and button == "go_there" else ""
    args = {"name": entry.person.name, "at": entry.at, "key": fact.key, "remark": fact.value}
    args |= {"section": section.title if section else ""}
    if fact.kind == "submitted":
        args |= summary(form, state, previous).args
    return Say(wording, args, ((Choice(presses.command(state.report, "sit", goal), button),),))
