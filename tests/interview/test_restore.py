"""Answers out of a chat and into another one."""

import json

import pytest

from bot import content
from bot.forms.answers import Answers
from bot.interview.restore import restored
from bot.reading.answers_file import read_answers, write_answers


def through_a_file(answers: Answers) -> Answers:
    return read_answers(json.dumps(write_answers(answers), ensure_ascii=False), content.forms())


@pytest.fixture(params=["2019", "2021"])
def begun(request, new_talk):
    """A report on either form, with figures of every kind and texts of every origin."""
    talk = new_talk(content.forms()[request.param])
    talk.ask("contact").send("地址：文礼路100米，邮编：155131")
    talk.ask("preamble").tap("standard")
    talk.ask("overview").send("（一）主动公开。公开30条。\n（二）依申请公开。\n=1+1")
    talk.ask("applications.received").send("3 0 0 0 0 1")
    return talk


@pytest.fixture
def back(begun, new_talk):
    """The same report in a new chat."""
    answers = through_a_file(begun.state.answers(begun.form))
    talk = new_talk(begun.form)
    talk.keep(talk.msg(""), restored(begun.form, answers.year, answers.entered))
    return talk


def test_what_comes_back_is_what_was_sent(begun, back):
    one, two = begun.state.answers(begun.form), back.state.answers(back.form)
    assert two.values == one.values
    assert two.accepted == one.accepted


def test_the_interview_goes_on_at_its_first_open_question(back):
    assert back.at.startswith("disclosure.")


def test_a_standard_text_follows_the_figures_again(back):
    back.ask("unit.address").send("文化路1号")
    assert "文化路1号" in back.values["preamble"]


def test_a_finished_report_asks_nothing_once_more(form, new_talk):
    done, again = new_talk(form).fill(), new_talk(form)
    done.ask("contact").press("contact=skip")
    answers = through_a_file(done.state.answers(form))
    again.keep(again.msg(""), restored(form, answers.year, answers.entered))
    assert again.at == ""
    assert again.state.answers(form).values == done.state.answers(form).values


def test_of_an_unfinished_one_the_optional_questions_stay(form, new_talk):
    facts = restored(form, 2023, {"overview": "一段。"})
    assert [fact.kind for fact in facts] == ["wrote", "turned_to"]


def test_the_unit_stays_that_of_the_open_report(form):
    facts = restored(form, 2023, {"unit.name": "东风街道办事处", "unit.phone": "1"})
    assert [fact.key for fact in facts if fact.key] == ["unit.phone"]


def test_an_undo_takes_all_of_it_back(begun, back):
    back.send("撤销")
    assert "overview" not in back.values
