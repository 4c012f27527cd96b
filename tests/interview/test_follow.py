"""Sentences with figures: they follow the cells, and it is said; what was rewritten is marked."""

import pytest

from bot import content
from bot.checks import check
from bot.forms.bound import WAITING
from bot.reading.answers_file import write_answers

STORY = "收到7件，都是自然人，予以公开3件，本机关不掌握4件，上年结转0件"
TEXT_RULES = ("text_count", "text_zero", "litigation_outcome", "list_sum", "percentage", "placeholder",
              "text_year", "period", "rewritten", "sensitive", "copied_unit")  # fmt: skip


def pick(talk, text, topic, phrase):
    talk.press(f"@goto {text}/")
    talk.press(f"{text}/={topic}")
    return talk.press(f"{text}/{topic}={phrase}")


@pytest.fixture
def told(talk):
    """A report with table 三 and the sentence that tells it."""
    talk.ask("applications.received")
    talk.press("@goto applications.received")
    talk.send("7 0 0 0 0 0\n0\n3 0 0 0 0 0")
    talk.send("其余为0")
    talk.ask("applications.unavailable_not_held").send("4 0 0 0 0 0")
    talk.ask("applications.carried_out").send("0 0 0 0 0 0")
    pick(talk, "overview", "requests", "results")
    return talk


def overview(talk):
    return talk.values["overview"]


def findings(talk, rule):
    return [f for f in check(talk.state.answers(talk.form), {}) if f.rule == rule]


def test_a_changed_figure_changes_its_sentence(told):
    assert "予以公开3件" in overview(told)
    told.ask("applications.granted").send("2 0 0 0 0 0")
    assert "予以公开2件" in overview(told)


def test_it_is_said_with_old_and_new(told):
    told.ask("applications.granted").send("2 0 0 0 0 0")
    (say,) = [say for say in told.outcome.says if say.wording == "follows"]
    ((before, after),) = say.args["changes"]
    assert ("公开3件" in before, "公开2件" in after) == (True, True)


def test_undo_changes_it_back_and_says_so(told):
    told.ask("applications.granted").send("2 0 0 0 0 0")
    told.send("撤销")
    assert "予以公开3件" in overview(told)
    assert "follows" in told.said


def test_an_undone_blank_is_no_changed_figure(talk):
    pick(talk, "overview", "disclosure", "channel")
    talk.send("政府网站")
    talk.send("12", id="test:count")
    talk.send("15", corrects="test:count")
    talk.send("撤销")
    assert "follows" not in talk.said


def test_an_answer_that_is_no_figure_of_it_says_nothing(told):
    told.ask("unit.phone").send("0469-2609855")
    assert "follows" not in told.said


def test_a_figure_that_is_still_to_come_is_marked_and_then_written(talk):
    pick(talk, "overview", "disclosure", "normative")
    assert WAITING in overview(talk)
    assert talk.outcome.says[0].args["waiting"]
    talk.ask("disclosure.normative").send("2 0 5")
    assert "行政规范性文件2件" in overview(talk)
    (say,) = [say for say in talk.outcome.says if say.wording == "follows"]
    assert say.args["changes"][0][0] == ""


def test_a_mark_is_no_finding_of_its_own_while_the_cell_is_blank(talk):
    pick(talk, "overview", "disclosure", "normative")
    assert findings(talk, "placeholder") == []
    assert findings(talk, "missing")


def test_a_mark_that_somebody_kept_in_words_of_their_own_is_found(talk):
    pick(talk, "overview", "disclosure", "normative")
    talk.ask("overview").send(f"我街道制发文件{WAITING}件。")
    assert findings(talk, "placeholder")


def test_a_mark_that_somebody_typed_for_a_blank_is_found(talk):
    pick(talk, "overview", "disclosure", "channel")
    talk.send(WAITING)
    talk.send("12")
    assert findings(talk, "placeholder")


