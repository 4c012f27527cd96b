"""Somebody without a report in front of them names a unit, or sends what names one."""

from bot import app
from tests.office import LI, UNIT, Office, exported, last_year


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


def test_a_name_delivered_again_once_the_report_is_open_shows_the_question(office):
    office.send("红旗街道办事处", id="x")
    office.send("宝山区")
    again = office.send("红旗街道办事处", id="x")
    assert "请发单位全称" not in again
    assert "【开头 · 单位信息和引言 · 1/2】" in again


def test_a_name_delivered_twice_is_asked_for_its_region_twice(office):
    assert office.send("红旗街道办事处", id="x") == office.send("红旗街道办事处", id="x")


def test_last_years_report_begins_this_years(office, form21):
    reply = office.send(read=last_year(form21))
    assert "2022 年的报告看过了" in reply
    assert "已建好：宝山区红旗街道办事处2023年" in reply


def test_what_last_year_carried_out_is_carried_in(office, form21):
    office.send(read=last_year(form21))
    office.send("跳到三")
    office.send("收到1件，予以公开3件")
    assert ("told", "applications.carried_in.natural", "2") in office.facts(2)


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
