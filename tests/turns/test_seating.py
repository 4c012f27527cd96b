"""At which report somebody sits: of a unit, a year and a form."""

from bot.interview.outcome import OpenReport
from tests.office import LI, UNIT, WANG


def test_options_seat_a_person_without_a_word(service, msg):
    wanted = OpenReport(2022, "", "宝山区", "红旗街道办事处")
    for new in ("已建好", "已打开"):
        (reply,) = service.interviewer.open(WANG, msg(""), wanted)
        assert new in reply.text
        assert "【开头" in reply.text


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
