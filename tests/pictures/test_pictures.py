"""The handbook's pictures can be drawn again, and the handbook shows those that there are."""

import re
from pathlib import Path

from tests.pictures.__main__ import FOLDER
from tests.pictures.chat import play

HANDBOOK = Path(__file__).parent.parent.parent / "README.zh-CN.md"


def test_the_conversation_of_the_pictures_ends_with_the_document(tmp_path: Path) -> None:
    played = play(tmp_path)
    assert played.document.startswith(b"PK")
    assert {f"{name}.png" for name, _ in played.scenes} <= {path.name for path in FOLDER.iterdir()}


def test_the_handbook_shows_pictures_that_are_there() -> None:
    shown = re.findall(r'(?:\]\(|src=")(deploy/pictures/[^)"]+)', HANDBOOK.read_text("utf-8"))
    assert shown
    assert all((HANDBOOK.parent / name).is_file() for name in shown)
