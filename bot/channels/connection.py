"""The line to Telegram: the Application without its Updater, calls as Telegram words them, and
calls that are tried until they are answered.
"""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import httpx
from telegram import Bot
from telegram.error import (
    BadRequest,
    Conflict,
    EndPointNotFound,
    InvalidToken,
    NetworkError,
    RetryAfter,
)
from telegram.ext import AIORateLimiter, Application, ApplicationBuilder
from telegram.request import BaseRequest, HTTPXRequest

from bot.channels.outbox import LONGEST_WAIT, seconds
from bot.logs import cause

log = logging.getLogger(__name__)

RETRIES = 5  # after a 429, by the rate limiter, before the outbox tries again
# It warns of every call for which it has a method, see `call`.
warnings.filterwarnings("ignore", message="Please use 'Bot")
App = Application[Any, Any, Any, Any, Any, Any]
Result = TypeVar("Result")


def application(token: str, api: str = "", *, limited: bool = True) -> App:
    """The Application of a bot, without an Updater. `api` is another Bot API server's address;
    only a server that is no Telegram can do without the limits.
    """
    trust = {"verify": httpx.create_ssl_context()}  # one for both: 20 ms and more than 1 MB each
    calls, updates = HTTPXRequest(httpx_kwargs=trust), HTTPXRequest(1, httpx_kwargs=trust)
    builder = ApplicationBuilder().token(token).updater(None)
    builder.request(calls).get_updates_request(updates)
    if limited:
        builder.rate_limiter(AIORateLimiter(max_retries=RETRIES))
    if api:
        builder = builder.base_url(f"{api}/bot").base_file_url(f"{api}/file/bot")
    return builder.build()


async def call(
    bot: Bot, method: str, *, read_timeout: Any = BaseRequest.DEFAULT_NONE, **arguments: object
) -> Any:
    """A call of the Bot API and its result, both as the API describes them: None is left out. The
    library's own method makes an object of each button and parses the whole message that comes back
    into dozens more, of which nobody needs any but the number: six times the processor time.

    `read_timeout` (s) is for a call that is answered late. Raises telegram.error.InvalidToken where
    the token is not valid any more, which the library takes for a method that does not exist.
    """
    try:
        return await bot.do_api_request(method, arguments, read_timeout=read_timeout)
    except EndPointNotFound as error:
        raise InvalidToken from error


async def persistently(call: Callable[[], Awaitable[Result]], pause: float) -> Result:
    """The result of a call, tried until Telegram answers; a wrong token is not tried again."""
    wait = pause
    while True:
        try:
            return await call()
        except (InvalidToken, BadRequest):
            raise
        except RetryAfter as error:
            await asyncio.sleep(seconds(error))
        except (NetworkError, Conflict) as error:
            log.warning("Telegram cannot be reached, trying again", extra=cause(error))
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_WAIT)
