"""Who a person was is nowhere in the file afterwards; what they answered is."""

import json
import sqlite3
from contextlib import closing

import pytest

from bot import app
from bot.messages import Attachment, Person
from storage.database import open_database
from storage.erasure import Busy, erase, known
from storage.examination import examine
from tests.conftest import NOON
from tests.invitation import link
from tests.office import Office
from tests.test_admission import NEUTRAL

CLERK, CHAT = "欧阳春明", "77100123"
ZHANG, LI = Person("telegram", CHAT, CLERK), Person("test", "2", "李")
UNIT = "宝山区红旗街道办事处"
EXAMINED = {
    "kind": "report",
    "form": "2021",
    "year": 2023,
    "values": {"unit.name": "红旗街道办事处", "overview": f"{CLERK}的一段。"},
    "sections": [],
    "unread": [],
}
LEFT = ("held", "readings", "notices", "guesses")  # of which nothing is kept


@pytest.fixture
def office(path, msg):
    """Two people filled a report: one who is to be erased, with all that leaves traces."""
    service = app.service(path, open_to=("test",))
    office = Office(service, msg)
    ids = iter(range(1, 1000))
    office.came = link(path, at=NOON)

    def says(text="", **how):
        id_ = how.pop("id", None) or f"telegram:{CHAT}:{next(ids)}"
        return office.send(text, person=ZHANG, id=id_, **how)

    office.zhang = says
    says("/start " + "x" * 32)
    says(office.came)
    office.send(UNIT, person=LI)
    says("/start " + "y" * 32)
    says("跳到一")
    says("总体。", id=f"telegram:{CHAT}:900")
    says("总体改，XX。", corrects=f"telegram:{CHAT}:900")
    says("3 0 0")
    says("撤销")
    says("继续写：又一段。")
    office.send("撤销", person=LI)
    says(attachment=Attachment(f"ref-{CHAT}", f"{CLERK}的报告.docx", 10))
    says("草稿")
    office.send("草稿", person=LI)
    withhold(office)
    office.send(press="1:@hand problems 1", person=LI)
    says("体检", read=json.dumps(EXAMINED))
    says("跳到一")
    says("申请人张三申请公开，已答复。")
    yield office
    service.journal.close()


def withhold(office):
    """An edited message that comes after a colleague wrote on: it is kept, but not recorded."""
    office.zhang("跳到一")
    office.send("跳到一", person=LI)
    office.send("继续写：李写的一段。", person=LI)
    office.zhang("总体再改。", corrects=f"telegram:{CHAT}:900")


def gone(path, words):
    return all(words.encode() not in file.read_bytes() for file in path.parent.glob("baogao.db*"))


def journal_of(office):
    return [(e.seq, e.fact.kind, e.at) for e in office.journal.entries(1)]


def forget(path, person=1):
    with closing(open_database(path)) as db:
        erase(db, person, f"人员 {person}")


@pytest.mark.parametrize("words", [CLERK, CHAT, "张三"])
def test_nothing_in_the_file_says_who_it_was(office, path, words):
    assert not gone(path, words)
    forget(path)
    assert gone(path, words)


def test_what_was_answered_stays_in_its_order(office, path):
    before, state = journal_of(office), office.interviewer._reports.state(1)
    forget(path)
    assert journal_of(office) == before
    values = (
        app.service(path, open_to=("test",))
        .interviewer._reports.state(1)
        .answers(office.interviewer._reports.form(1))
        .values
    )
    assert values == state.answers(office.interviewer._reports.form(1)).values
    assert examine(path).reports == 1


def test_the_author_is_a_number(office, path):
    forget(path)
    authors = {entry.person.name for entry in office.journal.entries(1)}
    assert authors == {"人员 1", "李"}


def test_a_running_service_forgets_the_name_too(office, path):
    assert CLERK in office.send("版本", person=LI)
    forget(path)
    shown = office.interviewer.handle(office.msg("版本", person=LI))
    labels = [button.label for reply in shown for row in reply.buttons for button in row]
    assert CLERK not in "".join([*labels, *(reply.text for reply in shown)])


def test_a_correction_still_finds_its_piece(office, path):
    forget(path)
    facts = {e.fact.raw for e in office.journal.entries(1) if e.fact.kind == "corrected"}
    assert facts <= {entry.message for entry in office.journal.entries(1)}
    assert "总体改，XX。" in office.interviewer._reports.state(1).slots["overview"].value


