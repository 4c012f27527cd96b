"""The doctor as an administrator calls it: a process, lines with marks, an exit code."""

import json
import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest

from bot.commands.words import Words
from bot.doctor.result import LEVELS
from storage.database import open_database
from storage.examination import Reason
from tests.botapi import BotAPI

SUBJECTS = ["token", "database", "disk", "templates", "fonts", "office", "connection", "clock"]
ARGUMENTS = {
    "file": "f", "detail": "d", "steps": ["0002"], "missing": ["宋体"], "found": ["Noto"],
    "seconds": 90, "latest": "2024", "api": "a", "kind": "k", "name": "n", "status": 500,
    "address": "a", "free": 1, "folder": "f", "reports": 1, "documents": 1, "mistake": "m",
    "path": "p", "deadline": "d",
}  # fmt: skip


def doctor(*arguments: str, **environment: str) -> subprocess.CompletedProcess:
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("BAOGAO_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", "doctor", *arguments],
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
async def api() -> AsyncIterator[BotAPI]:
    async with BotAPI(token="123456:" + "a" * 35) as server:
        yield server


@pytest.fixture
def database(tmp_path: Path) -> str:
    open_database(tmp_path / "baogao.db").close()
    return str(tmp_path / "baogao.db")


async def examined(api: BotAPI, *arguments: str, **environment: str) -> subprocess.CompletedProcess:
    import asyncio

    known = {"BAOGAO_TELEGRAM_TOKEN": api.token, "BAOGAO_TELEGRAM_API": api.url} | environment
    return await asyncio.to_thread(lambda: doctor(*arguments, **known))


async def test_an_installation_in_order_is_exit_0(api: BotAPI, database: str) -> None:
    done = await examined(api, BAOGAO_DB=database)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "✗" not in done.stdout
    assert re.search(r"^✓ 连接：通，机器人是 @", done.stdout, re.MULTILINE)
    assert api.token not in done.stdout + done.stderr


async def test_everything_is_looked_at_in_this_order(api: BotAPI, database: str) -> None:
    done = await examined(api, "--json", BAOGAO_DB=database)
    found = json.loads(done.stdout)
    assert [check["id"].partition(".")[0] for check in found["checks"]] == SUBJECTS
    assert found["errors"] == 0


def test_an_error_is_exit_1_with_its_remedy(database: str) -> None:
    done = doctor("--db", database)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert lines[:2] == [
        "✗ 令牌：没有设置",
        "  向 @BotFather 申请机器人，把令牌写到 BAOGAO_TELEGRAM_TOKEN。",
    ]
    assert lines[-1].startswith("有 1 处要先改")


def test_json_and_exit_code_say_the_same(database: str) -> None:
    done = doctor("--json", "--db", database)
    found = json.loads(done.stdout)
    levels = [check["level"] for check in found["checks"]]
    assert done.returncode == 1
    assert levels.count("error") == found["errors"] == 1
    assert found["checks"][0]["fix"].startswith("向 @BotFather")


# -- words -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", LEVELS)
def test_every_result_has_words_and_whatever_is_wrong_has_a_remedy(name: str) -> None:
    words = Words("doctor")
    assert words.has(f"{name}.what")
    assert words.has(f"{name}.fix") == (LEVELS[name] != "ok")
    for part in ("what", "fix"):
        if words.has(f"{name}.{part}"):
            text = words(f"{name}.{part}", **ARGUMENTS)
            assert text
            assert "\n" not in text


def test_no_words_are_left_over() -> None:
    from bot import content

    worded = {key.rpartition(".")[0] for key in content.wording().plain("doctor")} - {""}
    assert worded == set(LEVELS)


def test_whatever_is_refused_has_words_that_say_what_to_do() -> None:
    words = Words("operations")
    for reason in get_args(Reason):
        text = words(f"refused.{reason}", file="F", detail="D")
        assert "F" in text
        assert "请" in text


def test_whatever_an_examination_refuses_is_known_to_the_doctor() -> None:
    of_targets = {"exists", "leftovers"}  # said of the file that is to be made
    assert {f"database.{reason}" for reason in set(get_args(Reason)) - of_targets} <= set(LEVELS)
