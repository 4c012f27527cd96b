"""The real Application over HTTP against the loopback Bot API server: what staff see on a phone."""

import asyncio
import json
import os
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, closing
from pathlib import Path

import pytest

from bot import app
from bot.channels.background import READ_AT_ONCE, Read, unread
from bot.messages import Fetch
from tests.botapi import BotAPI, Person
from tests.invitation import link
from tests.serving import serving

UNIT = "宝山区红旗街道办事处"


def bot(
    api: BotAPI, database: Path, read: Read = unread, pause: float = 0.001
) -> AbstractAsyncContextManager[asyncio.Event]:
    return serving(api, app.service(database), read=read, pause=pause)


async def opened(person: Person, database: Path) -> None:
    """A person who has pressed an invitation and sees the first question."""
    await person.says(link(database))
    assert "请发联系方式" in (await person.hears()).text


@pytest.fixture
async def person(api: BotAPI, tmp_path: Path) -> AsyncIterator[Person]:
    """Somebody who sees the first question of a bot on a.db."""
    async with bot(api, tmp_path / "a.db"):
        made = api.person()
        await opened(made, tmp_path / "a.db")
        yield made


async def test_an_answer_is_read_back_with_the_next_question(person: Person) -> None:
    await person.says("邮编：155131")
    heard = await person.hears()
    assert "邮编：155131" in heard.text
    assert "用这段" in heard.labels


async def test_a_press_answers_and_stops_spinning(person: Person, api: BotAPI) -> None:
    await person.presses("不写")
    assert "引言" in (await person.hears()).text
    await api.waits(lambda: not person.spinning, "the button to stop spinning")


async def test_a_late_press_shows_the_present_question_and_changes_nothing(
    person: Person, tmp_path: Path
) -> None:
    contact = person.chat[-1]
    await person.presses("不写")
    await person.hears()
    _, journal = app.service(tmp_path / "a.db")
    before = journal.entries(1)
    await person.presses("不写", message=contact)
    assert "引言，放在第一节前面" in (await person.hears()).text
    assert journal.entries(1) == before


async def test_the_draft_comes_as_a_document_with_its_chinese_name(person: Person) -> None:
    await person.says("草稿")
    document = (await person.hears()).document
    assert document is not None
    assert document.name.startswith(UNIT)
    assert document.name.endswith(".docx")
    assert "请发联系方式" in (await person.hears()).text


async def test_the_menu_of_commands_is_chinese(api: BotAPI, tmp_path: Path) -> None:
    async with bot(api, tmp_path / "a.db"):
        call = await api.waits_for_call("setMyCommands")
        names = {item["command"]: item["description"] for item in call.parameters["commands"]}
        assert names["draft"] == "要一份草稿"


async def test_a_sticker_gets_a_sentence_and_the_question(person: Person) -> None:
    await person.sends_sticker()
    heard = (await person.hears()).text
    assert "看不懂，没有存。请发文字或文件" in heard
    assert "请发联系方式" in heard


async def test_an_edited_message_corrects_its_answer(person: Person) -> None:
    await person.says("邮编：155131")
    await person.hears()
    await person.edits(person.chat[-2], "邮编：155132")
    assert "155132" in (await person.hears()).text


async def test_the_offset_is_raised_after_the_commit_only(api: BotAPI, tmp_path: Path) -> None:
    async with bot(api, tmp_path / "a.db"):
        person = api.person()
        update = await person.says(link(tmp_path / "a.db"))
        await person.hears()
        await api.waits_until_confirmed(update)
        _, journal = app.service(tmp_path / "a.db")
        assert journal.entries(1)


async def test_an_update_delivered_twice_changes_nothing_twice(
    person: Person, api: BotAPI, tmp_path: Path
) -> None:
    update = await person.says("邮编：155131")
    await person.hears()
    await api.waits_until_confirmed(update)
    _, journal = app.service(tmp_path / "a.db")
    before = journal.entries(1)
    api.redeliver(update)
    assert "引言" in (await person.hears()).text
    assert journal.entries(1) == before


