"""The Bot API, asked who the bot is. The answer's Date header also tells whether this machine's
clock is right, so httpx asks here; python-telegram-bot keeps the headers to itself. No text of an
error is passed on, since the address in it contains the token.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from bot.app import Settings
from bot.doctor.result import Result
from bot.doctor.settings import usable

OFFICIAL = "https://api.telegram.org"
PATIENCE = 10.0  # seconds
TOLERANCE = timedelta(minutes=1)
UNKNOWN = (401, 404)  # what Telegram answers to a token that it does not know


def connection(chosen: Settings, now: datetime, latest: datetime | None) -> Iterator[Result]:
    """The connection to Telegram, and the clock by what came back."""
    if not usable(chosen.token):
        yield Result("connection.skipped")
        yield clock(None, now, latest)
        return
    api = chosen.api.rstrip("/") or OFFICIAL
    try:
        answer = httpx.get(f"{api}/bot{chosen.token}/getMe", timeout=PATIENCE)
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        yield Result("connection.unreachable", {"api": api, "kind": type(error).__name__})
        yield clock(None, now, latest)
        return
    yield judged(api, answer)
    yield clock(read_date(answer), now, latest)


def judged(api: str, answer: httpx.Response) -> Result:
    """What an answer to getMe says."""
    if answer.status_code in UNKNOWN:
        return Result("connection.unknown_token", {"api": api})
    try:
        name = answer.json()["result"]["username"]
    except (ValueError, KeyError, TypeError):
        return Result("connection.answered", {"api": api, "status": answer.status_code})
    return Result("connection.works", {"api": api, "name": name})


def read_date(answer: httpx.Response) -> datetime | None:
    """The time at the server; None where it does not tell."""
    try:
        return parsedate_to_datetime(answer.headers["date"])
    except (KeyError, ValueError):
        return None


def clock(server: datetime | None, now: datetime, latest: datetime | None) -> Result:
    """This machine's clock, beside Telegram's and beside the last message in the journal."""
    if server is not None and abs(now - server) > TOLERANCE:
        return Result("clock.off", {"seconds": round((now - server).total_seconds())})
    if latest is not None and latest - now > TOLERANCE:
        return Result("clock.behind", {"latest": latest.strftime("%Y-%m-%d %H:%M")})
    return Result("clock.unchecked" if server is None else "clock.right")
