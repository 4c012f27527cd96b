import io
import json
import logging
import sqlite3
import zipfile
from contextlib import contextmanager

import pytest

from bot import app, content
from bot.documents.apart import read_apart
from bot.effects import file_name
from bot.interview.outcome import OpenReport
from bot.interviewer import Interviewer
from bot.logs import Lines
from bot.messages import Attachment, Person, Unavailable
from storage.database import open_database
from storage.documents import Documents
from storage.journal import Journal
from storage.turn import KEPT_READINGS

WANG, LI = Person("test", "1", "王"), Person("test", "2", "李")
UNIT = "宝山区红旗街道办事处"


class Office:
    """People who write to one interviewer."""

    def __init__(self, service, msg):
        self.interviewer, self.journal = service
        self.msg = msg

    def send(self, text="", **how):
        """The texts of the replies, as one."""
        return "\n".join(reply.text for reply in self.replies(text, **how))

    def replies(self, text="", **how):
        return self.interviewer.handle(self.msg(text, **how))

    def buttons(self, *message, **how):
        return {
            b.label: b.press
            for r in self.replies(*message, **how)
            for row in r.buttons
            for b in row
        }

    def facts(self, report=1):
        return [(e.fact.kind, e.fact.key, e.fact.value) for e in self.journal.entries(report)]

    def fill(self, **how):
        """Answers everything that a form asks, with as few words as it takes."""
        answers = [
            "电话：0469-2609855",
            "引言。",
            "总体。",
            "全部为0",
            "全部为0",
            "不写",
            "全部为0",
        ]
        for text in (*answers, "不写", "问题。", "无其他事项。"):
            self.send(text, **how)


@pytest.fixture
def office(service, msg):
    return Office(service, msg)


@pytest.fixture
def opened(office):
    office.send(UNIT)
    return office


# -- the desk --------------------------------------------------------------------------------------


def test_somebody_new_is_asked_for_their_unit(office):
    assert "请发单位全称" in office.send("/start")
    assert office.facts() == []


def test_a_unit_opens_its_report_and_asks_the_first_question(office):
    reply = office.send(UNIT)
    assert "已建好：宝山区红旗街道办事处2023年政府信息公开工作年度报告" in reply
    assert "【开头 · 单位信息和引言 · 1/2】" in reply


def test_a_unit_without_its_region_is_asked_for_it(office):
    assert "在哪个区县" in office.send("红旗街道办事处")
    assert "宝山区红旗街道办事处2023年" in office.send("宝山区")


def test_a_report_that_is_there_is_opened_and_not_made_again(office):
    office.send(UNIT)
    assert "已打开：" in office.send(UNIT, person=LI)
    assert len([fact for fact in office.facts() if fact[0] == "opened"]) == 1


def test_a_report_on_the_form_that_was_used_is_found_again(office):
    office.send(f"{UNIT} 2023年 2019版")
    assert "国办公开办函〔2019〕60号" in office.send(UNIT, person=LI)


def test_options_seat_a_person_without_a_word(service, msg):
    wanted = OpenReport(2022, "", "宝山区", "红旗街道办事处")
    for new in ("已建好", "已打开"):
        (reply,) = service.interviewer.open(WANG, msg(""), wanted)
        assert new in reply.text
        assert "【开头" in reply.text


# -- saved before it is said -----------------------------------------------------------------------


def test_what_is_answered_is_in_the_journal_when_the_reply_comes(opened, services):
    opened.send("电话：0469-2609855")
    other = services.new().journal.entries(1)
    assert other[-1].fact.value == "0469-2609855"
    assert other[-1].person == WANG


def test_a_refusal_leaves_the_message_s_id_and_nothing_else(opened):
    before = opened.facts()
    assert "没有存" in opened.send("邮编：1", id="x")
    assert opened.facts() == before
    with opened.journal.turn() as turn:
        assert turn.seen("x")


def test_a_label_typed_as_text_is_its_button(opened):
    opened.send("不写")
    assert opened.facts()[-1] == ("skipped", "contact", "")


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


def text_of(file):
    with zipfile.ZipFile(io.BytesIO(file.content)) as parts:
        return parts.read("word/document.xml").decode()


