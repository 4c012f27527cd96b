"""Documents, sheets and comparisons follow a commit, and come again as they were."""

import io
import zipfile
from contextlib import closing

import pytest

from bot.effects import file_name
from storage.database import open_database
from tests.office import press_of


def test_a_draft_and_a_clean_copy_are_counted_and_kept(opened, services):
    draft = opened.replies("草稿")[0]
    opened.fill()
    clean = opened.replies("定稿")[0]
    assert "草稿第 1 版" in draft.text
    assert "定稿第 2 版" in clean.text
    with closing(open_database(services.path)) as db:
        kept = [
            (row["content"], row["draft"]) for row in db["documents"].rows_where(order_by="number")
        ]
    assert kept == [(draft.file.content, True), (clean.file.content, False)]


def test_a_document_has_its_chinese_name(opened):
    assert opened.replies("草稿")[0].file.name == (
        "宝山区红旗街道办事处2023年政府信息公开工作年度报告(草稿).docx"
    )


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("报告.docx", "报告.docx"),
        ("a/b\\c:d*e?.docx", "abcde.docx"),
        ("\"<报 告>|&`'.docx", "报告.docx"),
        ("", "报告.docx"),
    ],
)
def test_a_file_name_holds_nothing_that_a_file_system_refuses(name, kept):
    assert file_name(name) == kept


def test_a_version_is_sent_again_byte_for_byte(opened):
    first = opened.replies("草稿")[0].file
    opened.send("电话：0469-2609855")
    again = opened.replies(press="1:@versions 1")[0].file
    assert (again.name, again.content) == (first.name, first.content)


def test_the_versions_are_listed_with_their_kind_and_author(opened):
    opened.send("草稿")
    assert "第 1 版 · 草稿" in opened.send("版本")


def test_what_changed_since_a_version_is_shown(opened):
    opened.send("跳到四")
    opened.send("1 0 0 0")
    opened.send("草稿")
    opened.send("行政复议 2 0 0 0")
    assert "表四“行政复议”结果维持：1 → 2" in opened.send("比较")


def test_a_second_press_makes_no_second_version(opened):
    opened.fill()
    first, second = (opened.replies("定稿")[0] for _ in range(2))
    assert "定稿第 1 版" in second.text
    assert second.file == first.file


def test_a_correction_after_the_clean_copy_keeps_the_old_version(opened):
    opened.fill()
    old = opened.replies("定稿")[0].file
    assert "定稿第 1 版会一直留着" in opened.send("更正")
    opened.send("跳到四")
    opened.send("行政复议 1 0 0 0")
    new = opened.replies("定稿")[0]
    assert "定稿第 2 版" in new.text
    assert opened.replies(press="1:@versions 1")[0].file.content == old.content


def test_the_sheet_is_sent_as_a_spreadsheet(opened):
    file = opened.replies("表格")[0].file
    assert file.name.endswith(".xlsx")
    assert file.content[:2] == b"PK"


def test_an_explanation_stands_in_the_draft_s_comment(service, msg):
    handle = service.interviewer.handle
    handle(msg("宝山区红旗街道办事处"))
    handle(msg("", press="1:@jump overview"))
    handle(msg("2022年，主动公开信息10条。"))
    shown = handle(msg("检查"))
    handle(msg("", press=press_of(shown, "说明原因")))
    handle(msg("写的就是 2022 年的事。"))
    (draft,) = [reply.file for reply in handle(msg("草稿")) if reply.file]
    with zipfile.ZipFile(io.BytesIO(draft.content)) as package:
        comments = package.read("word/comments.xml").decode()
    assert "已说明：写的就是 2022 年的事。" in comments
