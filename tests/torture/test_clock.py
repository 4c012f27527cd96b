"""A clock that jumps, this machine's or Telegram's: nothing is lost, nothing is refused, and what
belongs together is not told by the time alone.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot import app
from bot.messages import SHANGHAI
from bot.messages import Person as Writer
from tests.botapi import BotAPI
from tests.invitation import link
from tests.serving import serving
from tests.torture.torture import sentences

NOW = datetime(2024, 1, 8, 12, 0, tzinfo=SHANGHAI)
HOUR, YEAR, CENTURY = 3600, 31_536_000, 3_155_760_000


class Clock:
    """This machine's clock, which somebody sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def jumps(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)


@asynccontextmanager
async def bot(api: BotAPI, database: Path, clock: Clock) -> AsyncIterator[app.Service]:
    made = app.service(database)
    async with serving(api, made, clock=clock):
        yield made


@pytest.mark.parametrize("jump", [-HOUR, HOUR, -YEAR, YEAR, -CENTURY // 2, CENTURY // 2])
async def test_everything_goes_on_as_before(tmp_path: Path, jump: int) -> None:
    clock = Clock()
    async with BotAPI() as api, bot(api, tmp_path / "a.db", clock) as made:
        person = api.person()
        for text in (link(tmp_path / "a.db"), "跳到一", "第1句。", "继续写：第2句。"):
            await person.says(text)
            await person.hears()
        clock.jumps(jump)
        api.turns_clock(jump)
        await person.says("继续写：第3句。")
        assert (await person.hears()).text.startswith("已接上")
        await person.says("目录")
        await person.presses("草稿", message=await person.hears())
        assert (await person.hears()).document
        clock.jumps(-jump)
        api.turns_clock(-jump)
        await person.hears()
        await person.says("继续写：第4句。")
        assert (await person.hears()).text.startswith("已接上")
        assert sentences(made.journal, Writer("telegram", str(person.id))) == [1, 2, 3, 4]
        assert made.interviewer.faults == 0


async def test_what_follows_a_long_text_is_not_joined_to_it_because_the_clock_was_set_back(
    tmp_path: Path,
) -> None:
    async with BotAPI() as api, bot(api, tmp_path / "a.db", Clock()):
        person = api.person()
        for text in (link(tmp_path / "a.db"), "跳到一", "第1句。" + "长" * 3600):
            await person.says(text)
            heard = await person.hears()
        api.turns_clock(-HOUR)
        await person.says("第2句。")
        assert not (await person.hears()).text.startswith("已接上"), heard.text


@pytest.mark.parametrize("jump", [-YEAR, YEAR])
async def test_an_invitation_outlives_a_clock_of_this_machine_that_is_set(
    tmp_path: Path, jump: int
) -> None:
    """When somebody came is Telegram's to say."""
    clock = Clock()
    async with BotAPI() as api, bot(api, tmp_path / "a.db", clock):
        invitation = link(tmp_path / "a.db")
        clock.jumps(jump)
        person = api.person()
        await person.says(invitation)
        assert "已建好" in (await person.hears()).text


@pytest.mark.parametrize("jump", [-YEAR, YEAR])
async def test_what_waits_for_a_yes_outlives_it_too(tmp_path: Path, jump: int) -> None:
    clock = Clock()
    async with BotAPI() as api, bot(api, tmp_path / "a.db", clock):
        person = api.person()
        for text in (link(tmp_path / "a.db"), "跳到一", "申请人张三申请公开征地批文，已答复。"):
            await person.says(text)
            asked = await person.hears()
        clock.jumps(jump)
        await person.presses("照样保存", message=asked)
        assert (await person.hears()).text.startswith("已存")