def test_a_message_that_changed_the_year_twice_shows_where_one_sits_now(opened):
    opened.send("换年度")
    opened.send("2022", id="x")
    assert "2022年" in opened.send("目录").split("\n")[1]
    again = opened.send("2022", id="x")
    assert "换到哪一年" not in again
    assert "【开头 · 单位信息和引言 · 1/2】" in again


def test_a_name_delivered_again_once_the_report_is_open_shows_the_question(office):
    office.send("红旗街道办事处", id="x")
    office.send("宝山区")
    again = office.send("红旗街道办事处", id="x")
    assert "请发单位全称" not in again
    assert "【开头 · 单位信息和引言 · 1/2】" in again


def test_a_name_delivered_twice_is_asked_for_its_region_twice(office):
    assert office.send("红旗街道办事处", id="x") == office.send("红旗街道办事处", id="x")


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


# -- several people, several processes -------------------------------------------------------------


def test_two_people_on_one_report_see_each_other_s_answers(opened):
    opened.send(UNIT, person=LI)
    opened.send("电话：0469-2609855")
    assert "0469-2609855" in opened.send("跳到单位信息", person=LI)


def test_who_wrote_which_figure_is_known(opened):
    opened.send(UNIT, person=LI)
    opened.send("电话：0469-2609855", person=LI)
    assert opened.journal.entries(1)[-1].person == LI


def test_two_processes_see_each_other_s_answers(opened, services):
    other = Office(services.new(), opened.msg)
    other.send(UNIT, person=LI)
    opened.send("电话：0469-2609855")
    other.send("继续填", person=LI)
    other.send("引言。", person=LI)
    assert opened.facts() == other.facts()
    assert "【第 1 节，共 6 节" in opened.send("继续填")


def test_a_button_that_a_colleague_s_answer_made_late_records_nothing(opened):
    opened.send(UNIT, person=LI)
    late = opened.buttons("继续填")["不写"]
    opened.send("电话：0469-2609855", person=LI)
    before = opened.facts()
    assert "李已在" in opened.send(press=late)
    assert [fact[0] for fact in opened.facts()[len(before) :]] == ["withheld"]


# -- years -----------------------------------------------------------------------------------------


def test_next_year_s_report_has_the_unit_s_fields(opened):
    opened.fill()
    opened.send("换年度")
    reply = opened.send("2024")
    assert "单位信息" in reply
    imported = {key: value for kind, key, value in opened.facts(2) if kind == "imported"}
    assert imported == {
        "unit.superior": "宝山区",
        "unit.name": "红旗街道办事处",
        "unit.phone": "0469-2609855",
    }


def test_next_year_s_report_has_no_figures_and_no_texts_of_last_year(opened):
    opened.fill()
    opened.send("换年度")
    opened.send("2024")
    assert {key.partition(".")[0] for kind, key, _ in opened.facts(2) if kind != "opened"} == {
        "unit"
    }


def test_last_year_s_figures_are_shown_beside_the_question(opened):
    opened.fill()
    opened.send("换年度")
    opened.send("2024")
    assert "去年是：0 0 0" in opened.send("跳到二")


def test_last_year_s_preamble_is_offered_with_its_years_moved_on(opened):
    opened.send("不写")
    opened.send("2023年度的引言。")
    opened.send("换年度")
    opened.send("2024")
    press = opened.buttons("继续填").get("用去年的") or opened.buttons("不写")["用去年的"]
    opened.send(press=press)
    assert ("wrote", "preamble", "2024年度的引言。") in opened.facts(2)


def test_a_report_on_another_form_leaves_the_old_one_as_it_was(opened):
    opened.send("电话：0469-2609855")
    before = opened.facts(1)
    opened.send("换年度")
    opened.send("2023年 2019版")
    opened.send("电话：0469-2600000")
    assert opened.facts(1)[: len(before)] == before
    assert ("answered", "unit.phone", "0469-2600000") not in opened.facts(1)


def test_going_back_to_a_year_finds_everything_there(opened):
    opened.fill()
    for year in ("2022", "2023"):
        opened.send("换年度")
        reply = opened.send(year)
    assert "已打开" in reply
    labels = [b.label for row in opened.replies("目录")[0].buttons for b in row]
    assert "✓ 六、其他需要报告的事项" in labels


