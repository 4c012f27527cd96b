"""What is typed at a narrative question and may be no text is offered before it is kept."""

import pytest

from bot import content
from bot.wording import Wording

LONG = "2023年，红旗街道办事处认真落实政府信息公开条例，主动公开各类信息三百条。" * 3
NOT_TEXTS = (
    "谢谢您",
    "多谢。",
    "工作有序",
    "这算不算公开？",
    "新收 7",
    "021-5678 1234 5678",
    "用我的",
    "①去修改",
)


@pytest.mark.parametrize("typed", NOT_TEXTS)
def test_what_is_short_and_no_sentence_is_not_kept_at_once(talk, typed):
    talk.ask("overview").send(typed)
    assert "overview" not in talk.entered
    assert talk.at == "overview"
    assert talk.view.wording == "ask.doubtful"
    assert talk.view.args["text"] == typed


@pytest.mark.parametrize("typed", NOT_TEXTS)
def test_a_long_text_is_not_replaced_by_it(talk, typed):
    talk.ask("overview").send(LONG)
    talk.ask("overview").send(typed)
    assert talk.entered["overview"] == LONG


def test_a_tap_writes_it_after_all(talk):
    talk.ask("overview").send("工作有序推进")
    talk.tap("keep_text")
    assert talk.entered["overview"] == "工作有序推进"
    assert talk.said[0] == "kept.text"


def test_a_press_of_somebody_s_making_leaves_it_waiting(talk):
    talk.ask("overview").send("工作推进")
    talk.press("overview=std2")
    assert (talk.facts, talk.view.wording) == ([], "ask.doubtful")


def test_a_tap_puts_it_away(talk):
    talk.ask("overview").send("工作推进")
    talk.tap("not_a_text")
    assert (talk.entered, talk.view.wording, talk.at) == ({}, "ask.text", "overview")


@pytest.mark.parametrize(
    ("button", "text"),
    [
        ("replace_text", "全年公开三百条。"),
        ("add_text", f"{LONG}\n全年公开三百条。"),
        ("drop_text", LONG),
    ],
)
def test_a_much_shorter_text_replaces_goes_behind_or_goes_away(talk, button, text):
    talk.ask("overview").send(LONG)
    talk.ask("overview").send("全年公开三百条。")
    talk.tap(button)
    assert talk.entered["overview"] == text


def test_another_text_takes_its_place(talk):
    talk.ask("overview").send("稍等一会")
    talk.send(LONG)
    assert talk.entered == {"overview": LONG}
    assert talk.ask("overview").view.wording == "ask.text"


@pytest.mark.parametrize(("word", "kept"), [("是的", {"overview": "稍等一会"}), ("不是", {})])
def test_it_is_answered_in_words_too(talk, word, kept):
    talk.ask("overview").send("稍等一会")
    talk.send(word)
    assert talk.entered == kept


def test_it_still_waits_after_a_look_elsewhere(talk):
    talk.ask("overview").send("稍等一会")
    talk.ask("problems")
    assert talk.ask("overview").view.wording == "ask.doubtful"


def test_it_changes_nothing_that_the_report_says(talk):
    before = talk.state.changed
    talk.ask("overview").send("稍等一会")
    assert talk.state.changed == before


def test_it_can_be_taken_back(talk):
    talk.ask("overview").send("稍等一会")
    talk.send("撤销")
    assert talk.view.wording == "ask.text"


@pytest.mark.parametrize("typed", ["无其他需要报告的事项", "本年度未收取费用", "公开三百条。"])
def test_a_short_sentence_is_kept_at_once(talk, typed):
    talk.ask("others").send(typed)
    assert talk.entered == {"others": typed}


def test_what_goes_on_is_asked_about_and_then_goes_on(talk):
    talk.ask("overview").send(LONG)
    talk.press("@more overview")
    talk.send("稍等一会")
    assert talk.entered["overview"] == LONG
    talk.tap("keep_text")
    assert talk.entered["overview"] == f"{LONG}\n稍等一会"


@pytest.mark.parametrize("edited", ["草稿", "草稿！", "/xyz", "稍等一会"])
def test_a_message_edited_to_a_word_for_the_bot_leaves_the_text(talk, edited):
    talk.ask("overview").send(LONG, id="m")
    talk.send(edited, corrects="m")
    assert talk.entered["overview"] == LONG


def test_an_edit_that_is_meant_corrects_its_own_piece(talk):
    talk.ask("overview").send(LONG, id="m")
    talk.send("继续写：另有一句。")
    talk.send("全年有序", corrects="m")
    talk.tap("replace_text")
    assert talk.entered["overview"] == "全年有序\n另有一句。"


def test_the_message_that_waits_may_be_edited(talk):
    talk.ask("overview").send("稍等一会", id="m")
    talk.send(LONG, corrects="m")
    assert talk.entered == {"overview": LONG}


def test_a_label_that_is_no_button_here_is_not_even_offered(talk):
    talk.ask("overview").send("用我的", label=True)
    assert (talk.entered, talk.said, talk.view.wording) == ({}, ["no_button"], "ask.text")


@pytest.fixture(scope="module")
def wording() -> Wording:
    return content.wording()


@pytest.mark.parametrize(
    "label", ["用我的", "逐行填", "第 2 版", "比较 1", "撤销1", "都是商业企业"]
)
def test_what_is_on_a_button_is_known(wording, label):
    assert wording.is_label(label)


@pytest.mark.parametrize("text", ["", "全年公开三百条", "稍等一会", "都是商业企业。另有两件。"])
def test_other_words_are_on_no_button(wording, text):
    assert not wording.is_label(text)
