"""A check that asks only what can have changed. Between two checks of a report few answers differ,
so the rules that name one of them are asked again, and what the others found still holds.

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

REMEMBERED = 64  # reports

_NOBODYS: Mapping[str, str] = MappingProxyType({})
_NOTHING: Mapping[str, tuple[Finding, ...]] = MappingProxyType({})
_last: dict[tuple[str, int, str], "Checked"] = {}


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


def check_again(answers: Answers, previous: Mapping[str, str] | None = None) -> tuple[Finding, ...]:
    """What a full check finds, worked out from the last check of the same report."""
    return checked(answers, previous).findings


def checked(answers: Answers, previous: Mapping[str, str] | None = None) -> Checked:
    """Like `check_again`, to go on from."""
    report = (answers.form.id, answers.year, answers.title)
    now = recheck(_last.pop(report, None), answers, previous)
    _last[report] = now
    if len(_last) > REMEMBERED:
        del _last[next(iter(_last))]
    return now


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
