"""What the best other tool does for the text: the first match of each of seven patterns, compared
with its cell. Written anew from its description, to stand beside ours on the same reports.
"""

import re
from collections.abc import Iterator

from bot.forms.answers import Answers
from bot.forms.number import number

_N = r"(\d+)\s*件"
PATTERNS = (
    (re.compile(rf"新收[^\d。]*?{_N}"), ("applications.received.total",)),
    (re.compile(rf"上年结转[^\d。]*?{_N}"), ("applications.carried_in.total",)),
    (re.compile(rf"收到[^\d。]*?申请[^\d。]*?{_N}"), ("applications.received.total",)),
    (re.compile(rf"(?:答复|办结)[^\d。]*?{_N}"), ("applications.results_total.total",)),
    (re.compile(rf"结转下年度[^\d。]*?{_N}"), ("applications.carried_out.total",)),
    (re.compile(rf"行政复议[^\d。]*?{_N}"), ("litigation.review.total",)),
    (
        re.compile(rf"行政诉讼[^\d。]*?{_N}"),
        ("litigation.direct.total", "litigation.after_review.total"),
    ),
)


def peer(answers: Answers) -> Iterator[tuple[str, int]]:
    """The cells that the text contradicts, as far as seven patterns can tell."""
    values = answers.values
    text = "\n".join(values.get(key, "") for key in ("overview", "problems", "others"))
    for pattern, cells in PATTERNS:
        found = pattern.search(text)
        parts = [number("count", values.get(cell, "")) for cell in cells]
        known = [part for part in parts if part is not None]
        if found and len(known) == len(cells) and int(found[1]) != sum(known):
            yield cells[0], int(found[1])
