"""A correction is offered where one single change mends all, and nowhere else."""

from hypothesis import given
from hypothesis import strategies as st

from bot.checks import check
from bot.forms.answers import Answers
from tests.checks.test_rules import consistent, errors, report


def corrections(answers):
    return {key: v for f in check(answers) for key, v in f.correction.items()}


@given(consistent(), st.data())
def test_what_is_offered_leaves_no_broken_equation_of_its_cell(answers, data):
    cells = [key for key in answers.form.cells if not key.startswith("disclosure.")]
    key = data.draw(st.sampled_from(cells))
    wrong = {**answers.entered, key: str(data.draw(st.integers(0, 100)))}
    for place, value in corrections(Answers(answers.form, answers.year, wrong)).items():
        after = errors(Answers(answers.form, answers.year, {**wrong, place: value}))
        assert all(place not in finding.where for finding in after)


@given(consistent(), st.data())
def test_a_mistyped_total_of_a_result_is_mended_to_what_it_was(answers, data):
    rows = [c.id for c in answers.form.cells.values() if ".granted." in c.id or ".partial." in c.id]
    key = data.draw(st.sampled_from([key for key in rows if key.endswith(".total")]))
    before = int(answers.entered[key])
    after = data.draw(st.integers(0, 100).filter(lambda n: n != before))
    wrong = Answers(answers.form, answers.year, {**answers.entered, key: str(after)})
    assert corrections(wrong) == {key: str(before)}


def test_nothing_is_offered_where_any_figure_may_be_the_wrong_one():
    given_ = {"applications.received.natural": "3", "applications.granted.natural": "2"}
    assert corrections(report({"given": given_})) == {}


def test_no_correction_is_negative():
    review = {"upheld": "2", "corrected": "2", "total": "1"}  # no other figure could give 3 away
    answers = report({"given": {f"litigation.review.{k}": v for k, v in review.items()}})
    assert corrections(answers) == {"litigation.review.total": "4"}


def test_nothing_is_offered_where_two_figures_alone_would_each_mend_it():
    review = {"upheld": "1", "total": "3"}  # three upheld, two corrected, or one in all
    answers = report({"given": {f"litigation.review.{k}": v for k, v in review.items()}})
    assert corrections(answers) == {}
