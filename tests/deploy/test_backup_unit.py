"""The lines of the backup's unit, run as systemd would run them: specifiers and quotes resolved."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from storage.database import open_database
from storage.examination import examine
from tests.deploy.conftest import DEPLOY

DAY = 86_400


def command(key: str) -> list[str]:
    """A command of the unit with systemd's own escapes resolved, and this Python's baogao."""
    unit = (DEPLOY / "baogao-backup.service").read_text(encoding="utf-8")
    (line,) = re.findall(rf"^{key}=(.*)$", unit, re.MULTILINE)
    line = line.replace("%%", "%").replace("/opt/baogao/bin/baogao", f"{sys.executable} -m bot")
    return shlex.split(line)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of the service, as StateDirectory makes it."""
    open_database(tmp_path / "baogao.db").close()
    (tmp_path / "backups").mkdir()
    return tmp_path


def run(key: str, folder: Path) -> None:
    root = str(Path(__file__).parent.parent.parent)
    env = os.environ | {"BAOGAO_DB": str(folder / "baogao.db"), "PYTHONPATH": root}
    subprocess.run(command(key), cwd=folder, env=env, check=True)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "backups").iterdir())


def made(folder: Path, name: str, days: int) -> None:
    path = folder / "backups" / name
    path.touch()
    then = path.stat().st_mtime - days * DAY
    os.utime(path, (then, then))


def test_it_makes_a_backup_that_is_named_after_the_moment(folder: Path) -> None:
    run("ExecStart", folder)
    (name,) = names(folder)
    assert re.fullmatch(r"baogao-\d{8}-\d{6}\.db", name)
    assert examine(folder / "backups" / name).reports == 0


def test_old_backups_go_and_everything_else_stays(folder: Path) -> None:
    made(folder, "baogao-20230101-023000.db", 40)
    made(folder, "baogao-20240101-023000.db", 20)
    made(folder, "before-the-move.db", 400)
    made(folder, "baogao-20240101-023000.db.x.partial", 3)
    run("ExecStartPost", folder)
    assert names(folder) == ["baogao-20240101-023000.db", "before-the-move.db"]
