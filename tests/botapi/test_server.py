"""The server against the real client library, so that no bot test rests on a wrong answer.

Each limit and each mishap has one test that fails when the behaviour goes. `refusal` gives the
error as the library words it, which takes "Bad Request: " off and makes the first letter a capital
and all others small.
"""

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram import (
    Bot,
    BotCommandScopeAllGroupChats,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    KeyboardButton,
    ReplyKeyboardMarkup,
)
from telegram.error import (
    BadRequest,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)
from telegram.request import HTTPXRequest

from . import BotAPI, Button, Document, Notice, Person
from .limits import clean_filename, visible

REPOSITORY = Path(__file__).parents[2]


@pytest.fixture
async def api() -> AsyncIterator[BotAPI]:
    async with BotAPI(second=0.01) as server:
        yield server


@pytest.fixture
async def bot(api: BotAPI) -> AsyncIterator[Bot]:
    async with new_bot(api) as client:
        yield client


@pytest.fixture
def person(api: BotAPI) -> Person:
    return api.person(1001, "李")


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False, verify=False) as client:
        yield client


def new_bot(api: BotAPI, token: str = "") -> Bot:
    direct = {"trust_env": False, "verify": False}
    return Bot(
        token or api.token,
        base_url=f"{api.url}/bot",
        base_file_url=f"{api.url}/file/bot",
        request=HTTPXRequest(httpx_kwargs=direct),
        get_updates_request=HTTPXRequest(httpx_kwargs=direct),
    )


async def refusal(call: Awaitable[object], kind: type[TelegramError] = BadRequest) -> str:
    with pytest.raises(kind) as caught:
        await call
    assert type(caught.value) is kind
    return str(caught.value)


def inline(*rows: list[str]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=label) for label in row] for row in rows]
    )


# HTTP


async def test_the_token_decides_who_may_call(api: BotAPI, http: httpx.AsyncClient) -> None:
    answer = await http.get(f"{api.url}/bot1:wrong/getMe")
    assert answer.status_code == 401
    assert answer.json() == {"ok": False, "error_code": 401, "description": "Unauthorized"}
    stranger = new_bot(api, "1:wrong")
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_an_unknown_method_is_not_found(api: BotAPI, http: httpx.AsyncClient) -> None:
    answer = await http.get(f"{api.url}/bot{api.token}/getNothing")
    assert answer.status_code == 404
    assert answer.json() == {"ok": False, "error_code": 404, "description": "Not Found"}


async def test_method_names_ignore_case(api: BotAPI, http: httpx.AsyncClient) -> None:
    answer = await http.get(f"{api.url}/bot{api.token}/GETme")
    assert answer.json()["result"]["username"] == api.user["username"]
    assert api.calls[-1].method == "getMe"


@pytest.mark.parametrize("form", ["params", "json", "data", "files"])
async def test_parameters_come_in_four_ways(
    api: BotAPI, person: Person, http: httpx.AsyncClient, form: str
) -> None:
    fields: dict[str, Any] = {"chat_id": "1001", "text": "12"}
    if form == "files":
        fields = {name: (None, value) for name, value in fields.items()}
    body: dict[str, Any] = {form: fields}
    await http.post(f"{api.url}/bot{api.token}/sendMessage", **body)
    assert api.calls[-1].parameters == {"chat_id": 1001, "text": "12"}
    assert person.chat[-1].text == "12"


async def test_a_refusal_is_worded_as_telegrams(
    api: BotAPI, person: Person, http: httpx.AsyncClient
) -> None:
    answer = await http.post(
        f"{api.url}/bot{api.token}/sendMessage", json={"chat_id": person.chat_id, "text": ""}
    )
    assert answer.status_code == 400
    assert answer.json() == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: message text is empty",
    }


async def test_broken_json_is_refused(api: BotAPI, http: httpx.AsyncClient) -> None:
    answer = await http.post(
        f"{api.url}/bot{api.token}/sendMessage",
        content=b"{",
        headers={"content-type": "application/json"},
    )
    assert answer.status_code == 400


async def test_connections_are_kept(api: BotAPI, person: Person, http: httpx.AsyncClient) -> None:
    first = await http.get(f"{api.url}/bot{api.token}/getMe")
    second = await http.get(f"{api.url}/bot{api.token}/getMe")
    assert first.http_version == "HTTP/1.1"
    streams = [answer.extensions["network_stream"] for answer in (first, second)]
    ports = [stream.get_extra_info("client_addr") for stream in streams]
    assert ports[0] == ports[1]


# Updates


