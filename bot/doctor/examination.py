"""A whole examination, in the order in which an administrator would put things right: without
settings there is no database, without a database no connection is of use.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from bot.app import Settings, template_mistakes
from bot.doctor.connection import connection
from bot.doctor.database import database, disk, latest
from bot.doctor.machine import fonts, office
from bot.doctor.result import Result
from bot.doctor.settings import settings


def examination(chosen: Settings, now: datetime) -> Iterator[Result]:
    """Looks at everything; each result comes as soon as it is there."""
    file = Path(chosen.database)
    yield from settings(chosen)
    yield from database(file)
    yield from disk(file)
    yield from templates()
    yield from fonts()
    yield from office()
    yield from connection(chosen, now, latest(file))


def templates() -> Iterator[Result]:
    """The forms, the wording and the Word masters."""
    mistakes = template_mistakes()
    for mistake in mistakes:
        yield Result("templates.mistake", {"mistake": str(mistake)})
    if not mistakes:
        yield Result("templates.sound")
