"""Review at one report: Zhao reviews, Wang fills."""

import pytest

from bot.interview.outcome import BuildReport, Notify, SendVersion
from bot.interview.replay import identity
from bot.interview.review import shown
from bot.interview.rights import FILL, REVIEW
from bot.interview.step import step
from bot.interview.viewer import Viewer
from bot.messages import Attachment, Person
from bot.wording import Context
from tests.conftest import WANG

ZHAO = Person("test", "3", "赵")


class Office:
    """Who fills and who reviews, at the same report."""

    def __init__(self, talk, roles=frozenset({REVIEW})):
        self.talk = talk
        self.roles = {WANG: frozenset({FILL}), ZHAO: roles}

    def state(self, person):
        return self.talk.state.seen_by(Viewer(identity(person), self.roles[person]))

    def send(self, person, text="", **how):
        message = self.talk.msg(text, person=person, **how)
        self.outcome = step(self.talk.form, self.state(person), message, {})
        self.talk.keep(message, self.outcome.facts)
        return [say.wording for say in self.outcome.says]

    def press(self, person, value):
        return self.send(person, press=f"1:{value}")

    def shows(self, person):
        return [say.wording for say in shown(self.talk.form, self.state(person), {})]

    def reads(self, person, words):
        context = Context(self.talk.form, self.talk.state.answers(self.talk.form))
        return "\n".join(
            words.say(s, context) for s in shown(self.talk.form, self.state(person), {})
        )

    def sends_back(self, section="problems", remark="请写具体些"):
        self.press(ZHAO, f"@return {section}")
        return self.send(ZHAO, remark)


@pytest.fixture
def office(talk):
    return Office(talk)


@pytest.fixture
def filled(office):
    office.talk.fill()
    return office


def test_a_reviewer_sees_the_whole_with_what_the_rules_find(office, words):
    office.send(WANG, "跳到五")
    office.send(WANG, "问题：政策解读××。改进：多做图解。")
    shown_ = office.reads(ZHAO, words)
    assert "审核《宝山区红旗街道办事处2023年年度报告》" in shown_
    assert "✓ 五、" in shown_
    assert "××" in shown_


@pytest.mark.parametrize(
    "text", ["3 0 0 0 0 1", "邮编：155131", "目录", "撤销", "全部为0", "重填本节", "沿用去年的文字"]
)
def test_a_reviewer_s_words_are_no_answers(office, text):
    before = len(office.talk.entries)
    assert office.send(ZHAO, text) == ["refused.reviewer"]
    assert len(office.talk.entries) == before


@pytest.mark.parametrize(
    "press", ["contact=skip", "preamble=std", "@undo", "@redo", "@rest", "@settle problems"]
)
def test_a_clerk_s_buttons_do_nothing_for_a_reviewer(office, press):
    office.send(WANG, "邮编：155131")
    before = len(office.talk.entries)
    office.press(ZHAO, press)
    assert len(office.talk.entries) == before


def test_a_reviewer_s_file_is_not_taken(office):
    assert office.send(ZHAO, attachment=Attachment("f", "去年.docx", 9)) == ["refused.reviewer"]


@pytest.mark.parametrize("text", ["审核", "签发"])
def test_a_clerk_does_not_review(filled, text):
    assert filled.send(WANG, text) == ["refused.not_reviewer"]


def test_a_clerk_does_not_send_back(filled):
    assert filled.press(WANG, "@return problems") == ["refused.not_reviewer"]


def test_who_has_both_roles_fills_and_reviews(talk):
    office = Office(talk, roles=frozenset({FILL, REVIEW}))
    assert office.shows(ZHAO) == ["ask.group"]
    assert office.send(ZHAO, "审核") == ["review"]


def test_what_is_not_filled_is_not_said_to_be_sound(office, words):
    assert "没有查出问题" not in office.reads(ZHAO, words)
    office.talk.fill()
    assert "没有查出问题" in office.reads(ZHAO, words)


# -- sent back -------------------------------------------------------------------------------------


def test_a_section_is_sent_back_with_a_remark(filled):
    filled.press(ZHAO, "@return problems")
    assert filled.shows(ZHAO) == ["ask.remark"]
    assert filled.send(ZHAO, "请写具体些") == ["sent_back"]
    assert filled.outcome.effects == (Notify(role=FILL),)
    assert filled.shows(ZHAO) == ["review"]


@pytest.mark.parametrize("typed", ["退回五", "退回 五", "退回第5节", "退回 存在的主要问题"])
def test_a_section_may_be_named_in_words(filled, typed):
    filled.send(ZHAO, typed)
    assert filled.state(ZHAO).at == "return:problems"


@pytest.mark.parametrize("typed", ["退回", "退回第九节"])
def test_to_send_back_nothing_in_particular_shows_the_review(filled, typed):
    assert filled.send(ZHAO, typed) == []
    assert filled.shows(ZHAO) == ["review"]


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("第三节不对，收到应该是9件", "applications"),
        ("五、写得太笼统，请写具体", "problems"),
        ("第一节漏了培训的情况", "overview"),
    ],
)
def test_what_is_wrong_with_a_section_sends_it_back_with_these_words(filled, text, section):
    assert filled.send(ZHAO, text) == ["sent_back"]
    assert filled.talk.state.returned[section].remark == text


@pytest.mark.parametrize("text", ["同意", "没问题", "可以"])
def test_a_yes_of_the_reviewer_shows_the_button_that_approves(filled, text):
    assert filled.send(ZHAO, text) == ["sign_off"]
    assert filled.outcome.facts == ()
    assert filled.outcome.says[0].choices[0][0].press == "1:@approve"