async def test_trouble_with_the_storage_is_waited_out_and_not_hurried(
    api: BotAPI, tmp_path: Path
) -> None:
    people = [api.person(1001), api.person(1002)]
    links = [link(tmp_path / "a.db") for _ in people]
    with closing(app.service(tmp_path / "a.db").journal) as other, other.turn():
        async with bot(api, tmp_path / "a.db", pause=3600.0):
            updates = [await p.says(said) for p, said in zip(people, links, strict=True)]
            for person in people:
                assert "您发的没有丢" in (await person.hears()).text
            assert len(api.calls_of("getUpdates")) <= 2  # the second begins when both are told
    assert not any(map(api.is_confirmed, updates))
    async with bot(api, tmp_path / "a.db"):
        for person in people:
            assert "请发联系方式" in (await person.hears()).text


@asynccontextmanager
async def process(api: BotAPI, database: Path) -> AsyncIterator[asyncio.subprocess.Process]:
    """`baogao serve` as its own process, which a test may kill."""
    environment = os.environ | {
        "BAOGAO_DB": str(database),
        "BAOGAO_TELEGRAM_TOKEN": api.token,
        "BAOGAO_TELEGRAM_API": api.url,
    }
    serving = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "serve", env=environment, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        yield serving
    finally:
        if serving.returncode is None:
            serving.terminate()
        await serving.wait()


async def test_killed_before_the_reply_it_answers_after_the_next_start(
    api: BotAPI, tmp_path: Path
) -> None:
    person = api.person()
    hold = api.holds("sendMessage", after_effect=False)
    async with process(api, tmp_path / "a.db") as serving:
        update = await person.says(link(tmp_path / "a.db"))
        await hold.reached()
        await api.waits_until_confirmed(update)
        serving.kill()
    hold.release()
    async with process(api, tmp_path / "a.db"):
        heard = await person.hears()
        assert "请发联系方式" in heard.text
        await person.says("邮编：155131")
        assert "邮编：155131" in (await person.hears()).text
    assert len(person.chat) == 4


async def test_killed_before_the_commit_the_update_comes_again_and_is_answered_once(
    api: BotAPI, tmp_path: Path
) -> None:
    person = api.person()
    hold = api.holds("getUpdates", after_effect=True)
    async with process(api, tmp_path / "a.db") as serving:
        await hold.reached()
        await person.says(link(tmp_path / "a.db"))
        serving.kill()
    hold.release()
    async with process(api, tmp_path / "a.db") as serving:
        assert "请发联系方式" in (await person.hears()).text
        serving.terminate()
        assert await serving.wait() == 0
    assert len(person.chat) == 2


async def test_looking_around_edits_the_question_in_place(person: Person) -> None:
    await person.presses("目录")
    heard = await person.hears()
    assert "2025" in heard.text or "年度报告" in heard.text
    assert heard.edits == 1
    assert len(person.chat) == 2


async def test_an_answer_by_button_is_read_back_below(person: Person) -> None:
    await person.presses("不写")
    assert (await person.hears()).edits == 0
    assert len(person.chat) == 3


async def test_a_menu_pressed_where_it_scrolled_away_comes_below(person: Person) -> None:
    old = person.chat[-1]
    await person.presses("不写")
    await person.hears()
    await person.presses("目录", message=old)
    assert (await person.hears()).edits == 0


async def test_the_same_menu_pressed_twice_is_no_error(person: Person, api: BotAPI) -> None:
    menu = person.chat[-1]
    await person.presses("目录")
    await person.hears()
    await person.presses("目录", message=menu)
    await api.waits_for_call("editMessageText", count=2)
    await person.says("邮编：155131")
    assert "155131" in (await person.hears()).text


