"""Random updates through the real Application: any text, any press, any kind of message, from people
who quote, edit and forward, in private and in groups. Telegram's side is a request object that takes
everything and checks it against Telegram's limits, because a hundred thousand calls over HTTP would
test the network instead.
"""

import asyncio
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from telegram.ext import ApplicationBuilder
from telegram.request import BaseRequest, RequestData

from bot import app, content
from bot.channels.telegram import Telegram
from bot.interview.replay import replay
from bot.interview.state import State
from bot.messages import ROLES, SHANGHAI
from tests.invitation import link

WORDS = [
    "宝山区红旗街道办事处", "红旗街道办事处", "宝山区", "无", "目录", "上一步", "撤销", "重填本节",
    "草稿", "定稿", "换年度", "2023", "2022年 2019版", "帮助", "版本", "比较", "更正", "继续写",
    "继续写：还有一句。", "全部为0", "其余为0", "跳到三", "第5节", "跳到九", "沿用去年的文字", "/start", "/start x", "/menu",
    "7", "0", "3 0 0 0 0 1", "3 x 0", "-1 0 0 0 0 0", "1,036 0 0 0 0 0", "予以公开 3 0 0 0 0 0",
    "收到7件，上年结转1件，都是自然人，予以公开3件，无法提供4件，结转1件", "都是自然人", "自然人5，企业2",
    "国家秘密1，过程性3", "行政复议1件，结果维持", "邮编：155131", "邮编：1", "a@b.cn", "0469-2609855",
    "不知道", "跳过", "什么意思", "到哪了", "能发word吗", "跟去年一样", "等一下", "都没有", "好了", "同意",
    "就3个都是老百姓问的", "给了2个另一个没有这个信息", "一个官司赢了", "没处罚过", "许可几十个吧", "剩下的都给了", "没人申请",
    "上面那个改成5", "错了应该是８", "许可改成25", "收到的改成9", "电话错了应该是021-56781234", "第三节不对，应该是9件",
    "{{ 7*7 }}", "<w:p/>", "=1+1", "\u0000\ud800x", "字" * 4096, "一二三\n" * 300, "９" * 60, "\u202e反",
]  # fmt: skip

START = 1_700_000_000


class Taking(BaseRequest):
    """Telegram's side: takes every call that keeps the limits and remembers those that do not."""

    def __init__(self) -> None:
        self.broken: list[str] = []
        self.buttons: list[str] = ["1:@menu"]
        self.messages = 100

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, **_: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[1]
        parameters = request_data.json_parameters if request_data else {}
        self._check(name, parameters)
        return 200, json.dumps({"ok": True, "result": self._result(name, parameters)}).encode()

    def _check(self, name: str, parameters: dict[str, str]) -> None:
        text = parameters.get("text", "x")
        if not 1 <= len(text) <= 4096 or len(parameters.get("caption", "")) > 1024:
            self.broken.append(f"{name}: {len(text)} characters")
        rows = json.loads(parameters.get("reply_markup", "{}")).get("inline_keyboard", [])
        for button in (button for row in rows for button in row):
            self.buttons = [*self.buttons[-40:], button["callback_data"]]
            if not button["text"] or not 1 <= len(button["callback_data"].encode()) <= 64:
                self.broken.append(f"{name}: button {button}")

    def _result(self, name: str, parameters: dict[str, str]) -> Any:
        if name == "getMe":
            return {"id": 1, "is_bot": True, "first_name": "b", "username": "b_bot"}
        if name == "getFile":
            return {"file_id": "f", "file_unique_id": "f", "file_path": "documents/1"}
        if name.startswith(("send", "edit")) and name != "sendChatAction":
            self.messages += 1
            chat = {"id": int(parameters["chat_id"]), "type": "private"}
            return {"message_id": self.messages, "date": START, "chat": chat}
        return True


@dataclass(frozen=True)
class Findings:
    """What went wrong among so many updates: all three must be empty or 0."""

    updates: int
    faults: int
    broken: tuple[str, ...]
    unlike: tuple[int, ...]


