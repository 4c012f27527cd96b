"""Why a database cannot be opened and what to do, in the same words for every command."""

import sqlite3
from pathlib import Path

NO_ROOM = "IOERR_SHMSIZE"  # a full disk, where the database itself need not grow


def unopened(file: str | Path, error: sqlite3.Error) -> str:
    """One line with the remedy."""
    from bot.commands.words import Words
    from storage.examination import Refused

    if isinstance(error, Refused):
        words = Words("operations.refused")
        return words(error.reason, file=str(error.file), detail=error.detail)
    words = Words("unopened")
    name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_")
    name = "full" if name == NO_ROOM else name.partition("_")[0].lower()
    return words(name if words.has(name) else "other", file=str(file), detail=str(error))
