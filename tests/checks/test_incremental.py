"""What is found step by step, from answer to answer, is what a full check finds."""

import pickle
from types import MappingProxyType

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.checks import Memory, check
from bot.checks.incremental import outdated, recheck
from bot.forms.answers import Answers
from tests.checks.test_rules import FORMS, consistent, report

WORDS = (
    "2022年收到申请7件，均已答复。",
    "未收到政府信息公开申请。",
    "行政复议1件，均获维持。公开信息共10条，其中网站6条，微信5条。",
    "XX",
    "无",
)
PREVIOUS = (
    {},
    {"applications.carried_out.natural": "3", "disclosure.licence.decisions": "5"},
    {"overview": WORDS[0], "disclosure.normative.in_force": "2"},
)
STANDARD = ("preamble", "applications.lead", "litigation.lead", "others")


@st.composite
def answered(draw, form):
    """One act of a clerk: a figure, a text, one taken away, a standard wording chosen or left."""
    key = draw(st.sampled_from([*form.cells, *form.fields]))
    text = key in form.fields and form.fields[key].kind == "text"
    value = draw(st.sampled_from(WORDS)) if text else str(draw(st.integers(0, 30)))
    return key, draw(st.sampled_from([value, value, "", "x"]))


def after(answers, key, value, accepted):
    entered = {k: v for k, v in {**answers.entered, key: value}.items() if v}
    return Answers(answers.form, answers.year, entered, accepted)


@settings(max_examples=60, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.data())
def test_after_any_answers_it_is_what_a_full_check_finds(data):
    blank, zeros = report({"rest": ""}), report({})
    answers = data.draw(st.one_of(consistent(), st.sampled_from([blank, zeros])))
    known, memory = None, Memory()
    for _ in range(data.draw(st.integers(1, 12))):
        key, value = data.draw(answered(answers.form))
        accepted = frozenset(data.draw(st.sets(st.sampled_from(STANDARD))))
        answers = after(answers, key, value, accepted)
        previous = data.draw(st.sampled_from([PREVIOUS[1], *PREVIOUS]))
        known = recheck(known, answers, previous)
        assert known.findings == check(answers, previous)
        assert memory.check(answers, previous).findings == check(answers, previous)


def asked(before, answers, previous=MappingProxyType({})):
    return {rule.id for rule in outdated(before, answers, previous)}


def test_an_answer_asks_only_the_rules_that_name_it():
    before = recheck(None, report({}))
    again = asked(before, after(before.answers, "litigation.review.upheld", "1", frozenset()))
    assert "litigation_sum" in again
    assert not again & {"row_sum", "balance", "in_force", "problems_none"}


def test_the_same_answers_ask_nothing():
    assert asked(recheck(None, report({})), report({})) == set()


@pytest.mark.parametrize("other", [{"year": 2024}, {"form": "2019"}, {"published": True}])
def test_another_report_is_asked_anew(other):
    answers = report(other)
    assert asked(recheck(None, report({})), answers) == {rule.id for rule in answers.form.rules}


def test_with_another_last_year_everything_is_asked_anew(form21):
    again = asked(recheck(None, report({})), report({}), PREVIOUS[1])
    assert again == {rule.id for rule in form21.rules}


def test_how_a_figure_is_mended_depends_on_the_equations_around_it():
    given_ = {"applications.results_total.natural": "1", "applications.granted.natural": "3"}
    before = recheck(None, report({"given": given_}))
    again = after(before.answers, "applications.carried_out.natural", "x", frozenset())
    assert "result_sum" in asked(before, again)


def test_a_memory_is_packed_without_what_it_remembers():
    memory = Memory()
    packed = len(pickle.dumps(memory))
    memory.check(report({}))
    assert len(pickle.dumps(memory)) == packed
    assert pickle.loads(pickle.dumps(memory)).check(report({})).findings == check(report({}))


def test_no_finding_is_without_a_place():
    for form in FORMS.values():
        empty = Answers(form, 2030, {}, published=True, sections=("problems", "overview"))
        assert all(finding.where for finding in check(empty))
