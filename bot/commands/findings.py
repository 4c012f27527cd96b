"""What a check finds, in words for people and as JSON for programs."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from bot.checks import Checked, Finding
    from bot.forms.answers import Answers


def words(answers: "Answers", key: str, **args: Any) -> str:
    """A sentence about some answers."""
    from bot import content
    from bot.wording import Context

    return content.wording().text(key, Context(answers.form, answers), **args)


def sentence(answers: "Answers", finding: "Finding") -> str:
    """A finding as one line, with its explanation where the answers hold one."""
    told = reason(answers, finding)
    return words(answers, "found", f=finding) + (told and words(answers, "told_why", reason=told))


def reason(answers: "Answers", finding: "Finding") -> str:
    """What the answers file says of a warning; errors are not to be explained away."""
    if finding.level != "warning":
        return ""
    told = answers.explanations
    return told.get(finding.key) or told.get(finding.rule, "")


def described(checked: "Checked", finding: "Finding", *also: "Finding") -> dict[str, Any]:
    """A finding of a check as integrations read it, and what else the same mistake breaks."""
    from bot import content
    from bot.checks import corrections
    from bot.wording import Context

    answers = checked.answers
    context = Context(answers.form, answers)
    say = content.wording().finding
    return {
        "rule": finding.rule,
        "level": finding.level,
        "where": list(finding.where),
        "message": say(finding, "what", context),
        "found": finding.found,
        "expected": finding.expected,
        "why": say(finding, "why", context),
        "fix": say(finding, "fix", context),
        "clause": finding.clause,
        "correction": dict(finding.correction),
        "corrections": [dict(c) for c in corrections(checked, finding)],
        "explanation": reason(answers, finding),
        "also": [{"rule": other.rule, "where": list(other.where)} for other in also],
        "sources": answers.sources_of(finding.where),
    }