async def test_a_reply_to_an_old_question_answers_that_question(person: Person) -> None:
    contact = person.chat[-1]
    await person.presses("不写")
    await person.hears()
    await person.says("邮编：155131", reply_to=contact)
    assert "已存　邮编：155131" in (await person.hears()).text


async def test_several_documents_sent_at_once_are_each_read(person: Person, api: BotAPI) -> None:
    for number in (901, 902):
        api.inject(
            "message",
            {
                "message_id": number,
                "date": 1_705_276_800,
                "chat": {"id": person.chat_id, "type": "private"},
                "from": {"id": person.id, "is_bot": False, "first_name": "李"},
                "media_group_id": "7",
                "document": {
                    "file_id": "d",
                    "file_unique_id": "d",
                    "file_name": f"{number}.pdf",
                },
            },
        )
    heard = {(await person.hears()).text for _ in range(4)}
    assert {"收到《901.pdf》，正在看……", "收到《902.pdf》，正在看……"} <= heard


async def test_an_album_gets_one_sentence(person: Person, api: BotAPI) -> None:
    photo = [{"file_id": "p", "file_unique_id": "p", "width": 1, "height": 1}]
    for number in (901, 902):
        api.inject(
            "message",
            {
                "message_id": number,
                "date": 1_705_276_800,
                "chat": {"id": person.chat_id, "type": "private"},
                "from": {"id": person.id, "is_bot": False, "first_name": "李"},
                "media_group_id": "7",
                "photo": photo,
            },
        )
    assert "看不懂" in (await person.hears()).text
    await person.says("邮编：155131")
    assert "155131" in (await person.hears()).text


async def test_a_press_too_old_to_acknowledge_still_works(person: Person, api: BotAPI) -> None:
    api.fails_next(
        "answerCallbackQuery",
        400,
        "Bad Request: query is too old and response timeout expired or query ID is invalid",
    )
    await person.presses("不写")
    assert "引言" in (await person.hears()).text


async def test_a_flood_keeps_the_order_and_drops_nothing(person: Person, api: BotAPI) -> None:
    api.fails_next("sendMessage", 429, retry_after=0, times=8)
    await person.says("邮编：155131")
    await person.says("草稿")
    assert "155131" in (await person.hears()).text
    assert (await person.hears()).document


async def test_another_poller_is_outwaited(api: BotAPI, tmp_path: Path) -> None:
    conflict = "Conflict: terminated by other getUpdates request; make sure that only one bot"
    api.fails_next("getUpdates", 409, conflict, times=3)
    async with bot(api, tmp_path / "a.db"):
        person = api.person()
        await opened(person, tmp_path / "a.db")


async def test_a_blocked_bot_goes_on_with_the_others(api: BotAPI, tmp_path: Path) -> None:
    async with bot(api, tmp_path / "a.db"):
        gone, here = api.person(1), api.person(2)
        await gone.blocks_bot()
        await gone.says(link(tmp_path / "a.db"))
        await opened(here, tmp_path / "a.db")


async def test_a_group_is_told_to_write_in_private(api: BotAPI, tmp_path: Path) -> None:
    async with bot(api, tmp_path / "a.db"):
        group = api.group()
        person = api.person(chat=group)
        await person.says("你好")
        assert "私聊" in (await person.hears()).text


async def test_a_broken_connection_is_tried_again(api: BotAPI, tmp_path: Path) -> None:
    async with bot(api, tmp_path / "a.db"):
        person = api.person()
        api.drops_next("sendMessage", after_effect=False)
        await person.says(link(tmp_path / "a.db"))
        assert "请发联系方式" in (await person.hears()).text


async def test_a_section_is_handed_to_a_colleague_who_lands_there(
    api: BotAPI, tmp_path: Path
) -> None:
    async with bot(api, tmp_path / "a.db"):
        wang, li = api.person(1, name="王"), api.person(2, name="李")
        await opened(wang, tmp_path / "a.db")
        await opened(li, tmp_path / "a.db")
        for text in ("跳到五", "转交"):
            await wang.says(text)
            await wang.hears()
        await wang.presses("李")
        assert "已请李填" in (await wang.hears()).text
        assert "王请您填" in (await li.hears()).text
        await li.presses("去填")
        assert "存在的主要问题" in (await li.hears()).text


