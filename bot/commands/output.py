"""What a command prints, and how it ends where it cannot go on: with one line that says what to do,
for it may stand in a timer's log.
"""

import json
from pathlib import Path
from typing import Any, NoReturn

import click

UNUSABLE = 2  # exit code for input that cannot be used at all


def stop(line: str, code: int = UNUSABLE) -> NoReturn:
    """Ends the command with one line on standard error."""
    click.echo(line, err=True)
    raise SystemExit(code)


def refuse(reason: str, **args: Any) -> NoReturn:
    """Ends the command with the sentence of that id."""
    from bot.commands.words import Words

    stop(Words("stopped")(reason, **args))


def print_json(data: Any) -> None:
    """Prints JSON as people can read it."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def write_or_stop(out: Path, content: bytes) -> None:
    """Writes a file, or ends the command with what to do instead."""
    if not out.parent.is_dir():
        refuse("no_folder", file=str(out), folder=str(out.parent))
    try:
        out.write_bytes(content)
    except OSError as error:
        refuse("unwritable", file=str(out), detail=error.strerror)
