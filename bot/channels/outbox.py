"""Replies on their way out, one queue a chat: what one person reads stays in order, and nobody
waits behind a chat that Telegram slows down. What is in a queue is saved already, so a crash loses
no more than the showing of it, which the next start makes good. Few calls are under way at once:
Telegram takes some thirty messages a second, and a client with a thousand calls in hand spends
more on looking after them than on sending them.
"""

import asyncio
import logging
import os
import re
from collections import deque
from collections.abc import Awaitable, Callable
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError

from bot.logs import cause

os.environ.setdefault("PTB_TIMEDELTA", "true")  # durations as timedelta, its coming default
log = logging.getLogger(__name__)

Send = Callable[[], Awaitable[object]]
_ITS_OWN = re.compile(r"[A-Za-z_,' ]{,80}")
LONGEST_WAIT = 60.0  # seconds between two tries to reach Telegram
AT_ONCE = 32  # calls under way


class Outbox:
    """Sends in order, chat by chat. `pause` is the first wait after a broken connection (s);
    `blocked` is told a chat in which the bot may not write.
    """

    def __init__(self, pause: float, blocked: Callable[[str], None]) -> None:
        self._pause = pause
        self._blocked = blocked
        self._queues: dict[str, deque[Send]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._lanes = asyncio.Semaphore(AT_ONCE)

    def put(self, chat: str, *sends: Send) -> None:
        """Adds to a chat's queue; starts it if nothing is under way there."""
        queue = self._queues.get(chat)
        if queue is None:
            queue = self._queues[chat] = deque()
            task = asyncio.create_task(self._drain(chat, queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        queue.extend(sends)

    @property
    def waiting(self) -> int:
        """How many chats have something on its way."""
        return len(self._queues)

    async def finish(self, patience: float) -> None:
        """Waits until everything is sent, at most `patience` seconds."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=patience)
            for task in late:
                task.cancel()

    async def _drain(self, chat: str, queue: deque[Send]) -> None:
        await asyncio.sleep(0)  # let `put` add all it has
        while queue:
            await self._send(chat, queue.popleft())
        del self._queues[chat]

    async def _send(self, chat: str, send: Send) -> None:
        """Sends one thing: again after a broken connection or a flood, never after a refusal."""
        wait = self._pause
        while True:
            try:
                async with self._lanes:
                    await send()
            except Forbidden:
                self._blocked(chat)
                return  # what they said is saved
            except BadRequest as error:
                log.error("refused by Telegram", extra=refusal(error))
                return
            except RetryAfter as error:
                await asyncio.sleep(seconds(error))
            except NetworkError:
                await asyncio.sleep(wait)
                wait = min(2 * wait, LONGEST_WAIT)
            except TelegramError as error:
                log.error("not sent", extra=cause(error))
                return
            else:
                return


def refusal(error: TelegramError) -> dict[str, str]:
    """What Telegram's server said, as far as it can be nothing but its own words."""
    words = error.message if _ITS_OWN.fullmatch(error.message) else ""
    return {"error": type(error).__name__, "reason": words}


def seconds(error: RetryAfter) -> float:
    """How long Telegram wants to be left alone."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
