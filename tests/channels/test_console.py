import io
import re
from datetime import datetime

import pytest

from bot.channels.console import Console, converse, messages
from bot.messages import SHANGHAI, Button, File, Person, Reply

WANG = Person("console", "wang", "王")
NOTHING = Reply("")


class Chat:
    """A console that keeps what it was given, and answers what it is told to."""

    def __init__(self, folder):
        self.out, self.folder, self.got = io.StringIO(), folder, []
        self.replies = (NOTHING,)
        self.console = Console(self.handle, self.out, folder, WANG)

    def handle(self, message):
        self.got.append(message)
        return self.replies

    def type(self, *lines):
        converse(self.console, io.StringIO("\n".join(lines)), echo=False)
        return self.got


@pytest.fixture
def chat(tmp_path):
    return Chat(tmp_path / "out")


# -- lines -----------------------------------------------------------------------------------------


def test_a_line_is_a_message():
    assert list(messages(["一\n", "二\n"])) == ["一", "二"]


def test_a_backslash_goes_on_in_the_next_line():
    assert list(messages(["一\\\n", "二\\\n", "三\n", "四\n"])) == ["一\n二\n三", "四"]


def test_a_backslash_within_a_line_is_its_own():
    assert list(messages(["a\\b\n"])) == ["a\\b"]


def test_a_last_line_without_its_end():
    assert list(messages(["一"])) == ["一"]
    assert list(messages(["一\\"])) == ["一"]


def test_no_lines_are_no_messages():
    assert list(messages([])) == []


def test_empty_lines_are_not_sent(chat):
    assert [message.text for message in chat.type("", "一", "   ", "二", "")] == ["一", "二"]


# -- messages --------------------------------------------------------------------------------------


def test_a_message_says_who_and_when(chat):
    before = datetime.now(SHANGHAI)
    (message,) = chat.type("一")
    assert message.person == WANG
    assert before <= message.at <= datetime.now(SHANGHAI)


def test_every_message_has_an_id_of_its_own_in_every_session(tmp_path):
    ids = [message.id for _ in range(2) for message in Chat(tmp_path).type("一", "一", "一")]
    assert len(set(ids)) == 6


# -- buttons ---------------------------------------------------------------------------------------


def with_buttons(*labels):
    return Reply("？", (tuple(Button(f"1:@{label}", label) for label in labels),))


@pytest.mark.parametrize("typed", ["[全部为 0]", "全部为 0", " [全部为0] ", "[全部为 ０]"])
def test_a_label_is_the_press_of_its_button(chat, typed):
    chat.replies = (with_buttons("目录", "全部为 0"),)
    message = chat.type("一", typed)[-1]
    assert (message.press, message.text) == ("1:@全部为 0", "")


def test_a_label_that_is_not_shown_is_its_word(chat):
    chat.replies = (with_buttons("目录"),)
    message = chat.type("一", "[定稿]")[-1]
    assert (message.press, message.text) == ("", "定稿")


def test_the_buttons_of_the_last_question_are_those_that_count(chat):
    chat.replies = (with_buttons("旧"),)
    chat.type("一")
    chat.replies = (with_buttons("新"),)
    chat.type("二")
    assert chat.type("[旧]")[-1].press == ""


def test_buttons_stay_while_a_reply_brings_none(chat):
    chat.replies = (with_buttons("目录"),)
    chat.type("一")
    chat.replies = (NOTHING,)
    assert chat.type("二", "[目录]")[-1].press == "1:@目录"


def test_buttons_are_shown_in_brackets_a_row_a_line(chat):
    rows = ((Button("a", "一"), Button("b", "二")), (Button("c", "三"),))
    chat.replies = (Reply("问题", rows),)
    chat.type("一")
    assert chat.out.getvalue() == "问题\n[一]  [二]\n[三]\n\n"


# -- documents -------------------------------------------------------------------------------------


def test_a_document_is_written_to_the_folder(chat):
    chat.replies = (Reply("草稿第 1 版。", file=File("报告.docx", b"PK\x00")),)
    chat.type("草稿")
    assert (chat.folder / "报告.docx").read_bytes() == b"PK\x00"
    assert f"→ {chat.folder / '报告.docx'}\n" in chat.out.getvalue()


def test_no_folder_is_made_for_nothing(chat):
    chat.type("一")
    assert not chat.folder.exists()


def test_a_version_does_not_replace_another_of_its_name(chat):
    for content in (b"1", b"2", b"1", b"3", b"2"):
        chat.replies = (Reply("", file=File("报告.docx", content)),)
        chat.type("草稿")
    kept = {path.name: path.read_bytes() for path in chat.folder.iterdir()}
    assert kept == {"报告.docx": b"1", "报告(2).docx": b"2", "报告(3).docx": b"3"}
    assert chat.out.getvalue().count("报告(2).docx") == 2


# -- through a pipe --------------------------------------------------------------------------------


def test_through_a_pipe_what_is_typed_is_shown_too(chat, capsys):
    converse(chat.console, io.StringIO("一\\\n二\n"), echo=True)
    assert capsys.readouterr().out == "> 一\n> 二\n\n"


def test_every_reply_is_shown_in_order(chat):
    chat.replies = (Reply("甲"), Reply("乙"))
    chat.type("一")
    assert re.findall("[甲乙]", chat.out.getvalue()) == ["甲", "乙"]


def test_a_folder_in_a_folder_is_made(tmp_path):
    chat = Chat(tmp_path / "a" / "b")
    chat.replies = (Reply("", file=File("报告.docx", b"PK")),)
    chat.type("草稿")
    assert (tmp_path / "a" / "b" / "报告.docx").exists()


def test_words_behind_a_path_are_the_caption(chat, tmp_path):
    (tmp_path / "旧 的.docx").write_bytes(b"1")
    plain, captioned = chat.type(f"文件 {tmp_path}/旧 的.docx", f"文件 {tmp_path}/旧 的.docx 体检")
    assert (plain.attachment.name, plain.attachment.caption) == ("旧 的.docx", "")
    assert (captioned.attachment.name, captioned.attachment.caption) == ("旧 的.docx", "体检")
