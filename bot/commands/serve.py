"""The interview on Telegram. What is wrong with the settings is said before anything begins, since
nobody watches a service later on.
"""

import sqlite3

import click

from bot.commands.options import DATABASE, service_options
from bot.commands.output import refuse, stop
from bot.commands.unopened import unopened
from bot.commands.usage import Command


@click.command(cls=Command)
@click.option("--db", "database", envvar="BAOGAO_DB", default=DATABASE)
@service_options
@click.option(
    "--log",
    envvar="BAOGAO_LOG",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
)
def serve(**options: str) -> None:
    """Serve the Telegram bot until told to stop."""
    import asyncio
    import gc

    gc.disable()  # until it serves: while modules are loaded, nothing becomes garbage
    from telegram.error import InvalidToken, TelegramError

    from bot.app import Settings, serve_telegram, template_mistakes
    from bot.channels.outbox import refusal
    from bot.logs import write_lines

    write_lines(options["log"])  # type: ignore[arg-type]  # click lets no other through
    _options_or_stop(options)
    settings = Settings(**options)._replace(api=options["api"].rstrip("/"))
    if mistakes := template_mistakes():
        stop("\n".join(map(str, mistakes)))
    try:
        asyncio.run(serve_telegram(settings))
    except InvalidToken:
        refuse("unknown_token")
    except TelegramError as error:
        said = refusal(error)
        refuse("telegram", said=said["reason"] or said["error"])
    except sqlite3.Error as error:
        stop(unopened(settings.database, error))
    except OSError as error:
        refuse("taken", detail=error.strerror or str(error))


def _options_or_stop(options: dict[str, str]) -> None:
    """Ends the command at the first option with which nothing could be served."""
    from bot.channels.address import is_address
    from bot.interview.deadline import read_deadlines

    if not options["token"].strip():
        refuse("no_token")
    _url_or_stop("BAOGAO_WEBHOOK", options["webhook"], "https")
    _url_or_stop("BAOGAO_TELEGRAM_API", options["api"], "http", "https")
    for option in ("listen", "status"):
        if options[option] and not is_address(options[option]):
            refuse("address", name=f"BAOGAO_{option.upper()}", address=options[option])
    try:
        read_deadlines(options["deadline"])
    except ValueError:
        refuse("deadline", deadline=options["deadline"])


def _url_or_stop(variable: str, address: str, *schemes: str) -> None:
    """Ends the command where an address that was given is not of one of these schemes."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is not closed
        parts = urlsplit("")
    if address and not (parts.scheme in schemes and parts.hostname):
        refuse("scheme", name=variable, address=address, schemes=schemes)
