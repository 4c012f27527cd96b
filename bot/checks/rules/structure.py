"""What a report must have, and in which order. The form in force fixes the sections; the tables
decide which form a report is on, never the notice that it cites.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from bot.checks.finding import Broken
from bot.checks.kind import kind
from bot.checks.people import SURNAMES
from bot.checks.prose import Text
from bot.checks.report import Report, named
from bot.forms.bound import WAITING
from bot.forms.form import Form, Rule, Section

_PLACEHOLDER = re.compile(
    rf"【[^】]*待填[^】]*】|(?<![{SURNAMES}])某某|[×✕╳]{{2,}}|(?<![A-Za-z])[XxＸｘ]{{2,}}(?![A-Za-z])"
    r"|\{\{|_{3,}"
)
_MARK = re.compile("[【某×✕╳XxＸｘ{_]")  # with one of these each of them begins


@kind("cells", "elsewhere")
def missing(report: Report, rule: Rule) -> Iterator[Broken]:
    """Every required text and every cell is answered; one finding a text and one a table. Of a
    report that stands published, only its sections, tables and rows are asked for: blanks are
    another rule's, and so is a text that is empty under its heading where it is named `elsewhere`.
    """
    form, found = report.form, report.answers.sections
    for key, field in form.fields.items():
        headed = key in rule.args["elsewhere"] and form.section_of(key).id in found
        if field.required and not headed and not report.values.get(key, "").strip():
            yield Broken((key,))
    if not report.answers.published:
        yield from _blank(report, rule)
        return
    if found:
        yield from _without_section(report)
    for table in form.tables:
        if absent := tuple(key for key in report.answers.absent if _under(key, table)):
            yield Broken(absent)


@kind("cells")
def blank_cell(report: Report, rule: Rule) -> Iterator[Broken]:
    """A published report has no blank cells: what did not happen is 0. Cells of a table or row that
    is not there, or could not be read, are not blank.
    """
    if report.answers.published:
        yield from _blank(report, rule)


def _blank(report: Report, rule: Rule) -> Iterator[Broken]:
    for cells in _asked(report.form, named(report.form, rule)):
        blank = (key for key in cells if not report.values.get(key))
        if there := tuple(key for key in blank if not report.is_hidden(key)):
            yield Broken(there)


@lru_cache(maxsize=32)
def _asked(form: Form, keys: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Of these ids the cells that nothing computes, table by table."""
    asked = [key for key in keys if key in form.cells and not form.cells[key].computed]
    return tuple(
        tuple(key for key in asked if form.cells[key].table is table)
        for table in form.tables.values()
    )


def _without_section(report: Report) -> Iterator[Broken]:
    for section in report.form.sections:
        if section.numbered and section.id not in report.answers.sections:
            keys = [key for ask in section.asks for key in report.values if _under(key, ask)]
            if not keys and not any(_required(report, ask) for ask in section.asks):
                yield Broken((section.asks[0],))


def _under(key: str, ask: str) -> bool:
    return key == ask or key.startswith(f"{ask}.")


def _required(report: Report, key: str) -> bool:
    """True for a text whose absence is found as such."""
    return key in report.form.fields and report.form.fields[key].required


@kind()
def order(report: Report, rule: Rule) -> Iterator[Broken]:
    """The sections stand in the order of the form, as far as a file shows them."""
    del rule
    fixed = [section.id for section in report.form.sections]
    shown = [fixed.index(name) for name in report.answers.sections if name in fixed]
    for before, after in pairwise(shown):
        if after < before:
            first, second = report.form.sections[after], report.form.sections[before]
            titles = {"section": first.title, "before": second.title}
            yield Broken((_place(first), _place(second)), args=titles)


def _place(section: Section) -> str:
    return section.asks[0]


@kind("texts")
def placeholder(report: Report, rule: Rule) -> Iterator[Broken]:
    """No 某某, XX or 【待填写】 is left in a text. 张某某 is a person whose name was hidden. Of a
    sentence that waits for a cell that is blank, the rule `missing` speaks.
    """
    for text in report.texts(rule):
        if not _MARK.search(text.written):
            continue
        written = _without_waiting(report, text)
        if match := _PLACEHOLDER.search(written):
            words = Text(text.key, written).quote(*match.span())
            yield Broken((text.key,), match.group(), args={"words": words})


def _without_waiting(report: Report, text: Text) -> str:
    """A text without the marks of those of its sentences that wait for a cell."""
    written, followed = text.written, report.answers.followed.get(text.key)
    for sentence in followed.standing if followed else ():
        if not all(sentence.figures.values()):
            written = written.replace(sentence.text, sentence.text.replace(WAITING, ""), 1)
    return written


@kind()
def superseded_form(report: Report, rule: Rule) -> Iterator[Broken]:
    """The report uses the form in force for its year."""
    del rule
    form = report.form
    if form.last_year is not None and report.year > form.last_year:
        years = {"year": report.year, "last_year": form.last_year}
        yield Broken(("form",), form.notice, args=years)