async def test_a_poll_waits_for_the_next_update(api: BotAPI, bot: Bot, person: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await api.waits_for_call("getUpdates")
    said = await person.says("文字")
    [update] = await poll
    assert update.update_id == said.id
    assert update.message
    assert (update.message.text, update.message.chat.id) == ("文字", 1001)


async def test_a_poll_without_news_ends_empty(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_updates_come_again_until_the_offset_passes_them(
    api: BotAPI, bot: Bot, person: Person
) -> None:
    one, two = await person.says("一"), await person.says("二")
    assert await told(bot) == [one.id, two.id]
    assert await told(bot) == [one.id, two.id]
    assert not api.is_confirmed(one)
    assert await told(bot, offset=two.id) == [two.id]
    await api.waits_until_confirmed(one)
    assert not api.is_confirmed(two)


async def test_a_negative_offset_forgets_all_earlier(api: BotAPI, bot: Bot, person: Person) -> None:
    said = [await person.says(text) for text in "一二三"]
    assert await told(bot, offset=-1) == [said[2].id]
    assert await told(bot) == [said[2].id]
    assert api.is_confirmed(said[0])


async def test_the_limit_bounds_a_batch(bot: Bot, person: Person) -> None:
    said = [await person.says(text) for text in "一二三"]
    assert await told(bot, limit=2) == [said[0].id, said[1].id]


async def test_only_allowed_kinds_are_delivered(bot: Bot, person: Person) -> None:
    early = await person.says("一")
    assert await told(bot, allowed_updates=["callback_query"]) == [early.id]
    await person.says("二")
    assert await told(bot) == [early.id]
    assert await told(bot, allowed_updates=[]) == [early.id]
    late = await person.says("三")
    assert await told(bot) == [early.id, late.id]


async def test_a_confirmed_update_can_be_delivered_again(
    api: BotAPI, bot: Bot, person: Person
) -> None:
    said = await person.says("一")
    await told(bot, offset=said.id + 1)
    api.redeliver(said)
    assert not api.is_confirmed(said)
    assert await told(bot, offset=said.id + 1) == [said.id]
    assert await told(bot, offset=said.id + 1) == []
    assert api.is_confirmed(said)


async def test_a_poller_that_hangs_up_loses_nothing(api: BotAPI, bot: Bot, person: Person) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await api.waits_for_call("getUpdates")
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    said = await person.says("文字")
    assert await told(bot) == [said.id]


async def test_a_poller_that_hung_up_takes_nothing(api: BotAPI, bot: Bot, person: Person) -> None:
    said = await person.says("文字")
    await told(bot, offset=said.id + 1)
    poll = asyncio.create_task(bot.get_updates(offset=said.id + 1, timeout=50))
    await api.waits_for_call("getUpdates", 2)
    poll.cancel()
    await asyncio.gather(poll, return_exceptions=True)
    await bot.get_me()
    api.redeliver(said)
    await bot.get_me()
    assert await told(bot, offset=said.id + 1) == [said.id]


async def told(bot: Bot, **parameters: Any) -> list[int]:
    return [update.update_id for update in await bot.get_updates(timeout=0, **parameters)]


# Conflicts


async def test_the_newer_poll_ends_the_older(api: BotAPI, bot: Bot) -> None:
    older = asyncio.create_task(bot.get_updates(timeout=50))
    await api.waits_for_call("getUpdates")
    async with new_bot(api) as other:
        await other.get_updates(timeout=0)
    assert await refusal(older, Conflict) == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


async def test_no_polls_while_a_webhook_is_set(bot: Bot) -> None:
    await bot.set_webhook("https://bot.example/hook")
    assert await refusal(bot.get_updates(timeout=0), Conflict) == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    await bot.delete_webhook()
    assert await bot.get_updates(timeout=0) == ()


async def test_a_new_webhook_ends_the_poll(api: BotAPI, bot: Bot) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=50))
    await api.waits_for_call("getUpdates")
    await bot.set_webhook("https://bot.example/hook")
    assert await refusal(poll, Conflict) == "Conflict: terminated by setWebhook request"


async def test_webhook_info_tells_what_was_set(bot: Bot, person: Person) -> None:
    assert (await bot.get_webhook_info()).url == ""
    await person.says("文字")
    await bot.set_webhook("https://bot.example/hook", max_connections=7)
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections) == ("https://bot.example/hook", 7)
    assert info.pending_update_count == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await told(bot) == []


@pytest.mark.parametrize("url", ["http://bot.example/hook", "https://bot.example:8080/hook"])
async def test_webhooks_are_https_on_four_ports(bot: Bot, url: str) -> None:
    assert (await refusal(bot.set_webhook(url))).startswith("Bad webhook: ")


# Sending


