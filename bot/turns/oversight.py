"""The units that somebody oversees, and how far their reports are. It reads many reports at once
and writes to none, so it stands beside the interview rather than in it.
"""

import re
from dataclasses import dataclass

from bot.admission import Visit
from bot.forms.form import to_go_on_with
from bot.forms.number import tidy
from bot.interview import oversight
from bot.messages import Message, Say
from bot.reports import Reports
from bot.stores import Journal


@dataclass(frozen=True)
class Oversight:
    """Tells whoever oversees units how these are."""

    _journal: Journal
    _reports: Reports

    @staticmethod
    def asked(visit: Visit, message: Message) -> bool:
        """True where a message asks how the units are: any of who does nothing else."""
        named = tidy(message.text).startswith(oversight.WORDS)
        return bool(visit.rights.overseen) and (named or not visit.rights.units)

    def overview(self, visit: Visit, text: str = "") -> Say:
        """How far the units are, on the year that a text names, or else on the latest."""
        units = visit.turn.people.units_of(tuple(m.unit for m in visit.rights.overseen))
        works = {unit: self._journal.worked_on(unit) for unit, _ in units}
        years = [report.year for reports in works.values() for report in reports]
        named = re.search(r"20\d\d", tidy(text))
        year = int(named.group()) if named else max(years, default=0)
        found = []
        for unit, name in units:
            held = {r.form: r.id for r in works[unit] if r.year == year}
            report = held.get(to_go_on_with(self._reports.forms, year, held))
            found.append((name, self._progress(report) if report else None))
        return oversight.overview(year, found)

    def _progress(self, report: int) -> oversight.Progress:
        return oversight.progress_of(
            self._reports.form(report), self._reports.state(report), self._reports.previous(report)
        )
