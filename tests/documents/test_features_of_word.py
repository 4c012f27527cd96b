"""What Word's own features (content controls, text boxes, fields, tracked changes) put around the
words of a master: each is healed, or refused with its place.
"""

import io
import re
import zipfile
from collections.abc import Callable

import pytest

from bot.documents.report import render
from bot.documents.template import compile_master
from bot.forms.form import Form
from bot.forms.toml import Mistake, Mistakes
from tests.documents.conftest import PROPERTIES, filled

PHONE = "<w:r><w:t>{{ unit.phone }}</w:t></w:r>"
OVERVIEW = '<w:r><w:t xml:space="preserve">{{ overview }}</w:t></w:r>'
BOX = (
    "<w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
    "</w:drawing></w:r><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    "</w:txbxContent></w:pict></w:r>"
)
CONTROL = (
    "<w:sdt><w:sdtPr><w:id w:val='5'/><w:text/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
)

Change = Callable[[str], str]
Edited = Callable[..., bytes]


@pytest.fixture
def edited(master: bytes) -> Edited:
    """The master with one part changed."""

    def edit(change: Change, part: str = "word/document.xml") -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(master)) as old, zipfile.ZipFile(out, "w") as new:
            for name in old.namelist():
                content = old.read(name).decode()
                changed = change(content) if name == part else content
                assert name != part or changed != content
                new.writestr(name, changed)
        return out.getvalue()

    return edit


def beside_overview(words: str) -> Change:
    """Adds runs behind the placeholder of a text."""
    return lambda source: source.replace(OVERVIEW, OVERVIEW + words)


def in_the_title(words: str) -> Change:
    """Adds runs at the end of the title's second line."""
    return lambda source: source.replace(
        "工作年度报告</w:t></w:r>", f"工作年度报告</w:t></w:r>{words}"
    )


def around(pattern: str, wrapper: str) -> Change:
    """Wraps the first match of a pattern."""
    return lambda source: re.sub(pattern, lambda m: wrapper.format(m[0]), source, count=1)


def document(master: bytes, form: Form) -> str:
    """The text of a report made from a master."""
    template = compile_master(master, form, "master.docx")
    report = render(template, filled(form, unit__phone="0469-2609855"), PROPERTIES)
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        return archive.read("word/document.xml").decode()


def mistakes(master: bytes, form: Form) -> list[Mistake]:
    with pytest.raises(Mistakes) as refused:
        compile_master(master, form, "master.docx")
    return list(refused.value.found)


@pytest.mark.parametrize(
    "wrapper",
    [
        CONTROL,
        "<w:smartTag w:element='a'><w:smartTagPr><w:attr w:name='b'/></w:smartTagPr>{}</w:smartTag>",
        "<w:customXml w:element='a'>{}</w:customXml>",
        "<w:permStart w:id='1'/>{}<w:permEnd w:id='1'/>",
    ],
)
def test_what_word_puts_around_a_placeholder_is_taken_off(
    edited: Edited, form: Form, wrapper: str
) -> None:
    plain = document(edited(in_the_title(PHONE)), form)
    assert document(edited(in_the_title(wrapper.format(PHONE))), form) == plain
    assert plain.count("0469-2609855") == 1


@pytest.mark.parametrize("pattern", ["<w:tbl>.*?</w:tbl>", "<w:tr>.*?</w:tr>", "<w:tc>.*?</w:tc>"])
def test_a_content_control_around_a_table_is_taken_off(
    edited: Edited, master: bytes, form: Form, pattern: str
) -> None:
    assert document(edited(around(pattern, CONTROL)), form) == document(master, form)


def test_a_placeholder_in_a_link_is_filled(edited: Edited, form: Form) -> None:
    link = f'<w:hyperlink w:anchor="a">{PHONE}</w:hyperlink>'
    assert "0469-2609855</w:t></w:r></w:hyperlink>" in document(edited(in_the_title(link)), form)


def test_a_placeholder_in_a_text_box_is_filled_in_both_its_copies(
    edited: Edited, form: Form
) -> None:
    box = BOX.format("{{ unit.phone }}", "{{ unit.phone }}")
    assert document(edited(in_the_title(box)), form).count("0469-2609855") == 2


@pytest.mark.parametrize(
    "words",
    [
        '<w:r><w:instrText> HYPERLINK "tel:{{ unit.phone }}" </w:instrText></w:r>',
        '<w:r><w:pict w:alt="{{ unit.phone }}"/></w:r>',
    ],
)
def test_a_placeholder_where_no_text_is_printed_is_refused(
    edited: Edited, form: Form, words: str
) -> None:
    (mistake,) = mistakes(edited(in_the_title(words)), form)
    assert mistake.place == "{{ unit.phone }}"
    assert mistake.remedy == "type it as plain text instead"


