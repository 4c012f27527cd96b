"""What is said of a file that cannot be read, and what kind of file it is. A file is judged by its
bytes, never by its name, and it is refused whole, with one reason, before anything in it is
believed.
"""

import re
from collections.abc import Mapping
from typing import Any, Literal

Kind = Literal["docx", "pdf", "html", "mht", "flat"]

LARGEST = 20 * 1024 * 1024  # bytes; what a bot can download

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEAD = 4096
_FLAT = re.compile(rb"schemas\.microsoft\.com/office/(?:2006/xmlPackage|word/2003/wordml)")
_MESSAGE = re.compile(rb"\s*[A-Za-z-]{3,40}:")


class Unreadable(Exception):
    """Why a file cannot be read: `reason` is an id in the wording, `details` are its arguments."""

    def __init__(self, reason: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.details = details or {}


def kind_of(name: str, content: bytes) -> Kind:
    """What a file is. Raises Unreadable for one that is none of the kinds or is too big."""
    if len(content) > LARGEST:
        raise Unreadable("too_big", {"megabytes": LARGEST >> 20})
    if not content.strip(b"\0 \t\r\n"):
        raise Unreadable("empty")
    head = content[:_HEAD]
    if content.startswith(b"PK"):
        return "docx"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if content.startswith(_OLE):
        raise Unreadable(_ole(content))
    if content.lstrip()[:5] == b"{\\rtf":
        raise Unreadable("legacy")
    if head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<?xml") and _FLAT.search(head):
        return "flat"
    if _MESSAGE.match(head) and b"mime-version:" in head.lower():
        return "mht"
    if _looks_like_html(name, head):
        return "html"
    raise Unreadable("unknown")


def _ole(content: bytes) -> str:
    """An OLE container holds an encrypted package, a document of old Word, or something else."""

    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        return "encrypted"
    return "legacy" if holds("WordDocument") else "unknown"


def _looks_like_html(name: str, head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in head:
        text = head.replace(b"\0", b"").lower()
        marks = (b"<html", b"<!doctype html", b"<body", b"<table", b"<head", b"<div", b"<p")
        return any(mark in text for mark in marks) or name.lower().endswith((".html", ".htm"))
    return False
