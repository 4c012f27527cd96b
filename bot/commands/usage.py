"""Wrong use of the command is answered by one line that names the remedy, where click alone prints
four; a timer's log or a terminal on a phone then shows the one that matters. The exit code is 2.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import click


class WrongUse(click.ClickException):
    """What was wrong with a call, as one line."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Prints the line."""
        click.echo(self.format_message(), file=file, err=True)


class Commands(click.Group):
    """The command and all that are below it: click raises everything that is wrong with a call in
    one of these two.
    """

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Reads the options before the name of a command."""
        with _in_one_line():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Finds the command, reads its options and runs it."""
        with _in_one_line():
            return super().invoke(ctx)


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # is the help itself
    except click.UsageError as error:
        path = error.ctx.command_path if error.ctx else "baogao"
        said = " ".join(error.format_message().split())
        raise WrongUse(f"{said} See `{path} --help`.") from None
