"""Reports against the schemas of Office Open XML, as strictly as a validator takes them."""

from pathlib import Path

import pytest

from bot.documents.report import Comment, render
from bot.documents.template import Template
from bot.forms.answers import Answers
from bot.forms.form import Form
from tests.documents.conftest import PROPERTIES, filled

audit = pytest.importorskip("openxml_audit", reason="openxml-audit is not installed")

TEXT = "（一）甲。乙<1>。\n一、甲\n1.甲\n（1）甲\n请见http://www.example.gov.cn/zwgk/2023.html。"


def faults(content: bytes, folder: Path) -> list[str]:
    path = folder / "report.docx"
    path.write_bytes(content)
    validator = audit.OpenXmlValidator(file_format=audit.FileFormat.OFFICE_2019, strict=True)
    return [str(error) for error in validator.validate(path).errors]


def test_a_master_is_valid(master: bytes, tmp_path: Path) -> None:
    assert faults(master, tmp_path) == []


def test_a_clean_copy_is_valid(template: Template, form: Form, tmp_path: Path) -> None:
    answers = filled(form, overview=TEXT, litigation__review__upheld="1234567")
    assert faults(render(template, answers, PROPERTIES), tmp_path) == []


def test_an_empty_draft_is_valid(template: Template, form: Form, tmp_path: Path) -> None:
    draft = render(template, Answers(form, 2023), PROPERTIES, draft=True)
    assert faults(draft, tmp_path) == []


def test_a_draft_with_comments_is_valid(template: Template, form: Form, tmp_path: Path) -> None:
    keys = ("title", "overview", "problems", "litigation.review.total", "unit.phone")
    comments = [Comment(key, "一行\n二行", PROPERTIES.created) for key in keys]
    answers = filled(form, overview=TEXT, problems="")
    draft = render(template, answers, PROPERTIES, draft=True, comments=comments)
    assert faults(draft, tmp_path) == []


HOSTILE = (
    "".join(map(chr, range(0x300))) + "<w:p>]]>&amp;&#0;'\"",
    "\ud800半\udfff\ufffe\uffff𠮷🙂\u2028\u202e",
    "一\r二\x0b三\x0c四\x85五\t六",
    "（一）" + "字" * 20_000,
)


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_is_typed_the_document_is_valid(
    template: Template, form: Form, tmp_path: Path, words: str
) -> None:
    cell = {"applications__granted__natural": words, "unit__name": words}
    answers = filled(form, overview=words, problems="", **cell)
    keys = ("title", "overview", "applications.granted.natural", "problems")
    comments = [Comment(key, words, PROPERTIES.created) for key in keys * 10]
    assert faults(render(template, answers, PROPERTIES), tmp_path) == []
    draft = render(template, answers, PROPERTIES, draft=True, comments=comments)
    assert faults(draft, tmp_path) == []


def test_the_validator_finds_what_is_wrong(master: bytes, tmp_path: Path) -> None:
    """Without this, an empty list above could mean that nothing was looked at."""
    from tests.documents.conftest import opened, saved

    document = opened(master)
    paragraph = document.paragraphs[0]._p
    paragraph.append(paragraph.pPr)
    assert faults(saved(document), tmp_path)
