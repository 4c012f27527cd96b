"""Rules over the answers of a report. `check` is the one way in."""

from collections.abc import Iterable

from bot.checks.finding import Finding
from bot.checks.rules import ARGUMENTS, KINDS
from bot.forms.answers import Answers
from bot.forms.form import Rule

__all__ = ["Finding", "check", "missing_arguments", "unknown_kinds"]


def check(answers: Answers, rules: Iterable[Rule] | None = None) -> tuple[Finding, ...]:
    """What the form's rules (or some of them) find, errors first, then in the form's order."""
    found = [
        Finding(rule.id, rule.level, broken.where, broken.found, broken.expected, broken.args)
        for rule in (answers.form.rules if rules is None else rules)
        for broken in KINDS[rule.kind](answers, rule)
    ]
    return tuple(sorted(found, key=lambda finding: finding.level == "warning"))


def unknown_kinds(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """The rules whose kind no function implements: a mistake in the form."""
    return tuple(rule for rule in rules if rule.kind not in KINDS)


def missing_arguments(rule: Rule) -> tuple[str, ...]:
    """The arguments that a rule's kind needs and the form does not give."""
    return tuple(name for name in ARGUMENTS.get(rule.kind, ()) if not rule.args.get(name))
