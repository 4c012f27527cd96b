"""Backup and restore on real files, with real processes that write, stop and die."""

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.backup import LEFTOVERS, PARTIAL, backup, restore
from storage.database import open_database
from storage.documents import fingerprint
from storage.examination import Contents, Refused, examine, reading

ROLLBACK_JOURNAL = b"\x01\x01"  # https://sqlite.org/fileformat.html, bytes 18 and 19 of the header
WRITER = """
import sys
from storage.database import open_database
db = open_database(sys.argv[1])
for number in range(1, 10**9):
    with db.atomic():
        name = f"w{number}"
        db.execute("INSERT INTO messages (id, person, report, at) VALUES (?, 1, 1, '')", [name])
        fact = [1 + number, name, "字" * 500]
        db.execute("INSERT INTO facts VALUES (1, ?, ?, 'wrote', 'overview', ?, '')", fact)
    print(number, flush=True)
"""


def filled(path: Path) -> Path:
    """A database with a report, a fact and a document, as the service leaves it."""
    with closing(open_database(path)) as db, db.atomic():
        db.execute("INSERT INTO units VALUES (1, '宝山区', '红旗街道办事处')")
        db.execute("INSERT INTO reports VALUES (1, 1, 2023, '2021')")
        db.execute("INSERT INTO people (id, channel, address, name) VALUES (1, 'test', '1', '王')")
        db.execute("INSERT INTO messages (id, person, report, at) VALUES ('m', 1, 1, '2024')")
        db.execute("INSERT INTO facts VALUES (1, 1, 'm', 'wrote', 'overview', '总体。', '')")
        document = (1, 1, "m", 1, "a.docx", fingerprint(b"document"), b"document")
        db.conn.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", document)
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return filled(tmp_path / "baogao.db")


@pytest.fixture
def copy(database: Path, tmp_path: Path) -> Path:
    backup(database, tmp_path / "copy.db")
    return tmp_path / "copy.db"


def dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def refusal(action, *files: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        action(*files)
    return caught.value


def change(path: Path, *statements: str) -> None:
    """Does to a database what a program without scruples would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for (name,) in list(
            connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        ):
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


# -- backup ----------------------------------------------------------------------------------------


def test_a_backup_holds_everything(database: Path, copy: Path) -> None:
    assert dump(copy) == dump(database)


def test_a_backup_says_how_much_it_holds(database: Path, tmp_path: Path) -> None:
    assert backup(database, tmp_path / "copy.db") == Contents(reports=1, documents=1)


def test_a_backup_is_one_file_that_needs_no_log(copy: Path, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    shutil.copy(copy, away / "moved.db")
    away.chmod(0o500)
    assert examine(away / "moved.db") == Contents(1, 1)
    away.chmod(0o700)
    assert names(away) == {"moved.db"}
    assert copy.read_bytes()[18:20] == ROLLBACK_JOURNAL


def test_a_backup_holds_what_was_only_in_the_log(database: Path, tmp_path: Path) -> None:
    with closing(open_database(database)) as db:
        db.execute("INSERT INTO facts VALUES (1, 2, 'm', 'wrote', 'problems', '问题。', '')")
        assert database.with_name("baogao.db-wal").stat().st_size > 0
        backup(database, tmp_path / "copy.db")
    assert "问题。" in "".join(dump(tmp_path / "copy.db"))


def test_only_its_owner_reads_a_backup(copy: Path) -> None:
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_a_backup_never_overwrites(database: Path, copy: Path) -> None:
    before = copy.read_bytes()
    change(database, "INSERT INTO units VALUES (2, '', '别的')")
    assert refusal(backup, database, copy).reason == "exists"
    assert copy.read_bytes() == before


def test_a_database_is_not_backed_up_onto_itself(database: Path) -> None:
    assert refusal(backup, database, database).reason == "exists"


def test_a_link_that_leads_nowhere_is_not_followed(database: Path, tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "elsewhere.db")
    assert refusal(backup, database, tmp_path / "link.db").reason == "exists"
    assert not (tmp_path / "elsewhere.db").exists()


def test_no_backup_of_a_database_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(backup, tmp_path / "no.db", tmp_path / "copy.db").reason == "missing"
    assert names(tmp_path) == set()


def test_no_backup_into_a_folder_that_is_not_there(database: Path, tmp_path: Path) -> None:
    assert refusal(backup, database, tmp_path / "no" / "copy.db").reason == "unwritable"


def test_a_backup_while_another_process_writes_is_consistent(
    database: Path, tmp_path: Path
) -> None:
    command = [sys.executable, "-c", WRITER, str(database)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        begun = [int(writer.stdout.readline()) for _ in range(20)][-1]
        backup(database, tmp_path / "copy.db")
        with closing(sqlite3.connect(tmp_path / "copy.db")) as copied:
            facts = [row[0] for row in copied.execute("SELECT seq FROM facts ORDER BY seq")]
            messages = copied.execute("SELECT count(*) FROM messages").fetchone()[0]
        while int(writer.stdout.readline()) <= len(facts):  # it writes on
            pass
        writer.kill()
    assert len(facts) > begun
    assert facts == list(range(1, len(facts) + 1))
    assert messages == len(facts)


def test_a_backup_without_room_leaves_nothing(database: Path, tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    code = """
import resource, sys
from pathlib import Path
from storage.backup import backup
from storage.examination import Refused
resource.setrlimit(resource.RLIMIT_FSIZE, (36864, 36864))
try:
    backup(Path(sys.argv[1]), Path(sys.argv[2]))
except Refused as why:
    print(why.reason)
"""
    command = [sys.executable, "-c", code, str(database), str(folder / "copy.db")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "unwritable"
    assert names(folder) == set()


@pytest.mark.parametrize("moment", ["sqlite3.connect", "os.link"])
def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(
    database: Path, tmp_path: Path, moment: str
) -> None:
    """The process dies when the copy is begun, or when it is about to get its name."""
    folder = tmp_path / "killed"
    folder.mkdir()
    code = f"""
import os, signal, sys
from pathlib import Path
from storage.backup import backup
def die(event, arguments):
    if event == {moment!r}:
        os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(die)
backup(Path(sys.argv[1]), Path(sys.argv[2]))
"""
    command = [sys.executable, "-c", code, str(database), str(folder / "copy.db")]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert all(name.endswith(PARTIAL) for name in names(folder))
    backup(database, folder / "copy.db")  # and it does not stand in the way of the next


# -- what is not sound is neither backed up nor restored -------------------------------------------


def test_a_document_that_was_altered_is_found(database: Path, tmp_path: Path) -> None:
    change(database, "UPDATE documents SET content = x'00'")
    for action in (backup, restore):
        why = refusal(action, database, tmp_path / "copy.db")
        assert (why.reason, why.file) == ("altered", database)
        assert why.detail == "report 1, document 1"
    assert names(tmp_path) == {"baogao.db"}


def test_a_row_that_names_another_which_is_not_there_is_found(
    database: Path, tmp_path: Path
) -> None:
    change(database, "DELETE FROM people")
    why = refusal(restore, database, tmp_path / "copy.db")
    assert (why.reason, why.detail) == ("orphans", "messages → people")


def test_a_broken_page_is_found(copy: Path, tmp_path: Path) -> None:
    content = bytearray(copy.read_bytes())
    content[4096 * 4 : 4096 * 5] = os.urandom(4096)
    copy.write_bytes(content)
    assert refusal(restore, copy, tmp_path / "new.db").reason == "damaged"
    assert names(tmp_path) == {"baogao.db", "copy.db"}


def test_half_a_backup_is_found(copy: Path, tmp_path: Path) -> None:
    copy.write_bytes(copy.read_bytes()[: 4096 * 5])
    assert refusal(restore, copy, tmp_path / "new.db").reason == "damaged"


@pytest.mark.parametrize(
    ("content", "reason"), [("这不是数据库" * 100, "no_database"), ("", "foreign")]
)
def test_another_file_is_not_taken_for_a_backup(tmp_path: Path, content: str, reason: str) -> None:
    other = tmp_path / "other.db"
    other.write_text(content, encoding="utf-8")
    assert refusal(restore, other, tmp_path / "new.db").reason == reason
    assert names(tmp_path) == {"other.db"}


def test_the_database_of_another_program_is_not_taken_for_a_backup(tmp_path: Path) -> None:
    change(tmp_path / "other.db", "CREATE TABLE facts (x)")
    assert refusal(restore, tmp_path / "other.db", tmp_path / "new.db").reason == "foreign"


def test_a_backup_of_a_later_version_is_not_restored(copy: Path, tmp_path: Path) -> None:
    change(
        copy,
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) "
        "VALUES ('baogao', '9999_later', '2099')",
    )
    why = refusal(restore, copy, tmp_path / "new.db")
    assert (why.reason, why.detail) == ("newer", "9999_later")


def test_who_examines_a_database_cannot_change_it(database: Path) -> None:
    with pytest.raises(Refused, match="readonly"), reading(database) as connection:
        connection.execute("INSERT INTO units VALUES (2, '', '别的')")


# -- restore ---------------------------------------------------------------------------------------


def test_a_restored_database_is_as_it_was(database: Path, copy: Path) -> None:
    before = dump(database)
    for path in database.parent.glob("baogao.db*"):
        path.unlink()
    assert restore(copy, database) == Contents(1, 1)
    assert dump(database) == before
    assert names(database.parent) == {"baogao.db", "copy.db"}


def test_a_restored_database_refuses_changes_to_the_past(copy: Path, tmp_path: Path) -> None:
    restore(copy, tmp_path / "new.db")
    with (
        closing(open_database(tmp_path / "new.db")) as db,
        pytest.raises(sqlite3.IntegrityError, match="append-only"),
    ):
        db.execute("DELETE FROM facts")


def test_a_restore_never_overwrites(database: Path, copy: Path) -> None:
    before = database.read_bytes()
    assert refusal(restore, copy, database).reason == "exists"
    assert database.read_bytes() == before


def test_a_database_in_use_is_not_overwritten_and_not_called_a_leftover(
    database: Path, copy: Path
) -> None:
    with closing(open_database(database)) as db:
        db.execute("INSERT INTO units VALUES (2, '', '别的')")
        assert refusal(restore, copy, database).reason == "exists"


@pytest.mark.parametrize("ending", LEFTOVERS)
def test_a_log_of_the_old_database_is_not_mixed_into_the_new_one(
    copy: Path, tmp_path: Path, ending: str
) -> None:
    left = tmp_path / f"new.db{ending}"
    left.write_bytes(b"log")
    why = refusal(restore, copy, tmp_path / "new.db")
    assert (why.reason, why.file) == ("leftovers", left)
    assert not (tmp_path / "new.db").exists()


def test_a_database_in_use_can_be_the_source_of_a_restore(database: Path, tmp_path: Path) -> None:
    with closing(open_database(database)) as db:
        db.execute("INSERT INTO facts VALUES (1, 2, 'm', 'wrote', 'problems', '问题。', '')")
        restore(database, tmp_path / "new.db")
    assert dump(tmp_path / "new.db") == dump(database)
