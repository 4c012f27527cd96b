"""Calls of the real Application against the loopback Bot API server."""

import pytest
from telegram.error import InvalidToken

from bot.channels.connection import application, call
from tests.botapi import BotAPI


async def test_a_token_that_was_taken_back_is_told_from_an_unknown_method(api: BotAPI) -> None:
    async with application(api.token, api.url) as app:
        api.fails_next("getUpdates", 401, "Unauthorized")
        with pytest.raises(InvalidToken):
            await call(app.bot, "getUpdates", offset=0, timeout=0)
