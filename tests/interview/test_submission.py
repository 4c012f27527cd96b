"""送审 at one report: Wang fills, Zhao approves. What a unit without reviewers does is tested in
`test_findings`.
"""

from dataclasses import replace

import pytest

from bot.interview.outcome import BuildReport, Notify, SendVersion
from bot.interview.replay import identity
from bot.interview.review import shown
from bot.interview.rights import FILL, REVIEW
from bot.interview.step import step
from bot.interview.viewer import Viewer
from bot.messages import Person
from bot.wording import Context
from tests.conftest import WANG

ZHAO = Person("test", "3", "赵")
ROLES = {WANG: frozenset({FILL}), ZHAO: frozenset({REVIEW})}


class Office:
    """A report that is filled by one and approved by another."""

    def __init__(self, talk):
        self.talk = talk
        self.roles = dict(ROLES)

    def state(self, person):
        who = Viewer(identity(person), self.roles[person], reviewed=person == WANG)
        return self.talk.state.seen_by(who)

    def send(self, person, text="", **how):
        message = self.talk.msg(text, person=person, **how)
        self.outcome = step(self.talk.form, self.state(person), message, {})
        self.talk.keep(message, self.outcome.facts)
        return [say.wording for say in self.outcome.says]

    def shows(self, person):
        (say,) = shown(self.talk.form, self.state(person), {})
        return say

    def labels(self, person):
        return [choice.wording for row in self.shows(person).choices for choice in row]

    def reads(self, person, words):
        context = Context(self.talk.form, self.talk.state.answers(self.talk.form))
        return words.say(self.shows(person), context)


@pytest.fixture
def office(talk):
    return Office(talk)


@pytest.fixture
def filled(office):
    office.talk.fill()
    return office


@pytest.fixture
def handed_in(filled):
    filled.send(WANG, "送审")
    return filled


@pytest.mark.parametrize("word", ["送审", "提交审核", "定稿"])
def test_what_is_filled_is_handed_to_the_reviewers(filled, word):
    assert filled.send(WANG, word) == ["submitted"]
    assert filled.outcome.effects == (Notify(role=REVIEW),)
    assert filled.talk.state.versions == ()


def test_the_button_says_so(filled, words):
    assert "submit" in filled.labels(WANG)
    assert "final" not in filled.labels(WANG)
    assert "可以送审" in filled.reads(WANG, words)


def test_what_has_errors_is_held_back(office, words):
    office.talk.fill()
    office.talk.ask("others").send("另有XX事项需要报告，情况如下。")
    assert office.send(WANG, "送审") == ["held_back"]
    context = Context(office.talk.form, office.talk.state.answers(office.talk.form))
    assert words.say(office.outcome.says[0], context).startswith("还不能送审")


def test_warnings_are_shown_once_before(talk19):
    office = Office(talk19.fill())
    office.talk.state = replace(office.talk.state, shown=frozenset())
    assert office.send(WANG, "送审") == ["warned"]
    assert office.outcome.says[0].choices[-1][0].wording == "submit_anyway"
    assert office.send(WANG, "送审") == ["submitted"]


def test_the_clerk_sees_that_it_waits(handed_in, words):
    assert "已由王于 01-08 12:00 送审" in handed_in.reads(WANG, words)
    assert handed_in.labels(WANG) == ["draft", "menu"]
    assert handed_in.send(WANG, "送审") == ["refused.submitted_already"]


def test_the_reviewer_sees_who_handed_it_in_when(handed_in, words):
    assert "王 01-08 12:00 送审。" in handed_in.reads(ZHAO, words)


def test_a_change_is_handed_in_anew(handed_in, words):
    handed_in.talk.ask("others").send("另有一项。")
    assert "可以送审" in handed_in.reads(WANG, words)
    assert "送审，之后又改过。" in handed_in.reads(ZHAO, words)
    assert handed_in.send(WANG, "送审") == ["submitted"]


def test_what_was_sent_back_is_handed_in_anew_with_all_that_was_to_be_done(handed_in, words):
    handed_in.send(ZHAO, "退回五 请写具体")
    assert "01-08 12:00 送审" not in handed_in.reads(ZHAO, words)
    assert handed_in.send(WANG, "送审") == ["submitted"]
    assert handed_in.outcome.facts[0].kind == "submitted"  # what the reviewers are told
    assert handed_in.talk.state.returned == {}


def test_an_approval_makes_the_clean_copy_which_is_the_clerk_s_to_have(handed_in):
    handed_in.send(ZHAO, "签发")
    assert BuildReport(draft=False) in handed_in.outcome.effects
    copy = handed_in.talk.state.current
    assert handed_in.shows(WANG).wording == "finished"
    assert handed_in.send(WANG, "定稿") == ["finished"]
    assert handed_in.outcome.effects == (SendVersion(copy.message),)
    assert handed_in.send(WANG, "送审") == ["refused.approved_already"]
    assert handed_in.talk.state.submitted is None


def test_a_change_after_it_is_handed_in_anew(handed_in):
    handed_in.send(ZHAO, "签发")
    handed_in.talk.ask("others").send("另有一项。")
    assert handed_in.send(WANG, "定稿") == ["submitted"]


def test_a_clean_copy_of_before_there_was_a_reviewer_is_handed_in_too(filled):
    filled.talk.send("定稿")
    assert filled.talk.state.current is not None
    assert "submit" in filled.labels(WANG)
    assert filled.send(WANG, "定稿") == ["submitted"]


def test_who_approves_too_finishes_alone(filled):
    filled.roles[WANG] = frozenset({FILL, REVIEW})
    assert "final" in filled.labels(WANG)
    assert filled.send(WANG, "送审") == ["refused.no_reviewer"]
    assert filled.send(WANG, "定稿") == ["finished"]


def test_a_reviewer_does_not_hand_in(filled):
    assert filled.send(ZHAO, "送审") == ["refused.reviewer"]


def test_without_a_reviewer_there_is_nobody_to_hand_it_to(talk):
    talk.fill()
    assert [say.wording for say in talk.send("送审").says] == ["refused.no_reviewer"]


def test_a_package_is_had_after_the_approval(filled):
    assert filled.send(WANG, "发布包") == ["refused.package"]
    assert filled.outcome.says[0].args["review"]
    assert filled.outcome.says[0].choices[0][0].wording == "submit"
