"""Reports as another word processor reads and prints them, where there is one."""

import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from bot.documents.report import render
from bot.documents.template import Template, compile_master
from bot.forms.answers import Answers
from bot.forms.form import Form
from tests.documents.conftest import PROPERTIES, cell_texts, filled, numbered, opened, texts

OFFICE = shutil.which("soffice")
PDF_TEXT = shutil.which("pdftotext")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")


def convert(content: bytes, to: str, folder: Path) -> Path:
    """A report as LibreOffice saves it."""
    source = folder / "report.docx"
    source.write_bytes(content)
    out = folder / "out"
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [OFFICE, profile, "--headless", "--convert-to", to, "--outdir", out, source]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return next(out.iterdir())


def pages(content: bytes, folder: Path) -> list[str]:
    if PDF_TEXT is None:
        pytest.skip("pdftotext is not installed")
    pdf = convert(content, "pdf", folder)
    run = subprocess.run([PDF_TEXT, "-layout", pdf, "-"], check=True, capture_output=True)
    return run.stdout.decode().split("\f")[:-1]


def test_libreoffice_reads_what_was_written(template: Template, form: Form, tmp_path: Path) -> None:
    saved = docx.Document(convert(render(template, filled(form), PROPERTIES), "docx", tmp_path))
    assert cell_texts(saved, form) == numbered(form)
    assert texts(saved)[:2] == ["宝山区红旗街道办事处", f"2023年{form.name}"]


def test_a_master_saved_by_libreoffice_compiles(form: Form, master: bytes, tmp_path: Path) -> None:
    saved = convert(master, "docx", tmp_path).read_bytes()
    template = compile_master(saved, form, "master.docx")
    report = opened(render(template, filled(form), PROPERTIES))
    assert cell_texts(report, form) == numbered(form)
    assert texts(report)[:2] == ["宝山区红旗街道办事处", f"2023年{form.name}"]


def test_a_draft_says_so_on_every_page(template: Template, form: Form, tmp_path: Path) -> None:
    printed = pages(render(template, Answers(form, 2023), PROPERTIES, draft=True), tmp_path)
    assert len(printed) > 1
    assert all(page.split()[0] == "草稿" for page in printed)


def test_pages_are_numbered_and_none_is_empty(
    template: Template, form: Form, tmp_path: Path
) -> None:
    printed = pages(render(template, filled(form), PROPERTIES), tmp_path)
    for number, page in enumerate(printed, 1):
        assert "".join(page.split()).endswith(f"—{number}—")
        assert len(page.split()) > 10
