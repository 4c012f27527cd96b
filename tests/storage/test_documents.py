import hashlib
import sqlite3
from datetime import datetime

import pytest

from bot.messages import SHANGHAI, Message, Person
from storage.database import open_database
from storage.documents import Documents
from storage.journal import Journal

NOON = datetime(2024, 1, 8, 12, 0, tzinfo=SHANGHAI)
CONTENT = bytes(range(256)) * 3


@pytest.fixture
def path(tmp_path):
    return tmp_path / "baogao.db"


@pytest.fixture
def documents(path):
    """Of a report for which the messages a and b came in."""
    db = open_database(path)
    with Journal(db).turn() as turn:
        seat = turn.seat(Person("test", "1", "王"))
        report, _ = turn.open("宝山区", "红旗街道办事处", 2023, "2021")
        for id_ in "ab":
            turn.receive(Message(id_, Person("test", "1", "王"), NOON), seat, report)
    assert report == 1
    yield Documents(db)
    db.close()


def test_a_document_is_kept_byte_for_byte(documents, path):
    documents.keep(1, 1, "a", "报告.docx", CONTENT, draft=True)
    again = open_database(path)
    assert Documents(again).of_message("a").content == CONTENT
    again.close()


def test_a_document_has_number_hash_author_and_time(documents):
    documents.keep(1, 1, "a", "报告.docx", CONTENT, draft=True)
    document = documents.of_message("a")
    assert (document.number, document.draft, document.name) == (1, True, "报告.docx")
    assert document.hash == hashlib.sha256(CONTENT).hexdigest()
    assert (document.author, document.at) == ("王", NOON)


def test_a_message_that_asked_for_none_has_none(documents):
    assert documents.of_message("a") is None


@pytest.mark.parametrize(("number", "message"), [(1, "b"), (2, "a"), (2, "unknown")])
def test_a_number_and_a_message_have_one_document(documents, number, message):
    documents.keep(1, 1, "a", "报告.docx", b"1", draft=True)
    with pytest.raises(sqlite3.IntegrityError):
        documents.keep(1, number, message, "报告.docx", b"2", draft=True)
    assert documents.of_message("a").content == b"1"
