"""The Telegram bot as `baogao serve` runs it, against the loopback Bot API server."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from bot import app, content
from bot.channels.connection import application
from bot.channels.polling import poll
from bot.channels.telegram import Source, Telegram
from tests.botapi import BotAPI


@asynccontextmanager
async def serving(
    api: BotAPI, service: app.Service, source: Source = poll, **how: Any
) -> AsyncIterator[asyncio.Event]:
    """Serves while the block lasts, and yields what stops it earlier. `how` are options of the
    channel; it does not wait long for anything unless they say so.
    """
    words = content.wording().plain("command") | content.wording().plain("private_only")
    telegram = Telegram(application(api.token, api.url), *service, words, **{"pause": 0.001} | how)
    stop = asyncio.Event()
    running = asyncio.create_task(telegram.run(source, stop))
    try:
        yield stop
    finally:
        stop.set()
        await running
        service.journal.close()
