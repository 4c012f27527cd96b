"""An earlier answer corrected in words, at whatever question one is."""

import pytest

from tests.conftest import Talk

LICENCE = "disclosure.licence.decisions"


@pytest.fixture
def filled(talk: Talk) -> Talk:
    """Table two, as far as its licences."""
    talk.send("跳到二")
    for figures in ("0", "2 1 5", "20"):
        talk.send(figures)
    return talk


@pytest.mark.parametrize(
    "text", ["上面那个改成25", "错了应该是25", "许可改成25", "许可写错了，是25件"]
)
def test_the_last_figure_is_corrected_and_read_back(filled: Talk, text: str) -> None:
    filled.send(text)
    assert filled.values[LICENCE] == "25"
    assert filled.said == ["corrected"]
    assert filled.outcome.says[0].args["figures"] == {LICENCE: ("20", "25")}
    assert filled.at == "disclosure.penalty"


@pytest.mark.parametrize("text", ["改成8", "错了应该是8件"])
def test_a_question_that_is_quoted_is_the_one_that_is_meant(filled: Talk, text: str) -> None:
    filled.send("7")
    filled.send(text, about=f"1:{LICENCE.removesuffix('.decisions')}=0")
    assert (filled.values[LICENCE], filled.values["disclosure.penalty.decisions"]) == ("8", "7")


def test_it_can_be_undone(filled: Talk) -> None:
    filled.send("许可改成25")
    filled.send(press=filled.outcome.says[0].choices[0][0].press)
    assert filled.values[LICENCE] == "20"


def test_of_several_figures_one_is_tapped(filled: Talk) -> None:
    filled.send("撤销")
    filled.ask("disclosure.normative").send("3 1 5")
    filled.send("错了应该是8")
    assert (filled.facts, filled.said) == ([], ["refused.which_row"])
    filled.send(press=filled.outcome.says[0].choices[1][0].press)
    assert filled.row("disclosure.normative") == "3 8 5"


def test_a_row_without_a_figure_yet_is_filled(filled: Talk) -> None:
    filled.send("处罚改成3")
    assert filled.values["disclosure.penalty.decisions"] == "3"


@pytest.mark.parametrize("text", ["应该是8", "应该是8件吧", "应为8件", "应该八个吧"])
def test_a_figure_that_somebody_is_not_sure_of_answers_what_is_asked(
    filled: Talk, text: str
) -> None:
    filled.send(text)
    assert (filled.values[LICENCE], filled.values["disclosure.penalty.decisions"]) == ("20", "8")


@pytest.mark.parametrize(("text", "fee"), [("应该是3.5万", "3.5万元"), ("38000元吧", "38000元")])
def test_so_does_an_amount(talk: Talk, text: str, fee: str) -> None:
    talk.ask("disclosure.fee").send(text)
    assert talk.values["disclosure.fee.amount"] == fee


def test_one_figure_for_a_row_of_several_has_its_button_all_the_same(talk: Talk) -> None:
    talk.ask("litigation.review").send("应该是1件")
    assert [choice.wording for choice in talk.outcome.says[0].choices[0]] == ["all_in_first"]


def test_who_supposes_that_there_are_none_has_given_no_figure(filled: Talk) -> None:
    filled.send("应该没有吧")
    assert filled.facts == []


def test_a_story_takes_such_a_figure_too(talk: Talk) -> None:
    talk.send("跳到三")
    talk.send("应该是8件吧")
    assert talk.state.told == {"applications.received.total": 8}


def test_a_figure_is_corrected_while_a_text_is_asked_for(filled: Talk) -> None:
    filled.ask("overview").send("许可改成25")
    assert filled.values[LICENCE] == "25"
    assert (filled.at, "overview" in filled.entered) == ("overview", False)


def test_what_was_told_is_corrected_while_a_text_is_asked_for(talk: Talk) -> None:
    talk.send("跳到三")
    talk.send("收到3件")
    talk.ask("problems").send("收到的改成4")
    assert (talk.state.told["applications.received.total"], talk.at) == (4, "problems")


def test_of_a_row_of_several_columns_the_one_that_is_not_0_is_meant(talk: Talk) -> None:
    talk.send("跳到三")
    talk.send("收到3件，都是自然人，没有结转，公开3件，结转0件")
    talk.ask("applications.granted").send("3 0 0 0 0 0")
    talk.send("予以公开改成2")
    assert talk.row("applications.granted") == "2 0 0 0 0 0"