async def test_a_notice_that_a_crash_prevented_is_sent_after_the_next_start(
    api: BotAPI, tmp_path: Path
) -> None:
    wang, li = api.person(1, name="王"), api.person(2, name="李")
    async with bot(api, tmp_path / "a.db"):
        await opened(wang, tmp_path / "a.db")
        await opened(li, tmp_path / "a.db")
        await wang.says("转交")
        await wang.hears()
    async with process(api, tmp_path / "a.db") as serving:
        hold = api.holds("sendMessage", after_effect=False)
        await wang.presses("李")
        await hold.reached()
        serving.kill()
    hold.release()
    async with process(api, tmp_path / "a.db"):
        assert "王请您填" in (await li.hears()).text
    async with process(api, tmp_path / "a.db"):
        await li.says("继续填")
        assert "请发联系方式" in (await li.hears()).text


async def test_a_reviewer_sends_a_section_back_and_the_clerk_finds_it(
    api: BotAPI, tmp_path: Path
) -> None:
    async with bot(api, tmp_path / "a.db"):
        clerk, reviewer = api.person(1, name="王"), api.person(2, name="赵")
        await opened(clerk, tmp_path / "a.db")
        await reviewer.says(link(tmp_path / "a.db", role="review"))
        assert "审核《" in (await reviewer.hears()).text
        await reviewer.presses("退回五")
        assert "要改什么" in (await reviewer.hears()).text
        await reviewer.says("请写具体些")
        assert "已退回" in (await reviewer.hears()).text
        assert "请写具体些" in (await clerk.hears()).text
        await clerk.presses("去填")
        heard = await clerk.hears()
        assert "改完点“改好了”" in heard.text
        assert "存在的主要问题" in heard.text
        await clerk.presses("改好了")
        assert "好的" in (await clerk.hears()).text
        assert "王说改好了" in (await reviewer.hears()).text


async def test_a_captioned_file_is_examined_and_leafed_on_one_screen(
    api: BotAPI, tmp_path: Path
) -> None:
    wrong = {
        "year": 2022,
        "unit": {"name": "红旗街道办事处"},
        "applications": {"granted": {"total": 3}},
    }
    async with bot(api, tmp_path / "a.db", app.read_attachment):
        person = api.person()
        await opened(person, tmp_path / "a.db")
        await person.sends_document("旧.json", json.dumps(wrong).encode(), caption="体检")
        await person.hears()
        assert "2022年年度报告》体检好了" in (await person.hears()).text
        assert "第 2 屏" not in person.chat[-1].text
        shown = len(person.chat)
        await person.presses("下一屏")
        assert "第 2 屏，共 2 屏" in (await person.hears()).text
        assert len(person.chat) == shown


async def test_no_more_than_a_few_files_are_read_at_once(api: BotAPI, tmp_path: Path) -> None:
    """Each takes a process and much memory, and whoever sends twenty must not end the bot."""
    open_, go = [], threading.Semaphore(0)

    def read(fetch: Fetch, content: bytes) -> str:
        open_.append(fetch)
        most.append(len(open_))
        go.acquire()
        open_.remove(fetch)
        return unread(fetch, content)

    most: list[int] = []
    async with bot(api, tmp_path / "a.db", read):
        people = [api.person(2000 + n) for n in range(4)]
        for person in people:
            await opened(person, tmp_path / "a.db")
            await person.sends_document("x.docx", b"x")
        await api.waits_for_call("getFile", len(people))
        await api.waits(lambda: len(most) == READ_AT_ONCE, "the first files")
        go.release(len(people))
        for person in people:
            await person.hears()
            await person.hears()
    assert max(most) == READ_AT_ONCE
