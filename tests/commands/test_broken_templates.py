"""What is said of a master that somebody broke in Word: a copy of the program is run with it."""

import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.reading.answers_file import write_answers
from storage.database import open_database
from tests.checks.test_rules import report

ROOT = Path(__file__).parents[2]
TEXT = "word/document.xml"
DRAFT = "宝山区红旗街道办事处 2024年\n草稿\n"


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program beside templates of which one master has a changed label."""
    for folder in ("bot", "storage"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    master = tmp_path / "templates" / "masters" / "2021.docx"
    with zipfile.ZipFile(ROOT / "templates" / "masters" / "2021.docx") as whole:
        parts = {name: whole.read(name) for name in whole.namelist()}
    parts[TEXT] = parts[TEXT].replace("予以公开".encode(), "准予公开".encode())
    with zipfile.ZipFile(master, "w") as broken:
        for name, part in parts.items():
            broken.writestr(name, part)
    return tmp_path


def run(program: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        command, input=typed, cwd=program, capture_output=True, text=True, check=False, timeout=60
    )


def test_serve_does_not_start(program: Path) -> None:
    done = run(program, "serve", "--token", "123:abc", "--api", "http://127.0.0.1:9")
    assert done.returncode == 2
    assert done.stderr.startswith("2021.docx: ")


def test_serve_lists_every_mistake_of_every_master(program: Path) -> None:
    (program / "templates" / "masters" / "2019.docx").write_bytes(b"")
    done = run(program, "serve", "--token", "123:abc", "--api", "http://127.0.0.1:9")
    assert {line.partition(":")[0] for line in done.stderr.splitlines()} == {
        "2019.docx",
        "2021.docx",
    }


def test_fill_says_it_in_one_line(program: Path) -> None:
    answers = write_answers(report({}))
    (program / "answers.json").write_text(json.dumps(answers), encoding="utf-8")
    done = run(program, "fill", "answers.json", "-o", "report.docx", "--draft")
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("2021.docx: ")
    assert "Traceback" not in done.stderr


def test_chat_begins_and_says_it_with_the_first_document(program: Path) -> None:
    done = run(program, "chat", typed=DRAFT)
    assert done.returncode == 2
    assert "请发联系方式" in done.stdout
    (line,) = done.stderr.splitlines()
    assert line.startswith("2021.docx: ")


def test_what_was_typed_before_is_saved(program: Path) -> None:
    run(program, "chat", "--db", "a.db", typed=DRAFT)
    facts = open_database(program / "a.db")["facts"].rows
    assert ("requested", "draft") in {(fact["kind"], fact["key"]) for fact in facts}


def test_a_missing_master_is_said_too(program: Path) -> None:
    (program / "templates" / "masters" / "2021.docx").unlink()
    done = run(program, "chat", typed=DRAFT)
    assert done.stderr.startswith("2021.docx: file: it is missing; run `baogao build-masters`")
