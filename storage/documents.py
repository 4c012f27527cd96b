"""Every document that was produced, byte for byte, so that what was published can be found again
and compared. A message makes at most one: asked again after a crash, it gets the same bytes.
"""

import hashlib
from datetime import datetime

from sqlite_utils import Database

from bot.messages import Document
from storage.trouble import told_apart

_OF_MESSAGE = """
SELECT d.number, d.draft, d.name, d.hash, d.content, p.name, m.at
FROM documents d JOIN messages m ON m.id = d.message JOIN people p ON p.id = m.person
WHERE d.message = ?
"""


def fingerprint(content: bytes) -> str:
    """The hash that is kept beside a document."""
    return hashlib.sha256(content).hexdigest()


class Documents:
    """The produced documents of all reports in one database. All of it may raise Unavailable."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @told_apart()
    def of_message(self, message: str) -> Document | None:
        """The document that a message asked for, if it was made already."""
        row = self._db.conn.execute(_OF_MESSAGE, (message,)).fetchone()
        return _document(row) if row else None

    @told_apart()
    def keep(
        self, report: int, number: int, message: str, name: str, content: bytes, *, draft: bool
    ) -> None:
        """Keeps a document. Raises sqlite3.IntegrityError if its number or message is taken."""
        with self._db.atomic():
            self._db.conn.execute(
                "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
                (report, number, message, draft, name, fingerprint(content), content),
            )


def _document(row: tuple[int, int, str, str, bytes, str, str]) -> Document:
    number, draft, name, digest, content, author, at = row
    when = datetime.fromisoformat(at)
    return Document(number, bool(draft), name, digest, content, author, when)
