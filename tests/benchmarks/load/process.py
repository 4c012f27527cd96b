"""An answer in this process, beside the least it could cost: the framework's bare reply and one
durable commit. All take turns within one run, some answers each, because a machine has moods.

The bare reply sends the words and buttons that ours sends. What the flood control costs is counted
apart, with limits that never bind.
"""

import asyncio
import os
import sqlite3
import statistics
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Update
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder, TypeHandler

from bot import app, content
from bot.channels.telegram import Telegram
from bot.messages import Person
from tests.benchmarks.load.answering import Answering
from tests.benchmarks.load.clerk import AGAIN, PREPARATION, ROWS, conversation, update
from tests.benchmarks.load.copies import admit

GOAL = 1.5
PAGE = 4120  # bytes of a page in SQLite's write-ahead log
TEXT = """\
已存　（二）部分公开（区分处理的，只计这一情形，不计其他情形）：自然人 4，商业企业 1，科研机构 2；总计 7

【第 3 节，共 6 节 · 收到和处理政府信息公开申请情况 · 5/25】
（三）不予公开 · 1.属于国家秘密
请按顺序发 6 个数：自然人、商业企业、科研机构、社会公益组织、法律服务机构、其他。如 3 0 0 0 0 0"""
ABOVE = (("这行为 0", "1:applications.refused_secret=0"), ("其余为 0", "1:applications.rest=rest"))
BELOW = (("上一步", "1:@back applications.refused_secret"), ("目录", "1:@menu"))


def builder() -> ApplicationBuilder:
    """An Application on a Bot API without a network, and without flood control."""
    request = Answering()
    build = ApplicationBuilder().token("1:a").updater(None)
    return build.request(request).get_updates_request(Answering())


class Contender:
    """Something to be timed, in milliseconds: on the clock, and the processor's share of it."""

    def __init__(self, run: Callable[[], Awaitable[object]]) -> None:
        self._run = run
        self._clock: list[float] = []
        self._processor: list[float] = []

    async def once(self) -> None:
        begin, used = time.perf_counter(), time.thread_time()
        await self._run()
        self._processor.append(1000 * (time.thread_time() - used))
        self._clock.append(1000 * (time.perf_counter() - begin))

    @property
    def clock(self) -> float:
        return statistics.median(self._clock)

    @property
    def processor(self) -> float:
        return statistics.median(self._processor)


def bare(application: Application, *, buttons: bool = True) -> Callable[[], Awaitable[object]]:
    """The framework's own reply to an answer."""

    async def reply(update: Update, _context: object) -> None:
        markup = InlineKeyboardMarkup(
            [[InlineKeyboardButton(t, callback_data=p) for t, p in row] for row in (ABOVE, BELOW)]
        )
        shown = markup if buttons else None
        await application.bot.send_message(update.effective_chat.id, TEXT, reply_markup=shown)

    application.add_handler(TypeHandler(Update, reply))

    async def run() -> None:
        said = update(1, "3 0 0 0 0 0")
        await application.process_update(Update.de_json(said, application.bot))

    return run


def commit(path: Path) -> Callable[[], Awaitable[object]]:
    """One row, durable."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE facts (report, seq, message, kind, key, value, raw)")

    async def run() -> None:
        row = (1, 1, "telegram:1:1", "answered", "applications.granted.natural", "3", "3 0 0 0 0 0")
        connection.execute("INSERT INTO facts VALUES (?, ?, ?, ?, ?, ?, ?)", row)

    return run


def sync(path: Path, pages: int) -> Callable[[], Awaitable[object]]:
    """Some pages written to a file that is there already, and a raw fdatasync."""
    file, size, at = os.open(path, os.O_RDWR | os.O_CREAT), pages * PAGE, 0
    os.pwrite(file, bytes(1000 * PAGE), 0)
    os.fsync(file)

    async def run() -> None:
        nonlocal at
        at = 0 if at + size > 1000 * PAGE else at
        os.pwrite(file, b"x" * size, at)
        os.fdatasync(file)
        at += size

    return run


class Ours:
    """The real channel, interviewer and journal."""

    def __init__(self, database: Path) -> None:
        self._application = builder().build()
        service = app.service(database)
        admit(service, Person("telegram", "1"))
        self._journal = service.journal
        words = content.wording().plain("command") | content.wording().plain("private_only")
        self._telegram = Telegram(self._application, *service, words)
        self._said = enumerate(conversation(), 1)
        self.facts = 0

    async def prepare(self) -> None:
        await self._application.initialize()
        for _ in range(PREPARATION - len(AGAIN)):
            await self._say(*next(self._said))
        self.facts = len(self._journal.entries(1))

    async def skip(self) -> None:
        """Begins table 三 anew."""
        for _ in AGAIN:
            await self._say(*next(self._said))

    async def answer(self) -> None:
        """Gives the next answer."""
        await self._say(*next(self._said))

    async def _say(self, number: int, said: str) -> None:
        await self._telegram.receive(self._telegram.read(update(number, said)))
        while self._telegram.waiting:
            await asyncio.sleep(0)

    def close(self) -> None:
        self._journal.close()


async def measure(folder: Path, rounds: int) -> dict[str, object]:
    """Milliseconds of everything, by name, and how ours compares with the floor."""
    ours = Ours(folder / "ours.db")
    await ours.prepare()
    limited = builder().rate_limiter(AIORateLimiter(overall_max_rate=10**9, max_retries=5)).build()
    plain, worded = builder().build(), builder().build()
    for application in (plain, worded, limited):
        await application.initialize()
    contenders = {
        "bare reply, words alone": Contender(bare(plain, buttons=False)),
        "bare reply": Contender(bare(worded)),
        "bare reply, flood control on": Contender(bare(limited)),
        "durable commit": Contender(commit(folder / "floor.db")),
        "ours": Contender(ours.answer),
    }
    for _ in range(0, rounds, ROWS):
        for name, contender in contenders.items():
            if name == "ours":
                await ours.skip()
            for _ in range(ROWS):
                await contender.once()
    ours.close()
    return {
        "facts in the report": ours.facts,
        "on the clock": _compared({name: one.clock for name, one in contenders.items()}),
        "processor alone": _compared({name: one.processor for name, one in contenders.items()}),
    }


def _compared(times: dict[str, float]) -> dict[str, float]:
    floor = times["bare reply"] + times["durable commit"]
    limit = times["bare reply, flood control on"] - times["bare reply"]
    return times | {
        "floor": floor,
        "flood control": limit,
        "times the floor": times["ours"] / floor,
    }
