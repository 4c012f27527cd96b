"""Below a finding stand the figures that would make it right; a tap changes one, reads it back with
its sums, and can be undone.
"""

import pytest

from bot.wording import Context


@pytest.fixture
def talk(talk):
    """7 came in and 1 was carried in; 7 were answered and 1 goes on; then 新收 becomes 6."""
    talk.fill()
    talk.ask("applications.carried_in").send("1 0 0 0 0 0")
    talk.ask("applications.granted").send("6 0 0 0 0 0")
    talk.ask("applications.carried_out").send("1 0 0 0 0 0")
    talk.ask("applications.received").send("7 0 0 0 0 0")
    return talk


def offered(talk, wording="correct"):
    return [
        c for say in talk.outcome.says for row in say.choices for c in row if c.wording == wording
    ]


def changes(talk):
    return [dict(choice.args["change"]) for choice in offered(talk)]


def test_every_single_figure_that_makes_an_equation_true_is_offered(talk):
    talk.send("检查")
    assert changes(talk) == [
        {"applications.carried_out.natural": "2"},
        {"applications.received.natural": "6"},
        {"applications.carried_in.natural": "0"},
        {"applications.granted.natural": "7"},
    ]


def test_a_figure_that_last_year_s_report_confirms_is_not_offered(talk):
    talk.previous = {"applications.carried_out.natural": "1"}
    talk.send("检查")
    assert {"applications.carried_in.natural": "0"} not in changes(talk)
    assert len(changes(talk)) == 3


def test_a_figure_that_the_text_tells_is_not_offered(talk):
    talk.ask("overview").send("2023年，新收政府信息公开申请7件，予以公开6件。")
    talk.send("检查")
    assert {"applications.received.natural": "6"} not in changes(talk)
    assert {"applications.granted.natural": "7"} not in changes(talk)


def test_a_text_can_be_mended_as_well_as_its_table(talk):
    talk.ask("applications.carried_out").send("2 0 0 0 0 0")
    talk.ask("overview").send("2023年，新收政府信息公开申请8件。")
    talk.send("检查")
    assert {"overview": "2023年，新收政府信息公开申请7件。"} in changes(talk)


def test_nothing_changes_before_a_tap(talk):
    before = talk.values
    talk.send("检查")
    assert talk.values == before


def test_a_tap_is_read_back_with_the_new_sums(talk, words):
    talk.send("检查")
    talk.send(press=offered(talk)[0].press)
    assert talk.facts[0] == ("answered", "applications.carried_out.natural", "2")
    text = words.reply(talk.outcome.says, Context(talk.form, talk.state.answers(talk.form))).text
    assert "自然人：1 → 2" in text
    assert "结转下年（总计）2" in text


def test_a_tap_can_be_undone_at_once(talk):
    before = talk.values
    talk.send("检查")
    talk.send(press=offered(talk)[0].press)
    talk.send(press=offered(talk, "undo")[0].press)
    assert talk.values == before


def test_a_text_that_was_mended_is_read_back(talk, words):
    talk.ask("applications.carried_out").send("2 0 0 0 0 0")
    talk.ask("overview").send("一切正常。2023年，新收政府信息公开申请8件。")
    talk.send("检查")
    press = next(c.press for c in offered(talk) if "overview" in c.args["change"])
    talk.send(press=press)
    assert talk.values["overview"].endswith("申请7件。")
    text = words.reply(talk.outcome.says, Context(talk.form, talk.state.answers(talk.form))).text
    assert "“2023年，新收政府信息公开申请7件。”" in text


def test_a_button_of_a_finding_that_is_gone_changes_nothing(talk):
    talk.send("检查")
    late = offered(talk)[1].press
    talk.send(press=offered(talk)[0].press)
    before = talk.values
    talk.send(press=late)
    assert talk.said == ["finding_gone"]
    assert talk.values == before


@pytest.mark.parametrize("press", ["@correct", "@correct x y", "@explain", "@findings x 99"])
def test_a_button_that_nobody_made_changes_nothing(talk, press):
    before = talk.values
    talk.press(press)
    assert talk.values == before


def test_the_labels_name_what_would_change(talk, words):
    talk.send("检查")
    context = Context(talk.form, talk.state.answers(talk.form))
    labels = [b.label for row in words.reply(talk.outcome.says, context).buttons for b in row]
    assert labels[:6] == [
        "去修改",
        "结转下年改为 2",
        "新收改为 6",
        "上年结转改为 0",
        "予以公开改为 7",
        "目录",
    ]
