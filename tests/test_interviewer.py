"""One message in, replies out: saved before it is said, once however often it comes, and no fault loses it."""

import logging
import sqlite3
from contextlib import contextmanager

import pytest

from bot import app, content
from bot.interviewer import Interviewer
from bot.logs import Lines
from bot.messages import Unavailable
from storage.database import open_database
from storage.documents import Documents
from storage.journal import Journal
from tests.office import LI, UNIT, WANG, Office, text_of

# -- saved before it is said -----------------------------------------------------------------------


def test_what_is_answered_is_in_the_journal_when_the_reply_comes(opened, services):
    opened.send("电话：0469-2609855")
    other = services.new().journal.entries(1)
    assert other[-1].fact.value == "0469-2609855"
    assert other[-1].person == WANG


# -- a message delivered twice ---------------------------------------------------------------------


@pytest.mark.parametrize("text", ["电话：0469-2609855", "天天向上", "目录", "帮助", "撤销", "草稿"])
def test_a_message_delivered_twice_changes_nothing_twice(opened, text):
    opened.send("电话：0469-2600000")
    opened.send(text, id="x")
    before = opened.facts()
    question = opened.send("帮助").split("\n\n")[-1]
    assert question in opened.send(text, id="x")
    assert opened.facts() == before


def test_a_document_asked_for_twice_by_one_message_is_one_document(opened):
    first, second = (opened.replies("草稿", id="x")[0].file for _ in range(2))
    assert first.content == second.content
    assert first.name == second.name


def test_the_same_document_after_a_restart_though_answers_changed(opened, services):
    first = opened.replies("草稿", id="x")[0].file
    opened.send("电话：0469-2609855")
    again = Office(services.new(), opened.msg)
    assert again.replies("草稿", id="x")[0].file == first


def test_a_document_that_a_crash_kept_from_being_made_is_made_as_it_was_asked_for(
    opened, services, with_parts
):
    """The process died between the commit and the document."""
    opened.send("草稿", id="kept")
    expected = opened.replies("草稿", id="kept")[0].file
    with_parts(build=no_document).send("草稿", id="x")
    opened.send("电话：0469-2609855")
    late = Office(services.new(), opened.msg).replies("草稿", id="x")[0].file
    assert text_of(late) == text_of(expected)
    assert "2609855" not in text_of(late)


@pytest.fixture
def with_parts(services, msg):
    """Makes another interviewer on the same file, in which a part is another than usual."""
    opened = []

    def made(*, build=app.build_document, documents=lambda kept: kept):
        db = open_database(services.path)
        opened.append(db)
        journal, kept = Journal(db), documents(Documents(db))
        interviewer = Interviewer(
            content.forms(),
            content.wording(),
            journal,
            kept,
            build=build,
            write_sheet=app.write_sheet,
            open_to=["test"],
        )
        office = Office((interviewer, journal), msg)
        office.documents = kept
        return office

    yield made
    for db in opened:
        db.close()


def no_document(*args):
    raise OSError("no space left on device")


def test_a_message_that_changed_the_year_twice_shows_where_one_sits_now(opened):
    opened.send("换年度")
    opened.send("2022", id="x")
    assert "2022年" in opened.send("目录").split("\n")[1]
    again = opened.send("2022", id="x")
    assert "换到哪一年" not in again
    assert "【开头 · 单位信息和引言 · 1/2】" in again


def test_after_a_crash_the_question_is_shown_again(opened, msg):
    message = msg("电话：0469-2609855")
    opened.interviewer.handle(message)
    (reply,) = opened.interviewer.again(message.id, WANG)
    assert "【开头 · 单位信息和引言 · 2/2】" in reply.text


def test_after_a_crash_a_document_is_sent_again(opened, msg):
    message = msg("草稿")
    first = opened.interviewer.handle(message)[0].file
    document, question = opened.interviewer.again(message.id, WANG)
    assert document.file == first
    assert "【开头" in question.text


@pytest.mark.parametrize("asked", ["版本1", "比较1", "表格", "导出"])
def test_after_a_crash_what_was_to_be_sent_is_sent(opened, msg, asked):
    opened.send("草稿")
    opened.send("电话：0469-2609855")
    message = msg(asked)
    first = opened.interviewer.handle(message)[0]
    sent = opened.interviewer.again(message.id, WANG)[0]
    assert (sent.file and sent.file.name, sent.text) == (first.file and first.file.name, first.text)
    assert opened.interviewer.handle(message)[0].text == first.text  # delivered twice, too


