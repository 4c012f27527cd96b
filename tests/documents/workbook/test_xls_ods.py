"""Ledgers kept as .xls (made once with LibreOffice, beside this file) and as .ods (made here)."""

import zipfile
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import content
from bot.documents.ledger import recognise
from bot.documents.received import read_file
from bot.documents.workbook import OLE, read_workbook
from bot.reading.answers_file import Unusable
from bot.reading.tally import count

XLS = Path(__file__).with_name("ledger.xls").read_bytes()
FORMS = content.forms()
MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)
LINES = [
    ["收到日期", "申请人类型", "答复日期", "答复结果"],
    ["2023-03-01", "自然人", "2023-03-20", "予以公开"],
    ["2023-05-04", "企业", "2023-05-20", "信息不存在"],
]


def ods(lines, **parts):
    """A spreadsheet of OpenDocument with one sheet of texts."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    rows = [
        f"<table:table-row>{''.join(map(cell.format, line))}</table:table-row>" for line in lines
    ]
    table = f'<table:table table:name="台账">{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    document = f"<office:document-content {SPACES}>{body}</office:document-content>"
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", MIMETYPE)
        archive.writestr("content.xml", document)
        for name, text in {"META-INF/manifest.xml": "<manifest/>", **parts}.items():
            archive.writestr(name, text)
    return stream.getvalue()


def told(file):
    """The cells of table 三 above 0 that a ledger counts."""
    values = count(recognise(file), FORMS["2021"], 2023).values
    return {
        key.removeprefix("applications."): value for key, value in values.items() if value != "0"
    }


def test_a_ledger_of_old_excel_is_counted():
    assert told(XLS) == {
        "received.natural": "2",
        "received.commercial": "1",
        "granted.natural": "1",
        "refused_secret.commercial": "1",
        "carried_out.natural": "1",
    }


def test_merged_cells_of_old_excel_are_known():
    (merge,) = read_workbook(XLS).sheets[0].merges
    assert (merge.top, merge.left, merge.bottom, merge.right) == (1, 1, 1, 9)


def test_a_ledger_of_opendocument_is_counted():
    assert told(ods(LINES)) == {
        "received.natural": "1",
        "received.commercial": "1",
        "granted.natural": "1",
        "unavailable_not_held.commercial": "1",
    }


@pytest.mark.parametrize("name", ["台账.xls", "台账.et"])
def test_it_is_a_ledger_by_whichever_name_it_comes(name):
    assert read_file(name, XLS, FORMS, "2021", 2023)["kind"] == "ledger"


@pytest.mark.parametrize(
    ("reason", "file"),
    [
        ("encrypted", OLE + "EncryptedPackage".encode("utf-16-le")),
        ("encrypted", ods(LINES, **{"META-INF/manifest.xml": "<x:encryption-data/>"})),
        ("macros", OLE + "_VBA_PROJECT_CUR".encode("utf-16-le")),
        ("macros", ods(LINES, **{"Basic/Standard/Module1.xml": "<script/>"})),
        ("broken", OLE + bytes(600)),
        ("broken", ods([]).replace(b"content.xml", b"tnetnoc.xml")),
        ("bomb", ods([["一" * 20_000_000]])),
    ],
)
def test_files_not_to_be_trusted_are_refused_by_name(reason, file):
    with pytest.raises(Unusable) as refused:
        read_workbook(file)
    assert refused.value.reason == reason


@settings(max_examples=100)
@given(
    st.dictionaries(
        st.integers(len(OLE), len(XLS) - 1), st.integers(0, 255), min_size=1, max_size=30
    )
)
def test_damage_is_refused_and_never_a_fault(changes):
    damaged = bytearray(XLS)
    for place, value in changes.items():
        damaged[place] = value
    with suppress(Unusable):
        read_workbook(bytes(damaged))
