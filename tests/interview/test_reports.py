from bot.interview.reports import LISTED, my_reports, short_names
from bot.interview.viewer import Viewer
from bot.messages import Report


def report(id_, name="红旗街道办事处", year=2023, superior="宝山区", form="2021"):
    return Report(id_, id_, superior, name, year, form)


def names(*reports):
    return list(short_names(reports).values())


def test_a_report_is_called_by_what_its_unit_is_called():
    assert names(report(1)) == ["红旗街道 2023"]
    assert names(report(1, "永和镇人民政府")) == ["永和镇 2023"]
    assert names(report(1, "人民政府")) == ["人民政府 2023"]


def test_two_that_are_alike_are_told_apart_by_region_then_by_form():
    assert names(report(1), report(2, superior="向阳区")) == [
        "宝山区红旗街道 2023",
        "向阳区红旗街道 2023",
    ]
    assert names(report(1), report(2, form="2019"))[1] == "宝山区红旗街道 2023（2019 版）"


def test_each_report_has_a_button_that_leads_to_it():
    say = my_reports(Viewer(reports=(report(1), report(17, year=2022))), "17")
    ((first,), (second,)) = say.choices
    assert (first.press, second.press) == ("1:@sit", "17:@sit")
    assert (first.args["here"], second.args["here"]) == (False, True)


def test_more_than_a_screen_can_show_is_cut():
    many = tuple(report(n) for n in range(1, 40))
    assert len(my_reports(Viewer(reports=many), "1").choices) == LISTED
