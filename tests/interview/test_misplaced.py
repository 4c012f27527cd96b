"""What is sent while a text is asked for, and is none."""

import pytest


def test_a_row_sent_to_the_sentence_above_its_table_goes_to_its_table(talk):
    talk.ask("applications.lead").send("予以公开 3 0 0 0 0 0\n重复申请 0")
    assert talk.values["applications.granted.natural"] == "3"
    assert "applications.lead" not in talk.values
    assert talk.at == "applications.lead"


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_below_a_row_by_its_name_the_next_need_none(talk, between):
    talk.ask("applications.lead").send(f"予以公开 3 0 0 0 0 0{between}0 2 0 0 0 0")
    assert talk.values["applications.granted.natural"] == "3"
    assert talk.values["applications.partial.commercial"] == "2"
    assert "applications.lead" not in talk.entered


@pytest.mark.parametrize("second", ["乱七八糟 0", "其余情况见附件"])
def test_a_row_with_what_is_no_row_stays_a_text(talk, second):
    talk.ask("applications.lead").send(f"予以公开 3 0 0 0 0 0\n{second}")
    assert list(talk.entered) == ["applications.lead"]


@pytest.mark.parametrize("typed", ["0", "3 0 0 0"])
def test_bare_figures_are_no_sentence_above_a_table(talk, typed):
    talk.ask("litigation.lead").send(typed)
    assert (talk.facts, talk.said) == ([], ["refused.agreed"])


def test_a_sentence_above_its_table_stays_a_sentence(talk):
    talk.ask("applications.lead").send("新收政府信息公开申请 3 件，予以公开 3 件。")
    assert "applications.lead" in talk.values


def test_a_part_of_the_contact_sent_too_late_is_kept_where_it_belongs(talk):
    talk.ask("contact").send("地址：文礼路100米")
    talk.ask("preamble").send("电话 0469-2609855")
    assert talk.entered["unit.phone"] == "0469-2609855"
    assert "preamble" not in talk.entered
    assert talk.at == "preamble"


@pytest.mark.parametrize(
    ("text", "key"),
    [("021-56781234", "phone"), ("155131", "postcode"), ("abc@163.com", "email")],
)
def test_a_part_of_the_contact_without_its_name_is_no_preamble(talk, text, key):
    talk.ask("preamble").send(text)
    assert talk.entered == {f"unit.{key}": text}
    assert talk.at == "preamble"


@pytest.mark.parametrize("text", ["邮编忘了，问了一下是201900", "电话打不通"])
def test_a_part_of_the_contact_that_is_none_is_no_preamble(talk, text):
    talk.ask("preamble").send(text)
    assert (talk.facts, talk.said) == ([], ["refused.malformed"])


@pytest.mark.parametrize(("length", "key"), [(60, "unit.address"), (61, "preamble")])
def test_an_address_of_sixty_characters_is_one_and_a_longer_one_a_text(talk, length, key):
    talk.ask("preamble").send("地址：" + "路" * length)
    assert list(talk.entered) == [key]


def test_a_part_of_the_contact_among_other_words_stays_a_text(talk):
    talk.ask("preamble").send("欢迎联系，电话：0469-2609855。")
    assert list(talk.entered) == ["preamble"]


@pytest.mark.parametrize("text", ["联系电话不便公开，请到窗口咨询。", "地址" + "变更情况说明" * 20])
def test_a_text_that_begins_like_a_contact_stays_a_text(talk, text):
    talk.ask("preamble").send(text)
    assert talk.entered["preamble"] == text


def test_the_handling_fee_is_given_as_three_numbers(talk):
    talk.send("跳到六")
    talk.send("2 300 200.5")
    values = talk.state.answers(talk.form).values
    assert (values["handling_fee.notices"], values["handling_fee.received"]) == ("2", "200.5")
    assert "发出信息处理费收费通知2件，通知收费300元，实际收到200.5元" in values["others"]


