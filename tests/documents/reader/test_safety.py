import io
import random
import zipfile
from contextlib import suppress

import pytest

from bot.documents.reader import Unreadable, read_report
from bot.documents.reader.safety import LARGEST
from tests.documents.conftest import filled
from tests.documents.reader.conftest import FORMS, WRITERS
from tests.documents.reader.paper import Pdf, as_docx, report, word, zipped
from tests.fuzz.spoiling import spoil

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x SYSTEM "file:///etc/passwd">'


def stream(name):
    return OLE + name.encode("utf-16-le") + b"\0" * 100


def with_part(name, content=b"x"):
    return zipped(b"<w/>", {name: content})


def locked():
    out = bytearray(with_part("word/extra.xml"))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := out.find(mark, at + 1)) >= 0:
            out[at + offset] |= 1
    return bytes(out)


def locked_pdf():
    plain = Pdf()
    plain.text(100, 100, "报告", 16)
    lock = b"/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >> /ID [<00> <00>]"
    lock = lock.replace(b"%b", b"41" * 32)
    return plain.bytes().replace(b"/Root 1 0 R", b"/Root 1 0 R " + lock)


def parts_beyond_number():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for number in range(4100):
            file.writestr(str(number), b"")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.docx", b"", "empty"),
        ("x.docx", b" \n\0", "empty"),
        ("x.docx", b"PK" + b"\0" * LARGEST, "too_big"),
        ("x.doc", stream("WordDocument"), "legacy"),
        ("x.docx", stream("EncryptedPackage"), "encrypted"),
        ("x.xls", stream("Workbook"), "unknown"),
        ("x.doc", b"{\\rtf1 hello}", "legacy"),
        ("x.png", b"\x89PNG\r\n\x1a\n\0\0", "unknown"),
        ("x.txt", "政府信息公开".encode(), "unknown"),
        ("x.docx", b"PK\3\4" + b"\1" * 50, "broken"),
        ("x.docx", with_part("word/vbaProject.bin"), "macros"),
        ("x.docm", zipped(b"<w/>", {"[Content_Types].xml": b"x.macroEnabled.main+xml"}), "macros"),
        ("x.docx", locked(), "encrypted"),
        ("x.docx", parts_beyond_number(), "bomb"),
        ("x.docx", zipped(b" " * (25 << 20)), "bomb"),
        ("x.docx", with_part("word/media/a.png", b"\0" * (257 << 20)), "bomb"),
        ("x.docx", word("", LAUGHS), "entities"),
        ("x.docx", word("", OUTSIDE), "entities"),
        (
            "x.docx",
            zipped(f"<?xml version='1.0' encoding='utf-16'?>{LAUGHS}<x/>".encode("utf-16")),
            "entities",
        ),
        ("x.docx", zipped(b"<not closed"), "broken"),
        ("x.docx", zipped(b"<w:document xmlns:w='x'/>"), "broken"),
        ("x.docx", word("<w:p/>"), "no_report"),
        ("x.pdf", b"%PDF-1.4 nothing", "broken"),
        ("x.pdf", locked_pdf(), "encrypted"),
        ("x.html", b"<html><body>hello</body></html>", "no_report"),
        ("x.html", b"<html>", "no_report"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_cannot_be_read_gives_its_reason(name, content, reason):
    with pytest.raises(Unreadable) as why:
        read_report(name, content, FORMS)
    assert why.value.reason == reason


def test_a_zip_that_is_no_document_is_of_an_unknown_kind():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(Unreadable) as why:
        read_report("x.docx", out.getvalue(), FORMS)
    assert why.value.reason == "unknown"


def test_the_bytes_decide_and_not_the_name(form21):
    content = as_docx(report(filled(form21)))
    assert read_report("report.pdf", content, FORMS).answers.form is form21


def test_a_report_without_any_year_cannot_be_placed(form21):
    parts = [p if not isinstance(p, str) else p.replace("2023", "") for p in report(filled(form21))]
    with pytest.raises(Unreadable) as why:
        read_report("x.docx", as_docx(parts), FORMS)
    assert why.value.reason == "no_year"


@pytest.mark.parametrize("number", range(50))
def test_a_spoilt_file_is_read_or_refused_and_never_breaks(form21, kind, number):
    chance = random.Random(f"{kind} {number}")
    content = WRITERS[kind](report(filled(form21)))
    if kind == "docx" and number % 2:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            content = zipped(spoil(file.read("word/document.xml"), chance))
    else:
        content = spoil(content, chance)
    with suppress(Unreadable):
        assert read_report(f"x.{kind}", content, FORMS).answers.year


@pytest.mark.parametrize("head", [b"PK\3\4", b"%PDF-1.7\n", b"<html>", b"\xd0\xcf\x11\xe0", b""])
@pytest.mark.parametrize("number", range(15))
def test_random_bytes_are_refused(head, number):
    chance = random.Random(number)
    with pytest.raises(Unreadable):
        read_report("x", head + chance.randbytes(chance.randrange(3000)), FORMS)


@pytest.mark.parametrize("kind", ["docx", "html"])
def test_tables_nested_beyond_all_measure_are_refused_or_read(kind):
    deep = 3000
    if kind == "docx":
        content = word("<w:tbl><w:tr><w:tc>" * deep + "</w:tc></w:tr></w:tbl>" * deep)
    else:
        content = b"<html>" + b"<table><tr><td>" * deep
    with pytest.raises(Unreadable):
        read_report("x", content, FORMS)


def test_lines_that_could_all_be_headings_are_counted_only_so_far():
    lines = "<p>一、总体情况</p><p>二、主动公开政府信息情况</p>" * 20_000
    with pytest.raises(Unreadable):
        read_report("2023.html", f"<html>{lines}".encode(), FORMS)
