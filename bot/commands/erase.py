"""`baogao people erase`, which takes a person out of the journal. It cannot be taken back, so it
says whom it means and asks.
"""

import sqlite3
from pathlib import Path
from typing import NoReturn

import click

from bot.commands.operations import database_option

NOT_CLEAN, UNUSABLE = 1, 2  # exit codes


@click.command()
@click.argument("number", type=click.IntRange(min=1))
@database_option
@click.option("--yes", is_flag=True, help="Do not ask first.")
def erase(number: int, database: Path, yes: bool) -> None:
    """Erase who somebody is, by their number in the list; what they answered stays.

    Its author is the number from then on, and all their memberships end.
    """
    from contextlib import closing

    from bot.commands.words import Words
    from storage.database import open_database
    from storage.erasure import ERASED, Busy, known, person_of
    from storage.erasure import erase as forget

    words = Words("erase")
    if not database.is_file():
        _stop(Words("operations")("refused.missing", file=str(database), detail=""))
    try:
        opened = open_database(database)
    except sqlite3.Error as error:
        _stop(Words("people")("refused.database", file=str(database), detail=str(error)))
    with closing(opened) as db:
        id_ = person_of(db, number)
        person = known(db, id_) if id_ else None
        if id_ is None or person is None:
            _stop(words("unknown", number=number))
        if person.channel != ERASED and not yes:
            asked = words("confirm", number=number, **person._asdict())
            click.confirm(asked, abort=True)
        try:
            forget(db, id_, words("name", number=number))
        except Busy:
            _stop(words("busy", number=number), NOT_CLEAN)
    copies = sorted(file.name for file in database.parent.glob(f"{database.stem}.before-*.db"))
    click.echo(words("done", number=number, copies=copies))


def _stop(line: str, code: int = UNUSABLE) -> NoReturn:
    click.echo(line, err=True)
    raise SystemExit(code)
