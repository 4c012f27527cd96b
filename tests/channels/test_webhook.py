"""Updates by webhook, over real HTTP on the loopback."""

import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from functools import partial
from pathlib import Path

import httpx
import pytest

from bot import app
from bot.channels.address import Address
from bot.channels.webhook import HEADER, receive_calls
from storage.journal import Journal
from tests.botapi import BotAPI
from tests.invitation import link
from tests.serving import serving

URL = "https://bot.example.cn/updates"


def free() -> Address:
    """A local address that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Address(*probe.getsockname())


class Caller:
    """Telegram's side of the webhook."""

    def __init__(self, address: Address, secret: str) -> None:
        self._client = httpx.AsyncClient(trust_env=False, verify=False)  # loopback
        self._base = f"http://{address.host}:{address.port}"
        self.secret = secret

    async def posts(self, update: object, *, path: str = "/updates", secret: str = "") -> int:
        headers = {HEADER: secret or self.secret}
        body = json.dumps(update)
        answer = await self._client.post(self._base + path, content=body, headers=headers)
        return answer.status_code

    async def leaves(self) -> None:
        await self._client.aclose()


@asynccontextmanager
async def webhook(api: BotAPI, database: Path) -> AsyncIterator[tuple[Caller, Journal]]:
    service, address = app.service(database), free()
    source = partial(receive_calls, url=URL, listen=address)
    async with serving(api, service, source):
        call = await api.waits_for_call("setWebhook")
        caller = Caller(address, call.parameters["secret_token"])
        try:
            yield caller, service.journal
        finally:
            await caller.leaves()


async def test_telegram_is_told_the_address_without_the_token(api: BotAPI, tmp_path: Path) -> None:
    async with webhook(api, tmp_path / "a.db"):
        assert api.calls_of("setWebhook")[0].parameters["url"] == URL


async def test_200_means_that_it_is_on_the_disk(api: BotAPI, tmp_path: Path) -> None:
    async with webhook(api, tmp_path / "a.db") as (telegram, journal):
        person = api.person()
        update = (await person.says(link(tmp_path / "a.db"))).payload
        assert await telegram.posts(update) == 200
        assert journal.entries(1)
        assert "请发联系方式" in (await person.hears()).text


async def test_a_caller_without_the_secret_is_refused(api: BotAPI, tmp_path: Path) -> None:
    async with webhook(api, tmp_path / "a.db") as (telegram, journal):
        update = (await api.person().says(link(tmp_path / "a.db"))).payload
        assert await telegram.posts(update, secret="guess") == 403
        assert not journal.entries(1)


async def test_another_path_is_not_there(api: BotAPI, tmp_path: Path) -> None:
    async with webhook(api, tmp_path / "a.db") as (telegram, _):
        assert await telegram.posts({}, path=f"/bot{api.token}") == 404


@pytest.mark.parametrize(
    "body",
    [
        [1, 2],
        {},
        {"update_id": []},
        {"update_id": 1, "message": {"message_id": 1, "date": 10**30, "chat": {"id": 1}}},
        {"update_id": 1, "callback_query": {"id": "\ud800"}},
        {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": {"a": 1}}},
        {"update_id": 1, "callback_query": {"id": "1", "from": {"id": "1", "first_name": "李"}}},
    ],
)
async def test_a_body_that_is_no_update_is_refused(
    api: BotAPI, tmp_path: Path, body: object
) -> None:
    async with webhook(api, tmp_path / "a.db") as (telegram, _):
        assert await telegram.posts(body) == 400


async def test_503_means_that_it_is_to_be_posted_again(api: BotAPI, tmp_path: Path) -> None:
    async with webhook(api, tmp_path / "a.db") as (telegram, journal):
        person = api.person()
        update = (await person.says(link(tmp_path / "a.db"))).payload
        with closing(app.service(tmp_path / "a.db").journal) as other, other.turn():
            assert await telegram.posts(update) == 503
            assert "您发的没有丢" in (await person.hears()).text
        assert await telegram.posts(update) == 200
        assert "请发联系方式" in (await person.hears()).text
        assert journal.entries(1)


async def test_an_update_posted_twice_changes_nothing_twice(api: BotAPI, tmp_path: Path) -> None:
    async with webhook(api, tmp_path / "a.db") as (telegram, journal):
        update = (await api.person().says(link(tmp_path / "a.db"))).payload
        await telegram.posts(update)
        before = journal.entries(1)
        assert await telegram.posts(update) == 200
        assert journal.entries(1) == before
