"""Where a figure comes from is kept with it, by word and by button, and told to whoever reviews it."""

from datetime import timedelta

import pytest

from bot.interview.source import notes
from bot.wording import Context
from tests.conftest import NOON

BOOK = "依申请公开台账第 3 页"


def kept(talk):
    return {note.key: note.text for note in notes(talk.form, talk.state)}


def text(talk, words):
    context = Context(talk.form, talk.state.answers(talk.form))
    return words.reply(talk.outcome.says, context).text


@pytest.mark.parametrize(
    "typed", [f"来源 {BOOK}", f"来源：{BOOK}", f"来源:{BOOK}", f"备注：{BOOK}"]
)
def test_a_note_is_about_the_last_answer(talk, typed):
    talk.ask("applications.received").send("7 0 0 0 0 0")
    talk.send(typed)
    assert talk.facts == [("sourced", "applications.received", BOOK)]
    assert kept(talk) == {"applications.received": BOOK}


@pytest.mark.parametrize(
    ("question", "answer", "about"),
    [
        ("disclosure.licence", "7", "disclosure.licence.decisions"),
        ("applications.granted", "3 0 0 0 0 0", "applications.granted"),
        ("litigation.review", "全部为0", "litigation"),
        ("overview", "总体。", "overview"),
        ("contact", "电话：0469-2609855", "unit.phone"),
        ("preamble", "不写", "preamble"),
    ],
)
def test_what_a_note_is_about(talk, question, answer, about):
    talk.ask(question).send(answer)
    talk.send(f"来源 {BOOK}")
    assert kept(talk) == {about: BOOK}


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("新收", "applications.received"),
        ("表三新收", "applications.received"),
        ("予以公开自然人", "applications.granted.natural"),
        ("表二行政许可", "disclosure.licence"),
        ("表四", "litigation"),
        ("总体情况", "overview"),
    ],
)
def test_a_note_can_name_what_it_is_about(talk, name, about):
    talk.ask("disclosure.penalty").send("2")
    talk.send(f"来源 {name}：{BOOK}")
    assert kept(talk) == {about: BOOK}


def test_a_colon_within_a_note_names_nothing(talk):
    talk.ask("disclosure.penalty").send("2")
    talk.send("来源 台账：第 3 页")
    assert kept(talk) == {"disclosure.penalty.decisions": "台账：第 3 页"}


def test_a_note_by_button_is_about_the_answer_above_it(talk):
    talk.ask("disclosure.penalty").send("2")
    talk.tap("note")
    assert talk.view.wording == "ask.source"
    talk.send(BOOK)
    assert kept(talk) == {"disclosure.penalty.decisions": BOOK}
    assert talk.at != "disclosure.penalty"


def test_a_late_button_is_still_about_its_own_answer(talk):
    talk.ask("disclosure.penalty").send("2")
    late = next(c.press for c in talk.choices if c.wording == "note")
    talk.ask("disclosure.licence").send("7")
    talk.send(press=late)
    talk.send(BOOK)
    assert kept(talk) == {"disclosure.penalty.decisions": BOOK}


def test_the_word_alone_asks_for_the_note(talk):
    talk.ask("disclosure.penalty").send("2")
    talk.send("来源")
    talk.send(BOOK)
    assert kept(talk) == {"disclosure.penalty.decisions": BOOK}


def test_who_changes_their_mind_notes_nothing(talk):
    talk.ask("disclosure.penalty").send("2")
    talk.tap("note")
    talk.tap("no_source")
    assert kept(talk) == {}
    assert talk.at != ""


def test_before_the_first_answer_there_is_nothing_to_note(talk):
    talk.send(f"来源 {BOOK}")
    assert talk.facts == []
    assert talk.said == ["refused.no_source"]


def test_a_note_changes_no_answer_and_no_question(talk):
    talk.ask("disclosure.penalty").send("2")
    before, at = talk.values, talk.at
    talk.send(f"来源 {BOOK}")
    assert (talk.values, talk.at) == (before, at)


def test_a_note_is_read_back_and_can_be_undone(talk, words):
    talk.ask("disclosure.penalty").send("2")
    talk.send(f"来源 {BOOK}")
    assert f"表二 行政处罚 本年处理决定数量的来源：{BOOK}" in text(talk, words)
    talk.send("撤销")
    assert kept(talk) == {}
    assert talk.values["disclosure.penalty.decisions"] == "2"


def test_a_figure_that_changed_after_its_note_is_told(talk):
    talk.ask("disclosure.penalty").send("2")
    talk.send(f"来源 {BOOK}")
    assert [note.changed for note in notes(talk.form, talk.state)] == [False]
    talk.ask("disclosure.penalty").send("3", at=NOON + timedelta(minutes=1))
    assert [note.changed for note in notes(talk.form, talk.state)] == [True]


def test_the_summary_of_a_section_tells_its_notes(talk, words):
    talk.fill().ask("applications.carried_out").send("0 0 0 0 0 0")
    talk.send(f"来源 新收：{BOOK}")
    talk.send("来源 行政许可：许可系统")
    talk.ask("applications.granted").send("0 0 0 0 0 0")
    say = talk.outcome.says[-1]
    assert say.wording == "section_done"
    assert [note.key for note in say.args["notes"]] == ["applications.received"]
    assert f"来源　表三 新收：{BOOK}（王）" in text(talk, words)


def test_the_answers_carry_the_notes(talk):
    talk.ask("applications.received").send("7 0 0 0 0 0")
    talk.send(f"来源 {BOOK}")
    answers = talk.state.answers(talk.form)
    told = {"applications.received": BOOK}
    assert answers.sources_of(["applications.received.total"]) == told
    assert answers.sources_of(["applications.granted.total"]) == {}
