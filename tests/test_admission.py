"""Who gets in, and what everybody else learns: nothing."""

import logging
from datetime import timedelta

import pytest

from bot import content
from bot.messages import Attachment, Message, Person
from tests.conftest import NOON
from tests.invitation import UNIT, link

WANG, LI = Person("telegram", "1", "王"), Person("telegram", "2", "李")
NEUTRAL = content.wording()._sources["say.stranger"]


class Chats:
    """People on Telegram who write to one interviewer, at a time of the test's choice."""

    def __init__(self, service, path):
        self.interviewer, self.journal = service
        self.path = path
        self.count = 0
        self.at = NOON

    def replies(self, person, text="", **how):
        self.count += 1
        how = {"id": f"telegram:{self.count}", "at": self.at} | how
        return self.interviewer.handle(Message(person=person, text=text, **how))

    def send(self, person, text="", **how):
        """What is shown, buttons too, as one text."""
        shown = self.replies(person, text, **how)
        labels = [b.label for r in shown for row in r.buttons for b in row]
        return "\n".join([*(r.text for r in shown), *labels])

    def link(self, unit=UNIT, role="fill"):
        return link(self.path, unit, role, self.at)

    def joins(self, person, unit=UNIT, role="fill"):
        return self.send(person, self.link(unit, role))

    def revoke(self, number):
        with self.journal.turn() as turn:
            turn.people.revoke(number, self.at)


@pytest.fixture
def chats(service, services):
    return Chats(service, services.path)


def test_an_invited_person_sees_the_first_question_of_the_unit_s_report(chats):
    reply = chats.joins(WANG)
    assert "已建好：宝山区红旗街道办事处2023年政府信息公开工作年度报告" in reply
    assert "请发联系方式" in reply


def test_who_is_invited_goes_on_with_the_form_in_force(chats):
    chats.joins(WANG)
    chats.send(WANG, "2023年 2019版")
    chats.send(WANG, "电话：0469-2609855")
    chats.joins(LI)
    chats.send(LI, "电话：0469-1111111")
    assert "0469-1111111" in [entry.fact.value for entry in chats.journal.entries(1)]


def test_a_second_invited_person_joins_the_same_report(chats):
    chats.joins(WANG)
    chats.send(WANG, "电话：0469-2609855")
    assert "已打开" in chats.joins(LI)
    assert "0469-2609855" in chats.send(LI, "跳到单位信息")


def test_who_joins_comes_to_the_report_that_the_unit_works_on(chats):
    chats.joins(WANG)
    chats.send(WANG, "换年度")
    chats.send(WANG, "2022年 2019版")
    chats.at += timedelta(minutes=1)
    chats.send(WANG, "电话：0469-2609855")
    assert "2022年" in chats.joins(LI)


@pytest.mark.parametrize(
    "said",
    [
        {"text": "/start"},
        {"text": "你好"},
        {"text": "宝山区红旗街道办事处"},
        {"text": "/start wrong"},
        {"text": "目录"},
        {"text": "草稿"},
        {"press": "1:@menu"},
        {"press": "1:@versions 1"},
        {"press": "1:contact=skip"},
        {"text": "电话：1", "corrects": "telegram:1"},
        {"attachment": Attachment("f", "去年.docx", 9)},
        {"read": '{"kind": "answers", "year": 2023, "form": "2021", "values": {}}'},
        {},
    ],
)
def test_a_stranger_gets_one_neutral_sentence_whatever_they_send(chats, said):
    chats.joins(WANG)
    assert chats.send(LI, **said) == NEUTRAL
    assert "红旗" not in NEUTRAL


def test_nothing_of_a_stranger_is_kept_but_the_moment_of_a_wrong_code(chats):
    chats.joins(WANG)
    before = "\n".join(chats.journal._db.conn.iterdump())
    chats.send(LI, "机密文字")
    chats.send(LI, attachment=Attachment("f", "机密.docx", 9))
    assert "\n".join(chats.journal._db.conn.iterdump()) == before
    chats.send(LI, "/start wrong-code")
    kept = "\n".join(chats.journal._db.conn.iterdump())
    assert "wrong-code" not in kept
    assert "'李'" not in kept


def test_a_replayed_an_expired_and_a_wrong_link_get_the_same_sentence(chats):
    replayed, expired = chats.link(), chats.link()
    chats.send(WANG, replayed)
    assert chats.send(LI, replayed) == NEUTRAL
    chats.at += timedelta(days=7)
    assert chats.send(LI, expired) == NEUTRAL
    assert chats.send(LI, "/start AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA") == NEUTRAL


def test_an_invitation_is_not_taken_by_an_edited_message(chats):
    assert chats.send(LI, chats.link(), corrects="telegram:0") == NEUTRAL


def test_guessed_codes_are_logged_without_the_code_or_the_person(chats, caplog):
    with caplog.at_level(logging.WARNING):
        chats.send(LI, "/start guess-guess-guess")
    assert len(caplog.records) == 1
    assert "guess-guess" not in caplog.text
    assert "李" not in caplog.text


def test_after_too_many_guesses_the_right_code_gets_the_same_sentence(chats):
    for n in range(5):
        chats.send(LI, f"/start guess{n}")
    assert chats.send(LI, chats.link()) == NEUTRAL


def test_a_member_with_a_wrong_code_is_told_so_and_stays(chats):
    chats.joins(WANG)
    reply = chats.send(WANG, "/start wrong")
    assert NEUTRAL in reply
    assert "请发联系方式" in reply


def test_a_link_that_is_delivered_twice_is_answered_with_the_question(chats):
    pressed = chats.link()
    chats.send(WANG, pressed, id="telegram:a")
    before = chats.journal.entries(1)
    assert "请发联系方式" in chats.send(WANG, pressed, id="telegram:a")
    assert chats.journal.entries(1) == before


def test_who_was_revoked_is_a_stranger_again(chats):
    chats.joins(WANG)
    chats.send(WANG, "草稿", id="telegram:draft")
    chats.revoke(1)
    before = chats.journal.entries(1)
    assert chats.send(WANG, "电话：0469-2609855") == NEUTRAL
    assert chats.send(WANG, press="1:@versions 1") == NEUTRAL
    assert chats.send(WANG, "草稿", id="telegram:draft") == NEUTRAL
    assert chats.journal.entries(1) == before


def test_what_a_crash_left_unanswered_is_not_shown_to_who_was_revoked_since(chats):
    chats.joins(WANG)
    chats.send(WANG, "草稿", id="telegram:draft")
    chats.revoke(1)
    shown = chats.interviewer.again("telegram:draft", WANG)
    assert [(reply.text, reply.file) for reply in shown] == [(NEUTRAL, None)]


def test_a_clerk_who_leaves_hands_over_without_loss(chats):
    chats.joins(WANG)
    chats.send(WANG, "电话：0469-2609855")
    chats.revoke(1)
    assert "引言" in chats.joins(LI)
    chats.send(LI, "引言一段。")
    authors = {e.fact.key: e.person.name for e in chats.journal.entries(1)}
    assert (authors["unit.phone"], authors["preamble"]) == ("王", "李")


def test_the_console_stays_open_to_whoever_holds_the_file(chats):
    console = Person("console", "wang", "王")
    assert "请发单位全称" in chats.send(console, "/start")
    assert "已建好" in chats.send(console, "宝山区红旗街道办事处")
