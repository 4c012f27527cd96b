"""Reports as another word processor reads and prints them, where there is one."""

import shutil
import subprocess

import pytest

from bot import content
from bot.documents.master import build_master
from bot.documents.report import render
from bot.documents.template import compile_master
from bot.forms.answers import Answers
from bot.forms.form import Form
from tests.documents.conftest import PROPERTIES, cell_texts, filled, numbered, opened, texts
from tests.documents.libreoffice import OFFICE, convert

PDF_TEXT = shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")


def written() -> dict[str, bytes]:
    """By name a master, a report and a draft of each form."""
    made = {}
    for form in content.forms().values():
        master = build_master(form)
        template = compile_master(master, form, "master.docx")
        made[f"master-{form.id}.docx"] = master
        made[f"report-{form.id}.docx"] = render(template, filled(form), PROPERTIES)
        draft = render(template, Answers(form, 2023), PROPERTIES, draft=True)
        made[f"draft-{form.id}.docx"] = draft
    return made


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return convert(written(), "docx", tmp_path_factory.mktemp("saved"))


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The text of every page."""
    if PDF_TEXT is None:
        pytest.skip("pdftotext is not installed")
    made = convert(written(), "pdf", tmp_path_factory.mktemp("printed"))
    return {name.removesuffix(".pdf"): pages(pdf) for name, pdf in made.items()}


def pages(pdf: bytes) -> list[str]:
    command = [PDF_TEXT, "-layout", "-", "-"]
    run = subprocess.run(command, input=pdf, check=True, capture_output=True)
    return run.stdout.decode().split("\f")[:-1]


def test_libreoffice_reads_what_was_written(saved: dict[str, bytes], form: Form) -> None:
    report = opened(saved[f"report-{form.id}.docx"])
    assert cell_texts(report, form) == numbered(form)
    assert texts(report)[:2] == ["宝山区红旗街道办事处", f"2023年{form.name}"]


def test_a_master_saved_by_libreoffice_compiles(saved: dict[str, bytes], form: Form) -> None:
    template = compile_master(saved[f"master-{form.id}.docx"], form, "master.docx")
    report = opened(render(template, filled(form), PROPERTIES))
    assert cell_texts(report, form) == numbered(form)
    assert texts(report)[:2] == ["宝山区红旗街道办事处", f"2023年{form.name}"]


def test_a_draft_says_so_on_every_page(printed: dict[str, list[str]], form: Form) -> None:
    draft = printed[f"draft-{form.id}"]
    assert len(draft) > 1
    assert all(page.split()[0] == "草稿" for page in draft)


def test_pages_are_numbered_and_none_is_empty(printed: dict[str, list[str]], form: Form) -> None:
    report = printed[f"report-{form.id}"]
    assert len(report) > 1
    for number, page in enumerate(report, 1):
        assert "".join(page.split()).endswith(f"—{number}—")
        assert len(page.split()) > 10
