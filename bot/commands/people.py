"""The commands of whoever decides who may write: an invitation to a unit, the list of its people
and of the invitations that are still open, and the end of either. A code is printed once and cannot
be had again.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot.commands.erase import erase
from bot.commands.options import database_option
from bot.commands.output import stop
from bot.commands.unopened import unopened
from bot.commands.usage import Command, Commands

if TYPE_CHECKING:
    from storage.people import Member, People, Unused

NO_REGION = "无"
USERNAME = re.compile(r"@?([A-Za-z]\w{4,31})")


@click.command(cls=Command)
@click.option("--unit", required=True)
@click.option("--superior", default="")
@click.option("--role", default="填报")
@click.option("--bot", envvar="BAOGAO_BOT", default="")
@database_option
def invite(unit: str, superior: str, role: str, bot: str, database: Path) -> None:
    """Print a link that makes one person a member of a unit; good once, for seven days."""
    id_ = _role(role)
    region, name = _unit(unit, superior, whole=id_ == "oversee")
    username = USERNAME.fullmatch(bot) if bot else None
    if bot and username is None:
        _refuse("bot", bot=bot)
    with _people(database) as people:
        made = people.invite(region, name, id_, _now())
    link = {"bot": username.group(1) if username else "", "code": made.code}
    link["database"] = str(database)
    _say("invited", superior=region, unit=name, role=role, expires=made.expires, **link)


@click.group(cls=Commands, invoke_without_command=True)
@click.option("--all", "everybody", is_flag=True)
@database_option
@click.pass_context
def people(context: click.Context, everybody: bool, database: Path) -> None:
    """List who may write for which unit, and the invitations that are still open."""
    if context.invoked_subcommand:
        return
    from storage.erasure import ERASED

    with _people(database) as stored:
        members = [m for m in stored.members() if everybody or m.until is None]
        uninvited = [p for p in stored.uninvited() if everybody or p.channel != ERASED]
        invitations = stored.unused(_now())
    for member in members:
        _say("member", m=member, role=_role_name(member), name=_printable(member.name))
    for person in uninvited:
        _say("uninvited", p=person, name=_printable(person.name))
    for invitation in invitations:
        _say("unused", i=invitation, role=_role_name(invitation))
    if not members and not invitations and not uninvited:
        _say("nobody")


@people.command()
@click.argument("number", metavar="号码", type=int)
@database_option
def revoke(number: int, database: Path) -> None:
    """End a membership, by its number in the list. What was written stays, with its author."""
    with _people(database) as stored:
        member = stored.revoke(number, _now())
    if member is None:
        _refuse("number", number=number)
    _say("revoked", m=member, role=_role_name(member), name=_printable(member.name))


@people.command()
@click.argument("number", metavar="号码", type=int)
@database_option
def withdraw(number: int, database: Path) -> None:
    """Take back an invitation that nobody has used, by its number in the list."""
    with _people(database) as stored:
        invitation = stored.withdraw(number, _now())
    if invitation is None:
        _refuse("invitation", number=number)
    _say("withdrawn", i=invitation, role=_role_name(invitation))


people.add_command(erase)


def _role_name(of: "Member | Unused") -> str:
    from bot import content

    return content.wording().plain("role")[of.role]


def _printable(name: str) -> str:
    """A name that somebody gave themselves, without what would move a terminal's cursor."""
    return "".join(sign for sign in name if sign.isprintable())


def _role(word: str) -> str:
    """The id of a role by its name."""
    from bot import content

    roles = content.wording().plain("role")
    found = next((id_ for id_, name in roles.items() if word in (id_, name)), None)
    return found or _refuse("role", role=word, roles=list(roles.values()))


def _unit(unit: str, superior: str, *, whole: bool) -> tuple[str, str]:
    """The region and the name of a unit; a `whole` region (管理) is a name of its own."""
    from bot.interview.desk import MAX_NAME, begins_with_region, split_region

    name = "".join(unit.split()) if superior else unit.strip()
    if not re.search("[㐀-鿿]{2}", name) or len(name) > MAX_NAME:
        _refuse("name", name=name, longest=MAX_NAME)
    if superior:
        region = "" if superior == NO_REGION else "".join(superior.split())
        return region, name.removeprefix(region)
    region, name = split_region(name)
    if not region and not whole and not begins_with_region(name):
        _refuse("region", name=name)
    return region, name


@contextmanager
def _people(database: Path) -> Iterator["People"]:
    """The people of a database, in one transaction."""
    from contextlib import closing

    from storage.database import open_database
    from storage.journal import Journal

    if not database.is_file():  # a mistyped path would become a database that no bot reads
        _refuse("missing", file=str(database))
    try:
        with closing(open_database(database)) as db, Journal(db).turn() as turn:
            yield turn.people
    except sqlite3.Error as error:
        stop(unopened(database, error))


def _now() -> datetime:
    from bot.messages import SHANGHAI

    return datetime.now(SHANGHAI)


def _say(key: str, **args: Any) -> None:
    from bot.commands.words import Words

    click.echo(Words("people")(key, **args))


def _refuse(reason: str, **args: Any) -> NoReturn:
    from bot.commands.words import Words

    stop(Words("people")(f"refused.{reason}", **args))
