"""What is sent to the report in front of its writer: answers, files, and what others answered since."""

import json

import pytest

from bot.messages import Attachment
from tests.office import LI, UNIT, Office, exported, last_year, this_year


def test_a_refusal_leaves_the_message_s_id_and_nothing_else(opened):
    before = opened.facts()
    assert "没有存" in opened.send("邮编：1", id="x")
    assert opened.facts() == before
    with opened.journal.turn() as turn:
        assert turn.seen("x")


def test_a_label_typed_as_text_is_its_button(opened):
    opened.send("不写")
    assert opened.facts()[-1] == ("skipped", "contact", "")


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
