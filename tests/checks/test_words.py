"""Every finding of every case can be said in the clerk's words, without a gap or a stray mark."""

import pytest

from bot import content
from bot.checks import check
from bot.wording import Context
from tests.checks.test_rules import cases, report


@pytest.mark.parametrize(("rule", "case"), cases("broken"))
def test_a_finding_says_what_why_and_how_to_mend_it(rule, case):
    answers = report(case)
    words, context = content.wording(), Context(answers.form, answers)
    for finding in check(answers, case.get("previous")):
        for part in ("what", "why", "fix"):
            said = words.finding(finding, part, context)
            assert said.endswith(("。", "；", "？")), said
            assert "  " not in said
            assert not any(mark in said for mark in ("None", "“”", "[", "；。", "。。"))


@pytest.mark.parametrize(("rule", "case"), cases("broken"))
def test_a_finding_names_only_what_the_form_has(rule, case):
    answers = report(case)
    rows = {key.rpartition(".")[0] for key in answers.form.cells}
    known = {*answers.form.cells, *answers.form.fields, *answers.form.tables, *rows, "form"}
    for finding in check(answers, case.get("previous")):
        assert known.issuperset(finding.where)
        assert known.issuperset(finding.correction)


@pytest.mark.parametrize(("rule", "case"), cases("broken"))
def test_a_finding_is_short_enough_for_five_on_a_phone(rule, case):
    answers = report(case)
    words, context = content.wording(), Context(answers.form, answers)
    for finding in check(answers, case.get("previous")):
        assert len(words.text("shown", context, f=finding, n=1)) <= 170
