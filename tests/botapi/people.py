"""What people do in a chat and what their screens show.

Tests of a bot are told from the chair of the person at the telephone: she writes, she presses, she
sees. So the words of these classes are hers, and Telegram's JSON stays below them, reachable as
`Message.payload` and `Update.body` for the few tests that need it. Everything runs in the event
loop of the test; waiting is for the next change, never for a length of time.
"""

import asyncio
import mimetypes
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from .limits import CAPTION, TEXT, key_label

if TYPE_CHECKING:
    from .server import BotAPI

TIMESTAMP = 1_705_276_800  # 2024-01-15: every message is one second later than the one before


@dataclass(frozen=True)
class Button:
    """One button below a message."""

    label: str
    data: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Document:
    """A file as the person sees it: its name after Telegram cleaned it."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Notice:
    """What pops up after a press: a line at the top, or a window to close."""

    text: str
    alert: bool


@dataclass(frozen=True)
class Message:
    """One message as the screen shows it; an edit makes a new one with the same id."""

    id: int
    sender: int
    text: str = ""
    document: Document | None = None
    photo: bytes | None = field(default=None, repr=False)
    edits: int = 0
    payload: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def buttons(self) -> tuple[tuple[Button, ...], ...]:
        rows = self.payload.get("reply_markup", {}).get("inline_keyboard", [])
        return tuple(tuple(shown_button(button) for button in row) for row in rows)

    @property
    def labels(self) -> list[str]:
        return [button.label for row in self.buttons for button in row]

    @property
    def keyboard(self) -> tuple[tuple[str, ...], ...]:
        """The keys that replace the person's own keyboard, if the message brought some."""
        rows = self.payload.get("reply_markup", {}).get("keyboard", [])
        return tuple(tuple(key_label(key) for key in row) for row in rows)

    @property
    def reply_to(self) -> int | None:
        replied: int | None = self.payload.get("reply_to_message", {}).get("message_id")
        return replied


def shown_button(button: dict[str, Any]) -> Button:
    return Button(button["text"], button.get("callback_data"), button.get("url"))


@dataclass(frozen=True)
class Update:
    """Something that happened, as the bot is told of it."""

    id: int
    kind: str
    body: dict[str, Any] = field(repr=False)

    @property
    def payload(self) -> dict[str, Any]:
        return {"update_id": self.id, self.kind: self.body}

    @property
    def message_id(self) -> int:
        number: int = self.body.get("message", self.body)["message_id"]
        return number


