"""A thousand people who answer through HTTP: the real process, the real Application, polling a Bot
API server on loopback. Two loads, since they say different things: people who think between their
answers, as an office does, tell how long one waits; people who all answer at once tell how many
answers a second the process can bear, and then one waits for all the others.

The people and the server live in this process, so a machine with one core measures them, too.
"""

import asyncio
import os
import random
import statistics
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from bot import app
from bot.messages import Person as Writer
from tests.benchmarks.load.clerk import PREPARATION, ROWS
from tests.benchmarks.load.copies import copy, prepare
from tests.benchmarks.load.start import compiled, environment
from tests.botapi import BotAPI
from tests.botapi.people import Chat, Message, Person

FIRST = 1001  # the first chat
TICKS = os.sysconf("SC_CLK_TCK")
MEMORY = 60  # megabytes, the goal
LONGEST = 60.0  # seconds after which nobody says anything more


class Screen(Chat):
    """A chat that wakes nobody but its own reader: a thousand waiting people would otherwise be
    woken by every message.
    """

    def __init__(self, number: int) -> None:
        super().__init__(number, {"type": "private", "first_name": "李"})
        self._arrived = asyncio.Event()

    def show(self, message: Message) -> None:
        super().show(message)
        self._arrived.set()

    async def arrives(self) -> str:
        """The text of the next message."""
        await self._arrived.wait()
        self._arrived.clear()
        return self.shown[-1].text


@dataclass
class Waits:
    """How long people waited for their replies (seconds), and how long all of it took."""

    times: list[float] = field(default_factory=list)
    wrong: int = 0
    took: float = 0.0

    def as_milliseconds(self) -> dict[str, float]:
        ranks = statistics.quantiles(self.times, n=100)
        return {
            "answers": len(self.times),
            "not answered with “saved”": self.wrong,
            "answers a second": len(self.times) / self.took,
            "median": 1000 * statistics.median(self.times),
            "99th percentile": 1000 * ranks[98],
        }


class Bot:
    """The process that serves, and what it uses."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._folder = Path(f"/proc/{process.pid}")

    @property
    def memory(self) -> float:
        """Resident memory in megabytes."""
        lines = (self._folder / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024

    @property
    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = (self._folder / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    async def leaves(self) -> int:
        self._process.terminate()
        return await self._process.wait()


async def _answer(person: Person, screen: Screen, number: int, waits: Waits) -> None:
    begin = time.perf_counter()
    await person.says(f"{number % 9 + 1} 1 2 0 0 0")
    text = await screen.arrives()
    waits.times.append(time.perf_counter() - begin)
    waits.wrong += not text.startswith("已存")


async def _all(people: list[tuple[Person, Screen]], numbers: range, pause: float) -> Waits:
    """Everybody gives some answers, with so long a pause before each, on average, while there is
    time.
    """
    waits, chance = Waits(), random.Random(1)

    async def answers(person: Person, screen: Screen) -> None:
        for number in numbers:
            await asyncio.sleep(chance.uniform(0, 2 * pause))
            if time.perf_counter() - begin > LONGEST:
                return
            await _answer(person, screen, number, waits)

    begin = time.perf_counter()
    await asyncio.gather(*(answers(*one) for one in people))
    waits.took = time.perf_counter() - begin
    return waits


async def measure(
    folder: Path, people: int, *, pause: float, thinking: int = 1, rush: int = 2
) -> dict[str, object]:
    """`thinking` answers of everybody with pauses, then `rush` answers without any."""
    assert 2 + thinking + rush <= ROWS
    database = folder / "people.db"
    service = app.service(database)
    prepare(service, Writer("telegram", "1"), PREPARATION)
    facts = len(service.journal.entries(1))
    service.journal.close()
    copy(str(database), FIRST, FIRST + people)
    await compiled(folder)
    async with BotAPI(patience=120.0) as api:
        crowd = [
            (api.person(n, chat=screen), screen)
            for n in range(FIRST, FIRST + people)
            for screen in [Screen(n)]
        ]
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "tests.benchmarks.load.serving", str(database), api.token, api.url),
            env=environment(folder),
        )
        bot = Bot(process)
        await api.waits_for_call("getUpdates", 2)
        start = bot.memory
        await _all(crowd[:50], range(1), 0.0)  # warms up
        quiet, before = bot.memory, bot.cpu
        calm = await _all(crowd, range(1, 1 + thinking), pause)
        between, used = bot.memory, bot.cpu - before
        busy = await _all(crowd, range(1 + thinking, 1 + thinking + rush), 0.0)
        after, all_used = bot.memory, bot.cpu - before
        assert await bot.leaves() == 0
    answers = len(calm.times) + len(busy.times)
    return {
        "people": people,
        "facts in each report": facts,
        f"thinking {pause:.0f} s, milliseconds": calm.as_milliseconds(),
        "all at once, milliseconds": busy.as_milliseconds(),
        "processor, milliseconds an answer": {
            "thinking": 1000 * used / len(calm.times),
            "all at once": 1000 * (all_used - used) / len(busy.times),
        },
        "memory, MB": {
            "ready": start,
            "warm": quiet,
            "after thinking": between,
            "after all": after,
        },
        "answers": answers,
    }