# -- documents -------------------------------------------------------------------------------------


def test_a_draft_and_a_clean_copy_are_counted_and_kept(opened, services):
    draft = opened.replies("草稿")[0]
    opened.fill()
    clean = opened.replies("定稿")[0]
    assert "草稿第 1 版" in draft.text
    assert "定稿第 2 版" in clean.text
    kept = Documents(open_database(services.path)).of_report(1)
    assert [document.content for document in kept] == [draft.file.content, clean.file.content]
    assert [document.draft for document in kept] == [True, False]
    assert kept[0].author == "王"


def test_a_document_has_its_chinese_name(opened):
    assert opened.replies("草稿")[0].file.name == (
        "宝山区红旗街道办事处2023年政府信息公开工作年度报告(草稿).docx"
    )


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("报告.docx", "报告.docx"),
        ("a/b\\c:d*e?.docx", "abcde.docx"),
        ("\"<报 告>|&`'.docx", "报告.docx"),
        ("", "报告.docx"),
    ],
)
def test_a_file_name_holds_nothing_that_a_file_system_refuses(name, kept):
    assert file_name(name) == kept


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


# -- versions --------------------------------------------------------------------------------------


def test_a_version_is_sent_again_byte_for_byte(opened):
    first = opened.replies("草稿")[0].file
    opened.send("电话：0469-2609855")
    again = opened.replies(press="1:@versions 1")[0].file
    assert (again.name, again.content) == (first.name, first.content)


def test_the_versions_are_listed_with_their_kind_and_author(opened):
    opened.send("草稿")
    assert "第 1 版 · 草稿" in opened.send("版本")


def test_what_changed_since_a_version_is_shown(opened):
    opened.send("跳到四")
    opened.send("1 0 0 0")
    opened.send("草稿")
    opened.send("行政复议 2 0 0 0")
    assert "表四“行政复议”结果维持：1 → 2" in opened.send("比较")


def test_a_second_press_makes_no_second_version(opened):
    opened.fill()
    first, second = (opened.replies("定稿")[0] for _ in range(2))
    assert "定稿第 1 版" in second.text
    assert second.file == first.file


def test_a_correction_after_the_clean_copy_keeps_the_old_version(opened):
    opened.fill()
    old = opened.replies("定稿")[0].file
    assert "定稿第 1 版会一直留着" in opened.send("更正")
    opened.send("跳到四")
    opened.send("行政复议 1 0 0 0")
    new = opened.replies("定稿")[0]
    assert "定稿第 2 版" in new.text
    assert opened.replies(press="1:@versions 1")[0].file.content == old.content


# -- files -----------------------------------------------------------------------------------------


def last_year(form):
    values = {
        "unit.superior": "宝山区",
        "unit.name": "红旗街道办事处",
        "unit.phone": "0469-2609855",
    }
    values |= {cell.id: "0" for cell in form.cells.values() if not cell.computed}
    values |= {"applications.carried_out.natural": "2", "preamble": "2022年的引言。"}
    return json.dumps(
        {
            "kind": "report",
            "form": form.id,
            "year": 2022,
            "values": values,
            "sections": [],
            "unread": [],
        }
    )


def test_a_file_is_to_be_fetched_and_read(opened):
    file = Attachment("ref", "去年.docx", 10)
    said, fetched = opened.replies(attachment=file)[::-1]
    assert "正在看" in said.text
    assert (fetched.fetch.attachment.ref, fetched.fetch.year) == ("ref", 2023)


def test_a_file_that_is_too_large_is_refused_before_it_is_fetched(opened):
    replies = opened.replies(attachment=Attachment("ref", "去年.docx", 30_000_000))
    assert "太大了" in replies[0].text
    assert not any(reply.fetch for reply in replies)


def test_a_file_sent_twice_is_fetched_again(opened):
    message = opened.msg("", attachment=Attachment("ref", "去年.docx", 10))
    opened.interviewer.handle(message)
    assert any(reply.fetch for reply in opened.interviewer.handle(message))


def test_last_years_report_begins_this_years(office, form21):
    reply = office.send(read=last_year(form21))
    assert "2022 年的报告看过了" in reply
    assert "已建好：宝山区红旗街道办事处2023年" in reply