def test_a_row_of_a_full_table_is_found_by_what_it_counts(talk: Talk) -> None:
    talk.send("跳到三")
    talk.send("收到3件，都是自然人，上年结转0件，公开3件")
    talk.send("收到的改成9")
    assert talk.row("applications.received") == "9 0 0 0 0 0"


@pytest.fixture
def balanced(talk: Talk) -> Talk:
    """Table three, full, at the sentence above it."""
    talk.send("跳到三")
    talk.send("收到3件，都是自然人，上年结转0件，公开3件")
    assert talk.at == "applications.lead"
    return talk


def test_what_a_correction_makes_wrong_is_said_at_once(balanced: Talk) -> None:
    balanced.send("收到的改成9")
    assert balanced.said == ["corrected", "broken"]
    say = balanced.outcome.says[-1]
    assert [finding.rule for finding in say.args["findings"]] == ["balance"]
    changes = [c.args["change"] for row in say.choices for c in row if c.wording == "correct"]
    assert {"applications.granted.natural": "9"} in changes


def test_a_tap_below_it_mends_it(balanced: Talk) -> None:
    balanced.send("收到的改成9")
    taps = [c for row in balanced.outcome.says[-1].choices for c in row]
    granted = {"applications.granted.natural": "9"}
    balanced.send(press=next(c.press for c in taps if c.args.get("change") == granted))
    assert balanced.row("applications.granted") == "9 0 0 0 0 0"
    assert "broken" not in balanced.said


def test_what_was_wrong_before_is_not_said_of_another_correction(balanced: Talk) -> None:
    balanced.send("收到的改成9")
    balanced.ask("disclosure.licence").send("1")
    balanced.ask("applications.lead").send("许可改成2")
    assert balanced.said == ["corrected"]


def test_a_correction_that_breaks_nothing_is_read_back_alone(balanced: Talk) -> None:
    balanced.ask("disclosure.licence").send("1")
    balanced.ask("overview").send("许可改成2")
    assert balanced.said == ["corrected"]


def test_a_report_that_is_full_is_corrected_too(talk: Talk) -> None:
    talk.fill()
    talk.ask("applications.received").send("3 0 0 0 0 0")
    talk.send("收到的改成9")
    assert talk.at == ""
    assert talk.row("applications.received") == "9 0 0 0 0 0"
    assert talk.said == ["corrected", "section_done"]


def test_the_contact_of_a_full_report_is_corrected_too(talk: Talk) -> None:
    talk.fill().send("地址改成文礼路200米")
    assert talk.values["unit.address"] == "文礼路200米"


@pytest.mark.parametrize("text", ["收到的改成9", "新收应该是9件"])
def test_a_story_is_corrected_while_it_is_told(talk: Talk, text: str) -> None:
    talk.send("跳到三")
    talk.send("收到8件，公开5件")
    talk.send(text)
    assert talk.state.told["applications.received.total"] == 9


def test_of_several_totals_told_one_is_tapped(talk: Talk) -> None:
    talk.send("跳到三")
    talk.send("收到8件，公开5件")
    talk.send("错了应该是9件")
    assert talk.said == ["refused.which_row"]
    talk.send(press=talk.outcome.says[0].choices[0][0].press)
    assert talk.state.told["applications.received.total"] == 9
    talk.send("上面那个改成7")
    assert talk.state.told["applications.received.total"] == 7


def test_a_part_of_the_contact_is_corrected_where_a_text_is_asked_for(talk: Talk) -> None:
    talk.send("地址红旗路12号，电话021-56781234")
    talk.ask("overview").send("上面那个电话错了应该是021-56781235")
    assert talk.entered == {"unit.address": "红旗路12号", "unit.phone": "021-56781235"}
    assert talk.at == "overview"


@pytest.mark.parametrize("text", ["今年的工作重点应该是加强培训。", "更新方式由人工改为自动。"])
def test_a_sentence_of_a_text_is_no_correction(talk: Talk, text: str) -> None:
    talk.ask("overview").send(text)
    assert talk.entered == {"overview": text}


@pytest.mark.parametrize(
    "press", ["@put", "@put x 1", "@put disclosure.licence.decisions 1", "@put overview 3"]
)
def test_a_press_of_somebody_s_making_puts_nothing(talk: Talk, press: str) -> None:
    talk.press(press)
    assert talk.facts == []
