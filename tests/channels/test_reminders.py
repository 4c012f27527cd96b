"""Reminders as they arrive on a phone, over HTTP, with this machine's clock handed in."""

import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager, closing
from datetime import datetime
from pathlib import Path

from bot import app, content
from bot.interview.deadline import read_deadlines
from bot.messages import Person as Writer
from bot.messages import Reply
from bot.reminders import Reminders
from tests.botapi import BotAPI, Person
from tests.invitation import link
from tests.serving import serving

DUE = datetime.fromisoformat("2024-01-21T09:00+08:00")
NIGHT = datetime.fromisoformat("2024-01-21T22:00+08:00")
UNIT = "宝山区红旗街道办事处"


class Looks:
    """Looks for those to be reminded, and counts how often."""

    def __init__(
        self, api: BotAPI, due: Callable[[str, datetime], Iterable[tuple[Writer, Reply]]]
    ) -> None:
        self._api = api
        self._due = due
        self.count = 0

    def __call__(self, channel: str, now: datetime) -> list[tuple[Writer, Reply]]:
        self.count += 1
        self._api.changes.announce()
        return list(self._due(channel, now))


@asynccontextmanager
async def bot(api: BotAPI, database: Path, now: datetime = DUE) -> AsyncIterator[Looks]:
    service = app.service(database)
    due = Reminders(content.forms(), content.wording(), service.journal, read_deadlines("")).due
    looks = Looks(api, due)
    async with serving(api, service, due=looks, between=0.001, clock=lambda: now):
        yield looks


async def opened(api: BotAPI, person: Person, database: Path) -> None:
    async with bot(api, database, NIGHT):
        await person.says(link(database))
        await person.hears()


async def test_a_reminder_comes_once_and_its_button_leads_back_to_the_question(
    api: BotAPI, tmp_path: Path
) -> None:
    person = api.person()
    await opened(api, person, tmp_path / "a.db")
    async with bot(api, tmp_path / "a.db") as looks:
        assert "还有 10 天" in (await person.hears()).text
        before = looks.count
        await api.waits(lambda: looks.count > before + 2, "another look")
        assert not person.unheard
        await person.presses("继续填")
        assert "请发联系方式" in (await person.hears()).text
    async with bot(api, tmp_path / "a.db") as looks:
        await api.waits(lambda: looks.count > 2, "another look")
    assert not person.unheard


async def test_nobody_is_reminded_at_night(api: BotAPI, tmp_path: Path) -> None:
    person = api.person()
    await opened(api, person, tmp_path / "a.db")
    async with bot(api, tmp_path / "a.db", NIGHT) as looks:
        await api.waits(lambda: looks.count > 2, "another look")
    assert not person.unheard


def blocked(database: Path) -> bool:
    with closing(sqlite3.connect(database)) as db:
        return bool(db.execute("SELECT blocked FROM people").fetchone()[0])


async def test_who_blocked_the_bot_is_noted_and_forgotten_when_they_write(
    api: BotAPI, tmp_path: Path
) -> None:
    person = api.person()
    await opened(api, person, tmp_path / "a.db")
    await person.blocks_bot()
    async with bot(api, tmp_path / "a.db"):
        await api.waits_for_call("sendMessage", 2)
    assert blocked(tmp_path / "a.db")
    await person.unblocks_bot()
    async with bot(api, tmp_path / "a.db"):
        await person.says("继续填")
        await person.hears()
    assert not blocked(tmp_path / "a.db")


async def test_interviews_go_on_when_reminding_fails(api: BotAPI, tmp_path: Path, caplog) -> None:
    person = api.person()
    async with bot(api, tmp_path / "a.db") as looks:
        looks._due = None
        await api.waits(lambda: looks.count > 2, "another look")
        await person.says(link(tmp_path / "a.db"))
        assert "请发联系方式" in (await person.hears()).text
    assert {record.error for record in caplog.records} == {"TypeError"}
