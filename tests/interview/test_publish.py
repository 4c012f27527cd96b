"""预览, PDF and 发布包: of which version they are."""

from bot.interview.outcome import Publish
from tests.conftest import Talk


def finished(talk: Talk) -> Talk:
    talk.fill().send("定稿")
    return talk if talk.state.versions else talk.send("定稿") and talk


def test_a_look_at_a_report_that_has_no_version_makes_a_draft(talk: Talk) -> None:
    assert talk.send("预览").effects == (Publish("pages", 1),)
    assert [(v.number, v.draft) for v in talk.state.versions] == [(1, True)]


def test_what_was_not_answered_is_said_with_the_clean_copy(talk: Talk) -> None:
    finished(talk)
    assert talk.outcome.says[-1].args["left"] == []
    talk.ask("contact").send("重填本节")
    talk.send("定稿")
    assert talk.outcome.says[-1].args["left"] == ["contact", "preamble"]


def test_a_second_look_takes_the_version_that_is_there(talk: Talk) -> None:
    talk.send("预览")
    assert talk.send("PDF").effects == (Publish("pdf", 1),)
    assert len(talk.state.versions) == 1


def test_after_an_answer_a_look_makes_another_draft(talk: Talk) -> None:
    talk.send("pdf")
    talk.ask("overview").send("总体一段。")
    assert talk.send("pdf").effects == (Publish("pdf", 2),)


def test_looking_around_makes_no_other_version(talk: Talk) -> None:
    talk.send("pdf")
    talk.send("目录")
    talk.send("跳到三")
    assert talk.send("pdf").effects == (Publish("pdf", 1),)


def test_an_answer_taken_back_is_a_change(talk: Talk) -> None:
    talk.ask("overview").send("总体一段。")
    talk.send("pdf")
    talk.send("撤销")
    assert talk.send("pdf").effects == (Publish("pdf", 2),)


def test_a_finished_report_is_packed(talk: Talk) -> None:
    number = finished(talk).state.versions[-1].number
    assert talk.send("发布包").effects == (Publish("package", number),)


def test_a_finished_report_offers_what_can_be_had_of_it(talk: Talk) -> None:
    finished(talk)
    assert {c.wording for c in talk.choices} == {"package", "pdf", "preview", "menu"}


def test_a_draft_is_not_packed(talk: Talk) -> None:
    talk.send("草稿")
    assert talk.send("发布包").effects == ()
    assert talk.said == ["refused.package"]


def test_what_was_changed_since_is_not_packed(talk: Talk) -> None:
    finished(talk).ask("others").send("另有一项。")
    assert talk.send("发布包").says[0].args == {"changed": True, "review": False}
    assert talk.facts == []


def test_the_present_question_waits_for_the_result(talk: Talk) -> None:
    assert not talk.send("预览").show
