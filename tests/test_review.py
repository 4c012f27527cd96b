"""Clerk, reviewer and overseer on Telegram: who is told what, and what each can reach."""

from datetime import timedelta

import pytest

from bot.messages import Person
from tests.office import ANSWERS
from tests.test_admission import LI, NEUTRAL, WANG, Chats

ZHAO, QIAN = Person("telegram", "3", "赵"), Person("telegram", "4", "钱")
OTHER = ("向阳区", "建设街道办事处")


@pytest.fixture
def chats(service, services):
    """Wang and Li fill, Zhao reviews."""
    made = Chats(service, services.path)
    made.joins(WANG)
    made.joins(LI)
    made.joins(ZHAO, role="review")
    return made


@pytest.fixture
def filled(chats):
    for text in ANSWERS:
        chats.send(WANG, text)
    return chats


def notices(chats):
    """What people are to be told, by name; noted as told."""
    found = chats.interviewer.notices("telegram")
    for notice, _ in found:
        chats.journal.told(notice.number)
    chats.journal.flush()
    return {notice.person.name: reply.text for notice, reply in found}


def test_a_reviewer_who_joins_sees_the_review(chats):
    assert "审核《宝山区红旗街道办事处2023年年度报告》" in chats.send(ZHAO, "继续填")


def test_a_reviewer_who_joins_is_not_told_how_to_answer(chats):
    assert "每答一条" not in chats.joins(QIAN, role="review")


def test_a_remark_reaches_every_clerk_as_a_notice_and_as_the_question(filled):
    filled.send(ZHAO, press="1:@return problems")
    filled.send(ZHAO, "请写具体些")
    told = notices(filled)
    assert set(told) == {"王", "李"}
    assert "赵说：\n“请写具体些”" in told["王"]
    assert "“请写具体些”\n改完点“改好了”" in filled.send(LI, "继续填")
    assert notices(filled) == {}


def test_the_reviewer_is_told_when_it_is_done(filled):
    filled.send(ZHAO, press="1:@return problems")
    filled.send(ZHAO, "请写具体些")
    notices(filled)
    filled.send(WANG, "改好了")
    assert "王说改好了" in notices(filled)["赵"]


def test_what_a_clerk_is_writing_is_no_answer_to_what_was_sent_back_meanwhile(filled):
    filled.send(LI, "跳到一")
    filled.send(ZHAO, press="1:@return problems")
    filled.send(ZHAO, "请写具体些")
    filled.send(LI, "总体又一段。")
    entries = [entry.fact for entry in filled.journal.entries(1) if entry.fact.kind == "wrote"]
    values = {fact.key: fact.value for fact in entries}
    assert (values["overview"], values["problems"]) == ("总体又一段。", "问题。")


def test_a_text_sent_to_a_finished_report_that_came_back_is_asked_for_again(filled):
    filled.send(WANG, "继续填")
    filled.send(ZHAO, press="1:@return problems")
    filled.send(ZHAO, "请写具体些")
    answer = filled.send(WANG, "问题二。")
    assert "这句话没有存：有一节退回来了" in answer
    assert "“请写具体些”\n改完点“改好了”" in answer


def test_an_approval_sends_the_clean_copy_and_tells_the_clerks(filled):
    filled.send(WANG, "跳到五")
    filled.send(WANG, "问题一段，正在改进。")
    shown = filled.replies(ZHAO, "签发")
    assert shown[0].file.name.endswith("2023年政府信息公开工作年度报告.docx")
    assert "已由赵于 2024-01-08 12:00 签发" in shown[0].text
    assert "第 1 版，赵已于 2024-01-08 12:00 签发" in notices(filled)["王"]
    assert "这一处改动算新的一版" in filled.send(WANG, "上一步") + filled.send(
        WANG, "无其他事项了。"
    )


@pytest.fixture
def complete(filled):
    filled.send(WANG, "跳到五")
    filled.send(WANG, "问题一段，正在改进。")
    return filled


def test_the_reviewer_is_told_of_a_report_with_what_there_is_to_see_of_it(complete):
    complete.send(WANG, "来源 新收：申请台账第3页")
    assert "已送审" in complete.send(WANG, "送审")
    told = notices(complete)
    assert set(told) == {"赵"}
    assert told["赵"].startswith("王把《宝山区红旗街道办事处2023年年度报告》送审了，请审核。")
    assert "✓ 五、" in told["赵"]
    assert "申请台账第3页" in told["赵"]


def test_the_notice_s_button_leads_to_the_review(complete):
    complete.send(WANG, "送审")
    ((_, reply),) = complete.interviewer.notices("telegram")
    ((button,),) = reply.buttons
    assert complete.replies(ZHAO, press=button.press)[-1].buttons[0][0].label == "签发"


