"""How a document was read: wholly right, with gaps that are listed, with gaps that are not, or
with something that the document does not say.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from bot import content
from bot.checks import check
from bot.documents.reader import Reading, Unreadable, read_report
from bot.forms.answers import Answers
from tests.documents.foreign.foreign import Foreign
from tests.documents.foreign.truth import truth

FORMS = content.forms()
TEXTS = ("preamble", "overview", "problems", "others")


@dataclass(frozen=True)
class Score:
    """`wrong` are differing values, `silent` those that are missing and not listed, `listed` those
    that are missing and listed, `errors` what the rules say of a report in which nothing is wrong.
    """

    wrong: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        for name in ("wrong", "silent", "errors", "listed"):
            if getattr(self, name):
                return name
        return "right"


def expected(document: Foreign, answers: Answers) -> dict[str, str]:
    """What a document shows of a report."""
    figures = {key: value for key, value in answers.entered.items() if key in answers.form.cells}
    shown = document.shown(figures)
    if "without_preamble" not in document.name:
        shown |= {"preamble": answers.entered.get("preamble", "")}
    texts = {key: answers.entered.get(key, "") for key in TEXTS[1:]}
    return {
        **shown,
        **{key: text for key, text in texts.items() if text},
        "title": answers.title,
        "year": str(answers.year),
        "form": answers.form.id,
    }


def shown_by(reading: Reading) -> dict[str, str]:
    answers = reading.answers
    cells = {key: value for key, value in answers.entered.items() if key in answers.form.cells}
    texts = {
        key: answers.entered[key]
        for key in (*TEXTS, "applications.lead", "litigation.lead")
        if key in answers.entered
    }
    return {
        **cells,
        **texts,
        "title": answers.title,
        "year": str(answers.year),
        "form": answers.form.id,
    }


def score(document: Foreign, number: int, content_: bytes | None = None) -> Score:
    answers = truth(document.form, number)
    try:
        reading = read_report(document.name, content_ or document.build(answers), FORMS)
    except Unreadable as why:
        return Score(listed=(why.reason,))
    want, got = expected(document, answers), shown_by(reading)
    unread = {item.where for item in reading.unread}
    wrong = [
        f"{k}: {got[k]!r} for {want.get(k)!r}"
        for k in got
        if want.get(k) != got[k] and k not in document.lost
    ]
    missing = [key for key in want if key not in got]
    listed = [key for key in missing if any(key == u or key.startswith(f"{u}.") for u in unread)]
    silent = [key for key in missing if key not in listed]
    errors = list(_errors(document, reading))
    return Score(tuple(wrong), tuple(silent), tuple(listed), tuple(errors))


def _errors(document: Foreign, reading: Reading) -> Iterator[str]:
    for finding in check(reading.answers):
        if finding.level == "error" and not any(w in document.lost for w in finding.where):
            yield f"{finding.rule} {finding.where}"
