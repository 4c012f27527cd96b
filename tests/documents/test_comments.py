"""The bot's remarks in a draft, as Word keeps comments."""

import io
import zipfile
from datetime import datetime, timedelta, timezone

import docx
import pytest
from docx.oxml.ns import qn

from bot.documents.grid import grid
from bot.documents.master import build_master
from bot.documents.report import Comment, render
from bot.documents.template import Template, compile_master
from bot.forms.answers import Answers
from bot.forms.form import Form
from bot.forms.toml import Mistakes
from tests.documents.conftest import PROPERTIES, cell_texts, filled, numbered, opened, saved, texts

AT = datetime(2024, 1, 15, 9, 30, tzinfo=timezone(timedelta(hours=8)))
TOTAL = "applications.received.total"


def commented(template: Template, answers: Answers, *keys: str) -> docx.document.Document:
    comments = [Comment(key, f"意见{number}", AT) for number, key in enumerate(keys)]
    return opened(render(template, answers, PROPERTIES, draft=True, comments=comments))


def about(document: docx.document.Document, number: int) -> str:
    """The words between the two ends of a comment."""
    words, inside = [], False
    for element in document.element.body.iter():
        if element.get(qn("w:id")) == str(number):
            inside = element.tag == qn("w:commentRangeStart")
        elif inside and element.tag == qn("w:t"):
            words.append(element.text or "")
    return "".join(words)


def test_a_comment_has_author_words_and_time(template: Template, form: Form) -> None:
    (comment,) = commented(template, filled(form), TOTAL).comments
    assert (comment.author, comment.text) == ("Baogao", "意见0")
    assert comment.timestamp.replace(tzinfo=None) == AT.replace(tzinfo=None)


def test_a_comment_on_a_cell_stands_in_the_cell(template: Template, form: Form) -> None:
    document = commented(template, filled(form), TOTAL)
    assert about(document, 0) == numbered(form)[TOTAL]
    place = next(cell for cell in grid(form.tables["applications"]).cells if cell.key == TOTAL)
    cell = document.tables[1].rows[place.row].cells[place.column]
    assert list(cell._tc.iter(qn("w:commentReference")))


def test_a_comment_on_a_text_reaches_over_its_paragraphs(template: Template, form: Form) -> None:
    document = commented(template, filled(form, overview="（一）甲。乙。\n丙。\n丁。"), "overview")
    assert about(document, 0) == "（一）甲。乙。丙。丁。"


def test_a_comment_may_stand_on_what_is_missing(template: Template, form: Form) -> None:
    document = commented(template, Answers(form, 2023), "problems", TOTAL, "unit.name")
    labels = [form.fields[key].label for key in ("problems", "unit.name")]
    assert [about(document, number) for number in range(3)] == [
        f"【待填写：{labels[0]}】",
        "【待填写】",
        f"【待填写：{labels[1]}】",
    ]


@pytest.mark.parametrize(
    ("key", "where"),
    [
        ("disclosure.rules", "1000"),
        ("unit.phone", "引言。"),
        ("unit.name", "宝山区红旗街道办事处"),
        ("title", "宝山区红旗街道办事处"),
        ("no.such.key", "引言。"),
    ],
)
def test_a_comment_on_what_is_not_printed_stands_near(
    template: Template, form: Form, key: str, where: str
) -> None:
    assert about(commented(template, filled(form), key), 0) == where


def test_several_comments_may_stand_on_one_place(template: Template, form: Form) -> None:
    document = commented(template, filled(form), TOTAL, "overview", TOTAL)
    assert [about(document, number) for number in range(3)] == [
        numbered(form)[TOTAL],
        f"{form.fields['overview'].label}。",
        numbered(form)[TOTAL],
    ]
    assert [comment.text for comment in document.comments] == ["意见0", "意见1", "意见2"]


def test_every_comment_has_one_anchor(template: Template, form: Form) -> None:
    document = commented(template, filled(form), TOTAL, "overview", "preamble", "title", "others")
    for name in ("w:commentRangeStart", "w:commentRangeEnd", "w:commentReference"):
        ids = [element.get(qn("w:id")) for element in document.element.body.iter(qn(name))]
        assert sorted(ids) == ["0", "1", "2", "3", "4"]


def test_a_comment_of_several_lines_has_several_paragraphs(template: Template, form: Form) -> None:
    comments = [Comment(TOTAL, "一行 <1>\n二行 & 2", AT)]
    report = opened(render(template, filled(form), PROPERTIES, draft=True, comments=comments))
    (comment,) = report.comments
    assert [paragraph.text for paragraph in comment.paragraphs] == ["一行 <1>", "二行 & 2"]


def test_comments_change_no_text(template: Template, form: Form) -> None:
    plain = commented(template, filled(form))
    document = commented(template, filled(form), TOTAL, "overview", "title")
    assert texts(document) == texts(plain)
    assert cell_texts(document, form) == cell_texts(plain, form)


def test_a_header_that_names_the_unit_gets_no_comment(form: Form) -> None:
    document = opened(build_master(form))
    document.sections[0].header.paragraphs[0].add_run("{{ title }}")
    template = compile_master(saved(document), form, "master.docx")
    report = commented(template, filled(form), "title")
    assert about(report, 0) == "宝山区红旗街道办事处"
    header = report.sections[0].header._element
    assert not list(header.iter(qn("w:commentReference")))


def test_no_comment_stands_in_a_header(form: Form) -> None:
    document = opened(build_master(form))
    document.paragraphs[0].runs[0].text = ""
    document.sections[0].header.paragraphs[0].add_run("{{ title }}")
    template = compile_master(saved(document), form, "master.docx")
    header = commented(template, filled(form), "title").sections[0].header._element
    assert not list(header.iter(qn("w:commentReference")))


def parts(content: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.namelist()


def test_a_clean_copy_has_no_comments(template: Template, form: Form) -> None:
    comments = [Comment(TOTAL, "意见", AT)]
    clean = render(template, filled(form), PROPERTIES, comments=comments)
    assert clean == render(template, filled(form), PROPERTIES)
    assert "word/comments.xml" not in parts(clean)


def test_a_draft_without_comments_has_no_part_for_them(template: Template, form: Form) -> None:
    assert "word/comments.xml" not in parts(render(template, filled(form), PROPERTIES, draft=True))


def test_a_master_with_comments_is_refused(form: Form) -> None:
    document = opened(build_master(form))
    document.add_comment(document.paragraphs[0].runs, "请核对", author="某人")
    with pytest.raises(Mistakes, match="holds comments; delete all of them"):
        compile_master(saved(document), form, "master.docx")
