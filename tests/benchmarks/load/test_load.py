"""The benchmark runs, and what it measures is what it says. No time is asserted."""

from itertools import islice

import pytest

from bot import app
from bot.messages import Person
from tests.benchmarks.load import __main__ as load
from tests.benchmarks.load import clerk, disk
from tests.benchmarks.load.copies import admit, copy, prepare


async def test_everything_is_measured(tmp_path):
    results = await load.measure(tmp_path, load.SHORT)
    crowd = results["people, through HTTP"]
    assert crowd["thinking 0 s, milliseconds"]["not answered with “saved”"] == 0
    assert crowd["all at once, milliseconds"]["answers"] == 2 * load.SHORT.people
    assert results["an answer in process, milliseconds"]["facts in the report"] > 300
    assert len(load.goals(results)) == 6


@pytest.mark.skipif(bool(disk.why_not()), reason=disk.why_not() or "strace is there")
def test_an_answer_takes_one_sync(tmp_path):
    counted = disk.syncs(tmp_path, 40)
    assert counted["syncs of the log"] == 40
    assert counted["syncs of the database"] <= 1


def test_every_row_of_the_work_is_saved(tmp_path):
    service = app.service(tmp_path / "a.db")
    admit(service, Person("telegram", "1"))
    for number, said in enumerate(islice(clerk.conversation(), 2 * clerk.PREPARATION), 1):
        reply = service.interviewer.handle(clerk.message(number, said, Person("telegram", "1")))[0]
        assert reply.text.startswith("已存") == clerk.is_answer(said) or number <= 5


def test_copies_are_reports_of_their_own(tmp_path):
    database, first = tmp_path / "a.db", Person("telegram", "1", "李")
    service = app.service(database)
    prepare(service, first, clerk.PREPARATION)
    copy(str(database), 1001, 1004)
    with service.journal.turn() as turn:
        reports = [turn.seat(Person("telegram", str(n), "李")).report for n in range(1001, 1004)]
    said = service.interviewer.handle(
        clerk.message(1, "3 1 2 0 0 0", Person("telegram", "1002", "李"))
    )
    assert len(set(reports)) == 3
    assert said[0].text.startswith("已存")
    one, other = (service.journal.entries(number) for number in (1, reports[0]))
    assert [e.fact for e in one[1:]] == [e.fact for e in other[1:]]
