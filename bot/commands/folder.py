"""`baogao check DIR --xlsx OUT.xlsx`: all reports of a district at once. Every file is read in a
process of its own, as one from a stranger, so that one that is broken, hostile or endless stops
neither the others nor the command; and as many at a time as the machine has processors.
"""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from bot import content
from bot.checks import Finding, check, without_implied
from bot.documents.apart import read_apart
from bot.documents.findings import Checked, Found, write_findings
from bot.documents.received import read_file, refused
from bot.forms.answers import Answers
from bot.forms.number import tidy
from bot.interview.examination import report_in
from bot.wording import Context

REPORTS = (".docx", ".pdf", ".html", ".htm", ".mht", ".mhtml", ".json", ".doc", ".wps")
ERROR, UNUSABLE = 1, 2  # exit codes, as for a single file


@dataclass(frozen=True)
class Report:
    """A file and the report in it; `unread` says what of it could not be read, or why none."""

    file: str
    answers: Answers | None
    unread: tuple[str, ...]


def check_folder(path: Path, last_year: Path | None, out: Path, *, force: bool) -> int:
    """Checks a folder's reports (or one) and writes the workbook. Returns the exit code; says on
    standard error how far it is, and what is wrong with the call.
    """
    say = content.wording().bare
    files = _files(path)
    if not files or (last_year and not last_year.exists()):
        return _refuse(say("folder_none", folder=str(path if not files else last_year)))
    if out.exists() and not force:
        return _refuse(say("folder_exists", file=str(out)))
    before = {_key(a): a for a in _answers(_read(_files(last_year)))} if last_year else {}
    reports, checked, found = [], [], []
    for number, report in enumerate(_read(files, path), 1):
        reports.append(report)
        click.echo(say("folder_line", number=number, count=len(files), report=report), err=True)
    for report in reports:
        line, findings = _checked(report, before, _others(report, reports))
        checked.append(line)
        found += findings
    try:
        out.write_bytes(write_findings(checked, found, content.wording().plain("folder")))
    except OSError as error:
        return _refuse(f"{out}: {error.strerror}")
    click.echo(say("folder_done", file=str(out), reports=checked))
    if any(line.errors for line in checked):
        return ERROR
    return UNUSABLE if any(not line.form for line in checked) else 0


def _refuse(line: str) -> int:
    click.echo(line, err=True)
    return UNUSABLE


def _files(path: Path) -> list[Path]:
    """The reports below a folder, in the order of their names; a file alone is one."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path] if path.is_file() else []
    return [f for f in found if f.suffix.lower() in REPORTS and not f.name.startswith(("~$", "."))]


def _read(files: Sequence[Path], folder: Path | None = None) -> Iterator[Report]:
    """The reports in some files, in their order."""
    names = (str(f.relative_to(folder)) if folder and f != folder else f.name for f in files)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, data in zip(names, pool.map(_data, files), strict=True):
            yield _report(name, data)


def _data(file: Path) -> dict[str, Any]:
    """What is in a file. Our own JSON needs no process: its reader is bounded by its size."""
    try:
        content_ = file.read_bytes()
        if file.suffix.lower() == ".json":
            return read_file(file.name, content_, content.forms(), "", 0)
        found: dict[str, Any] = json.loads(read_apart(file.name, content_, "", 0))
    except (OSError, ChildProcessError):
        return refused("unreadable", "broken", {})
    return found


def _report(name: str, data: Mapping[str, Any]) -> Report:
    if data["kind"] == "refused":
        why = content.wording().bare(f"{data['family']}.{data['reason']}", **data["details"])
        return Report(name, None, (why,))
    answers = report_in(data, content.forms())
    unread = data.get("unread", ())
    if answers is None:
        return Report(name, None, (content.wording().bare("say.not_a_report"),))
    context = Context(answers.form, answers)
    lines = (content.wording().text(f"unread.{u['why']}", context, **u) for u in unread)
    return Report(name, answers, tuple(lines))


def _answers(reports: Iterator[Report]) -> list[Answers]:
    return [report.answers for report in reports if report.answers]


def _others(report: Report, reports: Sequence[Report]) -> dict[str, Mapping[str, str]]:
    """The values of the other units below the same superior, by their names."""
    own = report.answers
    return {
        other.answers.title or other.file: other.answers.values
        for other in reports
        if own and other.answers and other is not report
        if other.answers.values.get("unit.superior") == own.values.get("unit.superior")
        if not own.title or other.answers.title != own.title
    }


def _key(answers: Answers, back: int = 0) -> tuple[str, int]:
    """Whose report on which year it is, or on one so many years before."""
    return tidy(answers.title), answers.year - back


def _checked(
    report: Report,
    before: Mapping[tuple[str, int], Answers],
    others: Mapping[str, Mapping[str, str]],
) -> tuple[Checked, list[Found]]:
    """A report's line of the summary, and its findings."""
    answers, unread = report.answers, "\n".join(report.unread)
    if answers is None:
        return Checked(report.file, "", "", "", "", "", "", unread), []
    previous = before.get(_key(answers, 1))
    all_found = check(answers, previous.values if previous else None, others=others)
    findings = without_implied(answers, all_found)
    errors = sum(finding.level == "error" for finding in findings)
    year = str(previous.year) if previous else ""
    counts = (errors, len(findings) - errors)
    line = Checked(report.file, answers.title, answers.year, answers.form.id, *counts, year, unread)
    return line, [_found(report.file, answers, finding) for finding in findings]


def _found(file: str, answers: Answers, finding: Finding) -> Found:
    say, context = content.wording().finding, Context(answers.form, answers)
    return Found(
        file,
        content.wording().plain("folder")[finding.level],
        content.wording().text("found_at", context, key=finding.where[0]),
        say(finding, "what", context),
        finding.found,
        finding.expected,
        say(finding, "fix", context),
        finding.clause,
        finding.rule,
    )
