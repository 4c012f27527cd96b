"""Replies on their way out. What Telegram does to them is in test_telegram.py."""

import asyncio

from bot.channels.outbox import AT_ONCE, Outbox


class Line:
    """Calls that all wait; counts how many are under way."""

    def __init__(self):
        self.open = asyncio.Event()
        self.under_way = self.most = self.done = 0

    async def call(self):
        self.under_way += 1
        self.most = max(self.most, self.under_way)
        await self.open.wait()
        self.under_way -= 1
        self.done += 1


async def test_few_calls_are_under_way_at_once_and_none_is_dropped():
    outbox, line = Outbox(0.0, lambda _: None), Line()
    for chat in range(3 * AT_ONCE):
        outbox.put(str(chat), line.call)
    while line.under_way < AT_ONCE:
        await asyncio.sleep(0)
    line.open.set()
    await outbox.finish(10.0)
    assert (line.most, line.done) == (AT_ONCE, 3 * AT_ONCE)
