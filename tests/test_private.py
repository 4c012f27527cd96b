"""What looks like an applicant's data reaches the journal only by a yes of whoever typed it."""

import json

import pytest

from bot import app
from tests.conftest import WANG
from tests.office import Office

UNIT = "宝山区红旗街道办事处"
APPLICANT = "申请人张三申请公开征地批文，已答复。"
NAMELESS = "申请人申请公开征地批文，已答复。"
UNSAVED = "还没有保存"


@pytest.fixture
def path(tmp_path):
    return tmp_path / "baogao.db"


@pytest.fixture
def office(path, msg):
    service = app.service(path, open_to=("test", "telegram"))
    office = Office(service, msg)
    office.send(UNIT)
    office.send("跳到一")
    yield office
    service.journal.close()


def texts(office):
    return [value for kind, _, value in office.facts() if kind in ("wrote", "added", "corrected")]


def on_disk(path, words="张三"):
    return any(words.encode() in file.read_bytes() for file in path.parent.glob(path.name + "*"))


def test_it_is_asked_about_and_said_to_be_unsaved(office):
    reply = office.send(APPLICANT)
    assert UNSAVED in reply
    assert "张*" in reply
    assert "张三" not in reply
    assert texts(office) == []


def test_a_yes_keeps_it_as_if_it_had_just_come(office):
    buttons = office.buttons(APPLICANT, id="typed")
    assert "已存" in office.send(press=buttons["照样保存"])
    assert texts(office) == [APPLICANT]
    assert office.journal.entries(1)[-1].message == "typed"


def test_masked_it_is_kept_without_the_name(office, path):
    buttons = office.buttons(APPLICANT)
    reply = office.send(press=buttons["隐去后保存"])
    assert f"隐去后是：{NAMELESS}" in reply
    assert "已存" in reply
    assert texts(office) == [NAMELESS]
    assert not on_disk(path)


def test_a_no_leaves_nothing_of_it_anywhere(office, path):
    buttons = office.buttons(APPLICANT)
    assert "没有保存" in office.send(press=buttons["不保存"])
    assert texts(office) == []
    assert not on_disk(path)


def test_the_buttons_can_be_typed(office):
    office.send(APPLICANT)
    office.send("照样保存")
    assert texts(office) == [APPLICANT]


def test_a_corrected_text_takes_its_place(office, path):
    office.send(APPLICANT)
    reply = office.send(NAMELESS)
    assert "前面那条没有保存" in reply
    assert texts(office) == [NAMELESS]
    assert not on_disk(path)


def test_the_message_itself_can_be_edited(office, path):
    office.send(APPLICANT, id="typed")
    reply = office.send(NAMELESS, corrects="typed")
    assert "已存" in reply
    assert texts(office) == [NAMELESS]
    assert not on_disk(path)
    assert "已按您改的更新" in office.send("又改过一次的文字。", corrects="typed")
    assert texts(office)[-1] == "又改过一次的文字。"


def test_a_second_doubtful_text_takes_the_place_of_the_first(office, path):
    office.send(APPLICANT)
    reply = office.send("原告李四不服，已答复。")
    assert "前面那条没有保存" in reply
    assert "李*" in reply
    assert not on_disk(path)


def test_an_edit_that_brings_a_name_leaves_the_text_as_it_was(office):
    office.send("总体。", id="typed")
    buttons = office.buttons(APPLICANT, corrects="typed")
    assert texts(office) == ["总体。"]
    office.send(press=buttons["照样保存"])
    assert texts(office) == ["总体。", APPLICANT]


def test_going_on_with_a_text_is_asked_about_too(office):
    office.send("总体。")
    assert UNSAVED in office.send("继续写：" + APPLICANT)
    assert texts(office) == ["总体。"]


def test_a_story_is_asked_about_with_its_words(office, path):
    office.send("总体。")
    office.send("跳到三")
    assert UNSAVED in office.send("收到申请1件，申请人张三，予以公开1件")
    office.send("不保存")
    assert not on_disk(path)


def test_looking_around_keeps_the_question(office):
    office.send(APPLICANT)
    assert UNSAVED not in office.send("目录")
    assert UNSAVED in office.send("继续填")
    office.send("照样保存")
    assert texts(office) == [APPLICANT]


def test_looking_around_does_not_change_what_it_is_kept_for(office):
    office.send("总体。")
    office.send("继续写")
    office.send(APPLICANT)
    office.send("跳到五")
    office.send("照样保存")
    assert ("added", "overview", APPLICANT) in office.facts()


def test_the_same_message_again_gets_the_same_question(office):
    assert office.send(APPLICANT, id="typed") == office.send(APPLICANT, id="typed")


