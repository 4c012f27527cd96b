"""The database as the doctor finds it: real files in every state."""

import os
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.doctor.database import MEGABYTE, SCARCE, TIGHT, database, disk, latest, room
from bot.doctor.result import LEVELS, Result
from storage.database import open_database


def found(file: Path) -> Result:
    (result,) = database(file)
    assert result.id in LEVELS
    return result


@pytest.fixture
def file(tmp_path: Path) -> Path:
    open_database(tmp_path / "baogao.db").close()
    return tmp_path / "baogao.db"


def change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as db:
        db.execute(statement)


def test_a_sound_database(file: Path) -> None:
    assert found(file) == Result(
        "database.sound", {"file": str(file), "reports": 0, "documents": 0}
    )


def test_looking_at_it_changes_nothing(file: Path) -> None:
    before = file.read_bytes()
    found(file)
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == ["baogao.db"]


def test_a_database_in_use_is_sound_too(file: Path) -> None:
    with closing(open_database(file)) as db:
        db.execute("INSERT INTO units (superior, name) VALUES ('', '红旗街道办事处')")
        assert found(file).id == "database.sound"


def test_a_first_start_is_still_to_come(tmp_path: Path) -> None:
    assert found(tmp_path / "baogao.db").id == "database.absent"
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    assert found(tmp_path / "no" / "baogao.db").id == "database.no_folder"


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert found(tmp_path).id == "database.missing"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written(file: Path) -> None:
    file.chmod(0o400)
    assert found(file).id in ("database.unwritable", "database.unreadable")


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "baogao.db").write_text("这不是数据库" * 100, encoding="utf-8")
    assert found(tmp_path / "baogao.db").id == "database.no_database"


def test_an_older_database_is_left_to_the_service(tmp_path: Path) -> None:
    with closing(Database(tmp_path / "baogao.db")) as db:
        db["_sqlite_migrations"].insert(
            {"id": 1, "migration_set": "baogao", "name": "0000_before", "applied_at": ""}, pk="id"
        )
        db.executescript(
            "CREATE TABLE reports (x); CREATE TABLE documents (report, number, hash, content)"
        )
    result = found(tmp_path / "baogao.db")
    assert result.id == "database.outdated"
    assert result.args["steps"][0] == "0001_journal"


def test_a_database_of_a_later_version(file: Path) -> None:
    change(
        file,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('baogao', '9999_later', '2099')",
    )
    assert found(file).id == "database.newer"


def test_an_unsound_database_says_why(file: Path) -> None:
    change(file, "INSERT INTO reports VALUES (1, 7, 2023, '2021')")
    result = found(file)
    assert (result.id, result.args["detail"]) == ("database.orphans", "reports → units")


def test_the_last_message_tells_the_time(file: Path) -> None:
    assert latest(file) is None
    change(file, "INSERT INTO people (id, channel, address, name) VALUES (1, 'test', '1', '王')")
    for at in ("2024-01-08T12:00:00+08:00", "2024-01-08T13:00:00+08:00"):
        change(file, f"INSERT INTO messages (id, person, at) VALUES ('{at}', 1, '{at}')")
    assert latest(file) == datetime.fromisoformat("2024-01-08T13:00:00+08:00")


def test_without_a_database_there_is_no_last_message(tmp_path: Path) -> None:
    assert latest(tmp_path / "no.db") is None


@pytest.mark.parametrize(
    ("free", "size", "expected"),
    [
        (TIGHT - 1, 0, "disk.full"),
        (TIGHT, 0, "disk.scarce"),
        (SCARCE, 0, "disk.free"),
        (SCARCE, 70 * MEGABYTE, "disk.scarce"),
        (SCARCE, SCARCE, "disk.full"),
    ],
)
def test_room_is_wanted_for_the_copies_of_a_backup(free: int, size: int, expected: str) -> None:
    assert room(free, size) == expected


def test_the_disk_of_a_database_that_is_still_to_come_is_looked_at(tmp_path: Path) -> None:
    (result,) = disk(tmp_path / "baogao.db")
    assert result.subject == "disk"
    assert result.args["free"] >= 0


def test_no_disk_without_a_folder(tmp_path: Path) -> None:
    assert list(disk(tmp_path / "no" / "baogao.db")) == []
