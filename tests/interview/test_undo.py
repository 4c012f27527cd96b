"""The last answer is taken back at once; earlier ones by name, where no later answer built on them."""

import pytest

from bot.interview.undo import IN_A_ROW
from bot.messages import Person
from bot.wording import Context


def pressed(talk, wording, index=0):
    choices = [c for say in talk.outcome.says for row in say.choices for c in row]
    return [c for c in choices if c.wording == wording][index].press


def text(talk, words):
    context = Context(talk.form, talk.state.answers(talk.form))
    return words.reply(talk.outcome.says, context).text


@pytest.fixture
def three(talk):
    """Three rows of table 二."""
    talk.ask("disclosure.licence").send("7")
    talk.ask("disclosure.penalty").send("2")
    talk.ask("disclosure.coercion").send("3")
    return talk


def test_earlier_answers_are_listed_by_name(three, words):
    three.send("撤销")
    lines = text(three, words).split("\n")
    assert lines[0] == "已撤销　表二 行政强制 本年处理决定数量：3 → 空"
    assert lines[-2:] == [
        "1. 表二 行政处罚 本年处理决定数量：空 → 2（王 01-08 12:00）",
        "2. 表二 行政许可 本年处理决定数量：空 → 7（王 01-08 12:00）",
    ]


def test_an_earlier_answer_is_taken_back_and_later_ones_stay(three):
    three.send("撤销")
    three.send(press=pressed(three, "number", 1))
    assert three.entered == {"disclosure.penalty.decisions": "2"}
    assert three.at == "disclosure.licence"


def test_a_second_plain_undo_takes_the_next_one_back(three):
    three.send("撤销")
    three.send("撤销")
    assert three.entered == {"disclosure.licence.decisions": "7"}


def test_what_was_answered_again_since_is_not_taken_from_under_it(three, words):
    three.ask("disclosure.licence").send("8")
    three.ask("disclosure.rules").send("0 0 0")
    three.send("撤销")
    three.send(press=pressed(three, "number", 3))
    assert three.said == ["refused.undo_later"]
    assert three.entered["disclosure.licence.decisions"] == "8"
    assert "行政许可 本年处理决定数量：7 → 8（王 01-08 12:00）" in text(three, words)
    three.send(press=pressed(three, "undo_first"))
    assert three.entered["disclosure.licence.decisions"] == "7"


def test_a_text_that_was_gone_on_with_is_not_taken_from_under_it(talk):
    talk.ask("overview").send("一。")
    talk.send("继续写：二。")
    talk.ask("disclosure.licence").send("7")
    talk.send("撤销")
    talk.send(press=pressed(talk, "number", 1))
    assert talk.said == ["refused.undo_later"]
    assert talk.values["overview"] == "一。\n二。"


def test_what_a_table_was_filled_from_is_not_taken_from_under_it(talk):
    talk.press("@goto applications.received")
    talk.send("收到7件，都是自然人")
    talk.send("0")
    talk.send("予以公开7件")
    filled = talk.row("applications.granted")
    talk.ask("disclosure.licence").send("7")
    talk.send("撤销")
    talk.send(press=pressed(talk, "number", 2))
    assert talk.said == ["refused.undo_later"]
    assert talk.row("applications.granted") == filled == "7 0 0 0 0 0"


def test_the_last_ten_can_be_chosen_from(talk):
    for number in range(14):
        talk.ask("disclosure.licence").send(str(number))
    talk.send("撤销")
    say = talk.outcome.says[0]
    assert len(say.args["others"]) == 9
    assert max(len(row) for row in say.choices) == IN_A_ROW


def test_who_answered_is_told(talk, words):
    talk.ask("disclosure.licence").send("7", person=Person("test", "2", "李"))
    talk.ask("disclosure.penalty").send("2")
    talk.send("撤销")
    assert "（李 01-08 12:00）" in text(talk, words)


def test_a_button_for_what_was_taken_back_already_changes_nothing(three):
    three.send("撤销")
    late = pressed(three, "number")
    three.send(press=late)
    before = three.entered
    three.send(press=late)
    assert three.said == ["refused.undone_already"]
    assert three.entered == before


