"""Reminders are a query on the journal, so a restart forgets none. Each is noted there, under an id
made of the person and the day, before it is sent: no crash, no second process and no clock that is
set back sends it twice. One that a crash keeps from being sent is not sent later, for it may be
night by then, and the next is never far.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime

from bot.forms.form import Form
from bot.interview.deadline import Deadlines
from bot.interview.reminder import is_daytime, is_due, reminder
from bot.interview.replay import replay
from bot.interview.state import State
from bot.messages import SHANGHAI, Person, Reply
from bot.stores import Journal
from bot.wording import Context, Wording


class Reminders:
    """Notes to those whose reports are not finished as their deadline comes near."""

    def __init__(
        self, forms: Mapping[str, Form], wording: Wording, journal: Journal, deadlines: Deadlines
    ) -> None:
        self._forms = forms
        self._wording = wording
        self._journal = journal
        self._deadlines = deadlines

    def due(self, channel: str, now: datetime) -> Iterator[tuple[Person, Reply]]:
        """The notes that are due on a channel; what was given out is in the journal. Raises
        Unavailable.
        """
        now = now.astimezone(SHANGHAI)
        if not is_daytime(now):
            return
        today = now.date()
        for one in self._journal.unfinished(channel, today):
            report = one.report
            deadline = self._deadlines.of(report.superior, report.name, report.year)
            if deadline is None or not is_due(today, deadline, one.reminded):
                continue
            form = self._forms[report.form]
            state = replay(State(), self._journal.entries(report.id))
            say = reminder(form, state, deadline, today)
            reply = self._wording.reply((say,), Context(form, state.answers(form)))
            with self._journal.turn() as turn:
                new = turn.reminded(one.person, report.id, now)
            if new:
                yield one.person, reply
