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
