"""Compares the order of a Word master with the form: every section title is there, in order, and
each text and table stands under its own. A text under a wrong heading would be a wrong report.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.documents.tables import Complain
from bot.forms.form import Form, Section
from bot.forms.number import tidy


@dataclass(frozen=True, slots=True)
class Landmark:
    """A paragraph's words, or the text or table that stands at this place of a master."""

    words: str = ""
    key: str = ""


def check_outline(form: Form, landmarks: Iterable[Landmark], complain: Complain) -> None:
    """Complains of every section title that is lost or out of order, and of what is misplaced."""
    opening, *titled = form.sections
    by_title = {tidy(section.title): section for section in titled}
    present, seen = opening, [opening]
    for mark in landmarks:
        if section := by_title.get(tidy(mark.words)):
            present = section
            seen.append(section)
        elif mark.key and (home := _home(form, mark.key)) is not present:
            problem = f"stands under “{present.title}”"
            complain(mark.key, problem, f"move it below the heading “{home.title}”")
    for section in titled:
        if section not in seen:
            remedy = "write it, its number too, in a paragraph that holds nothing else"
            complain("headings", f"“{section.title}” is missing", remedy)
    order = [form.sections.index(section) for section in seen]
    if order != sorted(set(order)):
        complain("headings", "stand in another order than in the form", "restore the form's order")


def _home(form: Form, key: str) -> Section:
    for section in form.sections:
        if key in section.asks:
            return section
    return form.sections[0]
