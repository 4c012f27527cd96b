"""Rules over the answers of a report. `check` asks them all; a `Memory` finds the same, sooner,
where it was asked of the same report a moment ago.

Findings come worst first: errors before warnings, and each in the order of the form's rules, which
stand there from the worst to the least.
"""

from collections.abc import Iterable, Mapping

from bot.checks.corrections import corrections
from bot.checks.finding import Finding
from bot.checks.implied import by_mistake, without_implied
from bot.checks.incremental import Checked, Memory, recheck
from bot.checks.index import rules_naming
from bot.checks.kind import ARGUMENTS
from bot.checks.report import Report
from bot.checks.rules import KINDS
from bot.checks.run import run
from bot.forms.answers import Answers
from bot.forms.form import Rule

__all__ = [
    "Checked",
    "Finding",
    "Memory",
    "arguments",
    "by_mistake",
    "check",
    "corrections",
    "missing_arguments",
    "recheck",
    "rules_naming",
    "unknown_arguments",
    "unknown_kinds",
    "without_implied",
]


def check(
    answers: Answers,
    previous: Mapping[str, str] | None = None,
    rules: Iterable[Rule] | None = None,
    others: Mapping[str, Mapping[str, str]] | None = None,
) -> tuple[Finding, ...]:
    """What the form's rules (or some of them) find. `previous` are last year's values, `others` the
    values of other units, by name, with which the texts are compared.
    """
    asked = answers.form.rules if rules is None else rules
    found = run(Report(answers, previous or {}, others or {}), asked)
    in_order = (finding for findings in found.values() for finding in findings)
    return tuple(sorted(in_order, key=lambda finding: finding.level == "warning"))


def unknown_kinds(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules whose kind no function implements: a mistake in the form."""
    return tuple(rule for rule in rules if rule.kind not in KINDS)


def missing_arguments(rule: Rule) -> tuple[str, ...]:
    """The arguments and settings that a rule's kind needs and the form does not give."""
    given = {*rule.args, *rule.settings}
    return tuple(name for name in ARGUMENTS.get(rule.kind, ()) if name not in given)


def unknown_arguments(rule: Rule) -> tuple[str, ...]:
    """The arguments and settings of a rule that its kind never looks at, as misspelt ones are."""
    return tuple(
        name for name in (*rule.args, *rule.settings) if name not in ARGUMENTS.get(rule.kind, ())
    )


def arguments(rule: Rule) -> tuple[str, ...]:
    """The arguments and settings that a rule's kind takes."""
    return ARGUMENTS.get(rule.kind, ())
