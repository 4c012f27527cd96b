"""Somebody with several reports, and the walls between those of different units."""

from datetime import timedelta

import pytest

from bot.messages import Attachment
from tests.test_admission import LI, WANG, Chats

OTHER = ("向阳区", "建设街道办事处")


@pytest.fixture
def chats(service, services):
    """Wang works for two units and sits at the second one; Li for the first."""
    made = Chats(service, services.path)
    made.joins(WANG)
    made.joins(LI)
    made.joins(WANG, OTHER)
    return made


def buttons(replies):
    return {b.label: b.press for r in replies for row in r.buttons for b in row}


def test_who_joins_a_second_unit_is_told_which_report_it_is(chats):
    assert chats.send(WANG, "继续填").startswith("〔建设街道 2023〕\n【开头")
    assert chats.send(LI, "继续填").startswith("【开头")


def test_the_other_report_is_chosen_by_button(chats):
    offered = buttons(chats.replies(WANG, "我的报告"))
    assert list(offered) == ["红旗街道 2023", "✓ 建设街道 2023"]
    assert chats.send(WANG, press=offered["红旗街道 2023"]).startswith("〔红旗街道 2023〕")
    chats.send(WANG, "电话：0469-2609855")
    assert chats.journal.entries(1)[-1].fact.value == "0469-2609855"


def test_another_year_is_chosen_by_button(chats):
    chats.send(LI, "换年度")
    chats.send(LI, "2022")
    chats.at += timedelta(minutes=1)
    assert chats.send(LI, "电话：0469-2609855").startswith("〔红旗街道 2022〕")
    assert "红旗街道 2023" in buttons(chats.replies(LI, "我的报告"))


def test_last_year_s_report_as_it_was_read_is_none_to_choose(chats):
    found = '{"kind": "report", "year": 2022, "form": "2021", "unread": [], "values": {"overview": "总体。"}}'
    chats.send(LI, attachment=Attachment("f", "去年.docx", 9), id="telegram:file")
    chats.send(LI, read=found, id="telegram:file:read")
    assert chats.send(LI, "继续填").startswith("【开头")


def test_with_one_report_there_is_nothing_to_choose(chats):
    assert "只有这一份报告" in chats.send(LI, "我的报告")


def test_who_is_revoked_from_one_unit_goes_on_with_the_other(chats):
    chats.revoke(3)
    reply = chats.send(WANG, "继续填")
    assert "红旗街道" in reply
    assert "建设" not in reply


# -- the walls -------------------------------------------------------------------------------------


def everything(chats):
    return "\n".join(chats.journal._db.conn.iterdump())


@pytest.fixture
def secret(chats):
    """The other unit's report has an answer, a draft and last year's values."""
    chats.send(WANG, "电话：0469-7654321")
    chats.send(WANG, "草稿", id="telegram:secret")
    return chats


@pytest.mark.parametrize(
    "press",
    [
        "2:@sit",
        "2:@sit overview",
        "2:@menu",
        "2:@versions 1",
        "2:@compare 1",
        "2:@draft",
        "2:@goto contact",
        "2:@hand problems 1",
        "2:@hand problems 2",
        "2:@undo",
        "2:contact=skip",
        "2:preamble=std",
        "2:year=2022",
        "999:@sit",
        "0:@sit",
        "-1:@sit",
        "٢:@sit",
        "2 :@sit",
        "99999999999999999999:@sit",
        "2:@sit\n",
        "02:@sit",
    ],
)
def test_a_press_with_another_unit_s_report_shows_one_s_own_question(secret, press):
    before = secret.journal.entries(2)
    reply = secret.send(LI, press=press)
    assert reply.startswith("【开头")
    assert "7654321" not in reply
    assert "建设" not in reply
    assert secret.journal.entries(2) == before


@pytest.mark.parametrize(
    "text", ["/start 2", "/start r2", "/start sit2", "2:@sit", "/start 2-overview"]
)
def test_a_start_parameter_with_another_unit_s_report_leads_nowhere(secret, text):
    before = secret.journal.entries(2)
    reply = secret.send(LI, text)
    assert "7654321" not in reply
    assert "建设" not in reply
    assert secret.journal.entries(2) == before


@pytest.mark.parametrize(
    "text", ["向阳区建设街道办事处", "向阳区建设街道办事处 2023年", "换年度", "我的报告", "版本"]
)
def test_another_unit_is_not_reached_by_its_name_or_a_word(secret, text):
    before = secret.journal.entries(2)
    assert "7654321" not in secret.send(LI, text)
    assert secret.journal.entries(2) == before


def test_quoting_another_unit_s_question_answers_nothing_there(secret):
    before = secret.journal.entries(2)
    secret.send(LI, "电话：0469-1111111", about="2:@back contact")
    assert secret.journal.entries(2) == before


def test_correcting_a_message_of_somebody_else_changes_nothing_there(secret):
    before = secret.journal.entries(2)
    secret.send(LI, "电话：0469-1111111", corrects=before[-2].message)
    assert secret.journal.entries(2) == before


@pytest.mark.parametrize("kind", ["report", "answers", "sheet"])
@pytest.mark.parametrize("year", [2022, 2023])
def test_a_file_that_names_another_unit_changes_only_one_s_own(secret, kind, year):
    before = secret.journal.entries(2)
    values = (
        '{"unit.superior": "向阳区", "unit.name": "建设街道办事处", "unit.phone": "0469-1111111"}'
    )
    found = f'{{"kind": "{kind}", "year": {year}, "form": "2021", "unread": [], "mistakes": [], "values": {values}}}'
    secret.send(LI, read=found)
    secret.send(LI, "是改名或合并，接着用")
    assert secret.journal.entries(2) == before
    others = [r.id for r in secret.journal.reports_of(secret.journal.report(2).unit)]
    assert others == [2]


def test_a_file_read_after_its_sender_went_to_another_report_is_not_taken_there(chats):
    chats.send(WANG, attachment=Attachment("f", "表.json", 9), id="telegram:file")
    chats.send(WANG, press="1:@sit")
    found = '{"kind": "answers", "year": 2023, "form": "2021", "values": {"unit.phone": "0469-1111111"}}'
    assert "没有用" in chats.send(WANG, read=found, id="telegram:file:read")
    assert "0469-1111111" not in everything(chats)


def test_a_chat_that_is_restored_shows_nothing_of_a_unit_one_was_taken_from(secret):
    secret.revoke(3)
    shown = secret.interviewer.again("telegram:secret", WANG)
    assert [reply.file for reply in shown] == [None]
    assert "7654321" not in shown[0].text
    assert "7654321" not in secret.send(WANG, "草稿", id="telegram:secret")


def test_colleagues_of_another_unit_are_not_named(chats):
    chats.revoke(1)
    assert "李" not in chats.send(WANG, "转交")
