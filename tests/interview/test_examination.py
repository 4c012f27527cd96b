"""体检: what is wrong with a report of other people's making, a screen at a time."""

import pytest

from bot import content
from bot.interview.examination import A_SCREEN, asked, is_asked, report_in, screen

FORMS = content.forms()


def data(form, **more):
    values = {cell.id: "0" for cell in form.cells.values() if not cell.computed}
    texts = {
        "unit.name": "红旗街道办事处",
        "overview": "公开信息。",
        "problems": "一是慢。将改进。",
    }
    values |= texts | {"others": "未收取信息处理费。"}
    found = {"kind": "report", "form": form.id, "year": 2023, "sections": [], "unread": []}
    return found | {"values": values | more.pop("values", {})} | more


def shown(found, number=1, previous=None):
    answers = report_in(found, FORMS)
    return screen("test:1:read", found, answers, previous or {}, number)


UNREAD = [{"where": "litigation", "why": "picture", "words": ""}]


@pytest.mark.parametrize("caption", ["体检", "请体检一下", "/examine", " 体 检 "])
def test_a_caption_asks(caption):
    assert is_asked(caption)


@pytest.mark.parametrize("caption", ["", "去年的报告"])
def test_another_caption_does_not(caption):
    assert not is_asked(caption)


def test_a_clean_report_is_one_screen_without_buttons(form21):
    say = shown(data(form21))
    assert (say.args["errors"], say.args["warnings"], say.args["screens"]) == (0, 0, 1)
    assert say.choices == ()


def test_errors_come_first_and_what_could_not_be_read_last(form21):
    wrong = {f"applications.{row}.total": "9" for row in ("received", "granted", "partial")}
    found = data(form21, values=wrong | {"unit.postcode": "1", "overview": "某某"}, unread=UNREAD)
    first, last = shown(found), shown(found, 99)
    assert len(first.args["findings"]) == A_SCREEN
    assert {finding.level for finding in first.args["findings"]} == {"error"}
    assert last.args["unread"] == UNREAD
    assert first.args["all_unread"] == 1


def test_the_buttons_leaf_to_the_screens_beside(form21):
    found = data(form21, values={f"{c.id}": "9" for c in form21.totals if "total" in c.id})
    presses = [[c.press for c in row] for row in shown(found, 2).choices]
    assert presses == [["x:test:1:read=1", "x:test:1:read=3"]]
    assert asked(presses[0][1]).value == "3"


@pytest.mark.parametrize("press", ["1:@menu", "1:overview=std", "x:test:1=去", "x", ""])
def test_no_other_press_leafs(press):
    assert asked(press) is None


def test_last_year_is_compared(form21):
    previous = {"applications.carried_out.natural": "2"}
    (finding,) = shown(data(form21), previous=previous).args["findings"]
    assert (finding.rule, finding.expected) == ("carry_over", "2")


def test_sections_out_of_order_are_found(form21):
    found = data(form21, sections=["overview", "applications", "disclosure"])
    assert "order" in {finding.rule for finding in shown(found).args["findings"]}


def test_a_table_that_is_not_there_is_missed(form21):
    finding = shown(data(form21, absent=["litigation"])).args["findings"][0]
    assert (finding.rule, finding.level, finding.where) == ("missing", "error", ("litigation",))


def test_of_a_sheet_only_its_figures_are_checked(form21):
    mistake = {"address": "表三!D7", "reason": "not_a_number", "text": "x", "key": ""}
    cells = {c.id: "0" for c in form21.cells.values() if not c.computed}
    sheet = {"kind": "sheet", "form": "2021", "year": 2023, "values": cells}
    sheet |= {"totals": {"litigation.review.total": "3"}, "mistakes": [mistake]}
    say = shown(sheet)
    assert [finding.rule for finding in say.args["findings"]] == ["litigation_sum", "unlikely"]
    assert say.args["unread"] == [mistake]


def test_an_answers_file_is_asked_for_what_it_lacks(form21):
    found = data(form21, kind="answers", values={"problems": ""})
    assert [finding.rule for finding in shown(found).args["findings"]] == ["missing"]


def test_a_ledger_is_no_report(form21):
    assert report_in({"kind": "ledger"}, FORMS) is None