async def test_a_message_is_shown_and_heard(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(
        person.chat_id, " 您好 ", reply_markup=inline(["甲", "乙"], ["丙"])
    )
    heard = await person.hears()
    assert (heard.id, heard.text, heard.edits) == (sent.message_id, "您好", 0)
    assert heard.buttons == (
        (Button("甲", "甲"), Button("乙", "乙")),
        (Button("丙", "丙"),),
    )
    assert person.chat == [heard]
    assert sent.reply_markup == inline(["甲", "乙"], ["丙"])


async def test_hearing_waits(api: BotAPI, bot: Bot, person: Person) -> None:
    listening = asyncio.create_task(person.hears())
    held = api.holds("sendMessage", after_effect=False)
    sending = asyncio.create_task(bot.send_message(person.chat_id, "您好"))
    await held.reached()
    assert not listening.done()
    held.release()
    assert (await listening).text == "您好"
    await sending


async def test_hearing_gives_up_with_the_last_calls(person: Person) -> None:
    async with BotAPI(patience=0.01) as api, new_bot(api) as bot:
        await bot.get_me()
        with pytest.raises(AssertionError, match=r"王 hears something(.|\n)*getMe"):
            await api.person(1002, "王").hears()


async def test_keys_are_shown_but_not_told_to_the_bot(bot: Bot, person: Person) -> None:
    keys = ReplyKeyboardMarkup([["是", KeyboardButton("否")]])
    sent = await bot.send_message(person.chat_id, "？", reply_markup=keys)
    assert (await person.hears()).keyboard == (("是", "否"),)
    assert sent.reply_markup is None


async def test_a_reply_names_its_message(bot: Bot, person: Person) -> None:
    said = await person.says("文字")
    await bot.send_message(person.chat_id, "好", reply_to_message_id=said.message_id)
    assert (await person.hears()).reply_to == said.message_id
    lost = bot.send_message(person.chat_id, "好", reply_to_message_id=999)
    assert await refusal(lost) == "Message to be replied not found"


async def test_text_is_1_to_4096_characters(bot: Bot, person: Person) -> None:
    await bot.send_message(person.chat_id, "字" * 4096)
    assert await refusal(bot.send_message(person.chat_id, "字" * 4097)) == "Message is too long"
    assert await refusal(bot.send_message(person.chat_id, " \n")) == "Message text is empty"
    assert len(person.chat) == 1


async def test_formatting_does_not_count(bot: Bot, person: Person) -> None:
    text = "<b>" + "字" * 4095 + "</b>&lt;"
    await bot.send_message(person.chat_id, text, parse_mode="HTML")
    assert (await person.hears()).text == "字" * 4095 + "<"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<b>字", 'Can\'t find end tag corresponding to start tag "b"'),
        ("字 < 5", 'Unsupported start tag "" at byte offset 4'),
        ("<table>", 'Unsupported start tag "table" at byte offset 0'),
        ("<b>字</i>", "Unexpected end tag at byte offset 6"),
    ],
)
async def test_broken_formatting_is_refused(bot: Bot, person: Person, text: str, said: str) -> None:
    sending = bot.send_message(person.chat_id, text, parse_mode="HTML")
    assert await refusal(sending) == f"Can't parse entities: {said.lower()}"


def test_other_references_stay_as_written() -> None:
    assert visible("&amp;nbsp;&nbsp;&#20844;", "HTML") == "&nbsp;&nbsp;公"


async def test_a_caption_has_1024_characters(bot: Bot, person: Person) -> None:
    await bot.send_document(person.chat_id, b"1", caption="字" * 1024)
    long = bot.send_document(person.chat_id, b"1", caption="字" * 1025)
    assert await refusal(long) == "Message caption is too long"


@pytest.mark.parametrize(("data", "taken"), [("字" * 21 + "a", True), ("字" * 21 + "ab", False)])
async def test_callback_data_has_64_bytes(bot: Bot, person: Person, data: str, taken: bool) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("甲", callback_data=data)]])
    sending = bot.send_message(person.chat_id, "？", reply_markup=markup)
    if taken:
        await sending
    else:
        assert await refusal(sending) == "Button_data_invalid"


async def test_callback_data_is_not_empty(bot: Bot, person: Person) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("甲", callback_data="")]])
    sending = bot.send_message(person.chat_id, "？", reply_markup=markup)
    assert await refusal(sending) == "Button_data_invalid"


async def test_a_button_does_something(bot: Bot, person: Person) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("甲")]])
    sending = bot.send_message(person.chat_id, "？", reply_markup=markup)
    assert (await refusal(sending)).endswith("text buttons are unallowed in the inline keyboard")


async def test_a_button_has_a_label(bot: Bot, person: Person) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("", callback_data="a")]])
    sending = bot.send_message(person.chat_id, "？", reply_markup=markup)
    assert await refusal(sending) == "Inline keyboard button text must be non-empty"


@pytest.mark.parametrize(
    ("rows", "taken"),
    [
        ([8], True),
        ([9], False),
        ([8] * 12 + [4], True),
        ([8] * 12 + [5], False),
    ],
)
async def test_buttons_are_8_a_row_and_100_in_all(
    bot: Bot, person: Person, rows: list[int], taken: bool
) -> None:
    markup = inline(*(["甲"] * count for count in rows))
    sending = bot.send_message(person.chat_id, "？", reply_markup=markup)
    if taken:
        await sending
    else:
        assert await refusal(sending) == "Reply markup is too long"


