"""The pages of a PDF as pictures, for a look on a phone: a chat shows them at once, while a file
has to be opened in another program.
"""

from io import BytesIO

MOST = 20  # pages; a longer report is read as a file
_DOTS = 110 / 72  # per point: small type stays legible on a phone, a page stays below 300 KB


def pictures(pdf: bytes, most: int = MOST) -> list[bytes]:
    """The first pages as PNG, one picture a page."""
    from pypdfium2 import PdfDocument  # noqa: PLC0415 - takes memory that only the child needs

    document = PdfDocument(pdf)
    return [_png(document[at].render(scale=_DOTS)) for at in range(min(len(document), most))]


def _png(page: object) -> bytes:
    stream = BytesIO()
    page.to_pil().convert("P").save(stream, "PNG", optimize=True)  # type: ignore[attr-defined]
    return stream.getvalue()
