"""PDF, pictures and package, made in a process of their own by the real LibreOffice."""

import io
import json
import shutil
import zipfile
from hashlib import sha256

import pdfplumber
import pytest

from bot.documents.publication import publish_apart
from bot.documents.report import render
from bot.documents.template import Template
from bot.forms.answers import Answers
from bot.messages import File, Work
from bot.reading.answers_file import write_answers
from tests.documents.conftest import PROPERTIES, filled, opened

NAME = "红旗街道2023年报告.docx"
HOWS = ("done", "absent", "slow", "failed", "without_absent", "without_slow", "without_failed")
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not installed"
)


@pytest.fixture(scope="session")
def answers(template: Template) -> Answers:
    return filled(template.form)


@pytest.fixture(scope="session")
def docx(template: Template, answers: Answers) -> bytes:
    return render(template, answers, PROPERTIES)


def work(kind: str, docx: bytes, answers: Answers) -> Work:
    whole = Answers(answers.form, answers.year, answers.values)
    details = {
        "answers": write_answers(whole),
        "title": "签发单",
        "rows": [("指纹", sha256(docx).hexdigest())],
        "signers": [("审核", "签字：")],
    }
    return Work(kind, File(NAME, docx), details, {how: how for how in HOWS})


@pytest.fixture
def no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without LibreOffice."""
    monkeypatch.setenv("PATH", "/nonexistent")


@needs_office
def test_a_pdf_holds_what_the_docx_says(docx: bytes, answers: Answers) -> None:
    reply = publish_apart(work("pdf", docx, answers))
    assert reply.text == "done"
    assert reply.file
    assert reply.file.name == "红旗街道2023年报告.pdf"
    with pdfplumber.open(io.BytesIO(reply.file.content)) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    assert all(answers.values[key] in text for key in ("overview", "applications.received.total"))


@needs_office
def test_a_preview_is_a_picture_of_every_page(docx: bytes, answers: Answers) -> None:
    reply = publish_apart(work("pages", docx, answers))
    assert [file.name for file in reply.pictures[:2]] == ["1.png", "2.png"]
    assert all(file.content.startswith(b"\x89PNG") for file in reply.pictures)


def test_without_libreoffice_there_is_a_sentence(
    docx: bytes, answers: Answers, no_office: None
) -> None:
    reply = publish_apart(work("pages", docx, answers))
    assert (reply.text, reply.file, reply.pictures) == ("absent", None, ())


@needs_office
def test_a_slow_conversion_is_ended(docx: bytes, answers: Answers) -> None:
    assert publish_apart(work("pdf", docx, answers), seconds=0.01).text == "slow"


@pytest.fixture(scope="session")
def package(docx: bytes, answers: Answers) -> dict[str, bytes]:
    """The files of a package made without LibreOffice, by suffix; the sheet to be signed by its
    name.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", "/nonexistent")
        reply = publish_apart(work("package", docx, answers))
    assert reply.text == "without_absent"
    assert reply.file
    assert reply.file.name == "红旗街道2023年报告.zip"
    with zipfile.ZipFile(io.BytesIO(reply.file.content)) as archive:
        return {n.removeprefix("红旗街道2023年报告"): archive.read(n) for n in archive.namelist()}


def test_a_package_has_all_but_the_pdf_without_libreoffice(package: dict[str, bytes]) -> None:
    assert set(package) == {".docx", ".html", ".json", ".xlsx", "签发单.docx"}


def test_a_package_holds_the_very_bytes_of_the_version(
    package: dict[str, bytes], docx: bytes
) -> None:
    assert package[".docx"] == docx


def test_the_figures_of_a_package_include_the_totals(
    package: dict[str, bytes], answers: Answers
) -> None:
    found = json.loads(package[".json"])
    assert (
        str(found["applications"]["received"]["total"])
        == answers.values["applications.received.total"]
    )


def test_the_sheet_to_be_signed_names_the_file_by_its_hash(
    package: dict[str, bytes], docx: bytes
) -> None:
    (table,) = opened(package["签发单.docx"]).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows == [["指纹", sha256(docx).hexdigest()], ["审核", "签字："]]
