"""The requests below the headings, a row each; totals, notes and repeated headings are none. The
names of applicants are read past: a request leaves this module without any text of its row.
"""

import re
from collections.abc import Mapping

from bot.documents.ledger.columns import Columns, is_total
from bot.documents.ledger.day import before, read_day
from bot.documents.ledger.headings import bare_text
from bot.documents.ledger.page import Page
from bot.reading.outcomes import kind_of_name, read_kind, read_outcome
from bot.reading.tally import Carry, Request


def read_rows(page: Page, columns: Columns) -> tuple[list[Request], list[int]]:
    """The requests below the headings, and the rows that are none."""
    requests: list[Request] = []
    skipped: list[int] = []
    heads = {bare_text(heading.text) for heading in columns.headings.values()}
    for row, line in page.lines:
        if row <= columns.last_row or not any(line.values()):
            continue
        if _is_none(line, columns, heads):
            skipped.append(row)
        else:
            merged = (row, columns.at.get("number", 0)) in page.continued
            requests.append(_request(row, line, columns, merged))
    return requests, skipped


def _is_none(line: Mapping[int, str], columns: Columns, heads: set[str]) -> bool:
    """A total, a note, the headings again, or a serial number waiting for its request."""
    texts = [text for _, text in sorted(line.items()) if text]
    if is_total(line):
        return True
    if len(set(texts)) == 1 or {bare_text(text) for text in texts} <= heads:
        return True
    telling = {role: line.get(column, "") for role, column in columns.at.items()}
    return not any(text for role, text in telling.items() if role not in ("number", "year"))


def _request(row: int, line: Mapping[int, str], columns: Columns, merged: bool) -> Request:
    at = columns.at

    def text(role: str) -> str:
        return line.get(at.get(role, 0), "")

    came, done = text("received"), text("answered")
    own = read_day(text("year"))
    year = own[0] if own else columns.year
    received, answered = read_day(came or text("year"), year), read_day(done, year)
    kind = read_kind(text("kind")) if "kind" in at else kind_of_name(text("applicant"))
    return Request(
        row=row,
        received=received[0] if received else None,
        answered=answered[0] if answered else None,
        kind=kind,
        outcome=read_outcome(text("outcome"), text("reason")),
        carry=read_carry(text("carried")),
        received_given=bool(came or text("year")),
        answered_given=bool(bare_text(done)),
        kind_given=bool(text("kind" if "kind" in at else "applicant")),
        backwards=bool(received and answered and before(answered, received)),
        merged=merged,
    )


def read_carry(text: str) -> Carry:
    """What a column on carrying over says; empty for what it does not say plainly."""
    plain = bare_text(text)
    if re.search("上一?年|去年|往年", plain):
        return "in"
    if re.search("下一?年|次年|明年|结转至", plain):
        return "out"
    if re.fullmatch("是|有|结转|已结转|√", plain):
        return "yes"
    return "no" if re.fullmatch("否|无|未结转|不结转|没有", plain) else ""
