"""What several commands take as options."""

from collections.abc import Callable
from pathlib import Path

import click

DATABASE = "baogao.db"
YEAR = click.IntRange(2008, 2999)  # the regulation is in force since 2008
_SETTINGS = {  # of the service, but for its database and log: the variable and the default
    "token": ("BAOGAO_TELEGRAM_TOKEN", ""),
    "api": ("BAOGAO_TELEGRAM_API", ""),
    "webhook": ("BAOGAO_WEBHOOK", ""),
    "listen": ("BAOGAO_LISTEN", "127.0.0.1:8080"),
    "status": ("BAOGAO_STATUS", ""),
    "deadline": ("BAOGAO_DEADLINE", "01-31"),
}

database_option = click.option(
    "--db", "database", envvar="BAOGAO_DB", default=DATABASE, type=click.Path(path_type=Path)
)


def service_options(command: Callable[..., None]) -> Callable[..., None]:
    """The options with which the service is run, and examined."""
    for name, (variable, default) in reversed(_SETTINGS.items()):
        command = click.option(f"--{name}", envvar=variable, default=default)(command)
    return command
