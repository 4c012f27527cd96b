"""The files that commands are given: an answers file, or a report of anybody's making."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from bot.commands.findings import words
from bot.commands.output import stop

if TYPE_CHECKING:
    from bot.forms.answers import Answers


def answers_or_stop(file: Path) -> "Answers":
    """The answers in a file, or one clear line and exit 2."""
    from bot import content
    from bot.documents.received import read_answers_file
    from bot.reading.answers_file import Unusable

    try:
        return read_answers_file(file.read_bytes(), content.forms())
    except Unusable as why:
        refuse_file(file, "unusable", why.reason, why.details)
    except OSError:
        refuse_file(file, "unusable", "missing", {})


def report_or_stop(file: Path) -> "tuple[Answers, list[str]]":
    """The answers in a file of any kind (our JSON, DOCX, PDF, HTML), and what could not be read."""
    from bot import content
    from bot.documents.reader import Unreadable, read_report

    content_ = file.read_bytes() if file.is_file() else b""
    if not file.is_file() or content_.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return answers_or_stop(file), []
    if file.suffix.lower() == ".json":
        return answers_or_stop(file), []
    try:
        reading = read_report(file.name, content_, content.forms())
    except Unreadable as why:
        refuse_file(file, "unreadable", why.reason, why.details)
    answers = reading.answers
    lines = [
        words(answers, f"unread.{item.why}", where=item.where, words=item.words)
        for item in reading.unread
    ]
    return answers, lines


def refuse_file(file: Path, family: str, reason: str, details: Any) -> NoReturn:
    """Ends the command with what is wrong with a file."""
    from bot import content
    from bot.forms.answers import Answers
    from bot.wording import Context

    form = next(iter(content.forms().values()))
    sentence = content.wording().text(
        f"{family}.{reason}", Context(form, Answers(form, 0)), **details
    )
    stop(f"{file.name}：{sentence}")
