"""What somebody is told of what others did, each with the button that leads there."""

from bot.forms.form import Form
from bot.interview import press as presses
from bot.messages import Choice, Entry, Say

_TOLD = {  # kind of fact → what is said of it, the button below
    "handed": ("notice.handed", "go_there"),
    "returned": ("notice.returned", "go_there"),
    "settled": ("notice.settled", "go_look"),
    "approved": ("notice.approved", "go_look"),
}


def notice_of(form: Form, report: int, entry: Entry) -> Say:
    """A fact as it is told to whom it concerns. Who is to fill a section lands at it."""
    fact = entry.fact
    wording, button = _TOLD[fact.kind]
    section = next((s for s in form.sections if s.id == fact.key), None)
    goal = section.id if section and button == "go_there" else ""
    args = {"name": entry.person.name, "at": entry.at, "key": fact.key, "remark": fact.value}
    args |= {"section": section.title if section else ""}
    return Say(wording, args, ((Choice(presses.command(str(report), "sit", goal), button),),))
