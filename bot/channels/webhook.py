"""Updates by being called: Telegram posts each to our address and takes any 2xx for "received", so
200 is answered only after what it said is on the disk, and 503 where it cannot be put there: then
it is posted again later. The path holds no secret; a header does.
"""

import asyncio
import json
import secrets
from functools import partial
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.address import Address
from bot.channels.connection import persistently
from bot.channels.http import serve
from bot.channels.telegram import Telegram
from bot.channels.updates import read_update
from bot.messages import Unavailable

HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST = 1024 * 1024  # bytes; an update is a few kilobytes
WORDS = frozenset(
    {
        "text",
        "caption",
        "data",
        "file_id",
        "file_name",
        "first_name",
        "last_name",
        "phone_number",
        "media_group_id",
    }
)


async def receive_calls(telegram: Telegram, url: str, listen: Address) -> None:
    """Tells Telegram the public `url` and serves its path on a local address, for ever."""
    secret = secrets.token_urlsafe(32)
    app = application(telegram, urlsplit(url).path or "/", secret)
    async with serve(app, listen):
        tell = partial(telegram.bot.set_webhook, url, secret_token=secret)
        await persistently(tell, telegram.pause)
        await telegram.trouble.outlast(telegram.resume)
        await asyncio.Event().wait()  # until the task is cancelled


def application(telegram: Telegram, path: str, secret: str) -> Starlette:
    """The web application: one path, one method."""

    async def receive(request: Request) -> Response:
        given = request.headers.get(HEADER, "")
        if not secrets.compare_digest(given.encode(), secret.encode()):
            return Response(status_code=403)
        if int(request.headers.get("content-length", "0") or 0) > LARGEST:
            return Response(status_code=413)
        try:
            body = await request.json()
            json.dumps(body, ensure_ascii=False).encode()  # no half characters, in ids least of all
            update = read_update(body, telegram.clock())
        except Exception:  # noqa: BLE001 - whatever it trips over is not from Telegram
            return Response(status_code=400)
        if not _worded(body):
            return Response(status_code=400)
        try:
            await telegram.receive(update)
        except Unavailable:
            return Response(status_code=503)
        return Response()

    return Starlette(routes=[Route(path, receive, methods=["POST"])])


def _worded(value: object) -> bool:
    """True where all words of an update are words: `read_update` takes anything for them."""
    if isinstance(value, dict):
        words = all(isinstance(one, str) for key, one in value.items() if key in WORDS)
        return words and all(map(_worded, value.values()))
    return all(map(_worded, value)) if isinstance(value, list) else True