def test_after_a_crash_the_copy_that_was_approved_is_sent(opened, msg):
    opened.fill()
    copy = opened.replies("定稿")[0].file
    message = msg("签发")
    opened.interviewer.handle(message)
    assert opened.interviewer.again(message.id, WANG)[0].file == copy


# -- faults ----------------------------------------------------------------------------------------


class Broken:
    """A journal that breaks when facts are added."""

    def __init__(self, journal):
        self._journal = journal
        self.broken = True

    def __getattr__(self, name):
        return getattr(self._journal, name)

    @contextmanager
    def turn(self):
        with self._journal.turn() as turn:
            yield turn
            if self.broken:
                raise sqlite3.OperationalError("disk I/O error near 机密文字")


class Full:
    """Documents on a disk that has no room for one more."""

    def __init__(self, documents):
        self._documents = documents
        self.full = True

    def of_message(self, message):
        return self._documents.of_message(message)

    def keep(self, *what, **how):
        if self.full:
            raise Unavailable("SQLITE_FULL")
        self._documents.keep(*what, **how)


@pytest.fixture
def broken(tmp_path, msg):
    db = open_database(tmp_path / "baogao.db")
    journal = Broken(Journal(db))
    interviewer = Interviewer(
        content.forms(),
        content.wording(),
        journal,
        Documents(db),
        build=lambda *_: b"PK",
        write_sheet=lambda *_: b"PK",
        open_to=["test"],
    )
    yield Office((interviewer, journal), msg)
    db.close()


def test_a_fault_is_answered_neutrally(broken):
    assert broken.send(UNIT) == content.wording()._sources["fault"]


def test_a_fault_is_logged_once_and_without_anybody_s_words(broken, caplog):
    with caplog.at_level(logging.DEBUG):
        broken.send(f"{UNIT}的机密文字")
    (record,) = caplog.records
    assert record.levelno == logging.ERROR
    assert record.error == "OperationalError"
    line = Lines().format(record)
    assert "机密" not in line + caplog.text
    assert "红旗" not in line + caplog.text


def test_after_a_fault_the_same_message_can_be_sent_again(broken):
    broken.send(UNIT, id="x")
    broken.journal.broken = False
    assert "已建好" in broken.send(UNIT, id="x")


def test_a_fault_leaves_no_answer_in_memory_either(broken):
    broken.journal.broken = False
    broken.send(UNIT)
    broken.journal.broken = True
    broken.send("电话：0469-2609855")
    broken.journal.broken = False
    assert "1/2】" in broken.send("继续填")


def test_a_fault_of_one_person_is_not_another_s(broken):
    broken.send(UNIT)
    broken.journal.broken = False
    assert "已建好" in broken.send(UNIT, person=LI)


def test_a_storage_that_is_not_available_is_no_fault_of_the_message(opened, with_parts, msg):
    message = msg("草稿")
    full = with_parts(documents=Full)
    with pytest.raises(Unavailable):
        full.interviewer.take(message)
    full.documents.full = False
    assert full.interviewer.take(message)[0].file
    assert opened.facts().count(("requested", "draft", "")) == 1


def test_who_cannot_keep_a_message_is_told_what_became_of_it(opened, with_parts):
    assert with_parts(documents=Full).send("草稿") == content.wording()._sources["fault_saved"]


def test_a_reply_that_cannot_be_shown_again_does_not_end_the_bot(opened, with_parts, msg):
    message = msg("草稿")
    failing = with_parts(build=no_document)
    failing.interviewer.handle(message)
    (reply,) = failing.interviewer.again(message.id, message.person)
    assert reply.text == content.wording()._sources["fault_saved"]


def test_a_document_that_cannot_be_made_does_not_lose_the_answer(opened, with_parts, caplog):
    assert with_parts(build=no_document).send("草稿") == content.wording()._sources["fault_saved"]
    assert opened.facts()[-1] == ("requested", "draft", "")
    assert len(caplog.records) == 1
    assert "1/2】" in opened.send("继续填")
