"""How a report begins: with its unit, with what the unit's latest report says of the unit itself,
and beside an earlier year's report that somebody sent. All of it inside a message's transaction.
"""

from collections.abc import Mapping, Sequence

from bot.forms.form import form_for, to_go_on_with
from bot.interview.outcome import ImportReport, OpenReport
from bot.interview.state import Slot
from bot.messages import Fact, Message
from bot.reports import Reports
from bot.stores import Journal, Turn

KEPT_FOR_NEXT_YEAR = "unit."  # the unit's own fields go from one year's report to the next


class Opening:
    """Opens reports and adds to them."""

    def __init__(self, journal: Journal, reports: Reports) -> None:
        self._journal = journal
        self._reports = reports

    def open(self, turn: Turn, wanted: OpenReport) -> tuple[int, list[Fact]]:
        """The report's number, and its first facts if it is new: the unit and what is known."""
        form = wanted.form if wanted.form in self._reports.forms else ""
        held = turn.existing(wanted.superior, wanted.name, wanted.year)
        form = form or to_go_on_with(self._reports.forms, wanted.year, held)
        form = form or form_for(self._reports.forms, wanted.year).id
        report, new = turn.open(wanted.superior, wanted.name, wanted.year, form)
        if not new:
            return report, []
        unit = {"unit.superior": wanted.superior, "unit.name": wanted.name}
        known = self._known_of_unit(report) | {k: v for k, v in unit.items() if v}
        imported = [Fact("imported", key, value) for key, value in known.items()]
        preamble = [Fact("accepted", "preamble")] if self._is_standard(report, "preamble") else []
        return report, [Fact("opened", str(report), str(wanted.year)), *imported, *preamble]

    def take_over(self, turn: Turn, message: Message, found: ImportReport) -> None:
        """Keeps an earlier year's report as it was read, unless that year has its own answers."""
        report, new = turn.open(found.superior, found.name, found.year, found.form)
        state = self._reports.state(report)
        if any(slot.how != "imported" for slot in state.slots.values()):
            return
        opened = [Fact("opened", str(report), str(found.year))] if new else []
        facts = [*opened, *(Fact("imported", key, value) for key, value in found.values.items())]
        self.append(turn, report, message, facts)

    def append(self, turn: Turn, report: int, message: Message, facts: Sequence[Fact]) -> None:
        """Adds facts to a report's journal."""
        if facts:
            after = self._reports.state(report).seq
            self._reports.add(report, turn.append(report, after, message.id, facts))

    def _known_of_unit(self, report: int) -> dict[str, str]:
        """The unit's own fields as its latest other report has them."""
        slots = self._latest_slots(report).items()
        return {k: s.value for k, s in slots if k.startswith(KEPT_FOR_NEXT_YEAR) and s.value}

    def _is_standard(self, report: int, key: str) -> bool:
        """True when the unit's latest other report has the standard wording of a text."""
        slot = self._latest_slots(report).get(key)
        return slot is not None and slot.how == "accepted"

    def _latest_slots(self, report: int) -> Mapping[str, Slot]:
        identity = self._reports.identity(report)
        others = (r for r in self._journal.reports_of(identity.unit) if r.id != report)
        latest = next(others, None)
        return self._reports.state(latest.id).slots if latest else {}
