"""The only place that puts parts together: settings → storage → interviewer → channels. Everything
else is handed what it needs, so that a test can hand it something else.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from bot import content
from bot.forms.answers import Answers
from bot.forms.toml import Mistake, Mistakes
from bot.interviewer import Interviewer
from storage.database import open_database
from storage.documents import Documents
from storage.journal import Journal


class Service(NamedTuple):
    """A running interviewer and the journal below it."""

    interviewer: Interviewer
    journal: Journal


def service(database: str | Path) -> Service:
    """An interviewer on a database. Raises sqlite3.OperationalError where it cannot be opened."""
    db = open_database(database)
    journal = Journal(db)
    interviewer = Interviewer(
        content.forms(), content.wording(), journal, Documents(db), build_document
    )
    return Service(interviewer, journal)


def build_document(answers: Answers, number: int, created: datetime, draft: bool) -> bytes:
    """The report as a DOCX. The master is compiled when its first document is asked for."""
    from bot.documents.report import Properties, render

    return render(_master(answers.form.id), answers, Properties(number, created), draft=draft)


async def serve_telegram(database: str | Path, token: str, api: str = "") -> None:
    """The Telegram channel, until the process is told to stop (SIGTERM, SIGINT)."""
    import asyncio
    import signal

    from bot.channels.telegram import Telegram, application

    interviewer, journal = service(database)
    words = content.wording().plain("command") | content.wording().plain("private_only")
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await Telegram(application(token, api), interviewer, journal, words).run(stop)


def template_mistakes() -> list[Mistake]:
    """Every mistake in the forms, the wording and the Word masters."""
    found: list[Mistake] = []
    loads: list[Callable[[], object]] = [content.wording]
    loads += [partial(_master_of, form) for form in content.forms()]
    for load in loads:
        try:
            load()
        except Mistakes as mistakes:
            found += mistakes.found
        except FileNotFoundError as error:
            name = Path(error.filename).name
            found.append(Mistake(name, "file", "it is missing", "run `baogao build-masters`"))
    return found


def _master_of(form: str) -> None:
    content.forms()[form]
    _master(form)


@cache
def _master(form: str):  # type: ignore[no-untyped-def]  # the type would need the import
    from bot.documents.template import compile_master

    return compile_master(content.master(form), content.forms()[form], f"{form}.docx")
