"""The command `baogao`, and all that are below it: each in a module of `bot/commands/` that is
called like it, or like the subject of several. They import what they need when they run, so that
the first prompt of a chat does not wait for Telegram, nor a list of fields for Word.
"""

import click

from bot.commands import chat, count, operations, people, report, serve, templates
from bot.commands.usage import Commands


@click.group(cls=Commands)
@click.version_option(package_name="baogao", message="%(prog)s %(version)s")
def main() -> None:
    """Interview an office in chat and return its finished annual report."""


for command in (
    chat.chat,
    serve.serve,
    operations.doctor,
    operations.backup,
    operations.restore,
    people.invite,
    people.people,
    templates.list_form,
    report.fill,
    report.check_file,
    report.read_command,
    count.count,
    templates.check_templates,
    templates.build,
):
    main.add_command(command)
