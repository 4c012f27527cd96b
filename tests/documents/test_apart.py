"""A file read in a child process: what is found, and what happens to hostile files."""

import json

from bot.documents.apart import read_apart
from tests.documents.conftest import filled
from tests.documents.reader.paper import Pdf, as_docx, report


def endless() -> bytes:
    """A page of so many rules that to find its cells takes minutes."""
    pdf = Pdf()
    for n in range(20000):
        pdf.frame(n % 150 * 3.7, n // 150 * 5.9, 3.7, 5.9)
    return pdf.bytes()


def found(name, content, **limits):
    return json.loads(read_apart(name, content, "2021", 2023, **limits))


def test_a_report_is_recognised_and_read(form21):
    data = found("x.docx", as_docx(report(filled(form21))))
    assert (data["kind"], data["form"]) == ("report", "2021")
    assert data["values"]["unit.name"]


def test_an_answers_file_is_recognised():
    data = found("x", b'{"year": 2023, "unit": {"name": "x"}}')
    assert (data["kind"], data["values"]) == ("answers", {"unit.name": "x"})


def test_a_broken_file_is_refused_with_its_reason():
    data = found("x.docx", b"PK\3\4")
    assert (data["kind"], data["family"], data["reason"]) == ("refused", "unreadable", "broken")


def test_a_workbook_that_is_none_is_refused():
    assert found("x.xlsx", b"nothing")["kind"] == "refused"


def test_reading_that_takes_too_long_is_ended():
    data = found("x.pdf", endless(), seconds=2)
    assert (data["reason"], data["details"]) == ("slow", {"seconds": 2})


def test_reading_that_takes_too_much_memory_is_ended():
    pdf = Pdf()
    for _ in range(60000):
        pdf.text(10, 10, "政府信息公开" * 4, 8)
    data = found("x.pdf", pdf.bytes(), megabytes=250)
    # where the memory ends in a parser written in C, the file counts as broken
    assert (data["kind"], data["reason"] in ("memory", "broken")) == ("refused", True)
