"""The command that reads a sentence as the interview does, for a look at what it understands."""

import json
from typing import TYPE_CHECKING

import click

from bot.commands.options import YEAR
from bot.commands.usage import Command

if TYPE_CHECKING:
    from decimal import Decimal


@click.command(cls=Command)
@click.argument("text", metavar="一句话")
@click.option("--form", "number", type=click.Choice(["2019", "2021"]), default="2021")
@click.option("--year", type=YEAR)
@click.option("--unit", default="")
@click.option("--json", "as_json", is_flag=True)
def count(text: str, number: str, year: int | None, unit: str, as_json: bool) -> None:
    """Read the counts that a sentence states, as {id: value}."""
    from bot import content
    from bot.forms.number import plain
    from bot.reading.counts import read_counts

    values = read_counts(text, form=content.forms()[number], year=year, unit=unit).values
    if as_json:
        click.echo(json.dumps({k: json_number(v) for k, v in values.items()}))
        return
    for key, value in values.items():
        click.echo(f"{key}\t{plain(value)}")


def json_number(value: "Decimal") -> int | float:
    """A count as JSON has it: whole where it is whole."""
    return int(value) if value == value.to_integral_value() else float(value)
