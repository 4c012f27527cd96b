import pytest

from bot.interview.desk import receive, split_region
from bot.interview.outcome import OpenReport


@pytest.mark.parametrize(
    ("name", "superior", "unit"),
    [
        ("宝山区红旗街道办事处", "宝山区", "红旗街道办事处"),
        ("宝山区 红旗街道办事处", "宝山区", "红旗街道办事处"),
        ("黑龙江省双鸭山市宝山区红旗街道办事处", "黑龙江省双鸭山市宝山区", "红旗街道办事处"),
        ("宝山区人民政府", "", "宝山区人民政府"),
        ("红旗街道办事处", "", "红旗街道办事处"),
        ("长安县教育局", "长安县", "教育局"),
        ("滕县财政局", "滕县", "财政局"),
    ],
)
def test_the_region_stands_before_the_unit(name, superior, unit):
    assert split_region(name) == (superior, unit)


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("宝山区红旗街道办事处", OpenReport(2023, "", "宝山区", "红旗街道办事处")),
        ("宝山区红旗街道办事处 2022年", OpenReport(2022, "", "宝山区", "红旗街道办事处")),
        ("宝山区红旗街道办事处 2022年 2019版",
         OpenReport(2022, "2019", "宝山区", "红旗街道办事处")),
        ("2022年宝山区红旗街道办事处", OpenReport(2022, "", "宝山区", "红旗街道办事处")),
        ("宝山区红旗街道办事处2023年政府信息公开工作年度报告",
         OpenReport(2023, "", "宝山区", "红旗街道办事处")),
        ("宝山区红旗街道办事处年度报告", OpenReport(2023, "", "宝山区", "红旗街道办事处")),
        ("宝山区人民政府", OpenReport(2023, "", "", "宝山区人民政府")),
    ],
)  # fmt: skip
def test_one_message_opens_a_report(msg, text, opened):
    assert receive(msg(text), "").open == opened


def test_a_name_without_its_region_is_asked_about(msg):
    asked = receive(msg("红旗街道办事处"), "")
    assert asked.open is None
    assert asked.say.wording == "desk.region"
    assert receive(msg("宝山区"), asked.pending).open == (
        OpenReport(2023, "", "宝山区", "红旗街道办事处")
    )


def test_the_year_given_with_the_name_is_remembered(msg):
    pending = receive(msg("红旗街道办事处 2022年 2019版"), "").pending
    assert receive(msg("宝山区"), pending).open == (
        OpenReport(2022, "2019", "宝山区", "红旗街道办事处")
    )


def test_the_whole_name_may_be_given_again(msg):
    pending = receive(msg("红旗街道办事处"), "").pending
    assert receive(msg("宝山区红旗街道办事处"), pending).open.superior == "宝山区"


def test_a_region_that_is_none_is_a_name_typed_anew(msg):
    asked = receive(msg("红旗街道"), "")
    again = receive(msg("红旗街道办事处"), asked.pending)
    assert (again.open, again.say.args["name"]) == (None, "红旗街道办事处")
    assert receive(msg("宝山区"), again.pending).open == (
        OpenReport(2023, "", "宝山区", "红旗街道办事处")
    )


def test_a_unit_may_have_no_region(msg):
    pending = receive(msg("国家档案馆"), "").pending
    assert receive(msg("无"), pending).open == OpenReport(2023, "", "", "国家档案馆")


@pytest.mark.parametrize("text", ["", "/start", "目录", "帮助", "2023年", "你好", "您好！"])
def test_without_a_name_the_desk_asks_for_one(msg, text):
    desk = receive(msg(text), "")
    assert desk.open is None
    assert desk.say.wording == "desk.welcome"


def test_a_button_pressed_at_the_desk_asks_for_a_name(msg):
    assert receive(msg(press="17:@menu"), "").say.wording == "desk.welcome"


@pytest.mark.parametrize("text", ["红旗" * 21, "红旗街道\n办事处", "hello", "x"])
def test_what_is_no_name_is_refused(msg, text):
    desk = receive(msg(text), "")
    assert desk.open is None
    assert desk.say.wording == "desk.not_a_name"


def test_a_command_keeps_the_name_that_waits(msg):
    pending = receive(msg("红旗街道办事处"), "").pending
    assert receive(msg("帮助"), pending).pending == pending


@pytest.mark.parametrize("year", ["2099年", "1999年"])
def test_a_year_that_cannot_be_reported_on_is_no_part_of_the_name(msg, year):
    assert receive(msg(f"宝山区红旗街道办事处 {year}"), "").open is None


def test_a_stroke_in_a_name_does_not_lock_anybody_out(msg):
    pending = receive(msg("红旗|街道办事处"), "").pending
    receive(msg("宝山区"), pending)


@pytest.mark.parametrize(
    "text",
    ["红旗路12号 56781234 刘主任", "没有，直接下一个", "宝山区在吗？", "今年收到7件，公开5件"],
)
def test_what_is_said_of_something_else_is_no_name(msg, text):
    assert receive(msg(text), "").say.wording == "desk.not_a_name"


def test_a_street_called_after_a_flag_is_no_region(msg):
    asked = receive(msg("宝山红旗街道"), "")
    assert (asked.open, asked.say.args) == (None, {"name": "宝山红旗街道"})
    assert receive(msg("正镶白旗财政局"), "").open.superior == "正镶白旗"


def test_a_name_may_have_forty_characters(msg):
    name = "宝山区" + "红旗" * 16 + "街道办事处"
    assert len(name) == 40
    assert receive(msg(name), "").open is not None
    assert receive(msg(name + "室"), "").open is None