def test_a_button_pressed_late_keeps_nothing(office):
    late = office.buttons(APPLICANT)["照样保存"]
    office.send(NAMELESS)
    office.send(press=late)
    assert texts(office) == [NAMELESS]


def test_a_colleague_neither_sees_nor_answers_it(office, msg):
    from bot.messages import Person

    li = Person("test", "2", "李")
    office.send(UNIT, person=li)
    press = office.buttons(APPLICANT)["照样保存"]
    assert UNSAVED not in office.send(press=press, person=li)
    assert texts(office) == []


def test_it_outlives_the_process(office, path, msg):
    office.send(APPLICANT, id="typed")
    service = app.service(path, open_to=("test", "telegram"))
    reply = service.interviewer.again("typed", WANG)[-1]
    assert UNSAVED in reply.text
    press = next(b.press for row in reply.buttons for b in row if b.label == "照样保存")
    service.interviewer.handle(msg(press=press))
    service.journal.close()
    assert texts(office) == [APPLICANT]


# -- files -----------------------------------------------------------------------------------------


def report(**values):
    values = {"unit.superior": "宝山区", "unit.name": "红旗街道办事处"} | values
    data = {"kind": "report", "form": "2021", "year": 2022, "values": values, "unread": []}
    return json.dumps(data, ensure_ascii=False)


def test_last_years_report_is_asked_about_before_it_is_kept(office, path):
    buttons = office.buttons(read=report(overview=APPLICANT))
    assert len(office.journal.reports_of(1)) == 1
    office.send(press=buttons["隐去后保存"])
    assert len(office.journal.reports_of(1)) == 2
    assert ("imported", "overview", NAMELESS) in office.facts(2)
    assert not on_disk(path)


@pytest.fixture
def examined(office):
    """The button that takes over a report of this year, on the old form, with a name in it."""
    data = {"form": "2019", "year": 2023, "sections": []}
    read = json.loads(report(overview=APPLICANT)) | data
    return office.buttons(read=json.dumps(read, ensure_ascii=False))["换成新格式填进来"]


def imported(office):
    return [value for kind, key, value in office.facts() if (kind, key) == ("imported", "overview")]


def test_an_examined_report_is_asked_about_before_it_is_taken_over(office, examined):
    reply = office.send(press=examined)
    assert UNSAVED in reply
    assert "张*" in reply
    assert imported(office) == []


@pytest.mark.parametrize(
    ("decision", "kept"),
    [("照样保存", [APPLICANT]), ("隐去后保存", [NAMELESS]), ("不保存", [])],
)
def test_it_is_taken_over_as_was_decided(office, examined, decision, kept):
    buttons = office.buttons(press=examined)
    reply = office.send(press=buttons[decision])
    assert ("已换成新格式" in reply) is bool(kept)
    assert imported(office) == kept


def test_it_outlives_the_process_too(office, path, examined, msg):
    office.send(press=examined)
    service = app.service(path, open_to=("test", "telegram"))
    service.interviewer.handle(msg("隐去后保存"))
    service.journal.close()
    assert imported(office) == [NAMELESS]


def test_it_takes_the_place_of_what_waited_before(office, examined):
    office.send("申请人李四申请公开规划，已答复。")
    reply = office.send(press=examined)
    assert "前面那条没有保存" in reply
    assert "张*" in reply


@pytest.mark.parametrize("screen", ["1:@goto overview/", "1:overview/=disclosure"])
def test_own_words_on_a_screen_of_the_bank_are_asked_about(office, screen):
    office.send(press="1:@goto overview/")
    office.send(press=screen)
    assert UNSAVED in office.send(APPLICANT)
    assert texts(office) == []


def test_a_blank_of_a_sentence_is_asked_about(office):
    office.send(press="1:@goto overview/")
    office.send(press="1:overview/=disclosure")
    office.send(press="1:overview/disclosure=channel")
    assert UNSAVED in office.send("申请人张三的电话13812345678")
    assert not [fact for fact in office.facts() if fact[0] == "filled"]


def test_so_is_the_report_that_somebody_new_begins_with(path, msg):
    service = app.service(path, open_to=("test", "telegram"))
    office = Office(service, msg)
    buttons = office.buttons(read=report(overview=APPLICANT))
    assert office.facts() == []
    assert UNSAVED in office.send("/start")
    assert "已建好" in office.send(press=buttons["隐去后保存"])
    assert ("imported", "overview", NAMELESS) in office.facts(1)
    service.journal.close()
    assert not on_disk(path)


def test_somebody_new_can_say_no(path, msg):
    service = app.service(path, open_to=("test", "telegram"))
    office = Office(service, msg)
    office.send(read=report(overview=APPLICANT))
    assert "请发单位全称" in office.send("不保存")
    assert office.facts() == []
    service.journal.close()
    assert not on_disk(path)
