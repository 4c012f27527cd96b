"""Spoilt files against every reader of files, and what the interview makes of what was found in
them. Whatever the bytes, a reader gives JSON or the one documented refusal, and a message with that
JSON is answered without a fault.

Most spoilt archives do not even open, so what is in them is spoilt too and packed again; and most
changed bytes only change a word, so markup is also bent where it means something: a number, a name,
a tag twice or not at all.
"""

import io
import json
import logging
import random
import traceback
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from openpyxl import Workbook

from bot import app, content
from bot.documents.received import read_file
from bot.messages import SHANGHAI, Message, Person
from bot.reading.answers_file import write_answers
from storage.database import MEMORY
from tests.documents.conftest import filled
from tests.documents.reader.paper import as_docx, as_html, as_pdf, report
from tests.fuzz.spoiling import Change, bend, rewrite, spoil

FORMS = content.forms()
FRESH = 20  # files after which everything is forgotten
NOW = datetime(2024, 1, 8, 12, 0, tzinfo=SHANGHAI)
LEDGER = (
    ("序号", "收到日期", "申请人", "申请人类型", "申请内容", "答复日期", "答复结果", "备注"),
    (1, date(2023, 3, 1), "张三丰", "自然人", "文件", date(2023, 3, 20), "予以公开", ""),
    (2, date(2022, 12, 20), "某公司", "企业", "文件", date(2023, 1, 5), "不予公开", "商业秘密"),
    (3, date(2023, 12, 20), "李四", "个人", "文件", None, "办理中", ""),
)


def seeds() -> dict[str, tuple[bytes, ...]]:
    """Sound files of every kind, by the ending of their names."""
    complete = [filled(form) for form in FORMS.values()]
    reports = [report(answers) for answers in complete]
    made = [app.build_document(answers, 1, NOW, draft=True) for answers in complete]
    sheets = [app.write_sheet(answers, {}) for answers in complete]
    ours = [json.dumps(write_answers(answers), ensure_ascii=False) for answers in complete]
    return {
        "docx": (*map(as_docx, reports), *made),
        "html": tuple(map(as_html, reports)),
        "pdf": tuple(map(as_pdf, reports)),
        "xlsx": (*sheets, _ledger()),
        "csv": ("\n".join(",".join(map(str, line)) for line in LEDGER).encode(),),
        "json": tuple(text.encode() for text in ours),
    }


def _ledger() -> bytes:
    book, out = Workbook(), io.BytesIO()
    for line in LEDGER:
        book.active.append(line)
    book.save(out)
    return out.getvalue()


# -- spoiling --------------------------------------------------------------------------------------


def mutated(data: bytes, chance: random.Random) -> bytes:
    """A spoilt file. Of an archive, one part is spoilt or the whole."""
    changes: tuple[Change, ...] = (spoil, bend, bend)
    change = chance.choice((*changes, rewrite, rewrite) if data.startswith(b"{") else changes)
    if not data.startswith(b"PK") or chance.random() < 0.2:
        return change(data, chance)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    parts[name] = change(parts[name], chance)
    if chance.random() < 0.05:
        del parts[chance.choice(list(parts))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def inputs(
    sound: Mapping[str, tuple[bytes, ...]], chance: random.Random, count: int
) -> Iterator[tuple[str, bytes]]:
    """Spoilt files: their names, which sometimes lie, and their bytes."""
    for _ in range(count):
        kind = chance.choice(list(sound))
        data = mutated(chance.choice(sound[kind]), chance)
        if chance.random() < 0.02:
            data = chance.choice((b"", b"PK\3\4", b"%PDF-1.7\n", b"{")) + chance.randbytes(500)
        yield f"x.{kind if chance.random() < 0.95 else chance.choice(list(sound))}", data


# -- what comes of it ------------------------------------------------------------------------------


class InterviewError(Exception):
    """The interview has a fault; the log tells where."""


class Log(logging.Handler):
    """Keeps the last line."""

    said = ""

    def emit(self, record: logging.LogRecord) -> None:
        self.said = f"{record.getMessage()} {vars(record).get('error')} {vars(record).get('place')}"


@dataclass
class Findings:
    """What came of so many files: `faults` must be empty; each is named with a file that does it."""

    read: Counter[str] = field(default_factory=Counter)
    faults: dict[str, tuple[str, bytes]] = field(default_factory=dict)


def fuzz(*, files: int, seed: int, kinds: tuple[str, ...] = ()) -> Findings:
    """Reads spoilt files and tells the interview what was found; everything is forgotten
    now and then, so that the thousandth file takes no longer than the first.
    """
    chance, findings, log = random.Random(seed), Findings(), Log()
    logging.getLogger("bot.faults").addHandler(log)
    service = app.service(MEMORY, open_to=("fuzz",))
    sound = {kind: made for kind, made in seeds().items() if not kinds or kind in kinds}
    for number, (name, data) in enumerate(inputs(sound, chance, files)):
        if number % FRESH == 0:
            service.journal.close()
            service = app.service(MEMORY, open_to=("fuzz",))
        try:
            found = json.dumps(read_file(name, data, FORMS, chance.choice(list(FORMS)), 2023))
            _told(service, found, number, chance)
        except MemoryError:
            findings.read["memory"] += 1  # refused by the process that reads
        except InterviewError:
            findings.faults.setdefault(log.said, (name, data))
        except Exception as error:  # noqa: BLE001 - that is what is looked for
            findings.faults.setdefault(place(error), (name, data))
        else:
            findings.read[json.loads(found)["kind"]] += 1
    service.journal.close()
    logging.getLogger("bot.faults").removeHandler(log)
    return findings


def place(error: Exception) -> str:
    """The kind of a fault and where it happened, so that the same one is named once."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} at {Path(last.filename).name}:{last.lineno} {last.name}"


def _told(service: app.Service, found: str, number: int, chance: random.Random) -> None:
    """Tells somebody's interview what was found in their file, or the desk."""
    who = Person("fuzz", str(chance.randint(1, 9)), "李")
    if chance.random() < 0.5:
        opened = Message(f"open:{number}", who, NOW, text="宝山区红旗街道办事处")
        service.interviewer.take(opened)
    before = service.interviewer.faults
    replies = service.interviewer.take(Message(f"read:{number}", who, NOW, read=found))
    if chance.random() < 0.1:
        replies += service.interviewer.take(Message(f"draft:{number}", who, NOW, text="草稿"))
    if service.interviewer.faults > before:
        raise InterviewError
    if any(not reply.text and not reply.fetch for reply in replies):
        raise AssertionError("a reply without words")
