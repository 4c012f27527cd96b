import pytest

from bot.interview.commands import Command, read_command


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("目录", "menu"),
        (" 目录\n", "menu"),
        ("/menu", "menu"),
        ("MENU", "menu"),
        ("上一步", "back"),
        ("/back", "back"),
        ("重填本节", "redo"),
        ("/redo", "redo"),
        ("撤销", "undo"),
        ("/undo", "undo"),
        ("草稿", "draft"),
        ("/draft", "draft"),
        ("定稿", "final"),
        ("/final", "final"),
        ("换年度", "year"),
        ("/year", "year"),
        ("帮助", "help"),
        ("？", "help"),
        ("/help", "help"),
        ("继续写", "more"),
        ("提醒", "remind"),
        ("/remind", "remind"),
        ("不用提醒", "remind_off"),
        ("要提醒", "remind_on"),
        ("/more", "more"),
        ("全部为0", "rest"),
        ("全部为 0", "rest"),
        ("其余为０", "rest"),
        ("/zero", "rest"),
        ("继续填", "show"),
        ("/start", "show"),
    ],
)
def test_a_word_is_a_command(form21, text, name):
    assert read_command(form21, text) == Command(name)


@pytest.mark.parametrize(
    ("text", "section"),
    [
        ("跳到三", "applications"),
        ("跳到 3", "applications"),
        ("第3节", "applications"),
        ("第三节", "applications"),
        ("跳到第六节", "others"),
        ("/goto 2", "disclosure"),
        ("/goto２", "disclosure"),
        ("跳到总体情况", "overview"),
        ("跳到三、收到和处理政府信息公开申请情况", "applications"),
        ("跳到单位信息", "opening"),
        ("去第五节", "problems"),
        ("表三", "applications"),
        ("填表四", "litigation"),
    ],
)
def test_a_section_is_named_by_number_or_title(form21, text, section):
    assert read_command(form21, text) == Command("jump", section)


@pytest.mark.parametrize(
    "text", ["跳到七", "第7节", "跳到0", "跳到天上", "跳到政府信息公开", "跳到一二", "跳到２３节"]
)
def test_a_section_that_is_not_there_is_a_jump_to_nowhere(form21, text):
    assert read_command(form21, text) == Command("jump", "")


def test_words_after_going_on_are_kept_as_they_are(form21):
    assert read_command(form21, "继续写：第二段\n 第三段") == Command("add", "第二段\n 第三段")


@pytest.mark.parametrize(
    "text",
    [
        "草稿已经写好",
        "目录如下",
        "第三节课",
        "3 0 0 0 0 1",
        "我街道继续写好每一篇文章",
        "定稿会议已召开。",
        "",
    ],
)
def test_a_narrative_that_holds_the_word_is_none(form21, text):
    assert read_command(form21, text) is None


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("草稿！", Command("draft")),
        ("帮助。", Command("help")),
        ("定稿 ？", Command("final")),
        ("跳到三。", Command("jump", "applications")),
        ("版本2", Command("versions", "2")),
        ("版本 2", Command("versions", "2")),
        ("第 2 版", Command("versions", "2")),
        ("比较 1", Command("compare", "1")),
        ("撤销1", Command("undo", "#1")),
    ],
)
def test_a_command_may_end_as_a_sentence_does_or_in_a_number(form21, text, command):
    assert read_command(form21, text) == command


@pytest.mark.parametrize("text", ["/xyz", "/Draft2", "/report 三"])
def test_what_only_looks_like_a_command_asks_for_help(form21, text):
    assert read_command(form21, text) == Command("help")


def test_a_text_that_begins_with_a_slash_and_goes_on_is_none(form21):
    assert read_command(form21, "/本年度") is None


@pytest.mark.parametrize(
    ("text", "arg"),
    [
        ("退回 五", "problems"),
        ("退回五。", "problems"),
        ("退回 第五节", "problems"),
        ("退回 五、存在的主要问题及改进情况", "problems"),
        ("退回 五 请写具体", "problems 请写具体"),
        ("退回 5：请写具体", "problems 请写具体"),
    ],
)
def test_a_section_is_returned_by_its_number(form21, text, arg):
    assert read_command(form21, text) == Command("return", arg)


@pytest.mark.parametrize("text", ["退回", "退回 九", "退回5件申请", "退回五件申请，均已说明理由"])
def test_other_texts_about_returning_return_nothing(form21, text):
    assert read_command(form21, text) is None


@pytest.mark.parametrize("text", ["没有别的了", "其他没有。", "其余都没有"])
def test_nothing_else_means_that_the_rest_is_zero(form21, text):
    assert read_command(form21, text) == Command("rest")