@pytest.mark.parametrize(
    "text",
    [
        "第三节不错",
        "第二节没有错误",
        "第五部分改得很好，同意签发",
        "一、二节没问题，五节太短",
        "五节改好了吗？",
    ],
)
def test_a_section_that_is_praised_or_asked_about_is_not_sent_back(filled, text):
    assert filled.send(ZHAO, text) == ["refused.reviewer"]
    assert filled.talk.state.returned == {}


@pytest.mark.parametrize("text", ["收到应该是9件", "一共不对", "您好"])
def test_what_names_no_section_sends_nothing_back(filled, text):
    filled.send(ZHAO, text)
    assert filled.talk.state.returned == {}


@pytest.mark.parametrize("text", ["好了", "改完了", "都改好了"])
def test_the_clerk_s_done_deals_with_a_section_sent_back(filled, text):
    filled.send(ZHAO, "退回五 请写具体")
    filled.send(WANG, text)
    assert filled.talk.state.returned == {}


def test_a_reviewer_is_helped_with_the_review(filled):
    assert filled.send(ZHAO, "帮助") == ["help_review"]
    assert filled.send(WANG, "帮助") == ["help"]


def test_it_is_the_clerk_s_present_question(filled, words):
    filled.sends_back()
    assert filled.shows(WANG) == ["returned", "ask.text"]
    assert "赵 01-08 12:00：\n“请写具体些”" in filled.reads(WANG, words)


def test_it_stays_so_until_the_clerk_says_that_it_is_done(filled):
    filled.sends_back()
    filled.send(WANG, "问题：政策解读少。改进：多做图解。")
    assert filled.shows(WANG) == ["returned", "ask.text"]
    assert filled.send(WANG, "改好了") == ["settled"]
    assert filled.outcome.effects == (Notify(role=REVIEW),)
    assert filled.shows(WANG) == ["ready"]


def test_two_sections_sent_back_come_one_after_the_other(filled):
    filled.sends_back("others")
    filled.sends_back("problems")
    filled.press(WANG, "@settle problems")
    filled.press(WANG, "@settle others")
    assert filled.shows(WANG) == ["ready"]


def test_the_remark_can_be_called_off(filled):
    filled.press(ZHAO, "@return problems")
    filled.press(ZHAO, "@show")
    assert filled.shows(ZHAO) == ["review"]
    assert filled.send(ZHAO, "请写具体些") == ["refused.reviewer"]


def test_a_section_that_is_not_there_is_not_sent_back(filled):
    filled.press(ZHAO, "@return nowhere")
    assert filled.outcome.facts == ()


def test_nothing_is_done_where_nothing_was_sent_back(filled):
    assert filled.send(WANG, "改好了") == ["refused.not_returned"]


# -- approved --------------------------------------------------------------------------------------


def test_approval_makes_the_clean_copy_and_tells_the_clerks(filled):
    filled.send(ZHAO, "签发")
    assert [(f.kind, f.key) for f in filled.outcome.facts] == [
        ("approved", "1"),
        ("requested", "final"),
    ]
    assert filled.outcome.effects == (BuildReport(draft=False), Notify(role=FILL))


def test_number_name_and_time_are_kept_and_shown(filled, words):
    filled.send(ZHAO, "签发")
    approval = filled.talk.state.approved
    assert (approval.number, approval.author) == (1, "赵")
    for person in (WANG, ZHAO):
        assert "第 1 版已由赵于 2024-01-08 12:00 签发。" in filled.reads(person, words)


def test_who_has_approved_is_not_told_to_approve(filled, words):
    assert "没问题就点“签发”" in filled.reads(ZHAO, words)
    filled.send(ZHAO, "签发")
    assert "没问题就点“签发”" not in filled.reads(ZHAO, words)


def test_a_clean_copy_that_is_there_is_the_one_approved(filled):
    filled.send(WANG, "定稿")
    filled.send(WANG, "定稿")
    copy = filled.talk.state.current
    filled.send(ZHAO, "签发")
    assert filled.outcome.facts[0].key == str(copy.number)
    assert filled.outcome.effects[0] == SendVersion(copy.message)


def test_what_has_errors_is_not_approved(office):
    assert office.send(ZHAO, "签发") == ["refused.not_approved"]
    assert office.outcome.facts == ()


def test_it_is_approved_once(filled):
    filled.send(ZHAO, "签发")
    assert filled.send(ZHAO, "签发") == ["refused.approved_already"]


def test_the_first_change_after_it_says_that_it_is_another_version(filled, words):
    filled.send(ZHAO, "签发")
    filled.press(WANG, "@goto problems")
    assert "after_approval" in filled.send(WANG, "问题一段，正在改进了。")
    assert filled.talk.state.approved is None
    assert "又改过" in filled.reads(ZHAO, words)
    filled.send(ZHAO, "签发")
    assert filled.talk.state.approved.number == 2


def test_approval_puts_remarks_to_rest(filled):
    filled.sends_back()
    filled.send(ZHAO, "签发")
    assert filled.shows(WANG) == ["finished"]


def test_a_section_is_sent_back_by_its_number_and_a_remark(filled):
    assert filled.send(ZHAO, "退回 五 请写具体") == ["sent_back"]
    assert filled.outcome.effects == (Notify(role=FILL),)
    assert filled.state(WANG).returned["problems"].remark == "请写具体"


def test_a_section_sent_back_by_its_number_asks_for_the_remark(filled, words):
    filled.send(ZHAO, "退回 五")
    assert "要改什么" in filled.reads(ZHAO, words)
