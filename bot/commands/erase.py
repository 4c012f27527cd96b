"""The command that takes a person out of the journal. It cannot be taken back, so it says whom it
means and asks.
"""

from pathlib import Path
from typing import NoReturn

import click

from bot.commands.operations import database_option


@click.command()
@click.argument("number", metavar="PERSON", type=click.IntRange(min=1))
@database_option
@click.option("--yes", is_flag=True, help="Do not ask.")
def erase(number: int, database: Path, yes: bool) -> None:
    """Erase who PERSON (a number) is; what they answered stays, its author is the number."""
    from contextlib import closing

    from bot.commands.words import Words
    from storage.database import open_database
    from storage.erasure import ERASED, Busy, known
    from storage.erasure import erase as forget

    words = Words("erase")
    if not database.is_file():
        _stop(Words("operations")("refused.missing", file=str(database), detail=""))
    with closing(open_database(database)) as db:
        person = known(db, number)
        if person is None:
            _stop(words("unknown", number=number))
        if person.channel != ERASED and not yes:
            asked = words("confirm", number=number, **person._asdict())
            click.confirm(asked, abort=True)
        try:
            forget(db, number, words("name", number=number))
        except Busy:
            _stop(words("busy", number=number))
    copies = sorted(file.name for file in database.parent.glob(f"{database.stem}.before-*.db"))
    click.echo(words("done", number=number, copies=copies))


def _stop(line: str) -> NoReturn:
    click.echo(line, err=True)
    raise SystemExit(1)
