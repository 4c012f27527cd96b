"""What looks like somebody's data is asked about before it is kept."""

import json
from datetime import timedelta

import pytest

from bot.interview.consent import decided, masked, places, question, resumed
from bot.interview.state import State
from bot.interview.step import step, step_found
from bot.messages import Attachment
from tests.conftest import NOON

CARD = "11010519491231002X"
APPLICANT = "申请人张三申请公开征地批文，已答复。"


@pytest.fixture
def asked(form21, talk, msg):
    """What a text is asked about as an answer to a question."""

    def asked(key, text, **how):
        talk.ask(key)
        message = msg(text, **how)
        outcome = step(form21, talk.state, message, {})
        assert outcome.facts
        return [place.covered for place in places(form21, talk.state, message, outcome)]

    return asked


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        (f"申请人身份证号{CARD}。", "110105**********2X"),
        ("请联系经办人，手机13812345678。", "138****5678"),
        (APPLICANT, "张*"),
        ("张某某申请公开，已答复。", "张**"),
    ],
)
def test_what_looks_like_somebodys_data_is_asked_about(asked, text, covered):
    assert asked("overview", text) == [covered]


@pytest.mark.parametrize(
    "text",
    [
        "统一编号110105194912310021。",
        "申请人高度认可，全年公开信息314条。",
        "热线0469-2609855，邮编155131。",
        "与某某街道交流。",
    ],
)
def test_what_only_resembles_it_is_kept_without_a_word(asked, text):
    assert asked("overview", text) == []


def test_a_contact_is_given_to_be_published(asked):
    assert asked("contact", "联系人：申请人张三，电话：13812345678") == []


def test_an_identity_card_belongs_into_no_contact_either(asked):
    assert asked("contact", f"地址：文礼路100米{CARD}") == ["110105**********2X"]


def test_the_offices_own_number_is_known_in_its_texts(asked, talk):
    talk.ask("contact").send("电话：13812345678")
    assert asked("overview", "咨询13812345678。") == []


def test_a_story_is_looked_at_too(form21, talk, msg):
    talk.press("@goto applications.received")
    message = msg("收到申请1件，申请人张三，予以公开1件")
    outcome = step(form21, talk.state, message, {})
    assert outcome.facts
    assert places(form21, talk.state, message, outcome)


def test_an_edited_message_is_looked_at_too(form21, talk, msg):
    talk.ask("overview").send("总体。", id="first")
    message = msg(APPLICANT, corrects="first")
    outcome = step(form21, talk.state, message, {})
    assert places(form21, talk.state, message, outcome)


def test_what_is_refused_is_not_asked_about(form21, talk, msg):
    talk.ask("disclosure.rules")
    message = msg(APPLICANT)
    outcome = step(form21, talk.state, message, {})
    assert not outcome.facts
    assert places(form21, talk.state, message, outcome) == []


def report(values):
    return {"kind": "report", "form": "2021", "year": 2022, "unread": [], "values": values}


def test_a_report_that_is_read_is_looked_at_with_its_own_contact(form21, talk, msg):
    values = {"overview": "经办人手机13812345678。", "unit.phone": "0469-2609855"}
    for phone, count in (("0469-2609855", 1), ("13812345678", 0)):
        message = msg(read=json.dumps(report(values | {"unit.phone": phone})))
        outcome = step_found(form21, talk.state, message, {})
        assert len(places(form21, talk.state, message, outcome)) == count


def test_a_files_name_is_kept_without_names(form21, talk, msg):
    message = msg(attachment=Attachment("ref", f"申请人张三的申请{CARD}.docx", 10))
    outcome = step(form21, talk.state, message, {})
    assert outcome.facts[0].value == "申请人的申请110105**********2X.docx"
    assert outcome.effects[0].attachment.ref == "ref"


# -- masked ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "without"),
    [
        (APPLICANT, "申请人申请公开征地批文，已答复。"),
        ("对李某某提出的申请依法答复。", "对申请人提出的申请依法答复。"),
        (
            "市民李四申请1件，收到王五提交的申请1件，身份证110105 19491231 0021，向李女士公开。",
            "市民申请1件，收到申请人提交的申请1件，身份证110105************21，向申请人公开。",
        ),
        (f"证号{CARD}，手机 138 1234 5678。", "证号110105**********2X，手机 138******5678。"),
    ],
)
def test_masked_it_reads_on_and_is_asked_about_no_more(form21, talk, msg, text, without):
    talk.ask("overview")
    message = msg(text)
    outcome = step(form21, talk.state, message, {})
    clean = masked(form21, talk.state, message, outcome)
    assert clean.text == without
    again = step(form21, talk.state, clean, {})
    assert places(form21, talk.state, clean, again) == []


def test_a_report_that_is_read_is_masked_text_by_text(form21, talk, msg):
    values = {"overview": APPLICANT, "problems": "问题。", "applications.received.natural": "1"}
    message = msg(read=json.dumps(report(values)))
    outcome = step_found(form21, talk.state, message, {})
    read = json.loads(masked(form21, talk.state, message, outcome).read)
    assert read == report(values | {"overview": "申请人申请公开征地批文，已答复。"})


# -- the question and its answer ---------------------------------------------------------------


def test_each_button_is_understood(msg):
    choices = [choice for row in question("17", []).choices for choice in row]
    pressed = [decided("17", msg(press=choice.press)) for choice in choices]
    assert pressed == ["mask", "keep", "drop"]


@pytest.mark.parametrize("press", ["16:@private keep", "17:@private", "17:@menu", ""])
def test_nothing_else_is_an_answer(msg, press):
    assert decided("17", msg(press=press)) is None


def test_an_edit_of_what_is_held_takes_its_place(msg):
    held = msg(APPLICANT, id="first", about="1:overview=std")
    edit = msg("申请人申请公开。", corrects="first")
    again = resumed(edit, held)
    assert (again.id, again.text, again.about) == ("first", edit.text, held.about)
    assert resumed(msg("另一条", corrects="other"), held) is None


def test_the_rest_of_a_text_that_telegram_cut_is_held_with_it(msg):
    held = msg("一" * 3600)
    assert resumed(msg("二", at=NOON + timedelta(seconds=1)), held).text == held.text + "二"
    assert resumed(msg("二", at=NOON + timedelta(minutes=1)), held) is None


def test_a_form_without_the_rule_asks_nothing(form21, msg):
    from dataclasses import replace

    bare = replace(form21, rules=())
    message = msg(APPLICANT)
    outcome = step(form21, State(), message, {})
    assert places(bare, State(), message, outcome) == []
