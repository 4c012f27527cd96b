"""The commands that do without a chat: read a report into answers, check either, and make a report
of answers.
"""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.commands.files import answers_or_stop, report_or_stop
from bot.commands.findings import described, reason, sentence, words
from bot.commands.output import print_json, refuse, stop, write_or_stop
from bot.commands.usage import Command

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from bot.checks import Finding
    from bot.forms.answers import Answers
    from bot.messages import Remark


@click.command("read", cls=Command)
@click.argument("file", metavar="报告", type=click.Path(path_type=Path))
@click.option("-o", "out", type=click.Path(path_type=Path))
def read_command(file: Path, out: Path | None) -> None:
    """Read an existing report (DOCX, PDF, HTML) into an answers file: exactly what it shows."""
    from bot.reading.answers_file import write_answers

    answers, unread = report_or_stop(file)
    for line in unread:
        click.echo(line, err=True)
    text = json.dumps(write_answers(answers), ensure_ascii=False, indent=1)
    if out is None:
        click.echo(text)
        return
    write_or_stop(out, f"{text}\n".encode())


@click.command(cls=Command)
@click.argument("answers_file", metavar="答案.json", type=click.Path(path_type=Path))
@click.option("-o", "out", required=True, type=click.Path(path_type=Path))
@click.option("--draft", is_flag=True)
@click.option("--comments/--no-comments", default=True)
def fill(answers_file: Path, out: Path, draft: bool, comments: bool) -> None:
    """Write the report from an answers file, unless a rule of level error is broken."""
    from datetime import datetime

    from bot.app import build_document
    from bot.checks import check, without_implied
    from bot.forms.toml import Mistakes
    from bot.messages import SHANGHAI

    answers = answers_or_stop(answers_file)
    findings = without_implied(answers, check(answers))
    for finding in findings:
        click.echo(sentence(answers, finding), err=True)
    if not draft and any(finding.level == "error" for finding in findings):
        raise SystemExit(1)
    now = datetime.now(SHANGHAI)
    remarks = _remarks(answers, findings, now) if draft and comments else []
    try:
        content = build_document(answers, 1, now, draft, remarks)
    except Mistakes as mistakes:
        stop(str(mistakes))
    write_or_stop(out, content)


def _remarks(answers: "Answers", findings: "Iterable[Finding]", at: "datetime") -> "list[Remark]":
    """What is said in a draft beside the figures and texts that it concerns."""
    from bot.messages import Remark

    return [
        Remark(
            f.where[0],
            words(
                answers,
                "remark",
                f=f,
                slot=None,
                reason=reason(answers, f),
                sources=answers.sources_of(f.where[:1]),
            ),
            at,
        )
        for f in findings
        if f.rule != "missing" and f.where[0] in answers.values
    ]


@click.command("check", cls=Command)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--last-year", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True)
@click.option("--xlsx", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True)
def check_file(
    file: Path, last_year: Path | None, as_json: bool, xlsx: Path | None, force: bool
) -> None:
    """Check an answers file, a report (DOCX, PDF, HTML), or a folder of them: exit 1 if there is an
    error.
    """
    from bot.checks import by_mistake, recheck

    if xlsx:
        from bot.commands.folder import check_folder

        raise SystemExit(check_folder(file, last_year, xlsx, force=force))
    if file.is_dir():
        refuse("folder", folder=str(file))
    answers, unread = report_or_stop(file)
    previous = report_or_stop(last_year)[0].values if last_year else None
    checked = recheck(None, answers, previous)
    mistakes = by_mistake(answers, checked.findings)
    for line in unread:
        click.echo(line, err=True)
    errors = sum(finding.level == "error" for finding, *_ in mistakes)
    if as_json:
        data = [described(checked, *found) for found in mistakes]
        counts = {"errors": errors, "warnings": len(mistakes) - errors}
        print_json({"findings": data, **counts})
    else:
        for finding, *_ in mistakes:
            click.echo(sentence(answers, finding))
        if not mistakes:
            click.echo(words(answers, "finding.none"))
    raise SystemExit(1 if errors else 0)
