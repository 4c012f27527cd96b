"""A report on the form of 2019 goes on as one on the form of 2021."""

import pytest

from bot.forms.answers import Answers
from bot.interview.conversion import convert
from bot.interview.outcome import Convert
from bot.interview.replay import replay
from bot.interview.state import State
from bot.messages import Entry, Fact

OTHERS = ("other_no_correction", "other_no_payment", "other_other")
OLD = {
    "unit.name": "红旗街道办事处",
    "overview": "总体一段。",
    "applications.granted.natural": "3",
    "applications.other.natural": "2",
    "disclosure.normative.made": "2",
    "disclosure.normative.published_total": "8",
    "disclosure.licence.last_year": "12",
    "disclosure.licence.decisions": "40",
    "disclosure.fee.last_year": "3",
}


@pytest.fixture
def old(form19):
    zeros = {cell.id: "0" for cell in form19.cells.values() if not cell.computed}
    return Answers(form19, 2023, zeros | OLD)


@pytest.fixture
def converted(old, form21, new_talk):
    """An interview on the new form that holds what the old report says."""
    talk = new_talk(form21)
    done = convert(old, {}, form21, talk.state)
    talk.keep(talk.msg("转换"), done.facts)
    return talk


def test_texts_and_figures_of_both_forms_are_carried_over(converted):
    values = converted.values
    assert values["overview"] == "总体一段。"
    assert values["applications.granted.natural"] == "3"
    assert values["disclosure.normative.made"] == "2"
    assert values["disclosure.licence.decisions"] == "40"


def test_what_the_new_form_has_no_place_for_is_named(old, form21):
    assert convert(old, {}, form21, State()).left == ("disclosure.licence.last_year",)


def test_totals_are_computed_again(form19, form21):
    typed = Answers(form19, 2023, {"applications.granted.total": "9"})
    assert not any(f.kind == "imported" for f in convert(typed, {}, form21, State()).facts)


def test_only_what_the_old_form_does_not_tell_is_asked(converted):
    asked = []
    converted.ask("contact").press("contact=skip")
    while converted.at:
        asked.append(converted.at)
        item = converted.view
        converted.send(" ".join("0" for _ in item.args["keys"])) if "." in converted.at and (
            "lead" not in converted.at
        ) else converted.send("不写" if "lead" in converted.at else "一段。")
    rows = [id_ for id_ in asked if id_.startswith(("disclosure.", "applications.o"))]
    assert rows == [
        "disclosure.rules",
        "disclosure.normative",
        "disclosure.fee",
        *(f"applications.{row}" for row in OTHERS),
    ]


def test_the_old_figures_stand_beside(converted):
    beside = converted.ask("disclosure.normative").view.args["beside"]
    assert beside.row == "规范性文件"
    assert [(label, value) for _, label, value in beside.figures] == [
        ("本年新制作数量", "2"),
        ("本年新公开数量", "0"),
        ("对外公开总数量", "8"),
    ]


def test_a_part_of_the_old_row_is_offered_what_the_others_left(converted):
    converted.ask("applications.other_no_correction").send("1 0 0 0 0 0")
    converted.ask("applications.other_no_payment").tap("proposal")
    assert converted.row("applications.other_no_payment") == "1 0 0 0 0 0"
    offers = [c.wording for c in converted.ask("applications.other_other").choices]
    assert "proposal" not in offers


def test_parts_of_nothing_are_not_asked(old, form21, new_talk):
    talk = new_talk(form21)
    none = Answers(old.form, 2023, {**old.entered, "applications.other.natural": "0"})
    talk.keep(talk.msg(""), convert(none, {}, form21, talk.state).facts)
    assert all(talk.row(f"applications.{row}") == "0 0 0 0 0 0" for row in OTHERS)


def test_blank_is_not_zero(form19, form21):
    blank = Answers(form19, 2023, {"overview": "一段。"})
    facts = convert(blank, {}, form21, State()).facts
    assert [(f.kind, f.key) for f in facts if f.key] == [("imported", "overview")]


def test_choices_stay_choices(form19, form21, new_talk):
    talk = new_talk(form19)
    talk.ask("preamble").tap("standard")
    talk.ask("applications.lead").press("applications.lead=skip")
    done = convert(talk.state.answers(form19), talk.state.slots, form21, State())
    kinds = {(f.kind, f.key) for f in done.facts}
    assert {("accepted", "preamble"), ("skipped", "applications.lead")} <= kinds
    assert ("imported", "preamble") not in kinds


def test_a_sentence_of_the_bank_goes_on_following_its_figures(form19, form21, new_talk):
    talk = new_talk(form19).fill()
    talk.press("@goto overview/")
    talk.press("overview/=disclosure")
    talk.press("overview/disclosure=normative")
    talk.ask("disclosure.normative").send("2 2 2")
    new = new_talk(form21)
    new.keep(
        new.msg("转换"),
        convert(talk.state.answers(form19), talk.state.slots, form21, new.state).facts,
    )
    assert "规范性文件2件" in new.values["overview"]
    new.ask("disclosure.normative").send("5 0 9")
    assert "规范性文件5件" in new.values["overview"]


def test_what_the_new_report_has_is_kept(old, form21, new_talk):
    talk = new_talk(form21)
    talk.ask("overview").send("新写的。")
    talk.keep(talk.msg(""), convert(old, {}, form21, talk.state).facts)
    assert talk.values["overview"] == "新写的。"


def test_a_published_report_is_not_asked_for_texts_it_does_without(old, form21):
    file = Answers(old.form, 2023, old.entered, published=True)
    skipped = [f.key for f in convert(file, {}, form21, State()).facts if f.kind == "skipped"]
    assert skipped == ["preamble", "applications.lead", "litigation.lead"]


def test_a_superseded_form_is_converted_on_request(form19, new_talk):
    talk = new_talk(form19)
    talk.send("转换")
    assert talk.outcome.effects == (Convert(),)
    assert "in_force" not in talk.said


def test_the_form_in_force_is_not(talk):
    talk.send("转换")
    assert talk.said == ["refused.in_force"]
    assert talk.outcome.effects == ()


def test_the_finding_offers_it(form19, new_talk):
    talk = new_talk(form19)
    talk.ask("contact").send("地址：文礼路100米")
    talk.ask("preamble").send("引言一段。")
    assert "convert" in [c.wording for say in talk.outcome.says for row in say.choices for c in row]


def test_what_stands_beside_survives_a_replay(converted):
    again = replay(State(), converted.entries)
    assert again.slots == converted.state.slots
    assert isinstance(converted.entries[-1], Entry)
    assert Fact("turned_to", "") == converted.entries[-1].fact