def test_a_fee_that_is_told_is_confirmed_by_a_tap(talk):
    talk.send("跳到六")
    talk.send("收了1次，300块")
    assert (talk.facts, talk.said) == ([], ["refused.charged"])
    talk.send(press=talk.outcome.says[0].choices[0][0].press)
    fee = [talk.values[f"handling_fee.{part}"] for part in ("notices", "asked", "received")]
    assert fee == ["1", "300", "300"]
    assert "实际收到300元" in talk.values["others"]


def test_a_press_of_figures_below_another_text_writes_nothing(talk):
    talk.ask("overview").press("overview=1 300 300")
    assert talk.facts == []


def test_problems_and_measures_come_in_pairs(talk):
    talk.send("跳到五")
    talk.send("问题：解读少；改进：多做图解\n问题：更新慢；改进：每月检查")
    first, second = talk.state.answers(talk.form).values["problems"].split("\n")
    assert first.endswith("仍存在一些不足：一是解读少；二是更新慢。")
    assert second == "针对上述问题，2024年重点做好以下工作：一是多做图解；二是每月检查。"


@pytest.mark.parametrize("asked", ["overview", "others", "applications.lead"])
@pytest.mark.parametrize("between", ["\t", " "])
def test_rows_copied_from_a_spreadsheet_go_to_their_table(talk, asked, between):
    rows = (("新收", 3, 0, 0, 0, 0, 1), ("上年结转", 0, 1, 0, 0, 0, 0))
    names = ("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")
    lines = [between.join((n, *map(str, r[1:]))) for n, r in zip(names, rows, strict=True)]
    talk.ask(asked).send("\n".join(lines))
    assert asked not in talk.entered
    assert talk.said[0] == "kept.cells"
    assert talk.values["applications.received.total"] == "4"
    assert talk.values["applications.carried_in.total"] == "1"


@pytest.mark.parametrize(
    "typed",
    [
        "一、主动公开情况。全年公开 300 条\n二、依申请公开情况。收到 7 件",
        "本年新收政府信息公开申请 3 件，比上年增加 1 件",
        "一、本年新收政府信息公开申请数量 3 0 0 0 0 1。",
        "一、本年新收政府信息公开申请数量 3 0 0 0 0 1\n其中网上申请两件",
    ],
)
def test_a_text_with_figures_at_its_end_stays_a_text(talk, typed):
    talk.ask("overview").send(typed)
    assert talk.entered == {"overview": typed}


@pytest.mark.parametrize(
    "text",
    [
        "没收过",
        "没有",
        "一分钱没收",
        "没啥说的",
        "没什么别的",
        "0",
        "收费没有收",
        "信息处理费没有收过",
        "没收过费。",
        "未收取",
    ],
)
def test_a_no_to_the_handling_fee_takes_the_sentence_that_tells_of_none(talk, text):
    talk.send("跳到六")
    talk.send(text)
    assert "未收取信息处理费" in talk.values["others"]


def test_a_sentence_that_tells_of_no_fee_stays_a_sentence(talk):
    talk.send("跳到六")
    talk.send("未收取信息处理费。")
    assert talk.values["others"] == "未收取信息处理费。"


def test_pairs_sent_again_take_the_place_of_those_before(talk):
    talk.ask("problems").send("问题：更新慢；改进：每月检查")
    talk.ask("problems").send("问题：解读少；改进：多做图解")
    assert "更新慢" not in talk.values["problems"]
    assert "kept.elsewhere" not in talk.said


def test_pairs_sent_too_late_go_to_the_problems(talk):
    talk.ask("others").send("问题：公开不及时；改进：加强培训")
    assert "公开不及时" in talk.values["problems"]
    assert (talk.at, "others" in talk.values) == ("others", False)


def test_pairs_sent_too_late_take_the_place_of_a_text_that_says_nothing(talk):
    talk.ask("problems").send("无")
    talk.ask("others").send("问题：政策解读少；改进：多做图解")
    assert talk.entered["problems"].startswith("2023年")
    assert talk.said == ["kept.text", "kept.elsewhere"]


def test_pairs_sent_too_late_take_nothing_away(talk):
    talk.ask("problems").send("解读材料偏少，下一步多做图解。")
    talk.ask("others").send("问题：公开不及时；改进：加强培训")
    assert "解读材料偏少" in talk.values["problems"]
    assert "公开不及时" in talk.values["problems"]