async def test_markup_is_bounded_in_bytes(bot: Bot, person: Person) -> None:
    await bot.send_message(person.chat_id, "？", reply_markup=labelled("字" * 400))
    sending = bot.send_message(person.chat_id, "？", reply_markup=labelled("字" * 500))
    assert await refusal(sending) == "Reply markup is too long"


def labelled(label: str) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton(label, callback_data="a")]] * 7)


async def test_keys_are_300_in_all(bot: Bot, person: Person) -> None:
    rows = [["甲"] * 12] * 25
    await bot.send_message(person.chat_id, "？", reply_markup=ReplyKeyboardMarkup(rows))
    many = ReplyKeyboardMarkup([*rows, ["甲"]])
    sending = bot.send_message(person.chat_id, "？", reply_markup=many)
    assert await refusal(sending) == "Reply markup is too long"


async def test_keys_are_12_a_row_with_labels(bot: Bot, person: Person) -> None:
    await bot.send_message(person.chat_id, "？", reply_markup=ReplyKeyboardMarkup([["甲"] * 12]))
    many = ReplyKeyboardMarkup([["甲"] * 13])
    sending = bot.send_message(person.chat_id, "？", reply_markup=many)
    assert await refusal(sending) == "Reply markup is too long"
    sending = bot.send_message(person.chat_id, "？", reply_markup=ReplyKeyboardMarkup([[""]]))
    assert await refusal(sending) == "Keyboard button text must be non-empty"


async def test_only_introduced_chats_exist(bot: Bot) -> None:
    assert await refusal(bot.send_message(5, "您好")) == "Chat not found"


async def test_a_person_can_block_the_bot(bot: Bot, person: Person) -> None:
    await person.blocks_bot()
    said = await refusal(bot.send_message(person.chat_id, "您好"), Forbidden)
    assert said == "Forbidden: bot was blocked by the user"
    [update] = await bot.get_updates(timeout=0)
    assert update.my_chat_member
    assert update.my_chat_member.new_chat_member.status == "kicked"
    await person.unblocks_bot()
    await bot.send_message(person.chat_id, "您好")


async def test_chat_actions_are_seen(bot: Bot, person: Person) -> None:
    await bot.send_chat_action(person.chat_id, "upload_document")
    assert person.sees_typing == ["upload_document"]
    refused = bot.send_chat_action(person.chat_id, "dancing")
    assert await refusal(refused) == "Wrong parameter action in request"


# Files


@pytest.mark.parametrize("attach", [True, False])
async def test_a_document_arrives_with_its_name(
    api: BotAPI, bot: Bot, person: Person, attach: bool
) -> None:
    name = "宝山区红旗街道办事处2023年政府信息公开工作年度报告.docx"
    file = InputFile(b"PK content", filename=name, attach=attach)
    sent = await bot.send_document(person.chat_id, file, caption="请查收")
    heard = await person.hears()
    assert (heard.text, heard.document) == ("请查收", Document(name, b"PK content"))
    assert sent.document
    assert sent.document.file_name == name
    assert set(api.calls[-1].parameters) == {"chat_id", "caption", "document"}


async def test_a_document_can_be_sent_by_its_id(bot: Bot, person: Person) -> None:
    sent = await bot.send_document(person.chat_id, b"PK", filename="报告.docx")
    assert sent.document
    await bot.send_document(person.chat_id, sent.document.file_id)
    assert person.chat[-1].document == Document("报告.docx", b"PK")
    unknown = bot.send_document(person.chat_id, "nothing")
    assert await refusal(unknown) == "Wrong file identifier/http url specified"


async def test_a_document_name_is_cleaned(bot: Bot, person: Person) -> None:
    name = '《红旗"街道》（终稿）.docx'
    await bot.send_document(person.chat_id, b"1", filename=name)
    document = (await person.hears()).document
    assert document
    assert document.name == "红旗 街道  终稿.docx"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("报告.docx", "报告.docx"),
        ("a-b_(1).docx", "a-b_(1).docx"),
        ("." + "x" * 17, "x" * 17),
        ("../../etc/报告.docx", "报告.docx"),
        ("a*b?c.docx", "a b c.docx"),
        ("“甲”—乙.docx", "甲  乙.docx"),
        ("甲\u200b乙.docx", "甲乙.docx"),
        ("字" * 65 + ".docx", "字" * 64 + ".docx"),
        ("a." + "x" * 17, "a." + "x" * 16),
        ("。", "file"),
        ("", "file"),
    ],
)
def test_names_as_a_person_sees_them(name: str, shown: str) -> None:
    assert clean_filename(name) == shown


async def test_uploads_have_50_megabytes(api: BotAPI, bot: Bot, person: Person) -> None:
    most = 50_000_000
    await bot.send_document(person.chat_id, bytes(most))
    large = bot.send_document(person.chat_id, bytes(most + 1))
    assert "Request Entity Too Large" in await refusal(large, NetworkError)
    assert len(person.chat) == 1


