"""What takes seconds and goes on beside everything else: files that are fetched and read, documents
that are made. Few at once, since a reader may take a gigabyte and LibreOffice fills a small machine
by itself; whoever waits sees that somebody is typing.
"""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

from telegram import Bot
from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.channels.connection import persistently
from bot.logs import cause
from bot.messages import Fetch, Reply, Work

log = logging.getLogger(__name__)

READ_AT_ONCE = 2  # files
PATIENT, SHOWN = 0.5, 4.5  # seconds before "typing" is shown, and for which Telegram shows it
REFUSED = '{"kind": "refused", "family": "unreadable", "reason": "not_fetched", "details": {}}'
Read = Callable[[Fetch, bytes], str]  # what is in a file, as JSON
Publish = Callable[[Work], Reply]


def unread(fetch: Fetch, content: bytes) -> str:
    """A channel without a reader of files refuses them all."""
    del fetch, content
    return REFUSED


def unpublished(work: Work) -> Reply:
    """A channel that makes nothing of a report."""
    return Reply(work.words.get("absent", work.words["slow"]))


class Background:
    """The work under way. `pause` is the first wait for a Telegram that does not answer (s)."""

    def __init__(self, bot: Bot, read: Read, publish: Publish, pause: float) -> None:
        self._bot, self._read, self._publish, self._pause = bot, read, publish, pause
        self._reading = asyncio.Semaphore(READ_AT_ONCE)
        self._making = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Begins something. The message that asked for it counts as answered only when it is done,
        so a crash in between begins it again.
        """
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self, patience: float) -> None:
        """Waits for what is under way, at most `patience` seconds."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=patience)
            for task in late:
                task.cancel()

    async def make(self, chat: int, work: Work) -> Reply:
        """A PDF, pictures or a package, one after another."""
        async with self._typing(chat):
            try:
                async with self._making:
                    return await asyncio.to_thread(self._publish, work)
            except OSError as error:  # the child that makes them died
                log.error("nothing made", extra=cause(error))
                return Reply(work.words.get("failed", work.words["slow"]))

    async def read(self, chat: int, fetch: Fetch) -> str:
        """What is in a file, as JSON; one that Telegram does not give is refused."""

        async def download() -> bytes:
            file = await self._bot.get_file(fetch.attachment.ref)
            return bytes(await file.download_as_bytearray())

        async with self._typing(chat):
            try:
                content = await persistently(download, self._pause)
                async with self._reading:
                    return await asyncio.to_thread(self._read, fetch, content)
            except (TelegramError, OSError) as error:  # the child that reads may die, too
                log.error("file not read", extra=cause(error))
                return REFUSED

    @contextlib.asynccontextmanager
    async def _typing(self, chat: int) -> AsyncIterator[None]:
        """Shows that work is under way, once it has taken half a second, as long as it takes."""
        busy = asyncio.create_task(self._show_typing(chat))
        try:
            yield
        finally:
            busy.cancel()

    async def _show_typing(self, chat: int) -> None:
        await asyncio.sleep(PATIENT)
        while True:
            with contextlib.suppress(TelegramError):
                await self._bot.send_chat_action(chat, ChatAction.TYPING)
            await asyncio.sleep(SHOWN)
