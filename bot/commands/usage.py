"""What the commands say of themselves, and of a call that is wrong. Who runs them reads Chinese, so
both stand with all other words in `templates/wording/zh.toml`: a help as one text a command, for it
is read as a whole; a wrong call as one line that names the remedy, where click alone prints four; a
timer's log or a terminal on a phone then shows the one that matters. The exit code is 2.

click's own English is left for a wording that is broken, which `check-templates` is to find.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.commands.words import Words


class Stopped(click.ClickException):
    """Why a command ended, as one line."""

    def show(self, file: Any = None) -> None:
        """Prints the line."""
        click.echo(self.format_message(), file=file, err=True)


class WrongUse(Stopped):
    """What was wrong with a call."""

    exit_code = 2


class Command(click.Command):
    """One command."""

    def get_help(self, ctx: click.Context) -> str:
        """What it does and how it is called."""
        return told(ctx) or super().get_help(ctx)


class Commands(click.Group):
    """The command and all that are below it: click raises everything that is wrong with a call in
    one of `make_context` and `invoke`.
    """

    command_class = Command

    def get_help(self, ctx: click.Context) -> str:
        """What there is below it."""
        return told(ctx) or super().get_help(ctx)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """Reads the options before the name of a command."""
        with _in_one_line():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Finds the command, reads its options and runs it."""
        with _in_one_line():
            return super().invoke(ctx)


def told(ctx: click.Context) -> str:
    """The help of a command; empty where the wording is broken."""
    words, name = _words("help"), "_".join(_path(ctx))
    return words(name) if words.has(name) else ""


def _path(ctx: click.Context | None) -> list[str]:
    """The words that call a command, however the program itself was called."""
    if ctx is None or ctx.parent is None:
        return ["baogao"]
    return [*_path(ctx.parent), ctx.info_name or ""]


@contextmanager
def _in_one_line() -> Iterator[None]:
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise  # is the help itself
    except (click.Abort, KeyboardInterrupt):  # no answer to a question, or an interrupt
        raise Stopped(_words()("stopped")) from None
    except click.UsageError as error:
        path = " ".join(_path(error.ctx))
        raise WrongUse(_words()("line", wrong=_wrong(error), path=path)) from None


def _wrong(error: click.UsageError) -> str:
    """What is wrong with a call."""
    words = _words()
    match error:
        case click.NoSuchOption():
            return words("no_option", name=error.option_name, near=error.possibilities or [])
        case click.exceptions.NoSuchCommand():
            return words("no_command", name=error.command_name, near=error.possibilities or [])
        case click.BadOptionUsage():
            return words("option", name=error.option_name)
        case click.MissingParameter():
            return words("missing", name=_name(error))
        case click.BadParameter():
            return words("value", name=_name(error), **_wanted(error.param))
    return words("other")


def _name(error: click.BadParameter) -> str:
    """What a caller writes for a parameter, or before it: --unit, FILE."""
    if isinstance(error.param, click.Argument):
        return error.param.make_metavar(error.ctx) if error.ctx else error.param.human_readable_name
    return max(error.param.opts, key=len) if error.param else ""


def _wanted(parameter: click.Parameter | None) -> dict[str, Any]:
    """What a value may be: one of some words, or a number in a range."""
    kind = parameter.type if parameter else None
    words = list(kind.choices) if isinstance(kind, click.Choice) else []
    ends = (kind.min, kind.max) if isinstance(kind, click.IntRange) else ()
    return {"words": words, "ends": ends, "number": kind is click.INT}


def _words(part: str = "usage") -> "Words":
    from bot.commands.words import Words

    return Words(part)
