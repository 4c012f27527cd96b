"""A check that asks only what can have changed. Between two checks of a report few answers differ,
so the rules that name one of them are asked again, and what the others found still holds. What was
found last is kept by whoever checks, in a `Memory` beside the report that it is about.

Nothing here can change what is found: what is remembered of a report is compared with the answers
given, so a wrong or an old memory costs time and no more.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.checks.finding import Finding
from bot.checks.index import rules_naming
from bot.checks.report import Report
from bot.checks.run import run
from bot.forms.answers import Answers
from bot.forms.form import Rule

_NOBODYS: Mapping[str, str] = MappingProxyType({})
_NOTHING: Mapping[str, tuple[Finding, ...]] = MappingProxyType({})


@dataclass(frozen=True)
class Checked:
    """What the rules found in some answers, by rule."""

    answers: Answers
    previous: Mapping[str, str]
    found: Mapping[str, tuple[Finding, ...]]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All of it, worst first, as a full check has it."""
        in_order = [f for rule in self.answers.form.rules for f in self.found[rule.id]]
        return tuple(sorted(in_order, key=lambda finding: finding.level == "warning"))


class Memory:
    """The last check of one report, for the next to go on from."""

    __slots__ = ("_last",)

    def __init__(self) -> None:
        self._last: Checked | None = None

    def check(self, answers: Answers, previous: Mapping[str, str] | None = None) -> Checked:
        """What a full check finds, worked out from the last one."""
        self._last = recheck(self._last, answers, previous)
        return self._last

    def __reduce__(self) -> tuple[type["Memory"], tuple[()]]:
        """Packs it as empty: to check anew is cheaper than to keep."""
        return Memory, ()


def recheck(
    before: Checked | None, answers: Answers, previous: Mapping[str, str] | None = None
) -> Checked:
    """What the rules find now, given what they found before, in whatever report that was."""
    previous = _NOBODYS if previous is None else previous
    asked = outdated(before, answers, previous)
    known = before.found if before and len(asked) < len(answers.form.rules) else _NOTHING
    return Checked(answers, previous, {**known, **run(Report(answers, previous), asked)})


def outdated(
    before: Checked | None, answers: Answers, previous: Mapping[str, str]
) -> tuple[Rule, ...]:
    """The rules that may find anything else now than before."""
    if before is None or not _same_report(before, answers, previous):
        return answers.form.rules
    return rules_naming(answers.form, _changed(before.answers, answers))


def _same_report(before: Checked, answers: Answers, previous: Mapping[str, str]) -> bool:
    """True where the two can differ in nothing but answers."""
    was = before.answers
    return (
        was.form is answers.form
        and (was.year, was.published, was.sections, was.absent, was.unread)
        == (answers.year, answers.published, answers.sections, answers.absent, answers.unread)
        and before.previous == previous
    )


def _changed(before: Answers, after: Answers) -> set[str]:
    """The ids whose entered value, or whose choice of the standard wording, is another."""
    entered = dict(before.entered.items() ^ after.entered.items())
    return set(entered) | (before.accepted ^ after.accepted)
