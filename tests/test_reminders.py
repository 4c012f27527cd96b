"""Reminders from a real journal, with the time handed in."""

from datetime import datetime, timedelta

import pytest

from bot import content
from bot.interview.deadline import read_deadlines
from bot.messages import SHANGHAI, Person
from bot.reminders import Reminders
from tests.conftest import Services

UNIT = "宝山区红旗街道办事处"
DUE = datetime(2024, 1, 21, 9, 0, tzinfo=SHANGHAI)  # ten days before the deadline
DAY = timedelta(days=1)
WANG, LI = Person("test", "1", "王"), Person("test", "12", "李")


class Office:
    """People who write to a bot, and the reminders that they get."""

    def __init__(self, services: Services, msg) -> None:
        self._services, self._msg = services, msg
        self.starts()

    def starts(self) -> None:
        self.service = self._services.new()

    def says(self, text: str, at: datetime = DUE - 9 * DAY, person: Person = WANG) -> str:
        message = self._msg(text, person=person, at=at)
        return self.service.interviewer.handle(message)[-1].text

    def reminded(self, now: datetime = DUE, deadlines: str = "") -> list[str]:
        """Who is reminded."""
        return [person.id for person, _ in self.due(now, deadlines)]

    def due(self, now: datetime, deadlines: str = ""):
        parts = content.forms(), content.wording(), self.service.journal
        return list(Reminders(*parts, read_deadlines(deadlines)).due("test", now))


@pytest.fixture
def office(services: Services, msg) -> Office:
    made = Office(services, msg)
    made.says(UNIT)
    return made


def test_who_has_not_finished_is_reminded(office: Office) -> None:
    ((person, reply),) = office.due(DUE)
    assert person == WANG
    assert "2023年度报告要在 1 月 31 日前报出，还有 10 天" in reply.text
    assert "· 一、总体情况（1 项）" in reply.text
    assert [b.label for row in reply.buttons for b in row] == ["继续填", "不用提醒"]


def test_once_a_day_at_most_also_after_a_restart_and_in_two_processes(office: Office) -> None:
    assert office.reminded() == ["1"]
    assert office.reminded(DUE + timedelta(hours=1)) == []
    office.starts()
    assert office.reminded(DUE + timedelta(hours=2)) == []


@pytest.mark.parametrize("days", [-365, 365])
def test_a_clock_that_is_a_year_off_sends_none_and_set_right_it_sends_them_all(
    office: Office, days: int
) -> None:
    assert office.reminded(DUE + days * DAY) == []
    assert [office.reminded(DUE + n * DAY) for n in (0, 5, 8, 9, 10)] == [["1"]] * 5


def test_two_processes_that_ask_at_once_send_one(office: Office) -> None:
    office.says(UNIT, person=LI)
    parts = content.forms(), content.wording(), office.service.journal, read_deadlines("")
    one, other = (Reminders(*parts).due("test", DUE) for _ in range(2))
    first = next(one)  # it has asked who is to be reminded
    second = list(other)
    assert [person for person, _ in (first, *second, *one)] == [WANG, LI]


def test_one_that_a_crash_kept_from_being_sent_is_not_sent_at_night(office: Office) -> None:
    office.due(DUE)
    office.starts()
    assert not any(
        id_.startswith("reminder") for id_, _ in office.service.journal.unanswered("test")
    )


def test_it_is_no_answer_to_anything(office: Office) -> None:
    before = office.service.journal.entries(1)
    office.due(DUE)
    assert office.service.journal.entries(1) == before


def test_who_wrote_today_is_left_alone_until_tomorrow(office: Office) -> None:
    office.says("邮编：155131", at=DUE - timedelta(hours=8, minutes=59))
    assert office.reminded() == []
    assert office.reminded(DUE + DAY) == ["1"]


def test_who_wrote_late_last_night_wrote_yesterday(office: Office) -> None:
    office.says("邮编：155131", at=DUE - timedelta(hours=9, minutes=1))
    assert office.reminded() == ["1"]


@pytest.mark.parametrize("hours", [-1, 11, 14])
def test_nobody_is_reminded_at_night(office: Office, hours: int) -> None:
    assert office.reminded(DUE + timedelta(hours=hours)) == []


def test_night_is_night_in_shanghai(office: Office) -> None:
    assert office.reminded(datetime.fromisoformat("2024-01-21T09:00+00:00")) == ["1"]
    assert office.reminded(datetime.fromisoformat("2024-01-26T19:00+00:00")) == []


def test_after_the_deadline_it_is_over(office: Office) -> None:
    assert office.reminded(DUE + 11 * DAY) == []


def test_a_district_has_its_own_days(office: Office) -> None:
    assert office.reminded(deadlines="宝山区=02-15") == []
    assert office.reminded(deadlines="宝山区=off") == []
    assert office.reminded(deadlines="宝山区=01-26") == ["1"]


def test_with_a_clean_copy_there_is_nothing_to_remind_of(office: Office, msg) -> None:
    from bot.messages import Fact

    with office.service.journal.turn() as turn:
        message = msg("定稿", person=WANG, at=DUE - 9 * DAY)
        turn.receive(message, turn.seat(WANG), 1)
        seq = len(office.service.journal.entries(1))
        turn.append(1, seq, message.id, [Fact("requested", "final")])
    assert office.reminded() == []


def test_an_older_year_s_report_is_left_alone(services: Services, msg) -> None:
    office = Office(services, msg)
    office.says(UNIT + " 2021年")
    assert office.reminded() == []


def test_colleagues_are_reminded_each(office: Office) -> None:
    office.says(UNIT, person=LI)
    assert office.reminded() == ["1", "12"]


def test_whoever_has_no_report_is_left_alone(services: Services, msg) -> None:
    office = Office(services, msg)
    office.says("/start")
    assert office.reminded() == []


def test_reminders_can_be_switched_off_and_on(office: Office) -> None:
    assert "要不要提醒您" in office.says("提醒")
    assert "不再提醒" in office.says("不用提醒")
    office.starts()
    assert office.reminded() == []
    assert "会提醒您" in office.says("要提醒")
    assert office.reminded() == ["1"]


def test_the_switch_is_each_person_s_own(office: Office) -> None:
    office.says(UNIT, person=LI)
    office.says("不用提醒")
    assert office.reminded() == ["12"]


def test_who_blocked_the_bot_is_reminded_again_when_they_write_again(office: Office) -> None:
    office.service.journal.block(WANG)
    assert office.reminded() == []
    office.says("/start")
    assert office.reminded() == ["1"]


def test_a_clock_that_is_set_back_reminds_nobody_again(office: Office) -> None:
    assert office.reminded(DUE + DAY) == ["1"]
    assert office.reminded(DUE) == []
