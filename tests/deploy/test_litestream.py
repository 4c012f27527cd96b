"""Continuous replication with the file of `deploy/`: the real Litestream copies a real conversation
to a folder, the database is destroyed, and comes back as it was.
"""

import os
import shlex
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.deploy.conftest import DEPLOY, Run, program

ROOT = DEPLOY.parent
ANSWERS = "宝山区红旗街道办事处 2023年 2019版\n邮编：155131\n[用这段]\n"
LATER = "2023年，红旗街道办事处认真贯彻落实条例。\n"


class Replication:
    """A database, its replica, and Litestream with the configuration that is delivered."""

    def __init__(self, folder: Path, litestream: Run) -> None:
        self.folder = folder
        self.database = folder / "baogao.db"
        self.env = os.environ | {
            "BAOGAO_DB": str(self.database),
            "BAOGAO_REPLICA": str(folder / "replica"),
            "PYTHONPATH": str(ROOT),
        }
        self._litestream = litestream

    def run(self, *arguments: object) -> None:
        action, *rest = arguments
        options = ("-config", DEPLOY / "litestream.yml")
        done = self._litestream(action, *options, *rest, env=self.env, cwd=self.folder)
        assert done.returncode == 0, done.stdout + done.stderr

    def baogao(self, *arguments: object, typed: str = "") -> str:
        command = [sys.executable, "-m", "bot", *map(str, arguments)]
        return subprocess.run(
            command, env=self.env, input=typed, cwd=self.folder, check=True, capture_output=True,
            text=True,
        ).stdout  # fmt: skip

    def destroy(self) -> None:
        """What a dying disk takes: the database, its log, and Litestream's own notes."""
        for path in sorted(self.folder.glob("**/*baogao.db*/**/*"), reverse=True):
            path.unlink() if path.is_file() else path.rmdir()
        for path in self.folder.glob("*baogao.db*"):
            path.unlink() if path.is_file() else path.rmdir()

    def restore(self) -> None:
        new = self.folder / "new.db"
        self.run("restore", "-integrity-check", "full", "-o", new, self.database)
        self.baogao("restore", new)

    def dump(self) -> list[str]:
        """Everything but the two tables that Litestream keeps for itself."""
        with closing(sqlite3.connect(self.database)) as connection:
            return [line for line in connection.iterdump() if "_litestream_" not in line]


@pytest.fixture
def replication(tmp_path: Path) -> Replication:
    return Replication(tmp_path, program("litestream"))


def test_what_was_replicated_comes_back_as_it_was(replication: Replication) -> None:
    replication.baogao("chat", typed=ANSWERS)
    replication.run("replicate", "-once")
    replication.baogao("chat", typed=LATER)  # and what comes later
    replication.run("replicate", "-once")
    before = replication.dump()
    replication.destroy()
    replication.restore()
    assert "认真贯彻落实条例" in "".join(before)
    assert replication.dump() == before


def test_the_conversation_goes_on_where_it_was(replication: Replication) -> None:
    replication.baogao("chat", typed=ANSWERS)
    replication.run("replicate", "-once")
    replication.destroy()
    replication.restore()
    assert "第 1 节，共 6 节 · 总体情况" in replication.baogao("chat")


def test_it_replicates_while_the_bot_writes(replication: Replication) -> None:
    """Litestream runs beside a conversation, and ends when that ends; it syncs then only if it had
    begun to (https://github.com/benbjohnson/litestream/issues/436), so the conversation waits.
    """
    replication.baogao("chat", typed=ANSWERS)
    typed = replication.folder / "typed"
    typed.write_text(LATER, encoding="utf-8")
    python = shlex.quote(sys.executable)
    script = replication.folder / "chat.sh"
    begun = "until ls replica/ltx/0/*.ltx >/dev/null 2>&1; do kill -0 $PPID || exit 1; done"
    script.write_text(f"#!/bin/sh\n{begun}\nexec {python} -m bot chat < typed\n", encoding="utf-8")
    script.chmod(0o755)
    replication.run("replicate", "-exec", script)
    before = replication.dump()
    replication.destroy()
    replication.restore()
    assert "认真贯彻落实条例" in "".join(before)
    assert replication.dump() == before