def test_what_last_year_carried_out_is_carried_in(office, form21):
    office.send(read=last_year(form21))
    office.send("跳到三")
    office.send("收到1件，予以公开3件")
    assert ("told", "applications.carried_in.natural", "2") in office.facts(2)


def test_a_report_of_another_year_is_named(opened, form21):
    data = json.loads(last_year(form21)) | {"year": 2019}
    assert "这是 2019 年的报告" in opened.send(read=json.dumps(data))


def this_year(form, **values):
    data = json.loads(last_year(form)) | {"year": 2023}
    data["values"] |= {key.replace("__", "."): value for key, value in values.items()}
    return json.dumps(data)


def test_this_years_report_of_other_peoples_making_is_checked_and_nothing_kept(opened, form21):
    before = opened.facts()
    assert "体检好了" in opened.send(read=this_year(form21))
    assert opened.facts() == before


def test_a_file_of_any_year_is_checked_where_its_caption_asks(opened, form21):
    file = Attachment("ref", "旧.docx", 10, "体检")
    fetched = next(r.fetch for r in opened.replies(attachment=file) if r.fetch)
    reply = opened.send(fetched.attachment.caption, read=last_year(form21))
    assert "2022年年度报告》体检好了" in reply
    with pytest.raises(LookupError):
        opened.journal.report(2)


def test_a_file_is_checked_after_the_word_and_the_next_one_is_not(opened, form21):
    assert "请把写好的报告发来" in opened.send("体检")
    assert "没有收到文件" in opened.send("好的")
    file = Attachment("ref", "旧.docx", 10)
    fetched = next(r.fetch for r in opened.replies(attachment=file) if r.fetch)
    assert "体检好了" in opened.send(fetched.attachment.caption, read=last_year(form21))
    assert "请发联系方式" in opened.send("继续填")
    fetched = next(r.fetch for r in opened.replies(attachment=file) if r.fetch)
    assert fetched.attachment.caption == ""


def test_a_file_whose_caption_is_edited_is_checked(opened):
    file = Attachment("ref", "旧.docx", 10, "体检")
    assert any(r.fetch for r in opened.replies(attachment=file, corrects="test:1"))
    plain = Attachment("ref", "旧.docx", 10, "旧的")
    assert not any(r.fetch for r in opened.replies(attachment=plain, corrects="test:1"))


def test_a_file_is_checked_for_somebody_without_a_report(office, form21):
    office.send("红旗街道办事处")
    assert "请把写好的报告发来" in office.send("体检")
    file = Attachment("ref", "旧.docx", 10)
    fetched = next(r.fetch for r in office.replies(attachment=file) if r.fetch)
    assert "体检好了" in office.send(fetched.attachment.caption, read=last_year(form21))
    assert "宝山区红旗街道办事处2023年" in office.send("宝山区")  # what was pending still is


def test_the_screens_of_an_examination_can_be_leafed(office, form21):
    wrong = {f"applications__{row}__total": "9" for row in ("received", "granted", "partial")}
    buttons = office.buttons("体检", read=this_year(form21, **wrong))
    assert "第 2 屏，共 " in office.send(press=buttons["下一屏"])
    for _ in range(KEPT_READINGS):
        office.send("体检", read=last_year(form21))
    assert "已经不在了" in office.send(press=buttons["下一屏"])


def test_nobody_leafs_in_what_another_person_sent(office, form21):
    wrong = {f"applications__{row}__total": "9" for row in ("received", "granted", "partial")}
    buttons = office.buttons("体检", read=this_year(form21, **wrong))
    assert "已经不在了" in office.send(press=buttons["下一屏"], person=LI)


def test_an_examined_report_is_compared_with_last_years_of_its_own_unit_only(office, form21):
    office.send(read=last_year(form21))
    mine = this_year(form21)
    assert "和 2022 年的报告也比过了" in office.send("体检", read=mine)
    theirs = this_year(form21, unit__name="东风街道办事处")
    assert "跨年的没有比" in office.send("体检", read=theirs)


