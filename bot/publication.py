"""What is asked of a document once it is made (a PDF, a look at its pages, the package for the
website), put into words before the work begins: whoever does it needs neither the wording nor the
journal, only files.
"""

from typing import Any

from bot.forms.answers import Answers
from bot.messages import Document, File, Work
from bot.reading.answers_file import write_answers
from bot.wording import Context, Wording

_FAILURES = ("absent", "slow", "failed")
_HOWS = {
    "pdf": ("done", *_FAILURES),
    "pages": ("done", *_FAILURES),
    "package": ("done", "slow", *(f"without_{why}" for why in _FAILURES)),
}


def work(kind: str, document: Document, context: Context, wording: Wording) -> Work:
    """The work of one kind on a document; the context holds the answers it was made from."""
    words = {
        how: wording.text(f"publication.{kind}.{how}", context, number=document.number)
        for how in _HOWS[kind]
    }
    details = _details(document, context, wording) if kind == "package" else {}
    return Work(kind, File(document.name, document.content), details, words)


def _details(document: Document, context: Context, wording: Wording) -> dict[str, Any]:
    """What a package needs: all figures, the totals too, and the words of the sheet to sign."""
    answers = context.answers
    whole = Answers(answers.form, answers.year, answers.values)
    args = {"document": document}
    return {
        "answers": write_answers(whole),
        "title": wording.text("signoff.title", context),
        "rows": _lines(wording.text("signoff.rows", context, **args)),
        "signers": _lines(wording.text("signoff.signers", context, **args)),
    }


def _lines(text: str) -> list[tuple[str, str]]:
    """The rows of a small table: a label and a value on each line, with ｜ between them."""
    pairs = (line.partition("｜") for line in text.splitlines() if line.strip())
    return [(label, value) for label, _, value in pairs]
