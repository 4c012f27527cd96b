"""Trouble with the disk while people write: nothing that was called saved is missing, nothing is
there twice, everybody is told once, and is answered when it is over. The real process, over HTTP.
"""

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot import app, content
from bot.messages import Person as Writer
from tests.botapi import BotAPI, Person
from tests.invitation import link
from tests.torture.torture import Bot, sentences

WORDS = content.wording()._sources
SECRET = "不能写进日志的话"


@pytest.fixture
async def api() -> AsyncIterator[BotAPI]:
    async with BotAPI(patience=60.0) as server:
        yield server


# -- the sorts of trouble, each over when its block ends -------------------------------------------


@contextmanager
def locked(bot: Bot, database: Path) -> Iterator[None]:
    """Another process writes, and takes longer than a writer waits."""
    with closing(sqlite3.connect(database)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def failing(bot: Bot, database: Path) -> Iterator[None]:
    """Every write to a file fails."""
    before = resource.prlimit(bot.number, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.number, resource.RLIMIT_FSIZE, (0, before[1]))
    yield
    resource.prlimit(bot.number, resource.RLIMIT_FSIZE, before)


@contextmanager
def full(bot: Bot, database: Path) -> Iterator[None]:
    """Not a byte more fits on the disk."""
    ballast = database.with_name("ballast")
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    yield
    ballast.unlink()


# -- the process, and the people around it ---------------------------------------------------------


class Office:
    """A bot with a few people, each at a report of their own."""

    def __init__(self, api: BotAPI, bot: Bot, links: list[str]) -> None:
        self.api, self.bot, self.links = api, bot, links
        self.people = [api.person(1000 + n) for n in range(3)]

    async def opens(self) -> None:
        for person, invitation in zip(self.people, self.links, strict=True):
            await person.says(invitation)
            await person.hears()
            await person.says("跳到一")
            await person.hears()

    async def writes(self, number: int) -> None:
        """Everybody writes a sentence, without waiting for an answer."""
        for person in self.people:
            await person.says(f"继续写：第{number}句，{SECRET}。" if number > 1 else "第1句。")

    async def hears(self, text: str) -> None:
        for person in self.people:
            assert text in (await person.hears()).text


def files(database: Path) -> list[Path]:
    return [database.with_name(database.name + ending) for ending in ("", "-wal", "-shm")]


def kept(database: Path, person: Person) -> list[int]:
    """The sentences of a person that are in the journal, seen in a copy of its files."""
    with TemporaryDirectory() as folder:
        copy = Path(folder) / database.name
        for file in files(database)[:2]:
            if file.exists():
                shutil.copy(file, folder)
        _, journal = app.service(copy)
        with closing(journal):
            return sentences(journal, Writer("telegram", str(person.id)))


@asynccontextmanager
async def office(
    api: BotAPI, database: Path, within: tuple[str, ...] = (), begun: Path | None = None
) -> AsyncIterator[Office]:
    """`begun` is the database that the bot finds, where it is not made in its place."""
    units = [("宝山区", f"第{number}街道办事处") for number in range(3)]
    links = [link(begun or database, unit) for unit in units]
    bot = Bot(api, database, within=within, logs=True)
    await bot.starts()
    try:
        made = Office(api, bot, links)
        await made.opens()
        yield made
    finally:
        if bot.runs:
            await bot.leaves()


async def bears(office: Office, database: Path, trouble: Callable) -> None:
    """Everything that must hold of any trouble."""
    await office.writes(1)
    await office.hears("已存")
    with trouble(office.bot, database):
        asked = len(office.api.calls_of("getUpdates"))
        await office.writes(2)
        await office.hears(WORDS["postponed"])
        assert len(office.api.calls_of("getUpdates")) - asked < 10  # it waits in between
    await office.hears("已接上")
    await office.writes(3)
    await office.hears("已接上")
    for person in office.people:
        assert kept(database, person) == [1, 2, 3]
        assert sum(m.text == WORDS["postponed"] for m in person.chat) == 1
    assert await office.bot.leaves() == 0
    begun, over = await office.bot.errors()
    assert '"level": "error"' in begun
    assert "storage unavailable" in begun
    assert "available again" in over
    assert SECRET not in begun + over


@pytest.mark.parametrize("trouble", [locked, failing])
async def test_trouble_with_the_file_loses_nothing(
    api: BotAPI, tmp_path: Path, trouble: Callable
) -> None:
    async with office(api, tmp_path / "a.db") as clerks:
        await bears(clerks, tmp_path / "a.db", trouble)


def namespace() -> tuple[str, ...]:
    """The command that gives a process mounts of its own; skips where that is not permitted."""
    own = ("unshare", "--mount", *(() if os.geteuid() == 0 else ("--map-root-user",)))
    mount = "mount -t tmpfs -o size=1m none /tmp"
    if (
        shutil.which("unshare") is None
        or subprocess.run([*own, "sh", "-c", mount], check=False, capture_output=True).returncode
    ):
        pytest.skip("a file system of one's own may not be mounted here")
    return own


async def test_a_full_disk_loses_nothing(api: BotAPI, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    begun = tmp_path / "begun.db"
    copied = f'cp "{begun}" "{small}/a.db"'
    mount = f'mount -t tmpfs -o size=2m none "{small}" && {copied} && exec "$@"'
    within = (*namespace(), "sh", "-c", mount, "sh")
    async with office(api, small / "a.db", within, begun) as clerks:
        inside = Path(f"/proc/{clerks.bot.number}/root{small}/a.db")
        await bears(clerks, inside, full)


async def test_told_to_stop_in_the_middle_of_trouble_it_leaves_and_goes_on_later(
    api: BotAPI, tmp_path: Path
) -> None:
    database = tmp_path / "a.db"
    async with office(api, database) as clerks:
        with locked(clerks.bot, database):
            await clerks.writes(1)
            await clerks.hears(WORDS["postponed"])
            assert await clerks.bot.leaves() == 0
        await clerks.bot.starts()
        await clerks.hears("已存")
        assert [kept(database, person) for person in clerks.people] == [[1]] * 3


async def test_killed_in_the_middle_of_trouble_it_goes_on_later(
    api: BotAPI, tmp_path: Path
) -> None:
    database = tmp_path / "a.db"
    async with office(api, database) as clerks:
        with locked(clerks.bot, database):
            await clerks.writes(1)
            await clerks.hears(WORDS["postponed"])
            await clerks.bot.dies()
        await clerks.bot.starts()
        await clerks.hears("已存")
        assert [kept(database, person) for person in clerks.people] == [[1]] * 3


# -- a database that may only be read --------------------------------------------------------------


def plain() -> tuple[str, ...]:
    """The command that takes a process the right to write what it may only read."""
    if os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("root may write everything, and there is no setpriv")
    return ("setpriv", "--bounding-set=-all")


@contextmanager
def read_only(*paths: Path) -> Iterator[None]:
    modes = {path: path.stat().st_mode for path in paths if path.exists()}
    for path, mode in modes.items():
        path.chmod(mode & 0o555)
    yield
    for path, mode in modes.items():
        path.chmod(mode)


async def test_made_read_only_under_its_hands_it_goes_on_saving(
    api: BotAPI, tmp_path: Path
) -> None:
    """Files that are open stay writable, so nobody has to be told anything."""
    database = tmp_path / "office" / "a.db"
    database.parent.mkdir()
    async with office(api, database, plain()) as clerks:
        with read_only(database.parent, *files(database)):
            await clerks.writes(1)
            await clerks.hears("已存")
            await clerks.bot.dies()
        assert [kept(database, person) for person in clerks.people] == [[1]] * 3


@pytest.mark.parametrize("what", ["file", "folder"])
async def test_it_does_not_start_on_what_it_may_only_read_and_everything_is_kept(
    api: BotAPI, tmp_path: Path, what: str
) -> None:
    """Whoever starts it reads why; the service is started again until the remedy is there."""
    database = tmp_path / "office" / "a.db"
    database.parent.mkdir()
    async with office(api, database, plain()) as clerks:
        await clerks.bot.leaves()
        await clerks.writes(1)
        with read_only(database if what == "file" else database.parent):
            await clerks.bot.starts()
            assert await clerks.bot.ends() == 2
        (line,) = await clerks.bot.errors()
        assert "换一个文件" in line
        assert "目录" in line
        await clerks.bot.starts()
        await clerks.hears("已存")
        assert [kept(database, person) for person in clerks.people] == [[1]] * 3
