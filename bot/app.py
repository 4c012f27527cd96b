"""The only place that puts parts together: settings → storage → interviewer → channels. Everything
else is handed what it needs, so that a test can hand it something else.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from datetime import datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bot import content
from bot.admission import OPEN_TO
from bot.forms.answers import Answers
from bot.forms.toml import Mistake, Mistakes
from bot.interview.deadline import DEFAULT, read_deadlines
from bot.interviewer import Interviewer
from bot.messages import Fetch, Remark, Reply, Unavailable, Work
from bot.reminders import Reminders
from storage.database import open_database
from storage.documents import Documents
from storage.journal import Journal

if TYPE_CHECKING:
    from bot.channels.telegram import Source, Telegram
    from bot.documents.template import Template


class Service(NamedTuple):
    """A running interviewer and the journal below it."""

    interviewer: Interviewer
    journal: Journal


def service(database: str | Path, open_to: Collection[str] = OPEN_TO) -> Service:
    """An interviewer on a database; on all channels but those in `open_to` one has to be invited.
    Raises sqlite3.OperationalError where the database cannot be opened.
    """
    db = open_database(database)
    journal = Journal(db)
    interviewer = Interviewer(
        content.forms(),
        content.wording(),
        journal,
        Documents(db),
        build=build_document,
        write_sheet=write_sheet,
        open_to=open_to,
    )
    return Service(interviewer, journal)


def build_document(
    answers: Answers, number: int, created: datetime, draft: bool, remarks: Sequence[Remark] = ()
) -> bytes:
    """The report as a DOCX. The master is compiled when its first document is asked for. Raises
    Mistakes where it has any.
    """
    from bot.documents.comments import Comment
    from bot.documents.report import Properties, render

    comments = [Comment(remark.key, remark.text, remark.at) for remark in remarks]
    properties = Properties(number, created)
    return render(_master(answers.form.id), answers, properties, draft=draft, comments=comments)


def write_sheet(answers: Answers, previous: Mapping[str, str]) -> bytes:
    """The tables as a spreadsheet."""
    from bot.documents.sheet import write_sheet

    return write_sheet(answers, previous, content.wording().plain("sheet"))


class Settings(NamedTuple):
    """How the Telegram service runs. No `webhook` means polling, no `status` no status port."""

    database: str
    token: str
    api: str = ""
    webhook: str = ""
    listen: str = "127.0.0.1:8080"
    status: str = ""
    deadline: str = DEFAULT
    log: str = "info"


async def serve_telegram(settings: Settings, *, limited: bool = True) -> None:
    """The Telegram channel, until the process is told to stop (SIGTERM, SIGINT). `limited` keeps to
    what Telegram lets a bot send.
    """
    import asyncio
    import gc
    import signal

    from bot.channels.connection import application
    from bot.channels.telegram import Telegram

    interviewer, journal = service(settings.database)
    words = content.wording().plain("command") | content.wording().plain("private_only")
    app = application(settings.token, settings.api, limited=limited)
    deadlines = read_deadlines(settings.deadline)
    due = Reminders(content.forms(), content.wording(), journal, deadlines).due
    telegram = Telegram(
        app, interviewer, journal, words, read=read_attachment, publish=publish, due=due
    )
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    gc.freeze()  # what is loaded by now stays, so no garbage is looked for among it any more
    gc.enable()
    try:
        async with status_page(settings.status, telegram, interviewer, journal):
            await telegram.run(source(settings), stop)
    finally:
        with suppress(Unavailable):  # the rest is on the disk already
            journal.close()


def source(settings: Settings) -> "Source":
    """Where updates come from."""
    if settings.webhook:
        from bot.channels.address import read_address
        from bot.channels.webhook import receive_calls

        return partial(receive_calls, url=settings.webhook, listen=read_address(settings.listen))
    from bot.channels.polling import poll

    return poll


def status_page(
    address: str, telegram: "Telegram", interviewer: Interviewer, journal: Journal
) -> AbstractAsyncContextManager[object]:
    """The status port, if one is wanted."""
    if not address:
        return nullcontext()
    from bot.channels.address import read_address
    from bot.channels.http import serve
    from bot.channels.status import Reading, application

    readings = [
        Reading("baogao_updates", "counter", "updates received", lambda: telegram.received),
        Reading(
            "baogao_faults", "counter", "faults answered neutrally", lambda: interviewer.faults
        ),
        Reading(
            "baogao_chats_waiting",
            "gauge",
            "chats with replies on their way",
            lambda: telegram.waiting,
        ),
        Reading(
            "baogao_storage_trouble",
            "gauge",
            "1 while nothing can be saved",
            lambda: telegram.trouble.lasts,
        ),
    ]
    return serve(application(journal.reachable, readings), read_address(address))


def read_attachment(fetch: Fetch, content: bytes) -> str:
    """What is in a file that somebody sent, as JSON; read in a process of its own, with limits."""
    from bot.documents.apart import read_apart

    return read_apart(fetch.attachment.name, content, fetch.form, fetch.year)


def publish(work: Work) -> Reply:
    """A PDF, pictures of the pages or a package; made in a process of its own, with limits."""
    from bot.documents.publication import publish_apart

    return publish_apart(work)


def template_mistakes() -> list[Mistake]:
    """Every mistake in the forms, the phrases, the wording and the Word masters, each once."""
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
            found.append(Mistake(name, "file", "it is missing", "put it back from the release"))
    if not found:  # what one form says of another
        found += content.unknown_origins(content.forms())
        found += content.misnamed_words(content.forms(), content.wording(), content.WORDS.name)
    return list(dict.fromkeys(found))


def _master_of(form: str) -> None:
    content.forms()[form]
    _master(form)


@cache
def _master(form: str) -> "Template":
    from bot.documents.template import compile_master

    file = f"{form}.docx"
    try:
        master = content.master(form)
    except FileNotFoundError as error:
        absent = Mistake(file, "file", "it is missing", "run `baogao build-masters`")
        raise Mistakes([absent]) from error
    return compile_master(master, content.forms()[form], file)
