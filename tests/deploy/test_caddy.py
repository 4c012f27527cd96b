"""The web server before the webhook: Caddy itself reads the file, and serves it on the loopback."""

import json
import os
import re

import pytest

from tests.deploy.conftest import DEPLOY, Run, program

FILE = DEPLOY / "Caddyfile"


@pytest.fixture
def caddy() -> Run:
    return program("caddy")


def adapted(caddy: Run, **environment: str) -> dict:
    """The file as Caddy understands it."""
    done = caddy("adapt", "--config", FILE, env=os.environ | environment)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_it_is_valid_and_formatted(caddy: Run) -> None:
    done = caddy("adapt", "--validate", "--config", FILE)
    assert done.returncode == 0, done.stderr
    assert "not formatted" not in done.stderr


def test_it_answers_for_the_host_of_the_settings(caddy: Run) -> None:
    text = json.dumps(adapted(caddy, BAOGAO_HOST="baogao.example.gov.cn"))
    assert '"host": ["baogao.example.gov.cn"]' in text


def test_it_hands_on_to_where_the_bot_listens_by_default(caddy: Run) -> None:
    text = json.dumps(adapted(caddy))
    assert '"dial": "127.0.0.1:8080"' in text


def test_the_example_webhook_is_the_path_that_is_handed_on() -> None:
    example = (DEPLOY / "baogao.env.example").read_text(encoding="utf-8")
    path = re.search(r"BAOGAO_WEBHOOK=https://[^/]+(/\S+)", example)
    assert path
    assert f"path {path[1]}\n" in FILE.read_text(encoding="utf-8")
