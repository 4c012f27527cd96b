"""The status port, over real HTTP on the loopback."""

import httpx

from bot.channels.address import Address
from bot.channels.http import serve
from bot.channels.status import Reading, application

ANY = Address("127.0.0.1", 0)


async def get(healthy: bool, path: str) -> httpx.Response:
    readings = [
        Reading("baogao_updates", "counter", "updates received", lambda: 7),
        Reading("baogao_chats_waiting", "gauge", "chats to answer", lambda: 2),
    ]
    async with (
        serve(application(lambda: healthy, readings), ANY) as address,
        httpx.AsyncClient(trust_env=False, verify=False) as client,  # loopback
    ):
        return await client.get(f"http://{address.host}:{address.port}{path}")


async def test_health_is_200_while_the_database_answers() -> None:
    assert (await get(True, "/health")).status_code == 200


async def test_health_is_503_when_it_does_not() -> None:
    assert (await get(False, "/health")).status_code == 503


async def test_metrics_are_in_the_format_of_prometheus() -> None:
    text = (await get(True, "/metrics")).text
    assert "baogao_updates_total 7.0" in text
    assert "# TYPE baogao_chats_waiting gauge" in text
