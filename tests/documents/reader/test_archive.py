import pytest

from bot.documents.reader import Unreadable, read_report
from bot.documents.reader.archive import page_in
from tests.documents.conftest import filled
from tests.documents.reader.conftest import FORMS, figures
from tests.documents.reader.paper import as_html, report

HEAD = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=B\r\n\r\n"
PART = "--B\r\nContent-Type: {}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"


def archive(*parts):
    """A message of some parts, each a type and its content."""
    inside = b"\r\n".join(PART.format(kind).encode() + content for kind, content in parts)
    return HEAD.encode() + inside + b"\r\n--B--\r\n"


def test_the_page_is_found_behind_other_parts(form21):
    given = filled(form21)
    content = archive(("image/png", b"x"), ("text/html; charset=utf-8", as_html(report(given))))
    assert figures(read_report("x.mht", content, FORMS)) == figures(given)


@pytest.mark.parametrize("charset", ["gb2312", "no-such-charset", ""])
def test_a_charset_that_is_wrong_or_unknown_leaves_the_page_to_say(charset):
    page = '<html><meta charset="gbk">年报'.encode("gbk")
    kind = f"text/html; charset={charset}" if charset else "text/html"
    found = page_in(archive((kind, page)))
    assert "年报".encode("utf-8-sig" if charset == "gb2312" else "gbk")[-4:] in found


@pytest.mark.parametrize(
    "content",
    [
        archive(("image/png", b"x")),
        HEAD.encode(),
        b"MIME-Version: 1.0\r\n",
        HEAD.encode() + b"--B\r\n" * 100_000,
        archive(*[("multipart/mixed; boundary=B", b"")] * 2000),
    ],
)
def test_an_archive_without_a_page_is_refused(content):
    with pytest.raises(Unreadable):
        read_report("x.mht", content, FORMS)
