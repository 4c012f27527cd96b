"""What the tests of Telegram start from: a Bot API server on the loopback."""

from collections.abc import AsyncIterator

import pytest

from tests.botapi import BotAPI


@pytest.fixture
async def api() -> AsyncIterator[BotAPI]:
    async with BotAPI() as server:
        yield server