def test_nothing_told_becomes_a_number_and_back(talk):
    talk.ask("applications.received").tap("all_zero")
    pick(talk, "overview", "requests", "received")
    assert "未收到政府信息公开申请" in overview(talk)
    talk.ask("applications.received").send("2 0 0 0 0 0")
    assert "新收政府信息公开申请2件" in overview(talk)


def test_a_sentence_kept_in_a_text_typed_over_goes_on_following(told):
    told.ask("overview").send("开头一句。" + overview(told) + "结尾一句。")
    told.ask("applications.granted").send("2 0 0 0 0 0")
    assert overview(told).startswith("开头一句。")
    assert "予以公开2件" in overview(told)


def test_it_goes_on_also_when_the_figure_had_changed_before(told):
    told.ask("applications.granted").send("2 0 0 0 0 0")
    told.ask("overview").send(overview(told) + "结尾一句。")
    told.ask("applications.granted").send("1 0 0 0 0 0")
    assert "予以公开1件" in overview(told)


def test_a_rewritten_sentence_is_left_and_marked_when_its_figure_changes(told):
    mine = "本年度办理结果中，予以公开和部分公开的占大多数。"
    told.ask("overview").send(mine)
    assert findings(told, "rewritten") == []
    told.ask("applications.granted").send("0 0 0 0 0 0")
    assert overview(told) == mine
    (found,) = findings(told, "rewritten")
    assert (found.where, found.found, found.expected) == (
        ("overview", "applications.granted.total"),
        "3",
        "0",
    )


def test_sending_it_again_takes_the_mark_away(told):
    mine = "本年度办理结果中，予以公开和部分公开的占大多数。"
    told.ask("overview").send(mine)
    told.ask("applications.granted").send("0 0 0 0 0 0")
    told.ask("overview").send(mine)
    assert findings(told, "rewritten") == []


def test_a_rewritten_sentence_that_can_be_read_is_judged_by_the_counts(told):
    told.ask("overview").send("本年度办理结果中，予以公开的有3件，部分公开的没有。")
    told.ask("applications.granted").send("2 0 0 0 0 0")
    assert findings(told, "rewritten") == []
    assert findings(told, "text_count")


def test_an_accepted_standard_that_tells_figures_says_when_it_changes(told):
    told.ask("applications.lead").tap("standard")
    told.ask("applications.received").send("8 0 0 0 0 0")
    says = [say.args["key"] for say in told.outcome.says if say.wording == "follows"]
    assert says == ["applications.lead"]


def test_an_answers_file_holds_the_text_as_it_is_now(told):
    told.ask("applications.granted").send("2 0 0 0 0 0")
    data = write_answers(told.state.answers(told.form))
    assert "予以公开2件" in data["overview"]


# -- no sentence of the bank is ever questioned ------------------------------------------------


def every():
    forms = content.forms().values()
    return sorted({(t.text, t.id, p) for form in forms for t in form.topics for p in t.phrases})


@pytest.mark.parametrize("figures", ["0", "7"])
@pytest.mark.parametrize("place", every(), ids="/".join)
def test_a_sentence_of_the_bank_beside_its_tables_is_right(form, new_talk, place, figures):
    text = place[0]
    talk = new_talk(form).fill()
    if figures != "0":
        fill_with(talk, int(figures))
    pick(talk, *place)
    while talk.at.count("/") == 2:
        talk.send({"number": "12", "date": "3月15日"}.get(talk.view.args["kind"], "加强培训"))
    assert talk.at == f"{text}/"
    found = [f for f in check(talk.state.answers(form), {}) if f.rule in TEXT_RULES]
    assert [f for f in found if text in f.where] == []


def fill_with(talk, base):
    """Different figures everywhere, so that none can pass for another."""
    cells = [c.id for c in talk.form.cells.values() if not c.computed]
    for number, key in enumerate(cells):
        if not key.endswith("change"):
            talk.keep(talk.msg("-"), (fact(key, base + number % 13),))


def fact(key, value):
    from bot.messages import Fact

    return Fact("answered", key, str(value))
