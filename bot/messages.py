"""The words the layers exchange. They live in one module at the bottom, because storage, the pure
core and every channel speak them, and none of those may import another. All are frozen: a message
once received and a fact once written never change.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from typing import Any

MAX_PRESS_BYTES = 64  # Telegram Bot API, callback_data
MAX_TEXT = 4096  # Telegram Bot API, characters of one message


SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")  # the only clock of the offices served


@dataclass(frozen=True, slots=True)
class Person:
    """Who writes: `id` is unique within `channel`; `name` is what colleagues see."""

    channel: str
    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A document somebody sent: its name as given, and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that somebody sent, not fetched yet: where its channel finds it, name, size, and the
    words sent with it.
    """

    ref: str
    name: str
    size: int
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody did. `id` is unique within the channel for ever; `at` is the only clock.

    One of `text`, `press`, `attachment` and `read` is set; none of them means something the bot
    cannot read (a sticker, a voice message). `read` is what was found in an attachment, as JSON,
    `text` beside it the attachment's caption.
    `corrects` names the earlier message whose text this one replaces (an edited message); `about`
    is a press below the question that this one replies to.
    """

    id: str
    person: Person
    at: datetime
    text: str = ""
    press: str = ""
    attachment: Attachment | None = None
    read: str = ""
    corrects: str = ""
    about: str = ""


@dataclass(frozen=True, slots=True)
class Held:
    """A message that waits for its writer's yes, and the seq of the report when it came: it means
    what it meant then, whatever was looked at since.
    """

    message: Message
    seq: int


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that became true: `kind` says what, `key` of which field; `value` is canonical.

    `raw` keeps the words as typed. The kinds are listed with `bot.interview.facts.KINDS`.
    """

    kind: str
    key: str = ""
    value: str = ""
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact in its place in a report's journal: `seq` counts from 1, without gaps."""

    seq: int
    message: str
    fact: Fact
    person: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Choice:
    """A button before it is worded: `press` comes back when it is tapped (at most 64 bytes)."""

    press: str
    wording: str
    args: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Say:
    """An id in the wording and its arguments. The core holds no sentence of its own."""

    wording: str
    args: Mapping[str, Any] = field(default_factory=dict)
    choices: tuple[tuple[Choice, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Button:
    """What a person can tap instead of typing."""

    press: str
    label: str


@dataclass(frozen=True, slots=True)
class Fetch:
    """A file to be fetched and read, for a report on that form and year."""

    attachment: Attachment
    form: str
    year: int


@dataclass(frozen=True, slots=True)
class Work:
    """Something to be made of a report that takes seconds: `kind` is pdf, pages or package.

    `details` is what a package needs besides the DOCX, as JSON has it; `words` is what to say by
    how it went: done, absent (no LibreOffice), slow, failed, and these with `without_` before them
    where a package lacks its PDF.
    """

    kind: str
    report: File
    details: Mapping[str, Any]
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reply:
    """What a channel shows: a text, rows of buttons below it, perhaps a document or pictures.

    `instead`: it may take the place of the message whose button was pressed, where a chat can.
    `fetch`: a file that the channel is to fetch and have read; what is found comes as a message.
    `work`: what the channel is to have made beside everything else, and to show when it is done.
    """

    text: str
    buttons: tuple[tuple[Button, ...], ...] = ()
    file: File | None = None
    instead: bool = False
    fetch: Fetch | None = None
    pictures: tuple[File, ...] = ()
    work: Work | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """Where a person sits: the report they fill (None at the desk), or a name still pending.

    `asked` is the question that they have before their eyes (None: not known), as it was shown when
    the report's journal had come to `seen`.
    """

    id: int
    report: int | None
    pending: str
    asked: str | None = None
    seen: int = 0


ROLES = ("fill", "review", "oversee")  # 填报, 审核, 管理


@dataclass(frozen=True, slots=True)
class Membership:
    """What somebody was invited to do for a unit: `role` is one of ROLES."""

    unit: int
    superior: str
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody else who works at the same unit's reports: `number` is who, for a button."""

    number: int
    name: str
    role: str = "fill"


@dataclass(frozen=True, slots=True)
class Report:
    """A report's identity: unit × year × form."""

    id: int
    unit: int
    superior: str
    name: str
    year: int
    form: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Somebody whose report has no clean copy yet, and the day of the last reminder."""

    person: Person
    report: Report
    reminded: date | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A message that was handled before, for which report, and whether its reply was delivered."""

    report: int | None
    answered: bool


class Unavailable(Exception):
    """The storage cannot be used at the moment; what was being done is to be done again later.

    `kind` names the trouble and nothing that anybody wrote, such as SQLITE_FULL.
    """

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Notice:
    """A fact that somebody else is to be told: `number` is the notice's own."""

    number: int
    person: Person
    report: int
    seq: int


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said in a draft beside the cell or text of a key, made at a time."""

    key: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Document:
    """A produced document with its version number within its report, its author and its time."""

    number: int
    draft: bool
    name: str
    hash: str
    content: bytes
    author: str
    at: datetime