def test_from_handing_in_to_the_clean_copy(complete):
    complete.send(WANG, "定稿")
    complete.send(ZHAO, "退回五 请写具体些")
    assert "“请写具体些”" in notices(complete)["王"]
    complete.send(WANG, "问题写具体了，正在改进。")
    complete.send(WANG, "送审")
    assert "王把《" in notices(complete)["赵"]
    complete.send(ZHAO, "签发")
    assert "已于" in notices(complete)["王"]
    (copy, *_) = complete.replies(WANG, "定稿")
    assert copy.file.name.endswith("2023年政府信息公开工作年度报告.docx")
    assert "签发" in copy.text


def test_who_has_lost_their_reviewer_finishes_alone(complete):
    complete.revoke(3)
    assert complete.replies(WANG, "定稿")[0].file is not None


def test_an_overseer_sees_what_was_handed_in(complete):
    complete.send(WANG, "送审")
    assert "，已送审" in complete.joins(QIAN, ("", "宝山区"), "oversee")


def test_who_was_revoked_is_told_nothing(filled):
    filled.send(ZHAO, press="1:@return problems")
    filled.send(ZHAO, "请写具体些")
    filled.revoke(2)
    assert set(notices(filled)) == {"王"}


def test_a_reviewer_of_another_unit_reaches_nothing(filled):
    filled.joins(QIAN, OTHER, role="review")
    before = filled.journal.entries(1)
    for press in ("1:@approve", "1:@return problems", "1:@sit", "1:@draft"):
        assert "红旗" not in filled.send(QIAN, press=press)
    assert filled.journal.entries(1) == before


# -- oversight -------------------------------------------------------------------------------------


def test_an_overseer_sees_the_units_of_the_region_and_how_far_they_are(filled):
    filled.joins(QIAN, OTHER)
    assert "宝山区红旗街道办事处：填完 7/7 节" in filled.joins(
        Person("telegram", "5"), ("", "宝山区"), "oversee"
    )
    shown = filled.send(Person("telegram", "5"), "各单位")
    assert "2023 年度，共 1 个单位，已签发 0 个" in shown
    assert "建设" not in shown


def test_an_overseer_of_one_unit_sees_that_one(filled):
    shown = filled.joins(QIAN, role="oversee")
    assert "共 1 个单位" in shown


def test_an_overseer_sees_what_was_approved_and_when(filled):
    filled.send(WANG, "跳到五")
    filled.send(WANG, "问题一段，正在改进。")
    filled.send(ZHAO, "签发")
    assert "✓ 第 1 版已签发（赵 01-08）" in filled.joins(QIAN, ("", "宝山区"), "oversee")


def test_a_unit_that_was_invited_and_has_not_begun_is_listed(filled):
    filled.link(("宝山区", "民政局"))
    assert "宝山区民政局：还没开始" in filled.joins(QIAN, ("", "宝山区"), "oversee")


def test_another_year_is_named(filled):
    filled.joins(QIAN, ("", "宝山区"), "oversee")
    assert "红旗街道办事处：还没开始" in filled.send(QIAN, "各单位 2022")


@pytest.mark.parametrize(
    "press", ["1:@sit", "1:@draft", "1:@approve", "1:@versions 1", "1:contact=skip"]
)
def test_an_overseer_reaches_no_report(filled, press):
    filled.send(WANG, "草稿")
    filled.joins(QIAN, ("", "宝山区"), "oversee")
    before = filled.journal.entries(1)
    shown = filled.replies(QIAN, press=press)
    assert [reply.file for reply in shown] == [None]
    assert "2609855" not in shown[0].text
    assert filled.journal.entries(1) == before


def test_who_fills_and_oversees_asks_for_the_units_in_a_word(filled):
    filled.joins(WANG, ("", "宝山区"), "oversee")
    assert "共 1 个单位" in filled.send(WANG, "各单位")
    assert "共 1 个单位" not in filled.send(WANG, "继续填")


def test_a_message_that_comes_again_shows_the_units_again(filled):
    filled.joins(QIAN, ("", "宝山区"), "oversee")
    filled.send(QIAN, "各单位", id="telegram:x")
    assert "共 1 个单位" in filled.send(QIAN, "各单位", id="telegram:x")
    assert "共 1 个单位" in filled.interviewer.again("telegram:x", QIAN)[0].text


def test_without_the_role_the_word_is_a_word(filled):
    assert "共 1 个单位" not in filled.send(WANG, "各单位")
    assert filled.send(QIAN, "各单位") == NEUTRAL


def test_an_expired_invitation_of_a_reviewer_is_as_neutral_as_any(chats):
    late = chats.link(role="review")
    chats.at += timedelta(days=8)
    assert chats.send(QIAN, late) == NEUTRAL