def test_an_undo_button_takes_back_its_own_answer_however_late(talk):
    talk.fill().ask("litigation.direct").send("重填本节")
    late = pressed(talk, "undo")
    talk.ask("disclosure.licence").send("7")
    talk.send(press=late)
    assert talk.row("litigation.direct") == "0 0 0 0"
    assert talk.entered["disclosure.licence.decisions"] == "7"


@pytest.mark.parametrize(
    ("question", "answer", "line"),
    [
        ("overview", "总体。", "总体情况：空 → 3 字"),
        ("preamble", "不写", "引言：不写"),
        ("contact", "地址：文礼路，邮编：155131", "地址、邮编"),
        ("unit.phone", "0469-2609855", "电话：空 → 0469-2609855"),
        ("applications.granted", "3 0 0 0 0 1", "表三 予以公开：空 → 3 0 0 0 0 1"),
        ("litigation.review", "全部为0", "表四 12 格"),
    ],
)
def test_every_kind_of_answer_has_a_name(talk, words, question, answer, line):
    talk.ask(question).send(answer)
    talk.ask("disclosure.licence").send("7")
    talk.send("撤销")
    assert f"1. {line}（" in text(talk, words) or f"2. {line}（" in text(talk, words)


def test_a_standard_text_that_was_chosen_has_its_length(talk, words):
    talk.ask("others").tap("standard")
    length = len(talk.values["others"])
    talk.send("撤销")
    assert f"已撤销　其他需要报告的事项：{length} 字 → 空" in text(talk, words)


def test_what_was_told_has_a_name(talk, words):
    talk.press("@goto applications.received")
    talk.send("收到7件")
    talk.ask("disclosure.licence").send("7")
    talk.send("撤销")
    assert "1. 表三 新收 7 件（" in text(talk, words)


def test_the_number_on_a_button_may_be_typed(talk):
    talk.ask("applications.received").send("1 0 0 0 0 0")
    talk.ask("problems").send("问题：解读少；改进：多做图解")
    talk.send("撤销2")
    assert list(talk.entered) == ["problems"]


def test_a_number_that_no_button_has_takes_nothing_back(talk):
    talk.ask("problems").send("问题：解读少；改进：多做图解")
    talk.send("撤销0")
    talk.send("撤销9")
    assert "problems" in talk.entered


def test_what_was_passed_over_is_listed_as_that(talk, words):
    talk.ask("contact").press("contact=skip")
    talk.ask("disclosure.licence").send("7")
    talk.send("撤销")
    assert "1. 联系方式：不写（王 01-08 12:00）" in text(talk, words)


def test_undo_takes_the_last_answer_back(talk):
    talk.ask("overview").send("总体。")
    talk.send("撤销")
    assert "overview" not in talk.values
    assert talk.at == "overview"
    assert talk.said == ["undone"]


def test_undo_restores_what_stood_there(talk):
    talk.ask("overview").send("一稿。")
    talk.ask("overview").send("二稿。")
    talk.send("撤销")
    assert talk.values["overview"] == "一稿。"


def test_undo_takes_a_whole_message_back(talk):
    talk.ask("litigation.review").send("全部为0")
    talk.send("撤销")
    assert talk.entered == {}


def test_undo_goes_back_step_by_step(talk):
    talk.ask("disclosure.licence").send("1")
    talk.ask("disclosure.penalty").send("2")
    talk.send("撤销")
    talk.send("撤销")
    assert talk.entered == {}
    talk.send("撤销")
    assert talk.facts == []
    assert talk.said == ["refused.nothing_to_undo"]


def test_a_skipped_question_can_be_taken_up_again(talk):
    talk.ask("preamble").tap("skip")
    talk.send("撤销")
    assert talk.at == "preamble"


def test_the_contact_taken_back_is_asked_as_a_whole(talk):
    talk.send("地址：文礼路100米，电话：0469-2609855")
    talk.send("撤销")
    assert talk.entered == {}
    assert talk.at == "contact"


def test_undo_passes_over_going_about(talk):
    talk.ask("overview").send("总体。")
    talk.send("目录")
    talk.send("跳到六")
    talk.send("撤销")
    assert "overview" not in talk.values
