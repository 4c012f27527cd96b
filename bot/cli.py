"""The command `baogao`. Each command imports what it needs when it runs, so that the first prompt
of a chat does not wait for Telegram, nor a list of fields for Word.
"""

import json
import sqlite3
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from bot.commands import operations, people
from bot.commands.unopened import unopened
from bot.commands.usage import Commands

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from bot.checks import Finding
    from bot.forms.answers import Answers

DATABASE = "baogao.db"
YEAR = click.IntRange(2008, 2999)  # the regulation is in force since 2008
UNUSABLE = 2  # exit code for input that cannot be used at all


@click.group(cls=Commands)
@click.version_option(package_name="baogao", message="%(prog)s %(version)s")
def main() -> None:
    """Interview an office in chat and return its finished annual report."""


@main.command()
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


def stop(line: str, code: int = UNUSABLE) -> NoReturn:
    """Ends the command with one line on standard error."""
    click.echo(line, err=True)
    raise SystemExit(code)


def refuse(reason: str, **args: Any) -> NoReturn:
    """Ends the command with the sentence of that id."""
    from bot.commands.words import Words

    stop(Words("stopped")(reason, **args))


@main.command("form")
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


def print_json(data: Any) -> None:
    """Prints JSON as people can read it."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def answers_or_stop(file: Path) -> "Answers":
    """The answers in a file, or one clear line and exit 2."""
    from bot import content
    from bot.documents.received import read_answers_file
    from bot.reading.answers_file import Unusable

    try:
        return read_answers_file(file.read_bytes(), content.forms())
    except Unusable as why:
        refuse_file(file, "unusable", why.reason, why.details)
    except OSError:
        refuse_file(file, "unusable", "missing", {})


def refuse_file(file: Path, family: str, reason: str, details: Any) -> NoReturn:
    """Ends the command with what is wrong with a file."""
    from bot import content
    from bot.forms.answers import Answers
    from bot.wording import Context

    form = next(iter(content.forms().values()))
    sentence = content.wording().text(
        f"{family}.{reason}", Context(form, Answers(form, 0)), **details
    )
    stop(f"{file.name}：{sentence}")


def report_or_stop(file: Path) -> "tuple[Answers, list[str]]":
    """The answers in a file of any kind (our JSON, DOCX, PDF, HTML), and what could not be read."""
    from bot import content
    from bot.documents.reader import Unreadable, read_report

    content_ = file.read_bytes() if file.is_file() else b""
    if not file.is_file() or content_.lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"["):
        return answers_or_stop(file), []
    if file.suffix.lower() == ".json":
        return answers_or_stop(file), []
    try:
        reading = read_report(file.name, content_, content.forms())
    except Unreadable as why:
        refuse_file(file, "unreadable", why.reason, why.details)
    answers = reading.answers
    lines = [
        words(answers, f"unread.{item.why}", where=item.where, words=item.words)
        for item in reading.unread
    ]
    return answers, lines


@main.command("read")
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


def write_or_stop(out: Path, content: bytes) -> None:
    """Writes a file, or ends the command with what to do instead."""
    if not out.parent.is_dir():
        refuse("no_folder", file=str(out), folder=str(out.parent))
    try:
        out.write_bytes(content)
    except OSError as error:
        refuse("unwritable", file=str(out), detail=error.strerror)


@main.command()
@click.argument("answers_file", metavar="答案.json", type=click.Path(path_type=Path))
@click.option("-o", "out", required=True, type=click.Path(path_type=Path))
@click.option("--draft", is_flag=True)
@click.option("--comments/--no-comments", default=True)
def fill(answers_file: Path, out: Path, draft: bool, comments: bool) -> None:
    """Write the report from an answers file, unless a rule of level error is broken."""
    from datetime import datetime

    from bot.app import build_document
    from bot.checks import check
    from bot.forms.toml import Mistakes
    from bot.messages import SHANGHAI, Remark

    answers = answers_or_stop(answers_file)
    findings = check(answers)
    for finding in findings:
        click.echo(sentence(answers, finding), err=True)
    if not draft and any(finding.level == "error" for finding in findings):
        raise SystemExit(1)
    now = datetime.now(SHANGHAI)
    remarks = [
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
            now,
        )
        for f in findings
        if draft and comments and f.rule != "missing" and f.where[0] in answers.values
    ]
    try:
        content = build_document(answers, 1, now, draft, remarks)
    except Mistakes as mistakes:
        stop(str(mistakes))
    write_or_stop(out, content)


@main.command("check")
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
    from bot.checks import check

    if xlsx:
        from bot.commands.folder import check_folder

        raise SystemExit(check_folder(file, last_year, xlsx, force=force))
    if file.is_dir():
        refuse("folder", folder=str(file))
    answers, unread = report_or_stop(file)
    previous = report_or_stop(last_year)[0].values if last_year else None
    findings = check(answers, previous)
    for line in unread:
        click.echo(line, err=True)
    errors = sum(finding.level == "error" for finding in findings)
    if as_json:
        data = [described(answers, finding, previous) for finding in findings]
        counts = {"errors": errors, "warnings": len(findings) - errors}
        print_json({"findings": data, **counts})
    else:
        for finding in findings:
            click.echo(sentence(answers, finding))
        if not findings:
            click.echo(words(answers, "finding.none"))
    raise SystemExit(1 if errors else 0)


def words(answers: "Answers", key: str, **args: Any) -> str:
    """A sentence about some answers."""
    from bot import content
    from bot.wording import Context

    return content.wording().text(key, Context(answers.form, answers), **args)


def sentence(answers: "Answers", finding: "Finding") -> str:
    """A finding as one line, with its explanation where the answers hold one."""
    told = reason(answers, finding)
    return words(answers, "found", f=finding) + (told and words(answers, "told_why", reason=told))


def reason(answers: "Answers", finding: "Finding") -> str:
    """What the answers file says of a warning; errors are not to be explained away."""
    if finding.level != "warning":
        return ""
    told = answers.explanations
    return told.get(finding.key) or told.get(finding.rule, "")


def described(
    answers: "Answers", finding: "Finding", previous: "Mapping[str, str] | None" = None
) -> dict[str, Any]:
    """A finding as integrations read it."""
    from bot import content
    from bot.checks import corrections
    from bot.wording import Context

    context = Context(answers.form, answers)
    say = content.wording().finding
    return {
        "rule": finding.rule,
        "level": finding.level,
        "where": list(finding.where),
        "message": say(finding, "what", context),
        "found": finding.found,
        "expected": finding.expected,
        "why": say(finding, "why", context),
        "fix": say(finding, "fix", context),
        "clause": finding.clause,
        "correction": dict(finding.correction),
        "corrections": [dict(c) for c in corrections(answers, finding, previous)],
        "explanation": reason(answers, finding),
        "sources": answers.sources_of(finding.where),
    }


@main.command("check-templates")
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


@main.command("build-masters")
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


@main.command()
@click.option("--db", "database", envvar="BAOGAO_DB", default=DATABASE)
@click.option("--token", envvar="BAOGAO_TELEGRAM_TOKEN", default="")
@click.option("--api", envvar="BAOGAO_TELEGRAM_API", default="")
@click.option("--webhook", envvar="BAOGAO_WEBHOOK", default="")
@click.option("--listen", envvar="BAOGAO_LISTEN", default="127.0.0.1:8080")
@click.option("--status", envvar="BAOGAO_STATUS", default="")
@click.option("--deadline", envvar="BAOGAO_DEADLINE", default="01-31")
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
    from bot.channels.http import is_address
    from bot.channels.outbox import refusal
    from bot.interview.deadline import read_deadlines
    from bot.logs import write_lines

    write_lines(options["log"])  # type: ignore[arg-type]  # click lets no other through
    if not options["token"].strip():
        refuse("no_token")
    address_or_stop("BAOGAO_WEBHOOK", options["webhook"], "https")
    address_or_stop("BAOGAO_TELEGRAM_API", options["api"], "http", "https")
    for option in ("listen", "status"):
        if options[option] and not is_address(options[option]):
            refuse("address", name=f"BAOGAO_{option.upper()}", address=options[option])
    settings = Settings(**options)._replace(api=options["api"].rstrip("/"))
    try:
        read_deadlines(settings.deadline)
    except ValueError:
        refuse("deadline", deadline=settings.deadline)
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


def address_or_stop(variable: str, address: str, *schemes: str) -> None:
    """Ends the command where an address that was given is not of one of these schemes."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that is not closed
        parts = urlsplit("")
    if address and not (parts.scheme in schemes and parts.hostname):
        refuse("scheme", name=variable, address=address, schemes=schemes)


@main.command()
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


for command in (
    operations.backup,
    operations.restore,
    operations.doctor,
    people.invite,
    people.people,
):
    main.add_command(command)
