"""The log, of the real process, at its most talkative: no text, no name, no chat, no token."""

import asyncio
import json
import logging
import os
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import NamedTuple

import pytest
from telegram.error import BadRequest

from bot.channels.outbox import refusal
from bot.logs import Lines, cause, worth_a_line
from tests.botapi import BotAPI, Person
from tests.channels.test_webhook import free
from tests.invitation import link
from tests.test_conversations import SEED, turns

TYPED = (
    "电话：0469-2609855",
    "申请人张三申请公开征地批文，已答复。",
    "照样保存",
    "目录",
    "草稿",
    "表格",
    "秘密的一句话ending in ascii secret",
)


def record(name, message, *args, **fields):
    made = logging.LogRecord(name, logging.INFO, __file__, 7, message, args, None)
    made.__dict__.update(fields)
    return made


def line(*about, **fields):
    return json.loads(Lines().format(record(*about, **fields)))


def test_our_own_words_are_written_and_never_filled_in():
    assert line("bot.x", "kept %s", "机密")["event"] == "kept %s"


def test_a_field_that_is_not_known_is_left_out():
    written = line("bot.x", "kept", error="KeyError", text="机密")
    assert written["error"] == "KeyError"
    assert "text" not in written


def test_of_a_library_only_the_place_is_written():
    written = line("httpx", "HTTP Request: POST https://api.telegram.org/bot1:secret/getMe")
    assert written["event"] == "test_logs:7"
    assert "secret" not in json.dumps(written)


@pytest.mark.parametrize(
    ("path", "call"),
    [
        ("/bot1:secret/sendMessage", {"call": "sendMessage"}),
        ("/file/bot1:secret/documents/secret.xlsx", {}),
        ("/file/bot1:secret/documents/secret", {}),
        ("/bot1:secret/sendMessage?text=secret", {}),
        ("/secret", {}),
    ],
)
def test_of_a_call_to_telegram_its_method_and_the_status_are_written(path, call):
    url = f"https://api.telegram.org{path}"
    written = line("httpx", "%s %s %s %d %s", "POST", url, "HTTP/1.1", 429, "secret")
    known = {key: written[key] for key in ("call", "status") if key in written}
    assert known == {**call, "status": 429}
    assert "secret" not in json.dumps(written)


def test_another_library_s_arguments_are_not_taken_for_a_call():
    assert "status" not in line("h11", "%s", "POST", "/bot1:x/getMe", "秘密", 7, "秘密")


@pytest.mark.parametrize(
    ("name", "level", "worth"),
    [
        ("httpx", logging.INFO, False),
        ("uvicorn.error", logging.WARNING, True),
        ("bot.x", logging.DEBUG, True),
    ],
)
def test_a_library_s_daily_round_is_left_to_level_debug(name, level, worth):
    made = record(name, "said")
    made.levelno = level
    assert worth_a_line(made) is worth


def test_of_an_exception_only_its_type_and_its_place():
    try:
        raise ValueError("机密")
    except ValueError as error:
        fields = cause(error)
    assert fields["error"] == "ValueError"
    assert fields["place"].startswith("test_of_an_exception_only_its_type_and_its_place:")
    assert "机密" not in str(fields)


@pytest.mark.parametrize(
    ("said", "reason"),
    [("Chat not found", "Chat not found"), ("Can't parse '红旗'", ""), ("no button 17", "")],
)
def test_what_telegram_says_is_written_where_it_can_only_be_its_own(said, reason):
    assert refusal(BadRequest(said)) == {"error": "BadRequest", "reason": reason}


# -- the process -----------------------------------------------------------------------------------


class Served(NamedTuple):
    """A running bot, and the file of what it says."""

    said: Path
    process: asyncio.subprocess.Process


@asynccontextmanager
async def serving(api: BotAPI, folder: Path, **settings: str) -> AsyncIterator[Served]:
    """`baogao serve` at level debug."""
    said = folder / "said"
    environment = {k: v for k, v in os.environ.items() if not k.startswith("BAOGAO_")} | {
        "BAOGAO_DB": str(folder / "a.db"),
        "BAOGAO_TELEGRAM_TOKEN": api.token,
        "BAOGAO_TELEGRAM_API": api.url,
        "BAOGAO_LOG": "debug",
        "PYTHONASYNCIODEBUG": "1",
        **settings,
    }
    with said.open("wb") as file:
        running = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "serve", env=environment, stdout=file, stderr=file
        )
    try:
        yield Served(said, running)
    finally:
        if running.returncode is None:
            running.terminate()
        await running.wait()


def break_journal(database: Path, *, broken: bool) -> None:
    """Takes the table of facts away from the running bot, or gives it back."""
    names = ("facts", "hidden") if broken else ("hidden", "facts")
    with closing(sqlite3.connect(database)) as db:
        db.execute("ALTER TABLE {} RENAME TO {}".format(*names))
        db.commit()


async def hears(person: Person, words: str) -> None:
    """Listens until these words come."""
    while words not in (await person.hears()).text:
        pass


