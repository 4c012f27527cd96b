"""The commands of whoever edits the templates: what a form asks for, what is wrong with the files,
and the first version of a Word master.
"""

from pathlib import Path

import click

from bot.commands.output import print_json, refuse
from bot.commands.usage import Command


@click.command("form", cls=Command)
@click.argument(
    "number", metavar="[2019|2021]", type=click.Choice(["2019", "2021"]), default="2021"
)
@click.option("--json", "as_json", is_flag=True)
def list_form(number: str, as_json: bool) -> None:
    """List every field id of a national form with its label and kind."""
    from bot import content
    from bot.forms.answers import Answers
    from bot.wording import Context

    form = content.forms()[number]
    context = Context(form, Answers(form, form.first_year))
    rows = [(f.id, f.kind, f.label, False) for f in form.fields.values()]
    for cell in form.cells.values():
        place = content.wording().text("place", context, **context.place(cell.id))
        rows.append((cell.id, cell.kind, place, cell.computed))
    if not as_json:
        click.echo("\n".join("\t".join(row[:3]) for row in rows))
        return
    names = ("id", "kind", "label", "computed")
    fields = [dict(zip(names, row, strict=True)) for row in rows]
    print_json({"form": form.id, "notice": form.notice, "fields": fields})


@click.command("check-templates", cls=Command)
def check_templates() -> None:
    """List every mistake in forms, phrases, wording and Word masters, with its remedy."""
    from bot.app import template_mistakes
    from bot.commands.words import Words

    mistakes = template_mistakes()
    for mistake in mistakes:
        click.echo(str(mistake), err=True)
    if mistakes:
        raise SystemExit(1)
    click.echo(Words("doctor")("templates.sound.what"))


@click.command("build-masters", cls=Command)
@click.option("--folder", type=click.Path(path_type=Path))
def build(folder: Path | None) -> None:
    """Build the Word masters from the forms, once; one that exists is never overwritten."""
    from bot import content
    from bot.documents.master import build_masters

    try:
        build_masters(content.forms(), folder or content.FOLDER / "masters")
    except FileExistsError as error:
        refuse("exists", file=str(error.filename))
    except OSError as error:
        refuse("unwritable", file=str(error.filename), detail=error.strerror)