def test_a_report_is_converted_and_the_old_one_stays(office):
    office.send(f"{UNIT} 2023年 2019版")
    office.send("电话：0469-2609855")
    before = [fact for fact in office.facts() if fact[0] != "turned_to"]
    reply = office.send("转换")
    assert "已换成新格式（国办公开办函〔2021〕30号）" in reply
    assert office.journal.report(2).form == "2021"
    assert ("imported", "unit.phone", "0469-2609855") in office.facts(2)
    assert [fact for fact in office.facts() if fact[0] != "turned_to"] == before
    assert "国办公开办函〔2021〕30号" in office.send(UNIT, person=LI)


def test_colleagues_go_on_with_the_form_in_force_even_if_the_old_one_was_opened_later(office):
    office.send(UNIT)
    office.send(f"{UNIT} 2023年 2019版")
    office.send("电话：0469-2609855")
    office.send(UNIT, person=LI)
    assert office.send("电话：0469-1111111", person=LI)
    assert ("answered", "unit.phone", "0469-1111111") in office.facts(1)


def test_a_file_on_the_old_form_is_taken_over_onto_the_new_one(opened, form19):
    buttons = opened.buttons("", read=this_year(form19, overview="总体一段。"))
    reply = opened.send(press=buttons["换成新格式填进来"])
    assert "已换成新格式" in reply
    assert ("imported", "overview", "总体一段。") in opened.facts()
    with pytest.raises(LookupError):
        opened.journal.report(2)


@pytest.mark.parametrize("values", [{"unit__name": "东风街道办事处"}, {}])
def test_a_file_of_another_unit_or_year_is_not(opened, form19, values):
    data = json.loads(this_year(form19, **values)) | ({} if values else {"year": 2022})
    buttons = opened.buttons("体检", read=json.dumps(data))
    assert "换成新格式填进来" not in buttons


def test_answers_on_the_old_form_are_converted_and_no_fault(opened, form19):
    data = json.loads(this_year(form19)) | {"kind": "answers"}
    assert "换成新格式填进来" in opened.buttons("", read=json.dumps(data))


def exported(office):
    """The answers file, as another installation reads it."""
    file = office.replies("导出")[0].file
    assert file.name == "宝山区红旗街道办事处2023年报告答案.json"
    return read_apart(file.name, file.content, "", 0)


def test_a_report_moves_to_another_installation(opened, tmp_path, msg):
    opened.fill()
    other = Office(app.service(tmp_path / "other.db", open_to=["test"]), msg)
    reply = other.send(read=exported(opened))
    assert "已从文件填入" in reply
    assert "数都对得上" in reply
    assert exported(other) == exported(opened)
    other.journal.close()


def test_what_was_said_beside_the_figures_moves_with_them(opened, tmp_path, msg):
    opened.send("跳到一")
    opened.send("2022年，主动公开信息10条。")
    opened.send("来源 信息科")
    opened.send(press=opened.buttons("检查")["说明原因"])
    opened.send("写的就是 2022 年的事。")
    other = Office(app.service(tmp_path / "other.db", open_to=["test"]), msg)
    other.send(read=exported(opened))
    assert "写的就是 2022 年的事。" in exported(other)
    assert exported(other) == exported(opened)
    other.journal.close()


def test_answers_sent_into_the_open_report_are_its_answers(opened, services, msg):
    opened.send("跳到一")
    opened.send("总体一段。")
    file = exported(opened)
    opened.send("重填本节 ")
    opened.send(read=file)
    assert ("wrote", "overview", "总体一段。") in opened.facts()


def test_figures_that_a_file_overwrites_are_listed_old_and_new(opened):
    opened.send("跳到四")
    opened.send("1 0 0 0")
    file = exported(opened)
    opened.send("行政复议 2 0 0 0")
    reply = opened.send(read=file)
    assert "表四“行政复议”结果维持：2 → 1" in reply
    assert "→ 0" not in reply


def test_they_are_listed_too_for_who_sends_the_file_first(opened):
    opened.send("跳到一")
    opened.send("总体一段。")
    opened.send("跳到四")
    opened.send("1 0 0 0")
    file = exported(opened)
    opened.send("行政复议 2 0 0 0")
    opened.send("跳到一")
    opened.send("总体两段。")
    reply = opened.send(read=file, person=LI)
    assert "表四“行政复议”结果维持：2 → 1" in reply
    assert "换成文件里的文字。" in reply


