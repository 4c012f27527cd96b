"""When somebody who has not finished is reminded, and of what.

The first note comes ten days before the deadline: figures have to be asked from colleagues, which
takes a working week. Then they come closer together: five days, two, one, and the last day. A note
that could not be sent on its day (the bot stood still, it was night, the person had just written)
is sent on the next, for it is due until it was sent. Days are calendar days; the Spring Festival
may lie among them, but not on the first note's day and the deadline's both, and a calendar of
holidays, which the State Council sets anew each year, would be outdated sooner than useful.
"""

from datetime import date, datetime, time, timedelta

from bot.forms.form import Form
from bot.interview import press
from bot.interview.questions import open_questions
from bot.interview.state import State
from bot.messages import Choice, Say

DAYS_BEFORE = (10, 5, 2, 1, 0)
OPENS, CLOSES = time(8, 30), time(20, 0)  # Asia/Shanghai


def is_daytime(now: datetime) -> bool:
    """True at an hour at which somebody may be written to unasked."""
    return OPENS <= now.time() < CLOSES


def is_due(today: date, deadline: date, reminded: date | None) -> bool:
    """True where a note's day has come and none was sent since."""
    if today > deadline:
        return False
    days = [deadline - timedelta(days=days) for days in DAYS_BEFORE]
    come = [day for day in days if day <= today]
    return bool(come) and (reminded is None or reminded < come[-1])


def reminder(form: Form, state: State, deadline: date, today: date) -> Say:
    """What somebody is reminded of: the deadline and what is still open, section by section."""
    left = [(section.title, len(open_questions(form, state, section))) for section in form.sections]
    go = Choice(press.command(state.report, "show"), "show")
    off = Choice(press.command(state.report, "remind_off"), "remind_off")
    args = {
        "deadline": deadline,
        "days": (deadline - today).days,
        "sections": [(title, count) for title, count in left if count],
        "submitted": state.submitted is not None,
    }
    return Say("reminder", args, ((go, off),))