async def test_an_upload_is_not_empty(bot: Bot, person: Person) -> None:
    assert await refusal(bot.send_document(person.chat_id, b"")) == "File must be non-empty"
    assert await refusal(bot.send_photo(person.chat_id, b"")) == "File must be non-empty"


async def test_a_document_is_in_the_request(
    api: BotAPI, person: Person, http: httpx.AsyncClient
) -> None:
    answer = await http.post(
        f"{api.url}/bot{api.token}/sendDocument", data={"chat_id": str(person.chat_id)}
    )
    assert answer.json()["description"] == "Bad Request: there is no document in the request"


async def test_a_photo_is_shown(bot: Bot, person: Person) -> None:
    sent = await bot.send_photo(person.chat_id, b"JPEG", caption="图")
    heard = await person.hears()
    assert (heard.text, heard.photo, heard.document) == ("图", b"JPEG", None)
    assert sent.photo


async def test_a_photo_has_10_megabytes(bot: Bot, person: Person) -> None:
    size = 10 * 1024 * 1024 + 1
    assert await refusal(bot.send_photo(person.chat_id, bytes(size))) == (
        f"File of size {size} bytes is too big for a photo; the maximum size is 10485760 bytes"
    )


async def test_a_persons_document_is_downloaded(bot: Bot, person: Person) -> None:
    await person.sends_document("去年报告.docx", b"PK content", caption="去年的")
    [update] = await bot.get_updates(timeout=0)
    assert update.message
    assert update.message.document
    assert update.message.caption == "去年的"
    assert update.message.document.file_name == "去年报告.docx"
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == b"PK content"
    assert person.chat[0].document == Document("去年报告.docx", b"PK content")


async def test_downloads_have_20_mebibytes(bot: Bot, person: Person) -> None:
    most = await person.sends_document("甲.docx", bytes(20 * 1024 * 1024))
    more = await person.sends_document("乙.docx", bytes(20 * 1024 * 1024 + 1))
    await bot.get_file(most.body["document"]["file_id"])
    assert await refusal(bot.get_file(more.body["document"]["file_id"])) == "File is too big"


async def test_only_known_files_are_downloaded(
    api: BotAPI, bot: Bot, http: httpx.AsyncClient
) -> None:
    assert await refusal(bot.get_file("nothing")) == "Invalid file_id"
    answer = await http.get(f"{api.url}/file/bot{api.token}/documents/none.docx")
    assert answer.status_code == 404


async def test_downloads_need_the_token(
    api: BotAPI, bot: Bot, person: Person, http: httpx.AsyncClient
) -> None:
    sent = await person.sends_document("甲.docx", b"PK")
    path = (await bot.get_file(sent.body["document"]["file_id"])).file_path
    assert path
    assert (await http.get(path)).content == b"PK"
    assert (await http.get(path.replace(api.token, "1:wrong"))).status_code == 404


# Editing and deleting


async def test_an_edit_changes_the_screen(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.chat_id, "一", reply_markup=inline(["甲"]))
    before = await person.hears()
    await bot.edit_message_text("二", person.chat_id, sent.message_id)
    after = await person.hears()
    assert (after.id, after.text, after.edits, after.buttons) == (before.id, "二", 1, ())
    assert person.chat == [after]
    assert (before.text, before.labels) == ("一", ["甲"])


async def test_an_edit_changes_something(bot: Bot, person: Person) -> None:
    said = (
        "Message is not modified: specified new message content and reply markup are exactly "
        "the same as a current content and reply markup of the message"
    )
    sent = await bot.send_message(person.chat_id, "一", reply_markup=inline(["甲"]))
    same: dict[str, Any] = {"chat_id": person.chat_id, "message_id": sent.message_id}
    edit = bot.edit_message_text("一", reply_markup=inline(["甲"]), **same)
    assert await refusal(edit) == said
    edit = bot.edit_message_reply_markup(reply_markup=inline(["甲"]), **same)
    assert await refusal(edit) == said
    assert len(person.unheard) == 1


async def test_buttons_are_edited_alone(
    api: BotAPI, bot: Bot, person: Person, http: httpx.AsyncClient
) -> None:
    sent = await bot.send_message(person.chat_id, "一", reply_markup=inline(["甲"]))
    same: dict[str, Any] = {"chat_id": person.chat_id, "message_id": sent.message_id}
    await bot.edit_message_reply_markup(reply_markup=inline(["乙"]), **same)
    assert [(message.text, message.labels) for message in person.chat] == [("一", ["乙"])]
    await bot.edit_message_reply_markup(**same)
    assert person.chat[0].labels == []
    none = {**same, "reply_markup": {"inline_keyboard": []}}
    again = await http.post(f"{api.url}/bot{api.token}/editMessageReplyMarkup", json=none)
    assert "message is not modified" in again.json()["description"]