def test_of_many_twenty_are_listed(opened, form21):
    opened.fill()
    cells = [key for key, cell in form21.cells.items() if not cell.computed]
    data = json.loads(exported(opened))
    data["values"] |= dict.fromkeys(cells, "7")
    reply = opened.send(read=json.dumps(data))
    assert reply.count(" → 7") == 20
    assert f"……另有 {len(cells) - 20} 处。" in reply


def test_answers_of_another_unit_are_refused(opened, form21):
    data = json.loads(this_year(form21, unit__name="东风街道办事处")) | {"kind": "answers"}
    before = opened.facts()
    assert "您填的是“宝山区红旗街道办事处”" in opened.send(read=json.dumps(data))
    assert opened.facts() == before


def test_a_ledger_is_not_examined(opened):
    data = {"kind": "ledger", "values": {}, "columns": {}, "unsure": [], "requests": 1}
    assert "没法体检" in opened.send("体检", read=json.dumps(data | {"unplaced": []}))


def test_a_ledger_waits_for_a_yes(opened, form21):
    cells = {c.id: "0" for c in form21.tables["applications"].cells() if not c.computed}
    cells |= {"applications.received.natural": "1", "applications.granted.natural": "1"}
    ledger = {"columns": {}, "unsure": [], "requests": 1, "unplaced": []}
    data = {"kind": "ledger", "values": cells, **ledger}
    assert "共 1 件" in opened.send(read=json.dumps(data))
    assert not any(kind == "answered" for kind, _, _ in opened.facts())
    opened.send(press="1:applications?ledger=yes")
    assert ("answered", "applications.granted.natural", "1") in opened.facts()


def test_a_sheet_fills_the_tables_and_names_its_mistakes(opened):
    mistake = {"address": "表三!D7", "reason": "not_a_number", "text": "x", "key": ""}
    data = {"kind": "sheet", "values": {"litigation.review.upheld": "1"}, "mistakes": [mistake]}
    reply = opened.send(read=json.dumps(data))
    assert "已从表格填入 1 格" in reply
    assert "表三!D7“x”不是数" in reply


def test_a_file_that_cannot_be_read_gets_one_sentence(opened):
    refused = {"kind": "refused", "family": "unreadable", "reason": "encrypted", "details": {}}
    assert "文件有密码" in opened.send(read=json.dumps(refused))


def test_the_sheet_is_sent_as_a_spreadsheet(opened):
    file = opened.replies("表格")[0].file
    assert file.name.endswith(".xlsx")
    assert file.content[:2] == b"PK"


def test_a_report_of_another_name_is_asked_about(opened, form21):
    data = json.loads(last_year(form21))
    data["values"]["unit.name"] = "东风街道办事处"
    assert "是改过名、合并过吗" in opened.send(read=json.dumps(data))
    assert "2022 年的报告看过了" in opened.send(press="1:renamed=yes")
    assert opened.journal.report(2).year == 2022


def test_a_report_sent_by_mistake_is_put_away(opened, form21):
    data = json.loads(last_year(form21))
    data["values"]["unit.name"] = "东风街道办事处"
    opened.send(read=json.dumps(data))
    assert "请发联系方式" in opened.send(press="1:renamed=no")
    with pytest.raises(LookupError):
        opened.journal.report(2)


# -- explanations ----------------------------------------------------------------------------------


def press_of(replies, label):
    return next(b.press for r in replies for row in r.buttons for b in row if label in b.label)


def test_an_explanation_stands_in_the_draft_s_comment(service, msg):
    handle = service.interviewer.handle
    handle(msg("宝山区红旗街道办事处"))
    handle(msg("", press="1:@jump overview"))
    handle(msg("2022年，主动公开信息10条。"))
    shown = handle(msg("检查"))
    handle(msg("", press=press_of(shown, "说明原因")))
    handle(msg("写的就是 2022 年的事。"))
    (draft,) = [reply.file for reply in handle(msg("草稿")) if reply.file]
    with zipfile.ZipFile(io.BytesIO(draft.content)) as package:
        comments = package.read("word/comments.xml").decode()
    assert "已说明：写的就是 2022 年的事。" in comments
