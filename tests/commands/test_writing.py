"""Where a command writes its file, and what it says where it cannot."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.reading.answers_file import write_answers
from tests.checks.test_rules import report


@pytest.fixture
def answers(tmp_path: Path) -> Path:
    file = tmp_path / "answers.json"
    file.write_text(json.dumps(write_answers(report({}))), encoding="utf-8")
    return file


@pytest.mark.parametrize("command", ["fill", "read"])
def test_a_folder_that_is_not_there_is_named_with_the_remedy(answers: Path, command: str) -> None:
    out = answers.parent / "none" / "report.docx"
    done = CliRunner().invoke(main, [command, str(answers), "-o", str(out)])
    assert done.exit_code == 2
    line = done.output.splitlines()[-1]
    assert line.startswith(f"{out} 没有写：没有 {out.parent} 这个目录。")


@pytest.mark.parametrize("command", ["fill", "read"])
def test_what_cannot_be_written_is_said_with_the_remedy(answers: Path, command: str) -> None:
    done = CliRunner().invoke(main, [command, str(answers), "-o", str(answers.parent)])
    assert done.exit_code == 2
    assert done.output.splitlines()[-1].startswith(f"{answers.parent} 写不了（")