async def test_an_edit_keeps_the_limits(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.chat_id, "一")
    edit = bot.edit_message_text("字" * 4097, person.chat_id, sent.message_id)
    assert await refusal(edit) == "Message is too long"


async def test_an_edit_needs_the_message(bot: Bot, person: Person) -> None:
    edit = bot.edit_message_text("二", person.chat_id, 999)
    assert await refusal(edit) == "Message to edit not found"
    sent = await bot.send_message(person.chat_id, "一")
    await person.deletes(sent.message_id)
    edit = bot.edit_message_text("二", person.chat_id, sent.message_id)
    assert await refusal(edit) == "Message to edit not found"


async def test_the_bot_edits_only_its_own(bot: Bot, person: Person) -> None:
    said = await person.says("一")
    edit = bot.edit_message_text("二", person.chat_id, said.message_id)
    assert await refusal(edit) == "Message can't be edited"


async def test_a_document_has_no_text_to_edit(bot: Bot, person: Person) -> None:
    sent = await bot.send_document(person.chat_id, b"1")
    edit = bot.edit_message_text("二", person.chat_id, sent.message_id)
    assert await refusal(edit) == "There is no text in the message to edit"


async def test_a_deleted_message_leaves_the_screen(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.chat_id, "一")
    await bot.delete_message(person.chat_id, sent.message_id)
    assert person.chat == []
    again = bot.delete_message(person.chat_id, sent.message_id)
    assert await refusal(again) == "Message to delete not found"


# Presses


async def test_a_press_reaches_the_bot(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.chat_id, "？", reply_markup=inline(["甲", "乙"]))
    press = await person.presses("乙")
    [update] = await bot.get_updates(timeout=0)
    query = update.callback_query
    assert query
    assert query.message
    assert (query.data, query.message.message_id) == ("乙", sent.message_id)
    assert query.from_user.id == person.id
    assert person.spinning == [press]
    await query.answer("好的", show_alert=True)
    assert person.spinning == []
    assert person.notices == [Notice("好的", alert=True)]


async def test_the_newest_such_button_is_pressed(bot: Bot, person: Person) -> None:
    await bot.send_message(person.chat_id, "一", reply_markup=inline(["甲"]))
    newer = await bot.send_message(person.chat_id, "二", reply_markup=inline(["甲"]))
    await bot.send_message(person.chat_id, "三", reply_markup=inline(["乙"]))
    assert (await person.presses("甲")).message_id == newer.message_id


async def test_only_buttons_on_the_screen_are_pressed(bot: Bot, person: Person) -> None:
    await bot.send_message(person.chat_id, "？", reply_markup=inline(["甲"]))
    with pytest.raises(AssertionError, match="甲"):
        await person.presses("丁")


async def test_a_stale_button_is_pressed_as_it_was(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.chat_id, "？", reply_markup=inline(["甲"]))
    stale = await person.hears()
    await bot.edit_message_text("完", person.chat_id, sent.message_id)
    press = await person.presses("甲", message=stale)
    assert (press.body["data"], press.body["message"]["text"]) == ("甲", "完")


async def test_a_press_below_a_deleted_message(bot: Bot, person: Person) -> None:
    await bot.send_message(person.chat_id, "？", reply_markup=inline(["甲"]))
    gone = await person.hears()
    await person.deletes(gone)
    await person.presses("甲", message=gone)
    [update] = await bot.get_updates(timeout=0)
    assert update.callback_query
    assert update.callback_query.message
    assert not update.callback_query.message.is_accessible


async def test_any_data_can_be_pressed(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.chat_id, "？", reply_markup=inline(["甲"]))
    press = await person.presses(data="v0:old")
    assert (press.body["data"], press.message_id) == ("v0:old", sent.message_id)


async def test_an_old_or_unknown_press_is_not_answered(
    api: BotAPI, bot: Bot, person: Person
) -> None:
    said = "Query is too old and response timeout expired or query id is invalid"
    await bot.send_message(person.chat_id, "？", reply_markup=inline(["甲"]))
    press = await person.presses("甲")
    api.expire(press)
    assert await refusal(bot.answer_callback_query(press.body["id"])) == said
    assert await refusal(bot.answer_callback_query("0")) == said
    assert person.spinning == [press]


async def test_an_answer_has_200_characters(bot: Bot, person: Person) -> None:
    await bot.send_message(person.chat_id, "？", reply_markup=inline(["甲"]))
    press = await person.presses("甲")
    long = bot.answer_callback_query(press.body["id"], "字" * 201)
    assert await refusal(long) == "Message_too_long"
    await bot.answer_callback_query(press.body["id"], "字" * 200)
    assert [len(notice.text) for notice in person.notices] == [200]


# People


