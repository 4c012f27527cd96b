"""The page for the website, read with an HTML parser that shares no code with what wrote it."""

import os
import shutil
import subprocess
from pathlib import Path

import lxml.html
import pytest

from bot.documents.web import web_page
from bot.forms.answers import Answers
from bot.forms.form import Form
from tests.documents.conftest import filled, numbered


def page(answers: Answers) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(web_page(answers).decode())


def test_it_is_declared_to_be_chinese(form: Form) -> None:
    assert page(filled(form)).get("lang") == "zh-CN"


def test_every_section_has_its_heading_in_order(form: Form) -> None:
    titles = [section.title for section in form.sections if section.numbered]
    assert [h.text for h in page(filled(form)).iter("h2")] == titles


def test_every_number_stands_in_a_cell_of_its_own(form: Form) -> None:
    values = numbered(form)
    shown = [td.text for td in page(Answers(form, 2023, values)).iter("td")]
    corner = [table.corner for table in form.tables.values() if table.corner]
    assert sorted(shown) == sorted([*values.values(), *corner])


def test_every_table_has_a_caption(form: Form) -> None:
    tables = list(page(filled(form)).iter("table"))
    assert len(tables) == len(form.tables)
    assert all(table.find("caption").text for table in tables)


def test_every_header_says_what_it_heads(form: Form) -> None:
    scopes = {th.get("scope") for th in page(filled(form)).iter("th")}
    assert scopes <= {"row", "col", "rowgroup", "colgroup"}
    assert {"row", "col", "rowgroup", "colgroup"} <= scopes


def test_every_row_of_a_table_fills_its_width(form: Form) -> None:
    for table in page(filled(form)).iter("table"):
        held: dict[tuple[int, int], bool] = {}
        for at, row in enumerate(table.iter("tr")):
            column = 0
            for cell in row:
                while held.get((at, column)):
                    column += 1
                for down in range(int(cell.get("rowspan", 1))):
                    for across in range(int(cell.get("colspan", 1))):
                        assert not held.get((at + down, column + across))
                        held[at + down, column + across] = True
        rows, columns = zip(*held, strict=True)
        assert len(held) == (max(rows) + 1) * (max(columns) + 1)


def test_numbered_lines_become_headings_without_a_gap(form: Form) -> None:
    text = "（一）主动公开\n正文。\n1.网站\n正文。"
    found = page(Answers(form, 2023, {"overview": text}))
    assert [h.text for h in found.iter("h3", "h4")] == ["（一）主动公开", "1.网站"]


def test_a_heading_that_skips_a_level_is_raised(form: Form) -> None:
    found = page(Answers(form, 2023, {"overview": "1.网站\n正文。"}))
    assert [h.text for h in found.iter("h3")] == ["1.网站"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "{{ 7*7 }}", "\"&amp;'", "a<b>c"])
def test_what_was_typed_stays_text(form: Form, text: str) -> None:
    found = page(Answers(form, 2023, {"overview": text, "unit.name": text}))
    assert [p.text for p in found.iter("p")] == [text]
    assert not list(found.iter("script"))


def checker() -> list[str]:
    """The Nu Html Checker, where the machine has it."""
    java, jar = shutil.which("java"), os.environ.get("VNU_JAR", "out/vnu/vnu.jar")
    if java is None or not Path(jar).is_file():
        pytest.skip("the Nu Html Checker (vnu.jar, and java to run it) is not installed")
    return [java, "-jar", jar, "--Werror", "-"]


def test_the_nu_checker_finds_nothing(form: Form) -> None:
    whole = filled(form, overview="（一）主动公开\n1.网站。公开了3条。\n<&>")
    command = checker()
    found = subprocess.run(command, input=web_page(whole), capture_output=True, check=False)
    assert found.stderr.decode() == ""
    assert found.returncode == 0
