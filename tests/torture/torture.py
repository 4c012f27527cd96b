"""Kills the real bot with SIGKILL while people answer, again and again, and counts what is lost.

The people and Telegram's server live in this process and survive; the bot is a process of its own
on a real file. Moments are random by the number of calls that the bot has made, not by a clock, so
a slow machine is tortured as well as a fast one. Everybody writes numbered sentences and remembers
which of them were acknowledged; at the end the journal must hold each acknowledged sentence once,
no sentence twice, and everybody must have been answered.
"""

import asyncio
import os
import random
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bot import app, content
from bot.interview.replay import replay
from bot.interview.state import State
from bot.messages import Person as Writer
from tests.botapi import BotAPI, Person
from tests.invitation import link

SAVED = ("已存", "已接上")
STEPS = (1, 60)  # calls of the bot between two kills


@dataclass
class Clerk:
    """Somebody who writes sentence after sentence and remembers which were acknowledged."""

    person: Person
    link: str
    sent: int = 0
    acknowledged: list[int] = field(default_factory=list)

    async def works(self, stop: asyncio.Event) -> None:
        """Opens a report and writes until told to stop; every message gets an answer."""
        await self.person.says(self.link)
        await self.person.hears()
        await self.person.says("跳到一")
        await self.person.hears()
        while not stop.is_set():
            self.sent += 1
            await self.person.says(f"继续写：第{self.sent}句。" if self.sent > 1 else "第1句。")
            heard = await self.person.hears()
            if heard.text.startswith(SAVED):
                self.acknowledged.append(self.sent)


@dataclass(frozen=True)
class Counts:
    """What came of it. `lost`, `doubled` and `silent` must be 0."""

    kills: int
    sent: int
    acknowledged: int
    stored: int
    lost: int
    doubled: int
    silent: int


class Bot:
    """`baogao serve` as a process that can be killed. `within` is a command that starts it; `logs`
    keeps what it logs.
    """

    def __init__(
        self, api: BotAPI, database: Path, *, within: tuple[str, ...] = (), logs: bool = False
    ) -> None:
        self._within = within
        self._log = asyncio.subprocess.PIPE if logs else asyncio.subprocess.DEVNULL
        self._environment = os.environ | {
            "BAOGAO_DB": str(database),
            "BAOGAO_TELEGRAM_TOKEN": api.token,
            "BAOGAO_TELEGRAM_API": api.url,
        }
        self._process: asyncio.subprocess.Process | None = None

    async def starts(self) -> None:
        command = (*self._within, sys.executable, "-m", "bot", "serve")
        self._process = await asyncio.create_subprocess_exec(
            *command, env=self._environment, stderr=self._log
        )

    @property
    def runs(self) -> bool:
        """True until it has ended."""
        return self._process is not None and self._process.returncode is None

    @property
    def number(self) -> int:
        """Its process number."""
        assert self._process is not None
        return self._process.pid

    async def errors(self) -> list[str]:
        """What it logged until it ended, but for mere information."""
        assert self._process is not None
        assert self._process.stderr is not None
        lines = (await self._process.stderr.read()).decode().splitlines()
        return [line for line in lines if '"level": "info"' not in line]

    async def ends(self) -> int:
        """How it ended, by itself."""
        assert self._process is not None
        return await self._process.wait()

    async def dies(self) -> None:
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def leaves(self) -> int:
        assert self._process is not None
        self._process.terminate()
        return await self._process.wait()


async def torture(database: Path, *, kills: int, people: int, seed: int) -> Counts:
    """Lets people write while the bot is killed `kills` times."""
    chance = random.Random(seed)
    async with BotAPI(patience=120.0) as api:
        bot, stop = Bot(api, database), asyncio.Event()
        links = [link(database, ("宝山区", f"第{n}街道办事处")) for n in range(people)]
        clerks = [Clerk(api.person(1000 + n), links[n]) for n in range(people)]
        work = [asyncio.create_task(clerk.works(stop)) for clerk in clerks]
        for _ in range(kills):
            await bot.starts()
            goal = len(api.calls) + chance.randint(*STEPS)
            await api.waits(lambda goal=goal: len(api.calls) >= goal, "the bot's calls")
            await bot.dies()
        await bot.starts()
        stop.set()
        done = await asyncio.gather(*work, return_exceptions=True)
        assert await bot.leaves() == 0
    silent = sum(isinstance(result, BaseException) for result in done)
    return _counted(database, clerks, kills, silent)


def _counted(database: Path, clerks: list[Clerk], kills: int, silent: int) -> Counts:
    _, journal = app.service(database)
    lost = doubled = stored = 0
    for clerk in clerks:
        kept = sentences(journal, Writer("telegram", str(clerk.person.id)))
        stored += len(set(kept))
        doubled += len(kept) - len(set(kept))
        lost += len(set(clerk.acknowledged) - set(kept))
    sent = sum(clerk.sent for clerk in clerks)
    acknowledged = sum(len(clerk.acknowledged) for clerk in clerks)
    return Counts(kills, sent, acknowledged, stored, lost, doubled, silent)


def sentences(journal, who: Writer) -> list[int]:
    """The numbers of the sentences that the journal holds of a person."""
    with journal.turn() as turn:
        report = turn.seat(who).report
    if report is None:
        return []
    state = replay(State(), journal.entries(report))
    form = content.forms()[journal.report(report).form]
    text = state.answers(form).values.get("overview", "")
    return [int(number) for number in re.findall(r"第(\d+)句", text)]