async def test_commands_are_marked(bot: Bot, person: Person) -> None:
    await person.says("😀 /start 2023")
    [update] = await bot.get_updates(timeout=0)
    assert update.message
    [(mark, text)] = update.message.parse_entities().items()
    assert (mark.type, mark.offset, text) == ("bot_command", 3, "/start")


async def test_a_person_corrects_herself(bot: Bot, person: Person) -> None:
    said = await person.says("一")
    await person.edits(said, "二")
    update = (await bot.get_updates(timeout=0))[-1]
    assert update.edited_message
    assert (update.edited_message.message_id, update.edited_message.text) == (said.message_id, "二")
    assert update.edited_message.edit_date
    assert [(message.text, message.edits) for message in person.chat] == [("二", 1)]
    assert person.unheard == []


async def test_a_person_replies(bot: Bot, person: Person) -> None:
    sent = await bot.send_message(person.chat_id, "一")
    await person.says("二", reply_to=sent.message_id)
    [update] = await bot.get_updates(timeout=0)
    assert update.message
    assert update.message.reply_to_message
    assert update.message.reply_to_message.text == "一"


async def test_a_person_sends_other_things(bot: Bot, person: Person) -> None:
    await person.sends_sticker()
    await person.sends_voice()
    await person.sends_photo(b"JPEG")
    sticker, voice, photo = [update.message for update in await bot.get_updates(timeout=0)]
    assert sticker
    assert sticker.sticker
    assert voice
    assert voice.voice
    assert photo
    assert photo.photo
    file = await photo.photo[-1].get_file()
    assert bytes(await file.download_as_bytearray()) == b"JPEG"


@pytest.mark.parametrize("text", ["", " ", "字" * 4097])
async def test_a_telephone_sends_what_telegram_takes(person: Person, text: str) -> None:
    with pytest.raises(ValueError, match="4096"):
        await person.says(text)


async def test_a_group_hears_together(api: BotAPI, bot: Bot) -> None:
    group = api.group(-2001, "工作群")
    li, wang = api.person(1, "李", group), api.person(2, "王", group)
    await li.says("/start")
    [update] = await bot.get_updates(timeout=0)
    assert update.message
    assert update.message.from_user
    assert (update.message.chat.type, update.message.from_user.id) == ("supergroup", 1)
    await update.message.reply_text("您好")
    assert (await li.hears()).text == (await wang.hears()).text == "您好"
    assert api.person(1, "李").chat == []


async def test_a_newcomer_hears_what_follows(api: BotAPI, bot: Bot) -> None:
    group = api.group()
    await bot.send_message(group.id, "一")
    newcomer = api.person(3, "赵", group)
    await bot.send_message(group.id, "二")
    assert (await newcomer.hears()).text == "二"
    assert [message.text for message in newcomer.chat] == ["一", "二"]


# Commands


async def test_commands_are_kept_for_each_audience(bot: Bot) -> None:
    await bot.set_my_commands([("start", "开始")])
    await bot.set_my_commands([("help", "帮助")], language_code="zh")
    await bot.set_my_commands([("stop", "停止")], scope=BotCommandScopeAllGroupChats())
    [default], [chinese] = await bot.get_my_commands(), await bot.get_my_commands(None, "zh")
    [group] = await bot.get_my_commands(BotCommandScopeAllGroupChats())
    assert (default.command, default.description) == ("start", "开始")
    assert (chinese.command, chinese.description) == ("help", "帮助")
    assert (group.command, group.description) == ("stop", "停止")


@pytest.mark.parametrize(
    ("name", "description", "said"),
    [
        ("开始", "开始", "Bot_command_invalid"),
        ("Start", "开始", "Bot_command_invalid"),
        ("", "开始", "Command must be non-empty"),
        ("a" * 33, "开始", "Command length must not exceed 32"),
        ("start", "", "Command description must be non-empty"),
        ("start", "字" * 257, "Command description length must not exceed 256"),
    ],
)
async def test_a_command_keeps_its_limits(bot: Bot, name: str, description: str, said: str) -> None:
    assert await refusal(bot.set_my_commands([(name, description)])) == said


async def test_the_longest_command_is_taken(bot: Bot) -> None:
    assert await bot.set_my_commands([("a_0" + "b" * 29, "字" * 256)])


async def test_commands_are_100(bot: Bot) -> None:
    await bot.set_my_commands([(f"c{number}", "令") for number in range(100)])
    more = bot.set_my_commands([(f"c{number}", "令") for number in range(101)])
    assert await refusal(more) == "Bot_commands_too_much"


# Mishaps


async def test_calls_are_kept_in_order(api: BotAPI, bot: Bot, person: Person) -> None:
    await bot.send_message(person.chat_id, "一", reply_markup=inline(["甲"]))
    await bot.send_chat_action(person.chat_id, "typing")
    assert [call.method for call in api.calls] == ["getMe", "sendMessage", "sendChatAction"]
    markup = {"inline_keyboard": [[{"text": "甲", "callback_data": "甲"}]]}
    assert api.calls[1].parameters == {"chat_id": 1001, "text": "一", "reply_markup": markup}
    assert await api.waits_for_call("sendMessage") is api.calls[1]


@pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")
async def test_a_flood_is_told_twice(
    api: BotAPI, bot: Bot, person: Person, http: httpx.AsyncClient
) -> None:
    api.fails_next("sendMessage", 429, retry_after=7, times=2)
    answer = await http.post(
        f"{api.url}/bot{api.token}/sendMessage", json={"chat_id": 1001, "text": "一"}
    )
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "7")
    assert answer.json() == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }
    await refusal(bot.send_message(person.chat_id, "一"), RetryAfter)
    assert person.chat == []
    await bot.send_message(person.chat_id, "一")


async def test_a_failure_meets_only_its_method(api: BotAPI, bot: Bot, person: Person) -> None:
    api.fails_next("sendDocument", 500, "Internal Server Error")
    await bot.send_message(person.chat_id, "一")
    said = await refusal(bot.send_document(person.chat_id, b"1"), NetworkError)
    assert said == "Internal Server Error"


async def test_a_failure_may_follow_the_effect(api: BotAPI, bot: Bot, person: Person) -> None:
    api.fails_next("sendMessage", 502, "Bad Gateway", after_effect=True)
    await refusal(bot.send_message(person.chat_id, "一"), NetworkError)
    assert [message.text for message in person.chat] == ["一"]


@pytest.mark.parametrize("after_effect", [True, False])
async def test_a_connection_is_dropped(
    api: BotAPI, bot: Bot, person: Person, after_effect: bool
) -> None:
    api.drops_next("sendMessage", after_effect=after_effect)
    said = await refusal(bot.send_message(person.chat_id, "一"), NetworkError)
    assert said.startswith(("httpx.RemoteProtocolError", "httpx.ReadError"))
    assert len(person.chat) == int(after_effect)
    await bot.send_message(person.chat_id, "二")


@pytest.mark.parametrize("after_effect", [True, False])
async def test_an_answer_is_held(api: BotAPI, bot: Bot, person: Person, after_effect: bool) -> None:
    hold = api.holds("sendMessage", after_effect=after_effect)
    sending = asyncio.create_task(bot.send_message(person.chat_id, "一"))
    await hold.reached()
    assert len(person.chat) == int(after_effect)
    assert not sending.done()
    hold.release()
    assert (await sending).text == "一"


async def test_the_effect_outlives_a_bot_that_dies_at_a_hold(api: BotAPI, person: Person) -> None:
    hold = api.holds("sendMessage")
    async with new_bot(api) as bot:
        sending = asyncio.create_task(bot.send_message(person.chat_id, "一"))
        await hold.reached()
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
    hold.release()
    async with new_bot(api) as bot:
        await bot.send_message(person.chat_id, "二")
    assert [message.text for message in person.chat] == ["一", "二"]


async def test_the_server_stops_under_a_waiting_poll() -> None:
    async with BotAPI() as api:
        bot = new_bot(api)
        await bot.initialize()
        poll = asyncio.create_task(bot.get_updates(timeout=50))
        await api.waits_for_call("getUpdates")
    await refusal(poll, NetworkError)
    await bot.shutdown()


async def test_the_server_stops_under_a_held_answer() -> None:
    async with BotAPI() as api:
        bot = new_bot(api)
        await bot.initialize()
        hold = api.holds("getMyCommands")
        asking = asyncio.create_task(bot.get_my_commands())
        await hold.reached()
    await refusal(asking, NetworkError)
    await bot.shutdown()


# The process


async def test_the_server_runs_as_a_process(http: httpx.AsyncClient) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.botapi"), cwd=REPOSITORY, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        address = json.loads(await process.stdout.readline())
        control, base = f"{address['url']}/control", f"{address['url']}/bot{address['token']}"
        said = await http.post(
            control, json={"person": 1001, "does": "says", "with": {"text": "你好"}}
        )
        updates = (await http.get(f"{base}/getUpdates")).json()["result"]
        assert updates == [said.json()]
        document = {"document": ("报告.docx", b"PK")}
        await http.post(f"{base}/sendDocument", data={"chat_id": "1001"}, files=document)
        heard = (await http.post(control, json={"person": 1001, "does": "hears"})).json()
        assert heard["document"] == {"name": "报告.docx", "content": "UEs="}
        calls = (await http.get(f"{control}/calls")).json()
        assert [call["method"] for call in calls] == ["getUpdates", "sendDocument"]
        chat = (await http.get(f"{control}/chat/1001")).json()
        assert [message["text"] for message in chat] == ["你好", ""]
        failing = {"method": "getMe", "status": 500, "description": "Internal Server Error"}
        await http.post(control, json={"does": "fails_next", "with": failing})
        assert (await http.get(f"{base}/getMe")).status_code == 500
    finally:
        process.terminate()
    assert await process.wait() == 0
