"""Two people at one report, each with a question of their own."""

import pytest

from bot.interview.questions import present
from bot.interview.replay import identity
from bot.interview.view import view
from bot.interview.viewer import Viewer
from bot.messages import Colleague, Person
from tests.conftest import WANG

LI = Person("test", "2", "李")


class Pair:
    """Wang and Li; what was shown to each is kept, as the interviewer does."""

    def __init__(self, talk):
        self.talk = talk
        self.shown = {}
        for person in (WANG, LI):
            self.look(person)

    def state(self, person, *, now=False):
        asked, seen = (None, 0) if now else self.shown[person]
        number = 2 if person is WANG else 1
        colleague = (Colleague(number, "李" if person is WANG else "王"),)
        viewer = Viewer(identity(person), colleagues=colleague, asked=asked, seen=seen)
        return self.talk.state.seen_by(viewer)

    def look(self, person):
        """Shows a person the question that is theirs now."""
        self.shown[person] = (None, 0)
        at = present(self.talk.form, self.state(person))
        self.shown[person] = (at, self.talk.state.seq)
        return at

    def send(self, person, text="", **how):
        """A message, and what was said; then the person sees their next question."""
        from bot.interview.step import step

        message = self.talk.msg(text, person=person, **how)
        outcome = step(self.talk.form, self.state(person), message, {})
        self.talk.keep(message, outcome.facts)
        if outcome.show:
            self.look(person)
        self.outcome = outcome
        return [say.wording for say in outcome.says]

    def press(self, person, value):
        return self.send(person, press=f"1:{value}")

    def tap(self, person, wording):
        """A button of what was said last, or else of the question shown."""
        shown = view(self.talk.form, self.state(person))
        rows = [row for say in (*self.outcome.says, shown) for row in say.choices]
        return self.send(
            person, press=next(c.press for r in rows for c in r if c.wording == wording)
        )

    def at(self, person):
        return self.shown[person][0]

    def value(self, key):
        return self.talk.values.get(key)


@pytest.fixture
def pair(talk):
    return Pair(talk)


def test_everybody_has_a_question_of_their_own(pair):
    pair.send(WANG, "跳到五")
    assert (pair.at(WANG), pair.at(LI)) == ("problems", "contact")
    pair.send(LI, "电话：0469-2609855")
    assert pair.look(WANG) == "problems"


def test_who_is_new_begins_where_the_work_goes_on(pair):
    pair.send(WANG, "跳到五")
    pair.send(WANG, "问题一段，正在改进。")
    assert pair.look(LI) == "others"


def test_an_answer_goes_to_the_question_that_was_shown(pair):
    """Without that, the text would become the next question's answer."""
    pair.send(LI, "电话：0469-2609855")
    pair.send(LI, "引言一段。")
    pair.send(WANG, "邮编：155131")
    assert pair.value("preamble") == "引言一段。"


def test_different_parts_of_the_contact_are_both_kept(pair):
    pair.send(LI, "地址：文礼路100米，电话：0469-2609855")
    assert pair.send(WANG, "邮编：155131") == ["kept.fields"]
    assert (pair.value("unit.postcode"), pair.value("unit.phone")) == ("155131", "0469-2609855")


def test_the_second_answer_to_a_question_is_not_recorded(pair):
    pair.send(LI, "电话：0469-2609855")
    assert pair.send(WANG, "电话：0469-1111111") == ["withheld"]
    assert pair.value("unit.phone") == "0469-2609855"


def test_who_was_second_sees_what_stands_by_whom_and_when(pair, words, context):
    from bot.wording import Context

    pair.send(LI, "电话：0469-2609855")
    pair.send(WANG, "电话：0469-1111111")
    now = Context(pair.talk.form, pair.talk.state.answers(pair.talk.form))
    said = words.say(pair.outcome.says[0], now)
    assert "李已在 01-08 12:00 填了" in said
    assert "0469-2609855" in said


def test_one_tap_replaces_it(pair):
    pair.send(LI, "电话：0469-2609855")
    pair.send(WANG, "电话：0469-1111111")
    assert pair.tap(WANG, "replace") == ["replaced"]
    assert pair.value("unit.phone") == "0469-1111111"


def test_what_is_replaced_once_is_not_replaced_again(pair):
    pair.send(LI, "电话：0469-2609855")
    pair.send(WANG, "电话：0469-1111111")
    press = pair.outcome.says[0].choices[0][0].press
    pair.send(WANG, press=press)
    pair.press(WANG, "@goto contact")
    pair.send(WANG, "电话：0469-2222222")
    pair.send(WANG, press=press)
    assert pair.value("unit.phone") == "0469-2222222"


