import pytest

from bot.documents.reader import Unreadable, read_report
from tests.documents.reader.conftest import FORMS

HEAD = '<?xml version="1.0"?>{}<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
PART = '<pkg:part pkg:name="{}"><pkg:xmlData><x/></pkg:xmlData></pkg:part>'


def package(*names, declared=""):
    return (
        HEAD.format(declared) + "".join(PART.format(name) for name in names) + "</pkg:package>"
    ).encode()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (package("/word/document.xml"), "broken"),
        (package("/word/styles.xml"), "unknown"),
        (package("/word/document.xml", "/word/vbaProject.bin"), "macros"),
        (package(declared='<!DOCTYPE x [<!ENTITY a "b">]>'), "entities"),
        (package("/word/document.xml")[:-9], "broken"),
    ],
)
def test_a_document_in_one_file_that_cannot_be_read_gives_its_reason(content, reason):
    with pytest.raises(Unreadable) as why:
        read_report("x.doc", content, FORMS)
    assert why.value.reason == reason
