"""The interview on a console: for a trial, for a test, through a pipe. A line is a message; a line
that ends in a backslash goes on in the next one; `[目录]` presses the button of that name. What
would be a bubble in a chat is a block of lines, and a document is written to a folder.
"""

import getpass
import sys
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import TextIO

from bot.forms.number import tidy
from bot.messages import SHANGHAI, Attachment, Button, Fetch, File, Message, Person, Reply, Work

Handle = Callable[[Message], tuple[Reply, ...]]
Read = Callable[[Fetch, bytes], str]
Publish = Callable[[Work], Reply]
CHANNEL = "console"
FILE = "文件 "  # before a path: sends the file there; words behind the path are its caption


def person() -> Person:
    """Whoever sits at this console."""
    name = getpass.getuser()
    return Person(CHANNEL, name, name)


class Console:
    """A conversation between lines of text and an interviewer's `handle`."""

    def __init__(
        self,
        handle: Handle,
        out: TextIO,
        folder: Path,
        who: Person,
        *,
        read: Read | None = None,
        publish: Publish | None = None,
    ) -> None:
        self._handle = handle
        self._read = read or _unread
        self._publish = publish or _unpublished
        self._out = out
        self._folder = folder
        self._who = who
        self._session = uuid.uuid4().hex
        self._count = 0
        self._buttons: list[Button] = []

    def message(self, text: str) -> Message:
        """The message that a line is; a label in brackets is the press of its button."""
        self._count += 1
        id_ = f"{CHANNEL}:{self._session}:{self._count}"
        at = datetime.now(SHANGHAI)
        if text.startswith(FILE):
            return Message(id_, self._who, at, attachment=_attachment(text.removeprefix(FILE)))
        if (press := self._press(text)) is not None:
            return Message(id_, self._who, at, press=press)
        if text.startswith("[") and text.rstrip().endswith("]"):
            text = text.strip()[1:-1]  # no such button here: then it is a word like any other
        return Message(id_, self._who, at, text=text)

    def _press(self, text: str) -> str | None:
        label = text.strip().removeprefix("[").removesuffix("]")
        for button in self._buttons:
            if tidy(button.label) == tidy(label):
                return button.press
        return None

    def say(self, text: str) -> None:
        """Gives one message to the interviewer and shows what it replies."""
        message = self.message(text)
        replies = self._handle(message)
        self.show(replies)
        for reply in replies:
            if reply.fetch:
                self.show(self._handle(self._read_file(message, reply.fetch)))
            if reply.work:
                self.show((self._publish(reply.work),))
                self.show(again for again in self._handle(message) if not again.work)

    def _read_file(self, message: Message, fetch: Fetch) -> Message:
        """What was found in a file, as the message that follows the one that sent it."""
        path = Path(fetch.attachment.ref)
        content = path.read_bytes() if path.is_file() else b""
        found = self._read(fetch, content)
        caption = fetch.attachment.caption
        return Message(f"{message.id}:read", self._who, message.at, text=caption, read=found)

    def show(self, replies: Iterable[Reply]) -> None:
        """Shows replies, and keeps documents in the folder."""
        for reply in replies:
            self._show(reply)
        self._out.flush()

    def _keep(self, file: File) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        path = _free(self._folder / file.name, file.content)
        path.write_bytes(file.content)
        print(f"→ {path}", file=self._out)

    def _show(self, reply: Reply) -> None:
        if reply.fetch:
            return
        print(reply.text, file=self._out)
        for file in (*((reply.file,) if reply.file else ()), *reply.pictures):
            self._keep(file)
        if reply.buttons:
            self._buttons = [button for row in reply.buttons for button in row]
            for row in reply.buttons:
                print("  ".join(f"[{button.label}]" for button in row), file=self._out)
        print(file=self._out)


def _free(path: Path, content: bytes) -> Path:
    """A path at which nothing else is lost: another document of that name stays as it is."""
    names = (path.with_stem(f"{path.stem}({number})") for number in count(2))
    taken = (at for at in chain((path,), names) if not at.exists() or at.read_bytes() == content)
    return next(taken)


def _unpublished(work: Work) -> Reply:
    """A console that makes nothing of a report."""
    return Reply(work.words.get("absent", work.words["slow"]))


def _attachment(words: str) -> Attachment:
    """The file that a path names, and the caption behind it."""
    path, caption = words.strip(), ""
    if not Path(path).is_file() and " " in path:
        path, caption = path.rsplit(maxsplit=1)
    file = Path(path)
    return Attachment(path, file.name, file.stat().st_size if file.is_file() else 0, caption)


def _unread(fetch: Fetch, content: bytes) -> str:
    """A console without a reader of files."""
    del fetch, content
    return '{"kind": "refused", "family": "unreadable", "reason": "unknown", "details": {}}'


def messages(lines: Iterable[str]) -> Iterator[str]:
    """The messages in some lines: a backslash at the end goes on with the next line."""
    parts: list[str] = []
    for raw in lines:
        line = raw.rstrip("\n")
        if line.endswith("\\"):
            parts.append(line[:-1])
            continue
        yield "\n".join([*parts, line])
        parts = []
    if parts:
        yield "\n".join(parts)


def converse(console: Console, source: TextIO, *, echo: bool) -> None:
    """Holds the conversation until the source ends. Through a pipe, what is typed is shown too."""
    for text in messages(_prompted() if source.isatty() else source):
        if not text.strip():
            continue
        if echo:
            print("\n".join(f"> {line}" for line in text.split("\n")), end="\n\n", file=sys.stdout)
        console.say(text)


def _prompted() -> Iterator[str]:
    """Lines typed at a terminal, each after a prompt, until the end of input or an interrupt."""
    while True:
        try:
            yield input("> ")
        except (EOFError, KeyboardInterrupt):
            print()
            return
