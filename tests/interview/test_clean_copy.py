"""The clean copy is held back by errors, never by warnings, and is made once for what a report says."""

from dataclasses import replace

from bot.interview.outcome import BuildReport, SendVersion


def test_errors_hold_the_clean_copy_back(talk):
    talk.fill().ask("problems").send("某某方面不足。")
    talk.send("定稿")
    assert talk.outcome.effects == ()
    assert {kind for kind, _, _ in talk.facts} == {"shown"}
    assert talk.said == ["held_back"]
    found = talk.outcome.says[0].args["findings"]
    assert [f.rule for f in found] == ["placeholder", "improvements"]


def test_what_holds_the_clean_copy_back_can_be_tapped(talk):
    talk.fill().ask("applications.carried_out").send("1 0 0 0 0 0")
    talk.send("定稿")
    (choice, *_), *_ = talk.outcome.says[0].choices
    talk.send(press=choice.press)
    assert talk.at == "applications.carried_out"


def test_a_missing_text_holds_the_clean_copy_back(talk):
    talk.send("定稿")
    assert talk.outcome.effects == ()
    assert {f.rule for f in talk.outcome.says[0].args["findings"]} == {"missing"}


def test_a_report_without_findings_is_finished_at_once(talk):
    talk.fill().send("定稿")
    assert talk.outcome.effects == (BuildReport(draft=False),)
    assert talk.facts == [("requested", "final", "")]
    assert not talk.outcome.show


def test_a_warning_is_shown_once_before_the_clean_copy(talk19):
    talk = talk19.fill()
    talk.state = replace(talk.state, shown=frozenset())
    talk.send("定稿")
    assert talk.outcome.effects == ()
    assert talk.said == ["warned"]
    assert [f.rule for f in talk.outcome.says[0].args["findings"]] == ["superseded_form"]
    *_, (go, _) = talk.outcome.says[0].choices
    talk.send(press=go.press)
    assert talk.outcome.effects == (BuildReport(draft=False),)


def test_a_warning_that_was_shown_holds_nothing_back(talk19):
    talk19.fill().send("定稿")
    assert talk19.outcome.effects == (BuildReport(draft=False),)


def test_pressed_twice_the_same_clean_copy_is_sent_again(talk):
    talk.fill().send("定稿")
    (version,) = talk.state.versions
    talk.send("定稿")
    assert talk.outcome.effects == (SendVersion(version.message),)
    assert talk.facts == [("fetched", "version", "1")]
    assert len(talk.state.versions) == 1
    assert talk.said == ["finished"]


def test_a_draft_is_not_sent_for_a_clean_copy(talk):
    talk.fill().send("草稿")
    talk.send("定稿")
    assert talk.outcome.effects == (BuildReport(draft=False),)


def test_after_the_clean_copy_answers_can_still_be_changed(talk):
    talk.fill().send("定稿")
    talk.ask("problems").send("改过的问题。")
    talk.send("定稿")
    assert talk.outcome.effects == (BuildReport(draft=False),)
