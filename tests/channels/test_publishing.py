"""PDF, pictures and packages on Telegram: made beside the chats, one after another."""

import asyncio
import threading
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from bot import app
from bot.channels.background import Publish, unpublished
from bot.messages import File, Reply, Work
from tests.botapi import BotAPI, Person
from tests.invitation import link
from tests.serving import serving

PAGES = (File("1.png", b"one"), File("2.png", b"two"))


def bot(
    api: BotAPI, database: Path, publish: Publish
) -> AbstractAsyncContextManager[asyncio.Event]:
    return serving(api, app.service(database), publish=publish)


async def opened(
    api: BotAPI, folder: Path, number: int = 1001, unit: str = "红旗街道办事处"
) -> Person:
    person = api.person(number)
    await person.says(link(folder / "a.db", ("宝山区", unit)))
    await person.hears()
    return person


def done(work: Work) -> Reply:
    text = work.words["done"]
    return Reply(text, pictures=PAGES) if work.kind == "pages" else Reply(text, file=PAGES[0])


async def test_a_preview_comes_as_pictures_and_then_the_question(
    api: BotAPI, tmp_path: Path
) -> None:
    async with bot(api, tmp_path / "a.db", done):
        person = await opened(api, tmp_path)
        await person.says("预览")
        heard = [await person.hears() for _ in range(4)]
    assert "正在做预览" in heard[0].text
    assert [message.photo for message in heard[1:3]] == [b"one", b"two"]
    assert "第 1 版的样子" in heard[1].text
    assert "请发联系方式" in heard[3].text


async def test_a_pdf_comes_as_a_document(api: BotAPI, tmp_path: Path) -> None:
    async with bot(api, tmp_path / "a.db", done):
        person = await opened(api, tmp_path)
        await person.says("/pdf")
        await person.hears()
        assert (await person.hears()).document


async def test_without_libreoffice_a_sentence_says_so(api: BotAPI, tmp_path: Path) -> None:
    async with bot(api, tmp_path / "a.db", unpublished):
        person = await opened(api, tmp_path)
        await person.says("PDF")
        await person.hears()
        assert "没有装转换软件" in (await person.hears()).text


async def test_nobody_waits_behind_a_conversion(api: BotAPI, tmp_path: Path) -> None:
    free = threading.Event()

    def slow(work: Work) -> Reply:
        free.wait(60)
        return done(work)

    async with bot(api, tmp_path / "a.db", slow):
        person, other = await opened(api, tmp_path), await opened(api, tmp_path, 1002, "民政局")
        await person.says("预览")
        await person.hears()
        await person.says("邮编：155131")
        assert "155131" in (await person.hears()).text
        await other.says("邮编：155132")
        assert "155132" in (await other.hears()).text
        free.set()
        assert (await person.hears()).photo


async def test_a_conversion_that_dies_is_told_and_breaks_nothing(
    api: BotAPI, tmp_path: Path
) -> None:
    def dies(work: Work) -> Reply:
        raise ChildProcessError(work.kind)

    async with bot(api, tmp_path / "a.db", dies):
        person = await opened(api, tmp_path)
        await person.says("PDF")
        await person.hears()
        assert "PDF 没有做成" in (await person.hears()).text
        assert "请发联系方式" in (await person.hears()).text


async def test_cut_off_by_a_crash_it_is_made_after_the_next_start(
    api: BotAPI, tmp_path: Path
) -> None:
    service = app.service(tmp_path / "a.db")
    async with bot(api, tmp_path / "a.db", done):
        person = await opened(api, tmp_path)
        await person.says("预览")
        for _ in range(4):
            await person.hears()
    messages = "UPDATE messages SET answered = 0 WHERE id = (SELECT max(id) FROM messages)"
    service.journal._db.execute(messages)
    service.journal._db.conn.commit()
    async with bot(api, tmp_path / "a.db", done):
        assert "正在做预览" in (await person.hears()).text
        assert (await person.hears()).photo == b"one"