def test_a_colleague_cannot_press_the_button_of_another(pair):
    pair.send(LI, "电话：0469-2609855")
    pair.send(WANG, "电话：0469-1111111")
    pair.send(LI, press=pair.outcome.says[0].choices[0][0].press)
    assert pair.value("unit.phone") == "0469-2609855"


def test_a_replacement_is_withheld_too_where_a_colleague_was_faster_again(pair):
    pair.send(LI, "电话：0469-2609855")
    pair.send(WANG, "电话：0469-1111111")
    first = pair.outcome.says[0].choices[0][0].press
    pair.press(LI, "@goto contact")
    pair.send(LI, "电话：0469-3333333")
    assert pair.send(WANG, press=first) == ["withheld"]
    assert pair.value("unit.phone") == "0469-3333333"


def test_a_press_is_withheld_like_a_text(pair):
    pair.send(LI, "电话：0469-2609855")
    assert pair.press(WANG, "contact=skip") == ["withheld"]


def test_a_row_is_withheld_and_replaced(pair):
    for person in (WANG, LI):
        pair.press(person, "@goto disclosure.licence")
    pair.send(LI, "3")
    assert pair.send(WANG, "4") == ["withheld"]
    pair.tap(WANG, "replace")
    assert pair.value("disclosure.licence.decisions") == "4"


def test_zeros_for_a_table_do_not_cover_a_colleague_s_figures(pair):
    for person in (WANG, LI):
        pair.press(person, "@goto disclosure.rules")
    pair.send(LI, "3 0 0")
    pair.send(WANG, "全部为0")
    assert pair.value("disclosure.rules.made") == "3"


def test_a_story_that_a_colleague_went_on_telling_is_shown_first(pair):
    for person in (WANG, LI):
        pair.press(person, "@goto applications.received")
    pair.send(LI, "7")
    facts = len(pair.talk.entries)
    assert pair.send(WANG, "5") == ["overtaken"]
    assert len(pair.talk.entries) == facts


def test_what_is_added_to_a_text_takes_nothing_away(pair):
    pair.send(WANG, "跳到一")
    pair.send(WANG, "总体一段。")
    pair.send(LI, "继续写：又一句。")
    pair.send(WANG, "继续写：再一句。")
    assert pair.value("overview") == "总体一段。\n又一句。\n再一句。"


def test_undo_takes_back_one_s_own_answer(pair):
    pair.send(WANG, "电话：0469-2609855")
    pair.send(LI, "跳到五")
    pair.send(LI, "问题一段，正在改进。")
    pair.send(WANG, "撤销")
    assert pair.value("unit.phone") is None
    assert pair.value("problems") == "问题一段，正在改进。"


def test_what_a_colleague_has_changed_since_is_not_undone(pair):
    pair.send(WANG, "电话：0469-2609855")
    pair.press(LI, "@goto contact")
    pair.send(LI, "电话：0469-1111111")
    assert pair.send(WANG, "撤销") == ["refused.undo_overtaken"]
    assert pair.value("unit.phone") == "0469-1111111"


def test_a_section_is_handed_to_a_colleague_by_button(pair):
    pair.send(WANG, "跳到五")
    pair.send(WANG, "转交")
    assert pair.tap(WANG, "colleague") == ["handed"]
    assert [(f.kind, f.key, f.value) for f in pair.outcome.facts] == [("handed", "problems", "2")]
    assert pair.outcome.effects[0].people == (2,)


@pytest.mark.parametrize("press", ["@hand problems 7", "@hand nowhere 2"])
def test_a_section_is_handed_to_nobody_else(pair, press):
    pair.press(WANG, press)
    assert pair.outcome.facts == ()


def test_alone_there_is_nobody_to_hand_to(talk):
    talk.send("转交")
    assert talk.said == ["refused.no_colleague"]


def test_a_story_that_a_colleague_told_to_its_end_has_no_buttons_left(talk):
    pair = Pair(talk)
    for person in (WANG, LI):
        pair.send(person, "跳到三")
    pair.send(LI, "收到2件")
    pair.look(WANG)
    pair.send(LI, "没有")
    pair.send(LI, "都是自然人，全部予以公开")
    shown = view(talk.form, pair.state(WANG))
    assert (shown.wording, shown.choices) == ("overtaken", ())