@pytest.mark.parametrize(
    "words", ['<w:r><w:br w:type="page"/></w:r>', BOX.format("注", "注"), "<w:r><w:object/></w:r>"]
)
def test_what_would_go_with_the_placeholder_of_a_text_is_refused(
    edited: Edited, form: Form, words: str
) -> None:
    problems = [mistake.problem for mistake in mistakes(edited(beside_overview(words)), form)]
    assert problems == ["shares its paragraph"]


@pytest.mark.parametrize(
    "words",
    [
        "<w:ins w:id='1'>{}</w:ins>",
        "<w:moveTo w:id='1'>{}</w:moveTo>",
        "<w:r><w:rPr><w:b/><w:rPrChange w:id='1'><w:rPr/></w:rPrChange></w:rPr></w:r>{}",
    ],
)
def test_every_kind_of_tracked_change_is_refused(edited: Edited, form: Form, words: str) -> None:
    found = mistakes(edited(lambda source: source.replace(OVERVIEW, words.format(OVERVIEW))), form)
    assert [(m.place, m.problem) for m in found] == [("document", "holds tracked changes")]


def test_a_tracked_change_in_a_header_is_refused(edited: Edited, form: Form) -> None:
    def track(source: str) -> str:
        return source.replace("<w:r>", "<w:ins w:id='1'><w:r>").replace("</w:r>", "</w:r></w:ins>")

    (mistake,) = mistakes(edited(track, "word/header1.xml"), form)
    assert (mistake.place, mistake.problem) == ("word/header1.xml", "holds tracked changes")


def test_the_anchor_of_a_lost_comment_is_refused(edited: Edited, form: Form) -> None:
    anchor = '<w:r><w:commentReference w:id="0"/></w:r>'
    (mistake,) = mistakes(edited(in_the_title(anchor)), form)
    assert mistake.problem == "holds comments"


@pytest.mark.parametrize("typed", ["{ { unit.phone } }", "{unit.phone}", "{{{ unit.phone }}"])
def test_no_brace_is_left_in_a_report(edited: Edited, form: Form, typed: str) -> None:
    found = mistakes(edited(in_the_title(f"<w:r><w:t>{typed}</w:t></w:r>")), form)
    assert "is no placeholder" in {mistake.problem for mistake in found}


@pytest.mark.parametrize(
    ("part", "change", "problem"),
    [
        ("[Content_Types].xml", ("document.main+xml", "template.main+xml"), "is a template or"),
        ("word/document.xml", ("/wordprocessingml/2006", "/ooxml"), "is Strict Open XML"),
    ],
)
def test_another_kind_of_word_file_is_refused(
    edited: Edited, form: Form, part: str, change: tuple[str, str], problem: str
) -> None:
    (mistake,) = mistakes(edited(lambda source: source.replace(*change), part), form)
    assert mistake.problem.startswith(problem)
    assert mistake.remedy == "save it with Word as Word document"


def test_the_settings_of_who_edits_the_master_do_not_reach_an_office(
    edited: Edited, form: Form
) -> None:
    own = (
        "<w:attachedTemplate r:id='rId1'/><w:trackRevisions/><w:evenAndOddHeaders/>"
        "<w:rsids><w:rsidRoot w:val='00A11111'/></w:rsids>"
    )
    master = edited(
        lambda source: source.replace("<w:evenAndOddHeaders/>", own), "word/settings.xml"
    )
    report = render(compile_master(master, form, "master.docx"), filled(form), PROPERTIES)
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        settings = archive.read("word/settings.xml").decode()
    assert "<w:evenAndOddHeaders/>" in settings
    assert not re.search("attachedTemplate|trackRevisions|rsid", settings)


def test_the_accounts_of_who_edited_the_master_do_not_reach_an_office(
    master: bytes, form: Form
) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(master)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            override = '<Override PartName="/word/people.xml" ContentType="a"/></Types>'
            relation = '<Relationship Id="p" Type="a" Target="people.xml"/></Relationships>'
            content = content.replace("</Types>", override)
            if name == "word/_rels/document.xml.rels":
                content = content.replace("</Relationships>", relation)
            new.writestr(name, content)
        new.writestr("word/people.xml", "张三")
    report = render(compile_master(out.getvalue(), form, "master.docx"), filled(form), PROPERTIES)
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        assert "word/people.xml" not in archive.namelist()
        assert all(b"people.xml" not in archive.read(name) for name in archive.namelist())
