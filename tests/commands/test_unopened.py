"""What is said of a database that cannot be opened: why, and what to do, in one Chinese line."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.unopened import unopened
from storage.database import open_database
from storage.examination import Refused
from tests.torture.test_trouble import namespace

ROOT = Path(__file__).parents[2]


def error(name: str) -> sqlite3.OperationalError:
    made = sqlite3.OperationalError("in SQLite's words")
    made.sqlite_errorname = name
    return made


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("SQLITE_READONLY", "只能读，不能写"),
        ("SQLITE_READONLY_DIRECTORY", "只能读，不能写"),
        ("SQLITE_CANTOPEN", "目录在不在"),
        ("SQLITE_FULL", "磁盘满了"),
        ("SQLITE_BUSY", "正被别的程序占着"),
        ("SQLITE_NOTADB", "不是数据库"),
        ("SQLITE_CORRUPT_VTAB", "从最近的备份恢复"),
        ("SQLITE_IOERR", "用不了（in SQLite's words）"),
    ],
)
def test_each_trouble_is_told_with_its_remedy(name: str, said: str) -> None:
    line = unopened("a.db", error(name))
    assert line.startswith("a.db ")
    assert said in line
    assert "\n" not in line


def test_one_that_was_refused_is_told_as_at_a_restore() -> None:
    line = unopened("a.db", Refused("newer", Path("a.db"), "0042_future"))
    assert "请先升级程序" in line


# -- the whole command -----------------------------------------------------------------------------


def serve(database: Path, *before: str) -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "bot", "serve", "--token", "123:abc"]
    return subprocess.run(
        [*command, "--api", "http://127.0.0.1:9", "--db", str(database), "--log", "error"],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip


def test_serve_ends_with_that_line_where_the_folder_is_missing(tmp_path: Path) -> None:
    done = serve(tmp_path / "none" / "a.db")
    assert done.returncode == 2
    assert done.stderr == unopened(tmp_path / "none" / "a.db", error("SQLITE_CANTOPEN")) + "\n"


def test_serve_ends_with_that_line_where_somebody_holds_the_database(tmp_path: Path) -> None:
    with closing(open_database(tmp_path / "a.db")) as db:
        db.conn.execute("DROP TRIGGER facts_no_update")  # so that the start has something to write
        db.conn.execute("BEGIN IMMEDIATE")
        done = serve(tmp_path / "a.db")
    assert done.returncode == 2
    assert done.stderr == unopened(tmp_path / "a.db", error("SQLITE_BUSY")) + "\n"


@pytest.mark.parametrize("begun", [False, True], ids=["new", "begun"])
def test_serve_ends_with_that_line_where_the_disk_is_full(tmp_path: Path, begun: bool) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if begun:
        open_database(tmp_path / "a.db").close()
    script = (
        f"mount -t tmpfs -o size=400k none {disk} && cp {tmp_path}/a.d[b] {disk};"
        f' cat /dev/zero >{disk}/ballast; exec "$@"'
    )
    done = serve(disk / "a.db", *namespace(), "sh", "-c", script, "sh")
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines()[-1] == unopened(disk / "a.db", error("SQLITE_FULL"))
