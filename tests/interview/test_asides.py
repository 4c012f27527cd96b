"""What a clerk says beside the interview is no answer, and none is made of it."""

import pytest

from tests.conftest import Talk


def test_what_nobody_knows_yet_is_asked_last(talk: Talk) -> None:
    talk.send("跳到二")
    talk.send("不知道")
    assert (talk.said, talk.entered, talk.at) == (["put_off"], {}, "disclosure.normative")
    for answer in ("2 0 2", "20", "0", "0", "0"):
        talk.send(answer)
    assert talk.at == "applications?received"
    for key in ("applications.lead", "litigation.lead", "overview", "problems", "others"):
        talk.ask(key).send("已经写好的一段文字，有头有尾。")
    talk.ask("contact").send("无")
    talk.ask("preamble").send("无")
    talk.send("跳到三")
    talk.send("全部为0")
    talk.send("跳到四")
    talk.send("全部为0")
    assert talk.at == "disclosure.rules"


def test_the_last_open_question_is_said_to_be_the_last(talk: Talk) -> None:
    talk.fill()
    talk.send("跳到一")
    talk.send("重填本节")
    talk.send("问一下领导再填")
    assert (talk.outcome.says[-1].args["last"], talk.at) == (True, "overview")


def test_a_table_that_is_told_is_put_off_as_a_whole(talk: Talk) -> None:
    talk.send("跳到三")
    talk.send("收到3件")
    talk.send("问一下领导再填")
    assert talk.at == "litigation.review"
    assert talk.state.told == {"applications.received.total": 3}


def test_whoever_goes_to_a_section_is_asked_what_was_put_off(talk: Talk) -> None:
    talk.send("跳到二")
    talk.send("不知道")
    talk.send("不知道")
    talk.send("跳到二")
    talk.send("0")
    assert talk.at == "disclosure.normative"


def test_a_section_that_is_filled_anew_is_asked_in_its_order(talk: Talk) -> None:
    talk.send("跳到二")
    talk.send("0")
    talk.send("不知道")
    talk.send("重填本节")
    talk.send("0")
    assert talk.at == "disclosure.normative"


def test_what_may_be_left_out_is_passed_over_but_not_by_who_does_not_know(talk: Talk) -> None:
    talk.ask("preamble").send("不知道")
    assert talk.facts[0] == ("put_off", "preamble", "1")
    talk.ask("preamble").send("跳过")
    assert talk.facts == [("skipped", "preamble", "")]


def test_a_question_that_is_answered_is_only_left(talk: Talk) -> None:
    talk.send("跳到二")
    talk.send("0")
    talk.send("上一步")
    talk.send("跳过")
    assert talk.facts == [("finished", "disclosure.rules", "")]
    assert talk.at == "disclosure.normative"


@pytest.mark.parametrize("key", ["contact", "overview", "disclosure.rules", "applications.granted"])
def test_a_moment_is_granted_at_every_question(talk: Talk, key: str) -> None:
    talk.ask(key).send("等一下")
    assert (talk.facts, talk.said, talk.at) == ([], ["no_hurry"], key)


@pytest.mark.parametrize("key", ["contact", "overview", "disclosure.rules", "litigation.review"])
def test_a_question_is_explained(talk: Talk, key: str) -> None:
    talk.ask(key).send("什么意思")
    assert (talk.facts, talk.said, talk.at) == ([], ["why"], key)
    assert talk.outcome.says[0].args == {"key": key}


def test_a_row_with_a_card_is_explained_by_it(talk: Talk) -> None:
    talk.ask("applications.granted").send("这个怎么填？")
    assert talk.said == ["card"]


def test_where_one_is_and_what_is_there_can_be_asked_for(talk: Talk) -> None:
    talk.send("还差多少")
    assert talk.said == ["menu"]
    talk.send("能发word吗")
    assert talk.facts == [("requested", "draft", "")]


def test_the_word_file_is_the_clean_copy_where_there_is_one(talk: Talk) -> None:
    talk.fill()
    talk.send("定稿")
    talk.send("定稿")
    version = talk.state.current
    assert version is not None
    assert not version.draft
    talk.send("能发word吗")
    assert talk.facts == [("fetched", "version", str(version.number))]


@pytest.mark.parametrize("text", ["填错单位了", "换个单位", "单位名称错了应该是红旗镇"])
def test_a_wrong_unit_is_led_to_its_name(talk: Talk, text: str) -> None:
    talk.send(text)
    assert (talk.facts, talk.said) == ([], ["other_unit"])
    talk.send(press=talk.outcome.says[0].choices[0][0].press)
    assert talk.at == "unit.name"


def test_a_row_is_as_last_year(talk: Talk) -> None:
    talk.ask("disclosure.licence").send("跟去年一样")
    assert talk.said == ["refused.no_last_year"]
    talk.previous = {"disclosure.licence.decisions": "12"}
    talk.send("跟去年一样")
    assert talk.values["disclosure.licence.decisions"] == "12"
    assert talk.said[0] == "kept.cells"


def test_a_text_is_as_last_year(talk: Talk) -> None:
    talk.previous = {"overview": "2022年工作平稳。"}
    talk.ask("overview").send("和去年一样")
    assert talk.entered["overview"] == "2023年工作平稳。"


def test_the_story_of_another_year_is_no_story_of_this(talk: Talk) -> None:
    talk.previous = {"applications.received.natural": "3"}
    talk.send("跳到三")
    talk.send("跟去年一样")
    assert (talk.facts, talk.said) == ([], ["refused.not_like_last"])


def test_why_a_figure_is_right_may_be_said_in_any_words(talk: Talk) -> None:
    talk.ask("disclosure.licence").send("20")
    talk.press(f"@note {talk.state.history[-1].seq}")
    talk.send("不清楚")
    assert talk.facts[0][0] == "sourced"
