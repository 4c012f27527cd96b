"""A warning can be explained, in one message; the explanation holds for the figures it was given for."""

import pytest

from bot.interview.explain import explained, explanations
from bot.wording import Context

PREVIOUS = {"disclosure.normative.in_force": "5"}
ROW = "disclosure.normative"
REASON = "往年漏统计 1 件，今年补上。"


@pytest.fixture
def talk(talk):
    """4 were made and 2 repealed, but there are 8 in force where there were 5."""
    talk.previous = PREVIOUS
    talk.fill().ask(ROW).send("4 2 8")
    return talk


def warnings(talk):
    talk.send("检查")
    return [f.rule for f in talk.outcome.says[-1].args.get("findings", ())]


def explain(talk, reason=REASON):
    talk.send("检查")
    press = next(
        c.press for row in talk.outcome.says[-1].choices for c in row if c.wording == "explain"
    )
    talk.send(press=press)
    return talk.send(reason)


def reasons(talk):
    return [
        (e.finding.rule, e.reason, e.author) for e in explained(talk.form, talk.state, PREVIOUS)
    ]


def test_the_reason_is_asked_for_below_its_warning(talk, words):
    talk.send("检查")
    press = next(
        c.press for row in talk.outcome.says[-1].choices for c in row if c.wording == "explain"
    )
    talk.send(press=press)
    assert talk.view.wording == "ask.reason"
    assert [f.rule for f in talk.view.args["findings"]] == ["in_force"]


def test_the_reason_is_kept_and_shown(talk, words):
    explain(talk)
    ((kind, key, value),) = talk.facts
    assert (kind, value) == ("explained", REASON)
    assert key.startswith("in_force disclosure.normative.in_force ")
    text = words.reply(talk.outcome.says, Context(talk.form, talk.state.answers(talk.form))).text
    assert REASON in text
    assert reasons(talk) == [("in_force", REASON, "王")]


def test_an_explained_warning_is_not_brought_up_again(talk):
    assert warnings(talk) == ["in_force"]
    explain(talk)
    assert warnings(talk) == []
    talk.send("定稿")
    assert talk.facts == [("requested", "final", "")]


def test_the_interview_goes_on_where_it_was(talk):
    explain(talk)
    assert talk.at == ""


@pytest.mark.parametrize("row", ["4 2 9", "3 1 8", "5 3 8"])
def test_another_figure_is_not_covered_by_it(talk, row):
    explain(talk)
    talk.ask(ROW).send(row)
    assert reasons(talk) == []
    assert warnings(talk) == ["in_force"]


def test_with_the_old_figures_the_explanation_holds_again(talk):
    explain(talk)
    talk.ask(ROW).send("4 2 9")
    talk.ask(ROW).send("4 2 8")
    assert reasons(talk) == [("in_force", REASON, "王")]


def test_another_answer_leaves_it(talk):
    explain(talk)
    talk.ask("disclosure.licence").send("3")
    assert reasons(talk) == [("in_force", REASON, "王")]


def test_it_is_told_in_the_summary_of_its_section(talk):
    explain(talk)
    talk.ask("disclosure.licence").send("3")
    say = talk.outcome.says[-1]
    assert say.wording == "section_done"
    assert [e.reason for e in say.args["explained"]] == [REASON]
    assert say.args["findings"] == []


def test_it_can_be_undone(talk):
    explain(talk)
    talk.send("撤销")
    assert reasons(talk) == []
    assert warnings(talk) == ["in_force"]


def test_no_reason_is_no_explanation(talk):
    explain(talk, "无")
    assert talk.said == ["refused.no_reason"]
    assert talk.view.wording == "ask.reason"
    talk.press("@show")
    assert talk.at == ""
    assert reasons(talk) == []


def test_an_error_cannot_be_explained(talk):
    talk.ask("problems").send("某某不足。")
    talk.send("检查")
    say = talk.outcome.says[-1]
    first = say.args["findings"][0]
    assert first.level == "error"
    talk.press(f"@explain {first.key.split()[-1]}")
    assert talk.facts == []


def test_a_finding_that_a_colleague_mended_meanwhile_is_not_explained(talk):
    talk.send("检查")
    press = next(
        c.press for row in talk.outcome.says[-1].choices for c in row if c.wording == "explain"
    )
    talk.send(press=press)
    asked = talk.state.at
    talk.ask(ROW).send("4 2 7")
    talk.press(f"@explain {asked.split()[-1]}")
    assert talk.said == ["finding_gone"]


def test_the_answers_file_has_it_by_its_warning(talk):
    explain(talk)
    ((_, key, _),) = talk.facts
    assert explanations(talk.form, talk.state, PREVIOUS) == {key: REASON}
