"""Last year's texts and tables as a start for this year's."""

import pytest

LAST = {
    "preamble": "所列数据的统计期限为2022年1月1日至2022年12月31日。",
    "overview": "2022年，公开信息40余条，培训3次。2023年继续努力。",
    "applications.lead": "2022年，未收到申请。",
}


@pytest.fixture
def after(talk):
    talk.previous = dict(LAST)
    return talk


def values(talk):
    return talk.state.answers(talk.form).values


def test_a_text_with_only_years_is_taken_with_its_years_moved_on(after):
    after.send("不写")
    after.send(press="1:preamble=last")
    assert values(after)["preamble"] == "所列数据的统计期限为2023年1月1日至2023年12月31日。"


def test_a_text_with_figures_asks_for_them(after):
    after.send("跳到一")
    after.send(press="1:overview=last")
    assert after.at == "~overview"
    assert len(after.view.args["figures"]) == 2


def test_the_figures_are_put_in_and_the_years_moved_on(after):
    after.send("跳到一")
    after.send(press="1:overview=last")
    after.send("52 同")
    assert values(after)["overview"] == "2023年，公开信息52条，培训3次。2024年继续努力。"


def test_too_few_figures_are_refused(after):
    after.send("跳到一")
    after.send(press="1:overview=last")
    outcome = after.send("52")
    assert (outcome.facts, outcome.says[0].wording) == ((), "refused.renewal")


def test_a_new_text_may_be_sent_instead(after):
    after.send("跳到一")
    after.send(press="1:overview=last")
    after.send("今年的情况完全不同，" * 6)
    assert values(after)["overview"].startswith("今年的情况完全不同")


def test_all_texts_are_taken_over_at_once_and_the_figures_asked_for(after):
    after.send("沿用去年的文字")
    assert "2023年1月1日" in values(after)["preamble"]
    assert after.at == "~overview"


def test_a_sentence_above_a_table_waits_for_its_table(after):
    after.send("沿用去年的文字")
    assert "applications.lead" not in values(after)


def test_a_table_is_the_same_as_last_year_by_one_tap(after):
    table = after.form.tables["disclosure"]
    after.previous |= {cell.id: "3" for cell in table.cells()}
    after.send("跳到二")
    after.send(press="1:disclosure.rules=same")
    assert values(after)["disclosure.fee.amount"] == "3"


def test_a_table_that_last_year_left_blank_is_not_the_same(after):
    after.previous |= {"disclosure.rules.made": "3"}
    after.send("跳到二")
    assert after.send(press="1:disclosure.rules=same").facts == ()


@pytest.mark.parametrize("answer", ["收到2件 都给了", "谢谢 好的", "上年结转0件，收到2件"])
def test_words_are_put_in_no_figure_s_place(after, answer):
    after.send("跳到一")
    after.send(press="1:overview=last")
    outcome = after.send(answer)
    assert (outcome.facts, outcome.says[0].wording) == ((), "refused.renewal")
    assert outcome.says[0].args["odd"]


def test_a_unit_that_stands_in_the_text_is_not_written_twice(after):
    after.send("跳到一")
    after.send(press="1:overview=last")
    after.send("52条，2次")
    assert values(after)["overview"] == "2023年，公开信息52条，培训2次。2024年继续努力。"


def test_the_standard_wording_goes_on_as_such(after):
    preamble = after.state.answers(after.form).standard("preamble")
    after.previous["preamble"] = preamble.replace("2023", "2022")
    after.send("沿用去年的文字")
    assert ("accepted", "preamble", "") in after.facts


def test_as_last_year_leaves_the_only_figure_as_it_was(after):
    after.previous["overview"] = "2022年，公开信息40条。"
    after.send("跳到一")
    after.send(press="1:overview=last")
    after.send("跟去年一样")
    assert values(after)["overview"] == "2023年，公开信息40条。"
