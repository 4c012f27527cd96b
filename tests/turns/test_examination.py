"""A report that was written elsewhere is examined, and nothing of it kept."""

import json

import pytest

from bot.messages import Attachment
from storage.turn import KEPT_READINGS
from tests.office import LI, last_year, this_year


def test_a_report_of_another_year_is_named(opened, form21):
    data = json.loads(last_year(form21)) | {"year": 2019}
    assert "这是 2019 年的报告" in opened.send(read=json.dumps(data))


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


def test_a_ledger_is_not_examined(opened):
    data = {"kind": "ledger", "values": {}, "columns": {}, "unsure": [], "requests": 1}
    assert "没法体检" in opened.send("体检", read=json.dumps(data | {"unplaced": []}))
