"""What whoever runs the service does, as they do it: `baogao` as a process of its own."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.database import open_database
from storage.examination import reading

ANSWERS = """宝山区红旗街道办事处 2023年 2019版
地址：宝山区文礼路100米，邮编：155131，电话：0469-2609855，电子邮箱：a@163.com
[用这段]
2023年，红旗街道办事处认真贯彻落实条例。
"""
QUESTION = "第 2 节，共 6 节 · 主动公开政府信息情况"
COLLEAGUE = """
import itertools, sys
from datetime import datetime
from bot import app
from bot.messages import SHANGHAI, Message, Person
handle = app.service(sys.argv[1]).interviewer.handle
li = Person("console", "2", "李")
def say(number, text):
    handle(Message(f"li:{number}", li, datetime.now(SHANGHAI), text))
say("unit", "长安区政府办公室")
say("goto", "跳到一")
for number in itertools.count(1):
    say(number, f"继续写：第{number}句。" if number > 1 else "第1句。")
    print(number, flush=True)
"""


def baogao(*arguments: object, typed: str = "", **environment: str) -> subprocess.CompletedProcess:
    """Runs the command to its end, without the settings of whoever runs the tests."""
    inherited = {k: v for k, v in os.environ.items() if not k.startswith("BAOGAO_")}
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=typed,
        env=inherited | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def chat(database: Path, typed: str = "") -> str:
    """What is shown in a conversation on the console."""
    done = baogao("chat", "--db", database, "--out", database.parent, typed=typed)
    assert done.returncode == 0, done.stderr
    return done.stdout


@contextmanager
def colleague(database: Path) -> Iterator[subprocess.Popen]:
    """Another process that fills another report, answer after answer, until it is killed."""
    command = [sys.executable, "-c", COLLEAGUE, str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def answered(process: subprocess.Popen, count: int) -> None:
    """Waits until a colleague has given so many answers."""
    while int(process.stdout.readline()) < count:
        pass


def kept(database: Path, report: int) -> list[str]:
    """The sentences of a report's overview, in order."""
    with reading(database) as connection:
        query = """
            SELECT value FROM facts WHERE report = ? AND key = 'overview' AND value <> ''
            ORDER BY seq
        """
        return [row[0] for row in connection.execute(query, [report])]


def destroy(database: Path) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink()


# -- the drill -------------------------------------------------------------------------------------


def test_after_a_disaster_the_conversation_goes_on_where_it_was(tmp_path: Path) -> None:
    database, copy = tmp_path / "baogao.db", tmp_path / "copies" / "today.db"
    copy.parent.mkdir()
    assert QUESTION in chat(database, ANSWERS)
    with colleague(database) as li:
        answered(li, 5)
        done = baogao("backup", copy, "--db", database)
        assert done.returncode == 0, done.stderr
        in_copy = kept(copy, 2)
        answered(li, len(in_copy) + 1)  # it wrote while the copy was made, and after it

    destroy(database)
    done = baogao("restore", copy, "--db", database)
    assert done.returncode == 0, done.stderr

    assert QUESTION in chat(database)
    shown = chat(database, "行政许可 3 0% 0\n")
    assert "已存　行政许可：上一年项目数量 3，本年增/减 0%" in shown
    assert kept(database, 2) == in_copy
    assert in_copy == [f"第{number}句。" for number in range(1, len(in_copy) + 1)]
    assert len(in_copy) >= 5


# -- the commands ----------------------------------------------------------------------------------


@pytest.fixture
def database(tmp_path: Path) -> Path:
    open_database(tmp_path / "baogao.db").close()
    return tmp_path / "baogao.db"


def test_a_backup_says_what_it_holds(database: Path, tmp_path: Path) -> None:
    done = baogao("backup", tmp_path / "copy.db", "--db", database)
    assert done.stdout == f"已备份到 {tmp_path / 'copy.db'}：0 份报告，0 份文档，都核对过。\n"


def test_the_database_can_be_named_in_the_settings(database: Path, tmp_path: Path) -> None:
    done = baogao("backup", tmp_path / "copy.db", BAOGAO_DB=str(database))
    assert (done.returncode, (tmp_path / "copy.db").is_file()) == (0, True)


def test_a_refused_backup_is_one_line_and_exit_1(database: Path) -> None:
    done = baogao("backup", database, "--db", database)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        f"{database} 已经有了，不会覆盖，什么都没有做。请换一个文件名，或先把它移走。"
    ]


def test_a_restore_over_a_database_is_refused(database: Path, tmp_path: Path) -> None:
    baogao("backup", tmp_path / "copy.db", "--db", database)
    done = baogao("restore", tmp_path / "copy.db", "--db", database)
    assert done.returncode == 1
    assert "不会覆盖" in done.stderr


def test_a_restore_that_is_killed_leaves_no_database(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    baogao("backup", tmp_path / "copy.db", "--db", database)
    code = """
import os, signal, sys
from pathlib import Path
from storage.backup import restore
sys.addaudithook(lambda event, _: event == "os.link" and os.kill(os.getpid(), signal.SIGKILL))
restore(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    command = [sys.executable, "-c", code, str(tmp_path / "copy.db"), str(folder / "baogao.db")]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert not (folder / "baogao.db").exists()


def test_a_broken_wording_does_not_prevent_a_restore(database: Path, tmp_path: Path) -> None:
    """The ids are shown instead; `templates/` is broken in a copy of the program."""
    copied = program_with(tmp_path, wording="[operations\n")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "backup", tmp_path / "copy.db", "--db", database],
        cwd=copied,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("operations.backed_up ")


def program_with(folder: Path, wording: str) -> Path:
    """The program in a folder of its own, with another wording."""
    root = Path(__file__).parent.parent.parent
    for name in ("bot", "storage", "templates"):
        shutil.copytree(root / name, folder / "program" / name)
    (folder / "program/templates/wording/zh.toml").write_text(wording, encoding="utf-8")
    return folder / "program"


def test_the_doctor_reports_a_broken_wording_and_goes_on(database: Path, tmp_path: Path) -> None:
    copied = program_with(tmp_path, wording="[doctor\n")
    done = subprocess.run(
        [sys.executable, "-m", "bot", "doctor", "--json", "--db", database],
        cwd=copied,
        capture_output=True,
        text=True,
        check=False,
    )
    found = {check["id"]: check for check in json.loads(done.stdout)["checks"]}
    assert "zh.toml: syntax" in found["templates.mistake"]["message"]
    assert "database.sound" in found
