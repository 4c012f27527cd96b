"""The connection, against the Bot API over real HTTP on the loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from datetime import UTC, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from bot.app import Settings
from bot.channels.address import Address
from bot.channels.http import serve
from bot.doctor.connection import clock, connection
from bot.doctor.result import Result
from tests.botapi import BotAPI

OTHER = "654321:AAF-x_4567890123456789012345678901"


@pytest.fixture
async def api() -> AsyncIterator[BotAPI]:
    async with BotAPI(token="123456:" + "a" * 35) as server:
        yield server


@asynccontextmanager
async def answering(content: str) -> AsyncIterator[str]:
    """A web server that answers everything alike, with the date."""

    async def answer(_request: object) -> PlainTextResponse:
        return PlainTextResponse(content)

    app = Starlette(routes=[Route("/{path:path}", answer)])
    async with serve(app, Address("127.0.0.1", 0)) as address:
        yield f"http://127.0.0.1:{address.port}"


async def found(
    url: str, token: str, *, latest: datetime | None = None, late: int = 0
) -> list[Result]:
    """What the doctor finds with a clock that is `late` seconds fast."""
    now = datetime.now(UTC) + timedelta(seconds=late)
    settings = Settings("", token, url)
    return await asyncio.to_thread(lambda: list(connection(settings, now, latest)))


def ids(results: list[Result]) -> list[str]:
    return [result.id for result in results]


async def test_a_connection_that_works_names_the_bot(api: BotAPI) -> None:
    first, _ = await found(api.url, api.token)
    assert first == Result("connection.works", {"api": api.url, "name": api.user["username"]})


async def test_a_slash_behind_the_address_does_no_harm(api: BotAPI) -> None:
    assert (await found(f"{api.url}/", api.token))[0].id == "connection.works"


async def test_a_token_that_telegram_does_not_know(api: BotAPI) -> None:
    assert (await found(api.url, OTHER))[0].id == "connection.unknown_token"


async def test_without_a_token_nobody_is_asked(api: BotAPI) -> None:
    assert ids(await found(api.url, "")) == ["connection.skipped", "clock.unchecked"]
    assert api.calls == []


async def test_where_nobody_listens(api: BotAPI) -> None:
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and not listening
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        results = await found(url, OTHER)
    assert results[0] == Result("connection.unreachable", {"api": url, "kind": "ConnectError"})


@pytest.mark.parametrize("url", ["api.telegram.org", "http://[", "ftp://127.0.0.1"])
async def test_an_address_that_is_none(url: str) -> None:
    assert (await found(url, OTHER))[0].id == "connection.unreachable"


@pytest.mark.parametrize("content", ["<html>", '{"ok": true}', "[]"])
async def test_another_server_is_not_taken_for_the_bot_api(content: str) -> None:
    async with answering(content) as url:
        results = await found(url, OTHER)
    assert results[0].id == "connection.answered"
    assert results[0].args["status"] == 200


async def test_no_result_tells_the_token(api: BotAPI) -> None:
    for url in (api.url, "http://127.0.0.1:1", "http://["):
        for token in (api.token, OTHER):
            assert token not in repr(await found(url, token))


# -- the clock -------------------------------------------------------------------------------------


async def test_a_clock_that_goes_as_telegrams() -> None:
    async with answering("{}") as url:
        assert (await found(url, OTHER))[1].id == "clock.right"


@pytest.mark.parametrize("late", [600, -600])
async def test_a_clock_that_is_wrong_by_telegrams(late: int) -> None:
    async with answering("{}") as url:
        result = (await found(url, OTHER, late=late))[1]
    assert result.id == "clock.off"
    assert abs(result.args["seconds"] - late) <= 5


NOW = datetime(2024, 1, 8, 12, 0, tzinfo=UTC)


def test_a_clock_that_is_behind_the_journal() -> None:
    assert clock(None, NOW, NOW + timedelta(hours=1)).id == "clock.behind"


def test_a_clock_after_the_last_message() -> None:
    assert clock(None, NOW, NOW - timedelta(days=300)).id == "clock.unchecked"


def test_seconds_do_not_matter() -> None:
    soon = NOW + timedelta(seconds=30)
    assert clock(soon, NOW, soon).id == "clock.right"
