"""Every schema that ever existed is upgraded in place, with a backup beside it first. The test
walks all beginnings of the list of steps, with one step more than there are, so that there is
always one to walk.
"""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from storage.database import open_database
from storage.examination import Refused, examine
from storage.migrations import migrations

KEPT = {
    "units": "(1, '宝山区', '红旗街道办事处')",
    "reports": "(1, 1, 2023, '2021')",
    "people": "(1, 'test', '1', '王', 1, '')",
    "messages": "('m', 1, 1, '2024', 1)",
    "facts": "(1, 1, 'm', 'wrote', 'overview', '总体。', '')",
}


def known() -> list[tuple[str, object]]:
    with closing(Database(memory=True)) as empty:
        return [(step.name, step.fn) for step in migrations.pending(empty)]


def extended(*more: object) -> Migrations:
    """The steps that there are, and more behind them."""
    steps = Migrations("baogao")
    for name, function in [*known(), *((f"999{at}_more", step) for at, step in enumerate(more))]:
        steps(name=name)(function)
    return steps


def note(db: Database) -> None:
    db["units"].add_column("note", str)


def fail(db: Database) -> None:
    db.execute("ALTER TABLE units ADD COLUMN half TEXT")
    raise RuntimeError("this step fails")


NAMES = [*(name for name, _ in known()), "9990_more"]


def old(path: Path, next_step: str) -> None:
    """A database whose schema ends before a step; its rows were written in the first one."""
    with closing(Database(path)) as db:
        db.enable_wal()
        steps = extended(note)
        steps.apply(db, stop_before=NAMES[1])
        with db.atomic():
            for table, values in KEPT.items():
                db.execute(f"INSERT INTO {table} VALUES {values}")
        if next_step != NAMES[1]:
            steps.apply(db, stop_before=next_step)


def applied(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [row[0] for row in db.execute("SELECT name FROM _sqlite_migrations ORDER BY rowid")]


def backups(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.before-*"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "baogao.db"


@pytest.mark.parametrize("step", NAMES[1:])
def test_each_old_schema_is_upgraded_and_keeps_its_rows(path: Path, step: str) -> None:
    old(path, step)
    with closing(open_database(path, extended(note))) as db:
        assert db.execute("SELECT value FROM facts").fetchone()[0] == "总体。"
        assert db.execute("SELECT name FROM units").fetchone()[0] == "红旗街道办事处"
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
    assert applied(path) == NAMES


@pytest.mark.parametrize("step", NAMES[1:])
def test_before_that_the_old_one_is_kept_beside_it(path: Path, step: str) -> None:
    old(path, step)
    open_database(path, extended(note)).close()
    assert backups(path.parent) == [f"baogao.before-{step}-1.db"]
    kept = path.parent / f"baogao.before-{step}-1.db"
    assert applied(kept) == NAMES[: NAMES.index(step)]
    assert examine(kept).reports == 1


def test_an_upgrade_happens_once(path: Path) -> None:
    old(path, NAMES[-1])
    for _ in range(2):
        open_database(path, extended(note)).close()
    assert len(backups(path.parent)) == 1


def test_a_new_database_needs_no_backup(path: Path) -> None:
    open_database(path).close()
    assert backups(path.parent) == []


def test_an_upgrade_that_fails_leaves_the_database_as_it_was(path: Path) -> None:
    old(path, NAMES[-1])
    with pytest.raises(RuntimeError):
        open_database(path, extended(note, fail))
    with closing(Database(path)) as db:
        assert [column.name for column in db["units"].columns] == ["id", "superior", "name"]
    assert applied(path) == NAMES[:-1]


def test_tried_again_it_makes_a_backup_with_another_name(path: Path) -> None:
    old(path, NAMES[-1])
    with pytest.raises(RuntimeError):
        open_database(path, extended(note, fail))
    open_database(path, extended(note)).close()
    expected = [f"baogao.before-9990_more-{number}.db" for number in (1, 2)]
    assert backups(path.parent) == expected


def test_without_a_backup_there_is_no_upgrade(path: Path) -> None:
    old(path, NAMES[-1])
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("DELETE FROM people")  # what is left cannot be relied on
    with pytest.raises(Refused) as caught:
        open_database(path, extended(note))
    assert caught.value.reason == "orphans"
    assert applied(path) == NAMES[:-1]


def test_nothing_is_written_between_the_backup_and_the_upgrade(path: Path) -> None:
    """Another process tries while the steps run: it has to wait."""
    old(path, NAMES[-1])
    code = (
        "import sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], timeout=0)\n"
        "db.execute(\"INSERT INTO units (superior, name) VALUES ('', '别的')\")"
    )
    tried = []

    def meanwhile(db: Database) -> None:
        command = [sys.executable, "-c", code, str(path)]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        tried.append(done.stderr)

    open_database(path, extended(meanwhile)).close()
    assert "database is locked" in tried[0]


def test_a_database_of_a_later_version_is_not_opened(path: Path) -> None:
    open_database(path, extended(note)).close()
    with pytest.raises(Refused) as caught:
        open_database(path)
    assert (caught.value.reason, caught.value.detail) == ("newer", "9990_more")
