"""What a file is that somebody sent, and what is in it, as plain JSON. A DOCX, PDF or HTML is a
report; a workbook is the sheet that we sent or else the office's own ledger; a text in braces is
our answers file. Nobody has to say which.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.documents.ledger import recognise
from bot.documents.reader.reading import read_report
from bot.documents.reader.safety import LARGEST, Unreadable
from bot.documents.returned import read_sheet
from bot.forms.answers import Answers
from bot.forms.form import Form
from bot.reading.answers_file import Unusable, read_answers
from bot.reading.tally import count

_BOOKS = (".xlsx", ".xlsm", ".csv", ".xls", ".ods", ".et")

LONGEST_TEXT = 30_000  # characters; a whole report rarely has a third of it
LONGEST_NAME = 60
BESIDE = ("explanations", "sources", "sentences")  # what an answers file holds beside the values
_NAMES = ("unit.name", "unit.superior")

Found = dict[str, Any]


def read_file(name: str, content: bytes, forms: Mapping[str, Form], form: str, year: int) -> Found:
    """What is in a file. `form` and `year` are those of the report it is sent for; empty and 0 for
    somebody who has none yet. A file that cannot be used gives kind `refused` and the reason.
    """
    try:
        found = _read(name, content, forms, form, year)
        _weigh(found)
        return found
    except Unreadable as why:
        return refused("unreadable", why.reason, why.details)
    except Unusable as why:
        return refused("unusable", why.reason, why.details)


def _weigh(found: Found) -> None:
    """Refuses what no report is: the rules read every text, and the chats wait for them."""
    for key, text in found["values"].items():
        most = LONGEST_NAME if key in _NAMES else LONGEST_TEXT
        if len(text) > most:
            raise Unreadable("too_much", {"characters": most})
    for name in BESIDE:
        if len(json.dumps(found.get(name, ""), ensure_ascii=False)) > LONGEST_TEXT:
            raise Unreadable("too_much", {"characters": LONGEST_TEXT})


def refused(family: str, reason: str, details: Mapping[str, Any]) -> Found:
    """Why a file was not taken: the wording's family and id, and what its sentence needs."""
    return {"kind": "refused", "family": family, "reason": reason, "details": dict(details)}


def _read(name: str, content: bytes, forms: Mapping[str, Form], form: str, year: int) -> Found:
    if len(content) > LARGEST:
        raise Unreadable("too_big", {"megabytes": LARGEST >> 20})
    looks_like_json = content.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{")
    if looks_like_json or name.lower().endswith(".json"):
        return _answers(content, forms)
    if name.lower().endswith(_BOOKS):
        wanted = forms[form] if form else max(forms.values(), key=lambda f: f.first_year)
        return _book(content, wanted, year)
    reading = read_report(name, content, forms)
    answers = reading.answers
    unread = [asdict(item) for item in reading.unread]
    return {"kind": "report", "form": answers.form.id, "year": answers.year,
            "values": dict(answers.entered), "sections": list(answers.sections),
            "absent": list(answers.absent), "unread_cells": list(answers.unread),
            "unread": unread}  # fmt: skip


def _answers(content: bytes, forms: Mapping[str, Form]) -> Found:
    answers = read_answers_file(content, forms)
    return {"kind": "answers", "form": answers.form.id, "year": answers.year,
            "values": dict(answers.entered), "unread": [],
            "explanations": dict(answers.explanations), "sources": dict(answers.sources),
            "sentences": {key: [asdict(item) for item in told]
                          for key, told in answers.bound.items()}}  # fmt: skip


def read_answers_file(content: bytes, forms: Mapping[str, Form]) -> Answers:
    """The answers in the bytes of our JSON. Raises Unusable."""
    try:
        return read_answers(content.decode("utf-8-sig"), forms)
    except UnicodeDecodeError as error:
        raise Unusable("not_text", {}) from error


def _book(content: bytes, form: Form, year: int) -> Found:
    try:
        sheet = read_sheet(content, form)
    except Unusable as why:
        if why.reason not in ("no_tables", "not_excel"):
            raise
        return _ledger(content, form, year)
    mistakes = [asdict(mistake) for mistake in sheet.mistakes]
    return {"kind": "sheet", "form": form.id, "year": sheet.year or year,
            "values": dict(sheet.values), "totals": dict(sheet.totals),
            "mistakes": mistakes}  # fmt: skip


def _ledger(content: bytes, form: Form, year: int) -> Found:
    ledger = recognise(content)
    counted = count(ledger, form, year)
    return {
        "kind": "ledger",
        "values": dict(counted.values),
        "columns": {role: asdict(heading) for role, heading in ledger.columns.items()},
        "unsure": [asdict(item) for item in ledger.unsure],
        "requests": len(ledger.requests),
        "unplaced": [asdict(item) for item in counted.unplaced],
    }
