"""The commands of whoever runs the service: a backup, a restore, and the doctor. Each prints what
it did or what is to be done, and its exit code says the same to a timer: 0 in order, 1 not.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bot.commands.options import database_option, service_options
from bot.commands.usage import Command

if TYPE_CHECKING:
    from bot.commands.words import Words
    from bot.doctor.result import Result
    from storage.examination import Contents

MARKS = {"ok": "✓", "warning": "△", "error": "✗"}

file_argument = click.argument("file", metavar="文件", type=click.Path(path_type=Path))


@click.command(cls=Command)
@file_argument
@database_option
def backup(file: Path, database: Path) -> None:
    """Copy the database to FILE, while the bot runs; a file that exists is never overwritten."""
    from storage.backup import backup as copy

    _carried_out("backed_up", copy, database, file)


@click.command(cls=Command)
@file_argument
@database_option
def restore(file: Path, database: Path) -> None:
    """Put the backup FILE where the database is to be; one that exists is never overwritten."""
    from storage.backup import restore as copy

    _carried_out("restored", copy, file, database)


def _carried_out(
    done: str, copy: "Callable[[Path, Path], Contents]", source: Path, target: Path
) -> None:
    """Copies and says so; where that is refused, says why and what to do, and exits with 1."""
    from bot.commands.words import Words
    from storage.examination import Refused

    words = Words("operations")
    try:
        contents = copy(source, target)
    except Refused as why:
        file, detail = str(why.file), why.detail
        click.echo(words(f"refused.{why.reason}", file=file, detail=detail), err=True)
        raise SystemExit(1) from None
    click.echo(words(done, source=str(source), target=str(target), **contents._asdict()))


@click.command(cls=Command)
@database_option
@service_options
@click.option("--log", envvar="BAOGAO_LOG", default="info")
@click.option("--json", "as_json", is_flag=True)
def doctor(database: Path, as_json: bool, **options: str) -> None:
    """Examine the installation and say what to mend; exit 1 if there are errors."""
    from datetime import datetime

    from bot.app import Settings
    from bot.commands.words import Words
    from bot.doctor.examination import examination
    from bot.messages import SHANGHAI

    words = Words("doctor")
    found: list[Result] = []
    for result in examination(Settings(str(database), **options), datetime.now(SHANGHAI)):
        found.append(result)
        if not as_json:
            click.echo(_line(words, result))
    levels = [result.level for result in found]
    counts = {"errors": levels.count("error"), "warnings": levels.count("warning")}
    if as_json:
        data = {"checks": [_described(words, result) for result in found], **counts}
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    else:
        click.echo(words("verdict", **counts))
    raise SystemExit(1 if counts["errors"] else 0)


def _line(words: "Words", result: "Result") -> str:
    """A result as lines: its mark, what was found, and below it what to do."""
    remedy = _remedy(words, result)
    lines = [f"{MARKS[result.level]} {_what(words, result)}", *([f"  {remedy}"] if remedy else [])]
    return "\n".join(lines)


def _described(words: "Words", result: "Result") -> dict[str, Any]:
    """A result as a program reads it."""
    return {
        "id": result.id,
        "level": result.level,
        "message": _what(words, result),
        "fix": _remedy(words, result),
    }


def _what(words: "Words", result: "Result") -> str:
    return words(f"{result.id}.what", **result.args)


def _remedy(words: "Words", result: "Result") -> str:
    key = f"{result.id}.fix"
    return words(key, **result.args) if words.has(key) else ""