def test_a_draft_is_made_again_without_the_name(office, path):
    import io
    import zipfile

    forget(path)
    with closing(open_database(path)) as db:
        assert db["documents"].count == 0
    press = "1:@versions 2"
    (document,) = [r.file for r in office.replies(press=press, person=LI) if r.file]
    with zipfile.ZipFile(io.BytesIO(document.content)) as package:
        comments = package.read("word/comments.xml").decode()
    assert "人员 1" in comments
    assert CLERK not in comments


def test_a_colleague_is_left_alone(office, path):
    forget(path)
    with closing(open_database(path)) as db:
        assert known(db, 2).name == "李"
    assert UNIT in office.send("目录", person=LI)


def test_nobody_answers_who_is_erased(office, path):
    forget(path)
    assert office.journal.unanswered("telegram") == []


def test_who_comes_back_is_a_stranger(office, path):
    forget(path)
    assert office.zhang("目录") == office.zhang(office.came) == NEUTRAL


def test_who_is_invited_again_is_somebody_new(office, path):
    forget(path)
    office.zhang(link(path, at=NOON))
    with closing(open_database(path)) as db:
        assert known(db, 3).name == CLERK
        assert known(db, 1).name == "人员 1"


def rows(path):
    """How many rows of each table speak of the person or of one of their messages."""
    with closing(open_database(path)) as db:
        columns = [
            (table.name, key.column, key.other_table)
            for table in db.tables
            for key in table.foreign_keys
            if key.other_table in ("people", "messages")
        ]
        mine = {"people": "SELECT 1", "messages": "SELECT id FROM messages WHERE person = 1"}
        counts = {
            table: db.execute(
                f"SELECT count(*) FROM {table} WHERE {column} IN ({mine[other]})"
            ).fetchone()[0]
            for table, column, other in columns
        }
        counts["guesses"] = db["guesses"].count
        counts["withheld"] = db["facts"].count_where("kind = 'withheld'")
        counts["open"] = db["members"].count_where("person = 1 AND until IS NULL")
        counts["taken"] = db["invitations"].count_where("member IS NOT NULL")
    return counts


def test_every_table_that_speaks_of_a_person_was_filled(office, path):
    assert [table for table, count in rows(path).items() if not count] == []


def test_what_only_concerns_the_person_is_deleted_and_memberships_end(office, path):
    forget(path)
    left = rows(path)
    assert [left[table] for table in (*LEFT, "open")] == [0] * (len(LEFT) + 1)


def test_what_was_withheld_still_names_the_piece_it_corrects(office, path):
    forget(path)
    (kept,) = (e.fact.value for e in office.journal.entries(1) if e.fact.kind == "withheld")
    ((kind, _, _, raw), *_) = json.loads(kept)
    assert kind == "corrected"
    assert raw in {entry.message for entry in office.journal.entries(1)}


@pytest.mark.parametrize("change", ["UPDATE facts SET value = ''", "DELETE FROM documents"])
def test_the_journal_is_append_only_again(office, path, change):
    office.send("草稿", person=LI)
    forget(path)
    office.send("草稿", person=LI)
    refused = pytest.raises(sqlite3.IntegrityError, match="append-only")
    with closing(sqlite3.connect(path)) as other, refused:
        other.execute(change)


def test_a_person_that_never_was_is_an_error(office, path):
    with closing(open_database(path)) as db, pytest.raises(LookupError):
        erase(db, 99, "人员 99")


def test_it_happens_wholly_or_not_at_all(office, path):
    before = journal_of(office)
    with closing(open_database(path)) as db:
        db.execute(
            "CREATE TRIGGER stop BEFORE UPDATE ON people BEGIN SELECT RAISE(ABORT, 'x'); END"
        )
        with pytest.raises(sqlite3.IntegrityError):
            erase(db, 1, "人员 1")
        db.execute("DROP TRIGGER stop")
        assert known(db, 1).name == CLERK
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            db.execute("UPDATE facts SET value = ''")
    assert journal_of(office) == before


def test_a_file_in_use_is_cleaned_at_the_next_try(office, path):
    with closing(open_database(path)) as reader, closing(open_database(path)) as db:
        db.execute("PRAGMA busy_timeout = 0")
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM people").fetchone()
        with pytest.raises(Busy):
            erase(db, 1, "人员 1")
        reader.execute("COMMIT")
        erase(db, 1, "人员 1")
    assert gone(path, CLERK)
