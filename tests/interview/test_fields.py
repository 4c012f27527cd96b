"""Contact and single fields."""

import pytest


def test_the_contact_in_one_message(talk):
    talk.send("地址：文礼路100米，邮编：155131，电话：0469-2609855，邮箱：abc@163.com")
    assert talk.entered == {
        "unit.address": "文礼路100米",
        "unit.postcode": "155131",
        "unit.phone": "0469-2609855",
        "unit.email": "abc@163.com",
    }
    assert talk.at == "preamble"


def test_of_a_contact_with_one_malformed_part_the_good_ones_are_kept(talk):
    talk.send("地址：文礼路100米，邮编：15513，电话：0469-2609855")
    assert talk.entered == {"unit.address": "文礼路100米", "unit.phone": "0469-2609855"}
    assert talk.said == ["kept.fields", "refused.malformed"]
    assert talk.at == "contact"


def test_the_malformed_part_can_be_sent_alone(talk):
    talk.send("地址：文礼路100米，邮编：15513")
    talk.send("邮编：155131")
    assert talk.entered == {"unit.address": "文礼路100米", "unit.postcode": "155131"}
    assert talk.at == "preamble"


def test_a_part_that_is_not_understood_is_named(talk):
    talk.send("电话：0469-2609855\n天天向上")
    talk.send("天天向上，电话：0469-2609855")
    assert "refused.unknown_part" in talk.said
    assert talk.outcome.says[-1].args["parts"] == ("天天向上",)


def test_a_contact_that_is_all_wrong_records_nothing(talk):
    talk.send("邮编：1")
    assert talk.facts == []
    assert (talk.at, talk.said) == ("contact", ["refused.malformed"])


@pytest.mark.parametrize("typed", ["无", "跳过", "没有", "不填"])
def test_a_unit_need_give_no_contact(talk, typed):
    talk.send(typed)
    assert talk.facts == [("skipped", "contact", "")]
    assert (talk.at, talk.said) == ("preamble", ["kept.skipped"])


@pytest.mark.parametrize("typed", ["就这些", "好了"])
def test_before_anything_is_given_nothing_is_enough(talk, typed):
    talk.send(typed)
    assert (talk.facts, talk.at) == ([], "contact")


def test_a_part_that_is_said_to_be_none_is_not_kept(talk):
    talk.send("邮箱没有，电话0469-2609855")
    assert talk.entered == {"unit.phone": "0469-2609855"}


@pytest.mark.parametrize("text", ["谢谢", "好了", "收到"])
def test_a_word_of_the_chat_is_no_part_of_a_contact(talk, text):
    talk.send(text)
    assert (talk.facts, talk.said) == ([], ["refused.agreed"])


def test_one_field_can_be_changed(talk):
    talk.send("地址：文礼路100米，电话：0469-2609855")
    talk.ask("unit.phone").send("0469-2600000")
    assert talk.entered["unit.phone"] == "0469-2600000"
    assert talk.entered["unit.address"] == "文礼路100米"


def test_a_malformed_field_is_refused(talk):
    talk.ask("unit.postcode").send("15513")
    assert talk.facts == []
    assert talk.said == ["refused.malformed"]


def test_a_field_can_be_taken_away(talk):
    talk.send("电话：0469-2609855")
    talk.ask("unit.phone").send("无")
    assert "unit.phone" not in talk.values


def test_the_name_of_the_unit_can_be_changed_but_not_taken_away(talk):
    talk.ask("unit.name").send("无")
    assert talk.values["unit.name"] == "无"
    talk.ask("unit.name").send("红旗街道办事处")
    assert talk.values["unit.name"] == "红旗街道办事处"


@pytest.mark.parametrize(("typed", "kept"), [("2件", "2"), ("39.40", None), ("两件", "2")])
def test_a_fee_notice_is_a_count(talk, typed, kept):
    talk.ask("handling_fee.notices").send(typed)
    assert talk.entered.get("handling_fee.notices") == kept


@pytest.mark.parametrize("typed", ["/", "—"])
def test_a_stroke_is_no_count(talk, typed):
    talk.ask("handling_fee.notices").send(typed)
    assert (talk.facts, talk.said) == ([], ["refused.malformed"])


def test_a_contact_of_nothing_but_commas_is_no_answer(talk):
    talk.send("，。；")
    assert talk.facts == []
    assert talk.said == ["refused.empty"]


@pytest.mark.parametrize("typed", ["就这些", "没有了", "不写"])
def test_what_was_given_of_a_contact_may_be_enough(talk, typed):
    talk.send("电话：0469-2609855，邮编：15513")
    talk.send(typed)
    assert (talk.at, talk.said) == ("preamble", ["kept.enough"])
    assert talk.entered["unit.phone"] == "0469-2609855"


def test_the_button_says_that_what_was_given_is_enough(talk):
    talk.send("电话：0469-2609855，邮编：15513")
    talk.tap("enough")
    assert talk.at == "preamble"
