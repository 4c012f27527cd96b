"""What the tests of documents start from. Reports are read back with python-docx, which shares no
code with what wrote them.
"""

import io
import tomllib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest

from bot.documents.grid import grid
from bot.documents.master import build_master
from bot.documents.report import Properties, render
from bot.documents.template import Template, compile_master
from bot.forms.answers import Answers
from bot.forms.form import Form

PROPERTIES = Properties(version=3, created=datetime(2024, 1, 15, 8, 30, tzinfo=UTC))
SEED = tomllib.loads((Path(__file__).parent / "seed.toml").read_text(encoding="utf-8"))

Read = Callable[[bytes], docx.document.Document]
Render = Callable[..., docx.document.Document]


def opened(content: bytes) -> docx.document.Document:
    return docx.Document(io.BytesIO(content))


def saved(document: docx.document.Document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def cell_texts(document: docx.document.Document, form: Form) -> dict[str, str]:
    """Every value of the tables by its id."""
    values = {}
    for table, printed in zip(document.tables, map(grid, form.tables.values()), strict=True):
        rows = [row.cells for row in table.rows]
        for cell in printed.cells:
            if cell.key:
                values[cell.key] = rows[cell.row][cell.column].text
    return values


def texts(document: docx.document.Document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def numbered(form: Form) -> dict[str, str]:
    """A different number for every cell, so that no two can be mixed up."""
    return {key: str(1000 + at) for at, key in enumerate(form.cells)}


def filled(form: Form, **more: str) -> Answers:
    """A complete report: every cell another number, every text another sentence."""
    words = {key: f"{item.label}。" for key, item in form.fields.items() if item.kind == "text"}
    entered = {"unit.superior": "宝山区", "unit.name": "红旗街道办事处", **numbered(form), **words}
    return Answers(form, 2023, entered | {key.replace("__", "."): v for key, v in more.items()})


@pytest.fixture(scope="session")
def master(form: Form) -> bytes:
    return build_master(form)


@pytest.fixture(scope="session")
def template(form: Form, master: bytes) -> Template:
    return compile_master(master, form, f"{form.id}.docx")


@pytest.fixture(scope="session")
def seed(form19: Form) -> Answers:
    """The real report of 2023: all zero, but for two changes that it gives as 0%."""
    cells = dict.fromkeys(form19.cells, "0")
    cells["disclosure.licence.change"] = cells["disclosure.penalty.change"] = "0%"
    unit = {f"unit.{key}": value for key, value in SEED["unit"].items()}
    return Answers(form19, SEED["year"], {**cells, **unit, **SEED["texts"]})


@pytest.fixture
def written(template: Template, form: Form) -> Render:
    """Renders a complete report with some answers changed, and reads it back."""

    def write(draft: bool = False, **more: str) -> docx.document.Document:
        return opened(render(template, filled(form, **more), PROPERTIES, draft=draft))

    return write
