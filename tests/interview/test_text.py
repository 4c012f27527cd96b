"""Texts in the clerk's own words, and words that are none."""

import pytest

from bot.wording import Context


def test_a_narrative_of_one_message_is_done_when_it_is_sent(talk):
    talk.ask("overview").send("第一段。\n\n　　第二段。")
    assert talk.values["overview"] == "第一段。\n第二段。"
    assert talk.at == "disclosure.rules"


def test_a_narrative_may_look_like_figures_if_that_is_meant(talk):
    talk.ask("overview").send("3 0 0 0 0 1")
    assert "overview" not in talk.values
    talk.tap("keep_text")
    assert talk.values["overview"] == "3 0 0 0 0 1"


def test_control_characters_are_dropped_at_entry(talk):
    talk.ask("overview").send("公\x00开\x0810条。")
    assert talk.values["overview"] == "公开10条。"


@pytest.mark.parametrize("typed", ["不写", "留空"])
def test_a_required_text_cannot_be_passed_over(talk, typed):
    talk.ask("overview").send(typed)
    assert talk.facts == []
    assert talk.said == ["refused.not_a_text"]


@pytest.mark.parametrize("key", ["preamble", "applications.lead", "litigation.lead"])
@pytest.mark.parametrize("typed", ["跳过", "不写", "无"])
def test_an_optional_text_can_be_passed_over_in_words(talk, key, typed):
    talk.ask(key).send(typed)
    assert talk.facts == [("skipped", key, "")]
    assert key not in talk.values


def test_an_optional_text_can_be_passed_over_by_button(talk):
    talk.ask("preamble").tap("skip")
    assert talk.said[0] == "kept.skipped"
    assert "preamble" not in talk.values


def test_a_required_text_has_no_button_to_pass_it_over(talk):
    talk.ask("overview").press("overview=skip")
    assert talk.facts == []


def test_the_standard_text_is_accepted_by_button(talk):
    talk.ask("preamble").tap("standard")
    assert talk.facts == [("accepted", "preamble", "")]
    assert "由宝山区红旗街道办事处编制" in talk.values["preamble"]


def test_an_accepted_text_follows_later_answers(talk):
    talk.ask("preamble").tap("standard")
    talk.ask("contact").send("电话：0469-2609855")
    assert "0469-2609855" in talk.values["preamble"]


def test_a_standard_text_that_lacks_its_figures_cannot_be_accepted(talk):
    talk.ask("applications.lead").press("applications.lead=std")
    assert talk.facts == []


@pytest.mark.parametrize("word", ["好", "可以", "OK", "用这段。"])
def test_a_word_of_consent_takes_the_standard_wording(talk, word):
    talk.ask("preamble").send(word)
    assert ("accepted", "preamble", "") in talk.facts


@pytest.mark.parametrize("word", ["谢谢", "收到"])
def test_a_word_that_is_no_consent_does_not_take_the_standard_wording(talk, word):
    talk.ask("preamble").send(word)
    assert (talk.facts, talk.said) == ([], ["refused.agreed"])


@pytest.mark.parametrize("typed", ["无", "没有"])
def test_a_required_text_may_say_that_there_is_nothing(talk, typed):
    talk.ask("problems").send(typed)
    assert talk.entered == {"problems": typed}


@pytest.mark.parametrize("word", ["好的", "谢谢", "写好了"])
def test_a_word_of_consent_to_nothing_is_no_text(talk, word):
    talk.ask("overview").send(word)
    assert talk.facts == []
    assert talk.said == ["refused.agreed"]


def test_last_years_preamble_is_taken_with_its_years_moved_on(form21, new_talk):
    talk = new_talk(form21, year=2024)
    talk.previous = {"preamble": "统计期限自2023年1月1日起。2024年改进。"}
    talk.ask("preamble").tap("last_years")
    assert talk.values["preamble"] == "统计期限自2024年1月1日起。2025年改进。"


def test_without_last_year_there_is_no_text_of_last_year(talk):
    talk.ask("preamble").press("preamble=last")
    assert talk.facts == []
    assert talk.at == "preamble"


@pytest.mark.parametrize(
    ("text", "read_back"),
    [
        ("全年无其他需要报告的事项。", "“全年无其他需要报告的事项。”"),
        ("全年主动公开政府信息三百条。" * 4, "56 字，1 段"),
    ],
)
def test_a_short_text_is_read_back_word_for_word(talk, words, text, read_back):
    outcome = talk.ask("overview").send(text)
    now = Context(talk.form, talk.state.answers(talk.form))
    assert read_back in words.say(outcome.says[0], now)
