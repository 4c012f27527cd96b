"""The interview on the console."""

import sqlite3
import sys
from pathlib import Path
from typing import Any

import click

from bot.commands.options import DATABASE, YEAR
from bot.commands.output import refuse, stop
from bot.commands.unopened import unopened
from bot.commands.usage import Command


@click.command(cls=Command)
@click.option("--db", "database", envvar="BAOGAO_DB", default=DATABASE)
@click.option("--unit")
@click.option("--superior", default="")
@click.option("--year", type=YEAR)
@click.option("--form", type=click.Choice(["2019", "2021"]), default=None)
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), default=Path("out"))
@click.option(
    "--log",
    envvar="BAOGAO_LOG",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default=None,
)
def chat(
    database: str,
    unit: str | None,
    superior: str,
    year: int | None,
    form: str | None,
    out: Path,
    log: Any,
) -> None:
    """Hold the interview on this console, or through a pipe."""
    from bot.app import publish, read_attachment, service
    from bot.channels import console
    from bot.forms.toml import Mistakes
    from bot.logs import write_lines, write_nothing

    write_lines(log) if log else write_nothing()
    chosen = year_or_stop(year)
    try:
        running = service_or_stop(service, database)
        who = console.person()
        talk = console.Console(
            running.interviewer.handle, sys.stdout, out, who, read=read_attachment, publish=publish
        )
        if unit:
            talk.show(
                running.interviewer.open(
                    who, talk.message(""), wanted(unit, superior, chosen, form)
                )
            )
        else:
            talk.say("/start")
        console.converse(talk, sys.stdin, echo=not sys.stdin.isatty())
    except Mistakes as mistakes:  # each is read when it is first needed; what was said is saved
        stop(str(mistakes))


def service_or_stop(service: Any, database: str) -> Any:
    """The service on a database, or one clear line where the file cannot be used."""
    try:
        return service(database)
    except sqlite3.Error as error:
        stop(unopened(database, error))


def wanted(unit: str, superior: str, year: int, form: str | None) -> Any:
    """The report that the options of `chat` name."""
    from bot.interview.desk import split_region
    from bot.interview.outcome import OpenReport

    if not superior:
        superior, unit = split_region(unit)
    return OpenReport(year, form or "", superior, unit)


def year_or_stop(year: int | None) -> int:
    """The year to report on, last year where none is given; it has to be one that has begun."""
    from datetime import datetime

    from bot.interview.year import FIRST_YEAR
    from bot.messages import SHANGHAI

    this_year = datetime.now(SHANGHAI).year
    if year is not None and not FIRST_YEAR <= year <= this_year:
        refuse("year", year=year, first=FIRST_YEAR, last=this_year)
    return year or this_year - 1
