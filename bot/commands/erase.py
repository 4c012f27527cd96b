"""`baogao people erase`, which takes a person out of the journal. It cannot be taken back, so it
says whom it means and asks; nothing but the
word that it asks for is a yes.
"""

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.options import database_option
from bot.commands.output import stop
from bot.commands.unopened import unopened
from bot.commands.usage import Command

if TYPE_CHECKING:
    from bot.commands.words import Words
    from storage.erasure import Known

NOT_DONE = 1  # exit code


@click.command(cls=Command)
@click.argument("number", metavar="号码")
@database_option
@click.option("--yes", is_flag=True)
def erase(number: str, database: Path, yes: bool) -> None:
    """Erase who somebody is, by their number in the list; what they answered stays.

    Its author is the number from then on, and all their memberships end.
    """
    from contextlib import closing

    from bot.commands.words import Words
    from storage.database import open_database
    from storage.erasure import ERASED, Busy, known, person_of
    from storage.erasure import erase as forget

    number, words = number.upper(), Words("erase")
    if not database.is_file():
        stop(Words("operations")("refused.missing", file=str(database), detail=""))
    try:
        opened = open_database(database)
    except sqlite3.Error as error:
        stop(unopened(database, error))
    with closing(opened) as db:
        id_ = person_of(db, number) or 0
        person = known(db, id_)
        if person is None:
            stop(words("unknown", number=number))
        if person.channel != ERASED and not yes and not _agreed(words, number, person):
            stop(words("kept"), NOT_DONE)
        try:
            forget(db, id_, words("name", number=number))
        except Busy:
            stop(words("busy", number=number), NOT_DONE)
    copies = sorted(file.name for file in database.parent.glob(f"{database.stem}.before-*.db"))
    click.echo(words("done", number=number, copies=copies))


def _agreed(words: "Words", number: str, person: "Known") -> bool:
    asked = words("confirm", number=number, **person._asdict())
    said: str = click.prompt(asked, default="", show_default=False, prompt_suffix="")
    return said.strip() == words("yes")