async def talk(api: BotAPI, database: Path) -> list[str]:
    """A conversation with everything that can go wrong in it; what must not be in the log."""
    person = api.person(771001, "欧阳春")
    invitation = link(database)
    for text in ("/start wrong-code-secret", invitation, *TYPED):
        await person.says(text)
        await person.hears()
    said = await person.says("秘密的第二句。")
    await person.edits(said, "秘密的改正。")
    await person.sends_document("王五的台账.xlsx", b"PK not a workbook")
    await hears(person, "正在看")
    await person.sends_sticker()
    await hears(person, "看不懂")
    break_journal(database, broken=True)
    await person.says("秘密的故障。")
    await hears(person, "没有存下")
    break_journal(database, broken=False)
    api.fails_next("sendMessage", 400, "Bad Request: can't parse 秘密 secret")
    await person.says("目录")
    api.fails_next("sendMessage", 429, retry_after=0)
    api.fails_next("getUpdates", 502, "Bad Gateway")
    api.drops_next("sendMessage")
    await person.says("帮助")
    await hears(person, "随时")
    code = invitation.removeprefix("/start ")
    ids = ("771001", code, api.token, api.token.partition(":")[2])
    return [*ids, "欧阳", "王五", "张三", "红旗", "秘密", "secret", "0469", "台账", "征地"]


def check(said: Path, forbidden: list[str]) -> list[dict[str, str]]:
    text = said.read_text()
    lines = [json.loads(line) for line in text.splitlines()]
    for words in forbidden:
        assert words not in text
        assert json.dumps(words).strip('"') not in text
    return lines


async def test_a_conversation_with_faults_leaves_no_word_of_it_in_the_log(tmp_path):
    async with BotAPI() as api:
        async with serving(api, tmp_path, BAOGAO_STATUS="127.0.0.1:0") as served:
            forbidden = await talk(api, tmp_path / "a.db")
        lines = check(served.said, forbidden)
    events = [line["event"] for line in lines]
    assert events.count("fault") == 1
    assert "refused by Telegram" in events
    assert {"httpx", "telegram.ext.ExtBot", "bot.interviewer"} <= {line["logger"] for line in lines}


async def test_a_whole_interview_leaves_no_word_of_it_in_the_log(tmp_path):
    """The seed's: no line that its clerk typed, and none that the bot showed."""
    async with BotAPI() as api:
        async with serving(api, tmp_path) as served:
            clerk = api.person(771001, "欧阳春")
            for text in (link(tmp_path / "a.db"), "换年度", "2023年 2019版"):
                await clerk.says(text)
                await clerk.hears()
            for turn in turns(SEED)[1:]:
                await answers(clerk, turn.typed)
        shown = {part for m in clerk.chat for part in m.text.split("\n") if len(part) > 3}
        lines = check(served.said, [*shown, api.token, "771001", "欧阳", "红旗", "宝山"])
    assert any(m.document for m in clerk.chat)
    calls = {(line.get("call"), line.get("status")) for line in lines}
    assert {("getUpdates", 200), ("sendMessage", 200), ("sendDocument", 200)} <= calls


async def answers(clerk: Person, typed: str) -> None:
    """A line of a conversation: what is typed, or the button of that name."""
    label = typed[1:-1] if typed.startswith("[") else ""
    if any(label in m.labels for m in clerk.chat[-1:]):
        await clerk.presses(label, message=clerk.chat[-1])
    else:
        await clerk.says(label or typed)
    await clerk.hears()


async def test_at_level_info_the_log_of_an_uneventful_day_is_empty(tmp_path):
    async with BotAPI() as api:
        settings = {"BAOGAO_LOG": "info", "PYTHONASYNCIODEBUG": "", "BAOGAO_STATUS": "127.0.0.1:0"}
        async with serving(api, tmp_path, **settings) as served:
            clerk = api.person()
            for text in (link(tmp_path / "a.db"), "目录", "草稿"):
                await clerk.says(text)
                await clerk.hears()
        assert served.said.read_text() == ""


async def test_a_wrong_token_is_not_quoted(tmp_path):
    async with BotAPI() as api:
        api.fails_next("getMe", 401, "Unauthorized")
        async with serving(api, tmp_path) as served:
            await served.process.wait()
        text = served.said.read_text()
    assert "BotFather" in text
    assert api.token not in text


async def test_a_webhook_says_no_more(tmp_path):
    import httpx

    address = free()
    listen = f"{address.host}:{address.port}"
    async with BotAPI() as api:
        settings = {"BAOGAO_WEBHOOK": "https://bot.example.cn/hook", "BAOGAO_LISTEN": listen}
        async with serving(api, tmp_path, **settings) as served:
            secret = (await api.waits_for_call("setWebhook")).parameters["secret_token"]
            update = (await api.person(771001, "欧阳春").says("秘密")).body
            async with httpx.AsyncClient(trust_env=False) as client:
                for body in ({"message": update, "update_id": 1}, "秘密"):
                    for header in (secret, "guess"):
                        await client.post(
                            f"http://{listen}/hook",
                            json=body,
                            headers={"X-Telegram-Bot-Api-Secret-Token": header},
                        )
        lines = check(served.said, [secret, api.token, "771001", "欧阳", "秘密"])
    assert lines
