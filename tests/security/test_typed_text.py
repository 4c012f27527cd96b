"""What somebody types stays text, wherever it goes: never a template, XML, a formula, markup."""

import io
import zipfile
from pathlib import Path

import docx
import lxml.html
import pytest
from lxml import etree
from openpyxl import load_workbook

from bot import app
from bot.channels.console import Console
from bot.documents.figures import figures_book
from bot.documents.sheet import write_sheet
from bot.documents.web import web_page
from bot.effects import file_name
from bot.forms.answers import Answers
from bot.interview.outcome import OpenReport
from bot.messages import Person
from tests.botapi import BotAPI
from tests.channels.test_telegram import bot, opened
from tests.conftest import NOON, WANG
from tests.documents.conftest import filled
from tests.documents.test_sheet import WORDS as SHEET_WORDS
from tests.office import UNIT, Office

TEMPLATES = ["{{ 7*7 }}", "{% for x in [1] %}y{% endfor %}", "{{ unit.name }}", "${7*7}", "{# x #}"]
MARKUP = [
    "</w:t></w:r><w:br/>",
    "&amp;&#65;<!ENTITY a 'b'>",
    "]]><x/>",
    "<script>alert(1)</script>",
]
FORMULAS = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", '=HYPERLINK("http://x","y")']
CHAT = ["*b* _i_ `c`", "[x](tg://user?id=1)", "<b>b</b>", "/start x"]
UNSEEN = "一\u202e二\u2066三\u200b四\ufeff五\x00六\x1b七"
TEXTS = [*TEMPLATES, *MARKUP, *FORMULAS, *CHAT]


@pytest.fixture
def office(service, msg):
    office = Office(service, msg)
    office.send(UNIT)
    office.send("跳到一")
    return office


def draft(office):
    (file,) = [reply.file for reply in office.replies("草稿") if reply.file]
    return file


def printed(content):
    """The texts of a document, and proof that each of its parts is XML."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(package.read(name))
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_printed_as_it_was_typed(office, text):
    office.send(f"写了{text}这些。")
    shown = f"写了{text}这些。".replace("\r", "\n").replace("\t", " ")
    assert shown.split("\n")[-1] in printed(draft(office).content)


def test_what_nobody_sees_is_dropped(office):
    office.send(f"写了{UNSEEN}这些。")
    assert "写了一二三四五六七这些。" in printed(draft(office).content)


@pytest.mark.parametrize("text", TEXTS)
def test_a_unit_s_name_is_printed_as_it_was_given(form21, text):
    content = app.build_document(filled(form21, **{"unit.name": text}), 1, NOON, True)
    title = "".join("".join(printed(content)).split())  # long ones are broken over two lines
    assert "".join(text.split()) in title


def test_a_remark_quotes_it_as_text(office):
    office.send("写了XX</w:t>{{ 7*7 }}。")
    content = draft(office).content
    printed(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        remarks = etree.fromstring(package.read("word/comments.xml"))
    assert "49" not in "".join(remarks.itertext())


# -- spreadsheets and the website ------------------------------------------------------------------


def book_with(make, form, text):
    """Every cell of a workbook that begins like the text, the text in a cell of numbers."""
    answers = Answers(form, 2023, {"disclosure.fee.amount": text, "unit.name": text})
    book = load_workbook(io.BytesIO(make(answers)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    return [cell for cell in cells if str(cell.value or "").strip() == text.strip()]


@pytest.mark.parametrize("text", [*FORMULAS, *MARKUP, *TEMPLATES])
@pytest.mark.parametrize("kind", ["sheet", "figures"])
def test_no_cell_is_a_formula_that_somebody_typed(form21, kind, text):
    makes = {"figures": figures_book, "sheet": lambda a: write_sheet(a, {}, SHEET_WORDS)}
    cells = book_with(makes[kind], form21, text)
    assert cells
    for cell in cells:
        assert cell.data_type == "s"
        assert cell.quotePrefix or not text.strip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("text", TEXTS)
def test_a_page_for_the_website_shows_it_and_runs_nothing(form21, text):
    page = lxml.html.fromstring(web_page(filled(form21, overview=f"写了{text}")).decode())
    assert not list(page.iter("script", "img", "a", "iframe"))
    assert text.strip().split("\r")[-1] in page.text_content()


# -- names -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..",
        "/etc/passwd",
        "C:\\x",
        "a\u202excod",
        ".bashrc",
        "一" * 400,
        "\x00",
    ],
)
def test_a_file_name_stays_in_its_folder(name):
    kept = file_name(f"{name}.docx")
    assert Path(kept).name == kept
    assert not kept.startswith(".")
    assert len(kept.encode()) <= 255
    assert kept.isprintable()
    assert kept.endswith("docx")


def test_a_console_writes_into_its_folder_only(service, msg, tmp_path):
    folder = tmp_path / "in" / "out"
    console = Console(service.interviewer.handle, io.StringIO(), folder, WANG)
    wanted = OpenReport(2023, "", "", "../../../etc/passwd")
    service.interviewer.open(WANG, msg(), wanted)
    console.say("草稿")
    files = list(tmp_path.rglob("*.docx"))
    assert files
    assert all(path.parent == folder for path in files)


# -- chat ------------------------------------------------------------------------------------------


async def test_a_chat_marks_nothing_up(tmp_path):
    async with BotAPI() as api, bot(api, tmp_path / "a.db"):
        person = api.person(name="*李*\u202e\n<b>")
        await opened(person, tmp_path / "a.db")
        for text in CHAT:
            await person.says(f"地址：{text}")
            await person.hears()
        sent = api.calls_of("sendMessage")
    assert any("[x](tg://user?id=1)" in call.text("text") for call in sent)
    assert not any({"parse_mode", "entities"} & set(call.parameters) for call in sent)


async def test_a_person_s_name_is_one_line_of_visible_signs(tmp_path):
    async with BotAPI() as api, bot(api, tmp_path / "a.db"):
        person = api.person(77, "李\u202e\n\u200b四")
        await opened(person, tmp_path / "a.db")
    _, journal = app.service(tmp_path / "a.db")
    assert journal.entries(1)[0].person == Person("telegram", "77", "李 四")
