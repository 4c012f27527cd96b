"""What a line of a message says before its figures: the name of its row, if any. Staff shorten the
names of the form, and two rows may share a part of theirs, so a name counts only where it means one
row; a figure in the wrong row is worse than a question.
"""

import re

from bot.forms.form import Form, Table
from bot.forms.number import number, tidy
from bot.interview.questions import Question, question, rows
from bot.reading.named import KINDS_OF_APPLICANT, named_figures
from bot.reading.numerals import read_number

_ITEM = re.compile(r"^\s*(?:\d+\s*[.、．](?=\D)|[（(][一二三四五六七八九十]+[)）]|[一二三四]、)\s*")
_ALL_ZERO = re.compile(
    r"((?!其[他它余])[^,;。]{2,}?)(?:(?:全为|全是|都是|都为|全部为|均为)(?:0|零)|(?:一[件个份])?[都也全]?没有|无)[,;。]?"
)
_ROUNDED = re.compile(r"约|大约|近|将近|逾|超|超过|不足|不到|至少|大概")
_NAMED = re.compile(r"^(?P<name>\D*?[^\d\s:：+-])\s*[:：是为]?\s*(?P<rest>[\d+-].*)$", re.DOTALL)


def split_zero(line: str) -> tuple[str, str] | None:
    """Like `split_name`, for 规章全为0 or 规章没有."""
    match = _ALL_ZERO.fullmatch(tidy(line))
    return (match.group(1), "0") if match else None


def split_named(form: Form, item: Question, line: str) -> tuple[str, str] | None:
    """Like `split_name`, for figures beside their columns' names: 予以公开 自然人3 企业1."""
    if line.isascii():
        return None
    names = column_names(form, item)
    starts = [line.find(word) for words in names.values() for word in words if word in line]
    if not starts or not named_figures(line[min(starts) :], names):
        return None
    return line[: min(starts)].strip(" :：，,"), line[min(starts) :]


def column_names(form: Form, item: Question) -> dict[str, tuple[str, ...]]:
    """What the columns of a row may be called: their labels, and what staff say for them."""
    names: dict[str, tuple[str, ...]] = {}
    for key in item.keys:
        column = form.cells[key].column
        bare = column.label.removeprefix("结果").removesuffix("结果")
        names[key] = (column.label, bare, *KINDS_OF_APPLICANT.get(column.id, ()))
    return names


def split_name(line: str) -> tuple[str, str]:
    """The row's name and the figures of a line; the name is empty where only figures stand."""
    bare = _ITEM.sub("", line.strip())
    first = bare.split()[0] if bare.split() else ""
    if bare != line.strip() or (read_number(first) is None and not number("change", first)):
        match = _NAMED.match(bare)
        if match and not _ROUNDED.fullmatch(match["name"]):
            return match["name"], match["rest"]
        words = bare.split()
        if (
            len(words) > 1
            and read_number(words[0]) is None
            and re.fullmatch(r"[^\d]*[㐀-鿿][^\d]*", words[0])
        ):
            return words[0], " ".join(words[1:])
    return "", line


def find_row(form: Form, table: Table, name: str) -> Question | None:
    """The row of a table that a typed name means: its label, or a part that only it has; of several
    the one that ends so, since 复议 is short for 行政复议 and not for 复议后起诉.
    """
    wanted = tidy(_ITEM.sub("", name)).strip("“”\"'：:")
    labels = {f"{table.id}.{row.id}": tidy(_ITEM.sub("", row.label)) for _, row in rows(table)}
    exact = [key for key, label in labels.items() if label == wanted]
    hits = exact or [key for key, label in labels.items() if wanted and wanted in label]
    if len(hits) > 1:
        hits = [key for key in hits if labels[key].endswith(wanted)]
    return question(form, hits[0]) if len(hits) == 1 else None
