"""Files made to do harm: each is read or refused, and nothing else happens."""

import io
import json
import zipfile
import zlib

import pytest

from bot.documents.apart import LARGEST_ANSWER, read_apart
from bot.documents.received import LONGEST_NAME, LONGEST_TEXT, read_file
from tests.documents.conftest import filled
from tests.documents.reader.conftest import FORMS
from tests.documents.reader.paper import as_docx, as_html, report, word
from tests.documents.test_sheet import with_sheet

LAUGHS = "<!DOCTYPE x [<!ENTITY a 'ha'>{}]>".format(
    "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
)


def found(name, content, **limits):
    return json.loads(read_apart(name, content, "2021", 2023, **limits))


def refused(name, content):
    data = found(name, content)
    return data["kind"] == "refused" and data["reason"]


def pdf(objects, stream=b""):
    """A PDF of a few objects; the last is a stream packed by deflate."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, 2)
    starts = []
    packed = zlib.compress(stream, 9)
    body = b"<</Length %d /Filter /FlateDecode>> stream\n" % len(packed) + packed + b"\nendstream"
    for number, source in enumerate([*objects, body], 1):
        starts.append(out.tell())
        out.write(b"%d 0 obj\n" % number + source + b"\nendobj\n")
    at = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(starts) + 1))
    out.writelines(b"%010d 00000 n \n" % start for start in starts)
    out.write(b"trailer <</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(starts) + 1, at))
    return out.getvalue()


def paper(box=b"0 0 595 842", count=1):
    return [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Count %d /Kids [3 0 R]>>" % count,
        b"<</Type /Page /Parent 2 0 R /MediaBox [%b] /Contents 4 0 R>>" % box,
    ]


@pytest.mark.parametrize(
    ("content", "reasons"),
    [
        (pdf(paper(), b" " * (600 << 20)), ("memory", "broken", "slow", "no_report")),
        (pdf(paper(b"0 0 99999999 99999999"), b"0 0 m"), ("no_report", "pictures")),
        (pdf(paper(count=10**9), b""), ("no_report", "pictures", "too_long")),
        (pdf([b"<</Type /Catalog /Pages 1 0 R>>"], b""), ("broken", "no_report", "pictures")),
    ],
    ids=[
        "a stream packed to burst",
        "a page without end",
        "too many pages",
        "a tree that is a ring",
    ],
)
def test_a_pdf_made_to_do_harm_is_refused(content, reasons):
    assert refused("x.pdf", content) in reasons


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("x.docx", word("<w:p/>", LAUGHS), "entities"),
        ("x.html", f"{LAUGHS}<html><p>&i;</p></html>".encode(), "no_report"),
    ],
    ids=["docx", "html"],
)
def test_entities_are_not_expanded(name, content, reason):
    assert refused(name, content) == reason


def test_entities_of_a_workbook_are_not_expanded(form21):
    sheet = f"{LAUGHS}<worksheet><sheetData><row><c><v>&i;</v></c></row></sheetData></worksheet>"
    assert refused("x.xlsx", with_sheet(form21, sheet)) == "entities"


@pytest.mark.parametrize("path", ["../../evil.txt", "/tmp/evil-baogao.txt", "C:\\evil.txt"])
@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_path_in_a_zip_leads_nowhere(form21, tmp_path, path, ending):
    content = as_docx(report(filled(form21)))
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(path, "evil")
    data = found(f"{tmp_path}/../../x.{ending}", out.getvalue())
    assert data["kind"] in ("report", "refused")
    assert not list(tmp_path.parent.glob("**/evil*"))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "../../../../etc/passwd", "http://127.0.0.1:9/x"]
)
def test_what_a_document_refers_to_is_not_fetched(form21, target):
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" TargetMode="External" Target="{target}" Type="http://schemas.openxmlformats'
        '.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    more = {"word/_rels/document.xml.rels": relation.encode()}
    data = found("x.docx", as_docx(report(filled(form21)), **more))
    assert "root:" not in json.dumps(data)
    assert data["kind"] == "report"


def test_a_web_page_fetches_and_runs_nothing(form21):
    page = as_html(report(filled(form21)))
    evil = b'<img src="http://127.0.0.1:9/x"><script>document.write("evil")</script><p>'
    data = found("x.html", page.replace(b"<p>", evil, 1))
    assert data["kind"] == "report"
    assert "evil" not in json.dumps(data)


def answers(**values):
    return json.dumps({"year": 2023, "unit": {"name": "x"}, **values}).encode()


@pytest.mark.parametrize(
    "content",
    [
        answers(overview="一" * (LONGEST_TEXT + 1)),
        answers(unit={"name": "一" * (LONGEST_NAME + 1)}),
    ],
    ids=["a text", "a name"],
)
def test_what_is_longer_than_any_report_is_refused(content):
    data = read_file("x.json", content, FORMS, "2021", 2023)
    assert (data["kind"], data["reason"]) == ("refused", "too_much")


def test_an_answer_larger_than_any_report_is_refused():
    rows = b"\n".join(b"%d,2023-01-01,unknown," % n for n in range(60_000))
    data = found("x.csv", "序号,收到日期,申请人类型,答复结果\n".encode() + rows)
    assert data["kind"] == "refused" or len(json.dumps(data)) < LARGEST_ANSWER


@pytest.mark.parametrize("depth", [100_000])
def test_json_without_end_is_refused(depth):
    assert refused("x.json", b'{"a":' * depth)