class Changes:
    """Wakes whoever waits whenever anything happened at the server."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def announce(self) -> None:
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, happened: Callable[[], object]) -> None:
        while not happened():
            await self._next.wait()


class Chat:
    """A chat the bot knows of: what stands in it and what the bot has shown there."""

    def __init__(self, chat_id: int, description: dict[str, Any]) -> None:
        self.id = chat_id
        self.description = {"id": chat_id, **description}
        self.messages: dict[int, Message] = {}
        self.shown: list[Message] = []
        self.actions: list[str] = []
        self.blocked = False

    def keep(self, message: Message) -> None:
        self.messages[message.id] = message

    def show(self, message: Message) -> None:
        self.keep(message)
        self.shown.append(message)


class Person:
    """Somebody at her telephone, in one chat."""

    def __init__(self, api: "BotAPI", person_id: int, name: str, chat: Chat) -> None:
        self.id = person_id
        self.name = name
        self.notices: list[Notice] = []
        self._api = api
        self._chat = chat
        self._heard = len(chat.shown)

    @property
    def chat_id(self) -> int:
        return self._chat.id

    @property
    def chat(self) -> list[Message]:
        """The messages on the screen now, oldest first, her own among them."""
        return [self._chat.messages[number] for number in sorted(self._chat.messages)]

    @property
    def unheard(self) -> list[Message]:
        """What the bot has shown since the last `hears`."""
        return self._chat.shown[self._heard :]

    @property
    def sees_typing(self) -> list[str]:
        """The chat actions shown so far."""
        return list(self._chat.actions)

    @property
    def spinning(self) -> list[Update]:
        """Her presses whose button still turns, because the bot has not answered them."""
        return [press for press in self._api.open_queries if press.body["from"]["id"] == self.id]

    async def hears(self) -> Message:
        """Wait for the next message, document or edit of the bot's and read it."""
        await self._api.waits(lambda: self.unheard, f"{self.name} hears something")
        message = self.unheard[0]
        self._heard += 1
        return message

    async def says(self, text: str, *, reply_to: Message | Update | int | None = None) -> Update:
        if not text.strip() or len(text) > TEXT:
            raise ValueError(f"a telephone sends 1 to {TEXT} characters at a time, not {len(text)}")
        marks = command_entities(text)
        content: dict[str, Any] = {"text": text, **({"entities": marks} if marks else {})}
        if reply_to is not None:
            content["reply_to_message"] = self._chat.messages[message_id(reply_to)].payload
        return self._sends(content, text=text)

    async def edits(self, message: Message | Update | int, text: str) -> Update:
        """Correct a message of her own."""
        old = self._chat.messages[message_id(message)]
        moment = {"edit_date": self._api.tick()}
        payload = {**old.payload, **moment, "text": text, "entities": command_entities(text)}
        self._chat.keep(replace(old, text=text, edits=old.edits + 1, payload=payload))
        return self._api.inject("edited_message", payload)

    async def deletes(self, message: Message | Update | int) -> None:
        """Take a message off the screen, the bot's too; the bot is not told."""
        del self._chat.messages[message_id(message)]
        self._api.changes.announce()

    async def presses(
        self,
        label: str = "",
        *,
        message: Message | Update | int | None = None,
        data: str | None = None,
    ) -> Update:
        """Press a button of the newest message that has it.

        `message` presses below that message; a `Message` kept from earlier presses what it showed
        then, although the screen has changed. `data` sends just that, whatever is on the screen.
        """
        shown = self._pressed_message(label, message, data)
        number = shown.id if shown else message_id(message) if message is not None else 0
        body = {
            "id": str(self._api.next_id()),
            "from": self._user(),
            "message": self._message_of_press(number),
            "chat_instance": str(self._chat.id),
            "data": data if data is not None else button_data(shown, label),
        }
        return self._api.inject("callback_query", body)

    async def sends_document(self, name: str, content: bytes, *, caption: str = "") -> Update:
        file = self._api.store("documents", name, content)
        described = {"file_name": name, "mime_type": mime_type(name), **file.payload}
        return self._sends(
            {"document": described, **captioned(caption)},
            text=caption,
            document=Document(name, content),
        )

    async def sends_photo(self, content: bytes = b"photo", *, caption: str = "") -> Update:
        file = self._api.store("photos", "photo.jpg", content)
        sizes = [{"width": 1280, "height": 960, **file.payload}]
        return self._sends({"photo": sizes, **captioned(caption)}, text=caption, photo=content)

    async def sends_sticker(self) -> Update:
        file = self._api.store("stickers", "sticker.webp", b"sticker")
        flags = {"type": "regular", "is_animated": False, "is_video": False}
        return self._sends({"sticker": {"width": 512, "height": 512, **flags, **file.payload}})

    async def sends_voice(self, content: bytes = b"voice") -> Update:
        file = self._api.store("voice", "voice.oga", content)
        return self._sends({"voice": {"duration": 3, "mime_type": "audio/ogg", **file.payload}})

    async def blocks_bot(self) -> Update:
        return self._turns("member", "kicked")

    async def unblocks_bot(self) -> Update:
        return self._turns("kicked", "member")

    def _turns(self, old: str, new: str) -> Update:
        self._chat.blocked = new == "kicked"
        return self._api.inject(
            "my_chat_member",
            {
                "chat": self._chat.description,
                "from": self._user(),
                "date": self._api.tick(),
                "old_chat_member": {"user": self._api.user, **membership(old)},
                "new_chat_member": {"user": self._api.user, **membership(new)},
            },
        )

    def _user(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.name,
            "language_code": "zh-hans",
        }

    def _sends(
        self,
        content: dict[str, Any],
        *,
        text: str = "",
        document: Document | None = None,
        photo: bytes | None = None,
    ) -> Update:
        number = self._api.next_id()
        payload = {
            "message_id": number,
            "date": self._api.tick(),
            "chat": self._chat.description,
            "from": self._user(),
            **content,
        }
        self._chat.keep(Message(number, self.id, text, document, photo, payload=payload))
        return self._api.inject("message", payload)

    def _pressed_message(
        self, label: str, message: Message | Update | int | None, data: str | None
    ) -> Message | None:
        if isinstance(message, Message):
            return message
        if message is not None:
            return self._chat.messages.get(message_id(message))
        theirs = [shown for shown in reversed(self.chat) if shown.sender == self._api.user["id"]]
        for shown in theirs:
            if label in shown.labels or (data is not None and shown.buttons):
                return shown
        if data is not None:
            return theirs[0] if theirs else None
        raise AssertionError(f"no button {label!r} on the screen: {[m.labels for m in theirs]}")

    def _message_of_press(self, number: int) -> dict[str, Any]:
        """Telegram tells a message that is gone only by its number and the date 0."""
        if number in self._chat.messages:
            return self._chat.messages[number].payload
        return {"message_id": number, "chat": self._chat.description, "date": 0}


def button_data(message: Message | None, label: str) -> str:
    buttons = [button for row in message.buttons for button in row] if message else []
    for button in buttons:
        if button.label == label and button.data is not None:
            return button.data
    raise AssertionError(f"no button {label!r} to press in {message}")


def message_id(message: Message | Update | int) -> int:
    if isinstance(message, Update):
        return message.message_id
    return message.id if isinstance(message, Message) else message


def command_entities(text: str) -> list[dict[str, Any]]:
    """Telegram marks commands, with offsets in UTF-16 units; bots know them by the marks."""
    return [
        {
            "type": "bot_command",
            "offset": utf16_length(text[: found.start()]),
            "length": utf16_length(found.group()),
        }
        for found in re.finditer(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w+)?(?![\w/<>])", text)
    ]


def utf16_length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def captioned(caption: str) -> dict[str, str]:
    if len(caption) > CAPTION:
        raise ValueError(f"a caption has at most {CAPTION} characters, not {len(caption)}")
    return {"caption": caption} if caption else {}


def mime_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def membership(status: str) -> dict[str, Any]:
    return {"status": status, **({"until_date": 0} if status == "kicked" else {})}
