"""What a conversation on the console shows of the log: nothing, unless it is asked for."""

import json
import shutil
from pathlib import Path

import pytest

from tests.commands.test_broken_templates import ROOT, run


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A copy of the program that is at fault whenever a document is made."""
    shutil.copytree(ROOT / "bot", tmp_path / "bot")
    for folder in ("storage", "templates"):
        (tmp_path / folder).symlink_to(ROOT / folder)
    (tmp_path / "bot" / "documents" / "report.py").write_text("raise LookupError('secret')\n")
    return tmp_path


TYPED = "宝山区红旗街道办事处 2024年\n草稿\n"


def test_a_fault_is_told_in_words_only(faulty: Path) -> None:
    done = run(faulty, "chat", typed=TYPED)
    assert done.stderr == ""
    assert "已经存下了" in done.stdout


def test_with_a_level_it_is_one_structured_line_too(faulty: Path) -> None:
    done = run(faulty, "chat", "--log", "error", typed=TYPED)
    (line,) = done.stderr.splitlines()
    assert json.loads(line)["error"] == "LookupError"