async def fuzz(database: Path, *, updates: int, seed: int) -> Findings:
    """Sends random updates and tells what went wrong."""
    chance, taking = random.Random(seed), Taking()
    builder = ApplicationBuilder().token("1:a").updater(None)
    bot = builder.request(taking).get_updates_request(Taking()).build()
    interviewer, journal = app.service(database)
    words = content.wording().plain("command") | content.wording().plain("private_only")
    telegram = Telegram(bot, interviewer, journal, words, pause=0.001)
    await bot.initialize()
    for update in (*_invited(database), *random_updates(chance, taking, updates)):
        await telegram.receive(telegram.read(update))
        if chance.random() < 0.3:
            await asyncio.sleep(0)
    while telegram.waiting:
        await asyncio.sleep(0)
    await bot.shutdown()
    return Findings(updates, interviewer.faults, tuple(taking.broken), tuple(_unlike(journal)))


def _unlike(journal: Any) -> Iterator[int]:
    """The reports whose state is another when replayed at once than when replayed bit by bit."""
    for number in range(1, 10_000):
        entries = journal.entries(number)
        if not entries:
            return
        slow = State()
        for entry in entries:
            slow = replay(slow, [entry])
        if slow != replay(State(), entries):
            yield number


def _invited(database: Path) -> Iterator[dict[str, Any]]:
    """Seven people in three units press their links; two more remain strangers."""
    at = datetime.fromtimestamp(START, SHANGHAI)
    for who in range(1, 8):
        unit, role = ("宝山区", f"第{who % 3}街道办事处"), ROLES[who % 3]
        said = {"message_id": who, "date": START, "chat": {"id": who, "type": "private"}}
        said |= {"from": {"id": who, "is_bot": False, "first_name": "李"}}
        yield {"update_id": who, "message": said | {"text": link(database, unit, role, at)}}


def random_updates(chance: random.Random, taking: Taking, count: int) -> Iterator[dict[str, Any]]:
    for number in range(10, count + 10):
        who = {"id": chance.randint(1, 9), "is_bot": False, "first_name": "李"}
        kind = chance.choice(("message",) * 6 + ("callback_query",) * 4 + ("edited_message",))
        body = _press(chance, taking, who, number) if kind == "callback_query" else None
        yield {"update_id": number, kind: body or _message(chance, taking, who, number, kind)}


def _message(
    chance: random.Random, taking: Taking, who: dict[str, Any], number: int, kind: str
) -> dict[str, Any]:
    group = chance.random() < 0.03
    chat = (
        {"id": -5, "type": "group", "title": "群"}
        if group
        else {"id": who["id"], "type": "private"}
    )
    id_ = chance.randint(1, number) if kind == "edited_message" else number
    base = {"message_id": id_, "date": START + number, "chat": chat, "from": who}
    if kind == "edited_message":
        base["edit_date"] = base["date"]
    if chance.random() < 0.15:
        quoted = {"message_id": 1, "date": 1, "chat": chat, "text": "问"}
        press = chance.choice(taking.buttons)
        quoted["reply_markup"] = {"inline_keyboard": [[{"text": "x", "callback_data": press}]]}
        base["reply_to_message"] = quoted
    return base | _content(chance)


def _content(chance: random.Random) -> dict[str, Any]:
    file = {"file_id": "f", "file_unique_id": "f"}
    others: list[dict[str, Any]] = [
        {
            "sticker": file
            | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}
        },
        {"voice": file | {"duration": 1}},
        {"photo": [file | {"width": 1, "height": 1}], "media_group_id": "7"},
        {
            "document": file
            | {"file_name": "去年.docx", "file_size": chance.choice((10, 30_000_000))}
        },
        {"contact": {"phone_number": "0469-2609855", "first_name": "王"}},
        {"location": {"longitude": 1.0, "latitude": 1.0}},
    ]
    if chance.random() < 0.1:
        return chance.choice(others)
    text = chance.choice(WORDS)
    if chance.random() < 0.1:
        text = "".join(chance.choice(WORDS)[:20] for _ in range(3))
    return {"text": text}


def _press(
    chance: random.Random, taking: Taking, who: dict[str, Any], number: int
) -> dict[str, Any]:
    data = chance.choice(taking.buttons)
    if chance.random() < 0.1:
        data = chance.choice(
            ("", "x", "1:", ":@", "1:overview=std", "9:@menu", "1:@goto nowhere", "1:a=b")
        )
    chat = {"id": who["id"], "type": "private"}
    message = {
        "message_id": chance.randint(1, taking.messages),
        "date": START,
        "chat": chat,
    }
    base = {"id": str(number), "from": who, "chat_instance": "1", "data": data}
    return base | {
        "message": message | {"from": {"id": 1, "is_bot": True, "first_name": "b"}, "text": "问"}
    }
