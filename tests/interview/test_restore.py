"""Answers out of a chat and into another one."""

import json
from dataclasses import replace

import pytest

from bot import content
from bot.checks import check
from bot.documents.received import read_file
from bot.forms.answers import Answers
from bot.forms.bound import Bound
from bot.interview.consent import masked, places
from bot.interview.explain import explanations
from bot.interview.restore import given, restored
from bot.interview.step import step_found
from bot.reading.answers_file import write_answers


def moved(talk, new, previous=None):
    """The report in another chat, by way of the file that the first one sends."""
    reasons = explanations(talk.form, talk.state, talk.previous)
    answers = replace(talk.state.answers(talk.form), explanations=reasons)
    text = json.dumps(write_answers(answers), ensure_ascii=False)
    read = read_file("a.json", text.encode(), content.forms(), "", 0)
    new.previous = talk.previous if previous is None else previous
    answers = given(new.form, read["year"], json.loads(json.dumps(read)))
    new.keep(new.msg(""), restored(answers, new.previous))
    return new


def only(form, values, **beside):
    return restored(Answers(form, 2023, values, **beside), {})


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
    return moved(begun, new_talk(begun.form))


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
    done = new_talk(form).fill()
    done.ask("contact").press("contact=skip")
    again = moved(done, new_talk(form))
    assert again.at == ""
    assert again.state.answers(form).values == done.state.answers(form).values


def test_of_an_unfinished_one_the_optional_questions_stay(form, new_talk):
    facts = only(form, {"overview": "一段。"})
    assert [fact.kind for fact in facts] == ["wrote", "turned_to"]


def test_the_unit_stays_that_of_the_open_report(form):
    facts = only(form, {"unit.name": "东风街道办事处", "unit.phone": "1"})
    assert [fact.key for fact in facts if fact.key] == ["unit.phone"]


def test_an_undo_takes_all_of_it_back(begun, back):
    back.send("撤销")
    assert "overview" not in back.values


# -- what was said beside the figures -------------------------------------------------------------

ROW, CELL = "disclosure.normative", "disclosure.normative.in_force"
BEFORE = {CELL: "5"}
REASON = "往年漏统计 1 件，今年补上。"


@pytest.fixture
def explained(form21, new_talk):
    """4 made, 2 repealed, but 8 in force where there were 5: a warning that was explained."""
    talk = new_talk(form21)
    talk.previous = BEFORE
    talk.fill().ask(ROW).send("4 2 8")
    talk.send("来源 法制科台账")
    talk.send("检查")
    shown = [choice for row in talk.outcome.says[-1].choices for choice in row]
    talk.send(press=next(choice.press for choice in shown if choice.wording == "explain"))
    talk.send(REASON)
    return talk


def reasons(talk):
    return [*explanations(talk.form, talk.state, talk.previous).values()]


def test_sources_and_explanations_come_back(explained, new_talk):
    back = moved(explained, new_talk(explained.form))
    assert {key: slot.value for key, slot in back.state.sources.items()} == {ROW: "法制科台账"}
    assert reasons(back) == [REASON]
    assert back.at == ""


def test_an_explanation_covers_again_once_last_year_is_known_there(explained, new_talk):
    back = moved(explained, new_talk(explained.form), previous={})
    assert reasons(back) == []
    back.previous = BEFORE
    assert reasons(back) == [REASON]


@pytest.mark.parametrize("before", ["4", "9"])
def test_an_explanation_does_not_cover_another_figure(explained, new_talk, before):
    assert reasons(moved(explained, new_talk(explained.form), previous={CELL: before})) == []


def test_what_no_longer_covers_anything_stays_at_home(explained):
    explained.ask(ROW).send("4 2 9")
    assert reasons(explained) == []


def test_an_explanation_by_rule_is_of_what_the_rule_finds(form21, new_talk):
    talk = new_talk(form21)
    told = {"text_year": "写的就是 2022 年的事。", "balance": "差一件。"}
    values = {"overview": "2022年，主动公开信息10条。", "applications.received.natural": "1"}
    talk.keep(talk.msg(""), only(form21, values, explanations=told))
    assert reasons(talk) == [told["text_year"]]


def test_a_sentence_of_the_bank_follows_the_figures_again(form21, new_talk):
    talk = new_talk(form21)
    talk.ask("applications.received").press("@goto applications.received")
    talk.send("7 0 0 0 0 0\n0\n7 0 0 0 0 0")
    talk.send("其余为0")
    talk.press("@goto overview/")
    talk.press("overview/=requests")
    talk.press("overview/requests=results")
    back = moved(talk, new_talk(form21))
    assert back.values["overview"] == talk.values["overview"]
    back.ask("applications.granted").send("6 0 0 0 0 0")
    assert "予以公开6件" in back.values["overview"]


def test_a_sentence_that_was_rewritten_is_marked_there_too(form21, new_talk):
    sentence = Bound("requests/results", {}, "予以公开信息若干件。", {CELL: "5"})
    talk = new_talk(form21)
    values = {"overview": "予以公开信息一些件。", CELL: "6"}
    talk.keep(talk.msg(""), only(form21, values, bound={"overview": (sentence,)}))
    assert "rewritten" in [f.rule for f in check(talk.state.answers(form21))]


def test_what_a_file_says_of_people_is_asked_about(form21, talk):
    card = "110105194912310" + "02X"
    data = {"kind": "answers", "form": "2021", "year": 2023, "values": {"overview": "一段。"}}
    data |= {"sources": {"overview": f"问{card}"}, "explanations": {"text_year": card}}
    message = talk.msg(read=json.dumps(data))
    outcome = step_found(form21, talk.state, message, {})
    assert len(places(form21, talk.state, message, outcome)) == 1
    told = json.loads(masked(form21, talk.state, message, outcome).read)
    assert card not in json.dumps(told)
    assert told["values"] == data["values"]
