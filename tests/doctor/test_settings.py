"""Settings are judged without being used, and a token is never shown."""

import pytest

from bot.app import Settings
from bot.doctor.settings import settings, usable

TOKEN = "123456:AAF-x_4567890123456789012345678901"


def ids(**chosen: str) -> list[str]:
    return [result.id for result in settings(Settings(**{"database": "", "token": TOKEN} | chosen))]


def test_a_token_is_enough() -> None:
    assert ids() == ["token.set"]


def test_without_a_token_there_is_no_bot() -> None:
    assert ids(token="") == ["token.missing"]


@pytest.mark.parametrize(
    "token", [f'"{TOKEN}"', f" {TOKEN}", TOKEN + "\n", TOKEN[:20], "123456", f"bot{TOKEN}"]
)
def test_a_token_that_was_copied_badly_is_seen(token: str) -> None:
    assert ids(token=token) == ["token.malformed"]
    assert not usable(token)


def test_no_result_tells_anything_of_the_token() -> None:
    for token in (TOKEN, f'"{TOKEN}"'):
        assert [result.args for result in settings(Settings("", token))] == [{}]


def test_a_webhook_has_to_be_https() -> None:
    assert ids(webhook="http://baogao.example/telegram") == ["token.set", "webhook.insecure"]
    assert ids(webhook="https://baogao.example/telegram") == ["token.set"]


def test_the_address_to_listen_on_matters_with_a_webhook_only() -> None:
    assert ids(listen="8080") == ["token.set"]
    assert ids(webhook="https://baogao.example/", listen="8080")[1:] == ["address.malformed"]


def test_the_deadline_is_a_day() -> None:
    assert ids(deadline="31-01") == ["token.set", "deadline.malformed"]
    assert ids(deadline="01-31,宝山区=01-20") == ["token.set"]


def test_the_status_address_has_a_port() -> None:
    assert ids(status="127.0.0.1") == ["token.set", "address.malformed"]
