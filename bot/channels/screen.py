"""What a person sees on Telegram: replies as messages, documents and pictures. A press may have its
reply in the place of the message that was pressed, but only while that is the last one on the
screen; further up nobody would see it.
"""

from collections.abc import Sequence
from functools import partial

from telegram import Bot, InputFile
from telegram.error import BadRequest

from bot.channels.connection import call
from bot.channels.outbox import Send
from bot.messages import MAX_TEXT, Button, File, Reply

MAX_CAPTION = 1024
Buttons = tuple[tuple[Button, ...], ...]
Keyboard = dict[str, list[list[dict[str, str]]]]  # an InlineKeyboardMarkup of the Bot API


class Screens:
    """The chats of a bot, each with its last message, as far as this process knows it."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._last: dict[int, int] = {}

    def wrote(self, chat: int, message: int) -> None:
        """Somebody wrote a message, which is the last one now."""
        self._last[chat] = message

    def show(self, chat: int, reply: Reply, pressed: int = 0) -> list[Send]:
        """The calls that show a reply: a document with its caption, or parts of a long text.
        `pressed` is the message whose button was pressed. What is to be fetched shows nothing yet.
        """
        if reply.fetch:
            return []
        if reply.instead and pressed and len(reply.text) <= MAX_TEXT:
            return [partial(self._edit, chat, pressed, reply)]
        if reply.file:
            return [partial(self._send_file, chat, reply.file, reply.text)]
        if reply.pictures:
            first, *others = reply.pictures
            shown = [partial(self._send_picture, chat, file, "") for file in others]
            return [partial(self._send_picture, chat, first, reply.text), *shown]
        parts = split(reply.text)
        sends = [self.say(chat, part) for part in parts[:-1]]
        return [*sends, self.say(chat, parts[-1], reply.buttons)]

    def say(self, chat: int, text: str, buttons: Buttons = ()) -> Send:
        """The call that shows a text of one message."""
        return partial(self._send, chat, text, keyboard(buttons))

    async def _send(self, chat: int, text: str, markup: Keyboard | None) -> None:
        sent = await call(self._bot, "sendMessage", chat_id=chat, text=text, reply_markup=markup)
        self._last[chat] = sent["message_id"]

    async def _send_file(self, chat: int, file: File, caption: str) -> None:
        document = InputFile(file.content, file.name)
        sent = await self._bot.send_document(chat, document, caption=caption[:MAX_CAPTION])
        self._last[chat] = sent.message_id

    async def _send_picture(self, chat: int, file: File, caption: str) -> None:
        picture = InputFile(file.content, file.name)
        sent = await self._bot.send_photo(chat, picture, caption=caption)
        self._last[chat] = sent.message_id

    async def _edit(self, chat: int, pressed: int, reply: Reply) -> None:
        """Shows a reply in the place of the message whose button was pressed, or below."""
        markup = keyboard(reply.buttons)
        if self._last.get(chat) != pressed:
            await self._send(chat, reply.text, markup)
            return
        try:
            await call(
                self._bot,
                "editMessageText",
                chat_id=chat,
                message_id=pressed,
                text=reply.text,
                reply_markup=markup,
            )
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                await self._send(chat, reply.text, markup)


def keyboard(buttons: Buttons) -> Keyboard | None:
    """Inline buttons for a reply; None for no buttons."""
    if not buttons:
        return None
    rows = [[{"text": b.label, "callback_data": b.press} for b in row] for row in buttons]
    return {"inline_keyboard": rows}


def until_work(replies: Sequence[Reply]) -> Sequence[Reply]:
    """Replies without those behind one that takes time: they are shown again when it is done."""
    at = next((n for n, reply in enumerate(replies, 1) if reply.work), len(replies))
    return replies[:at]


def split(text: str, limit: int = MAX_TEXT) -> list[str]:
    """A text in parts of at most `limit` characters, cut at line ends where there are any."""
    parts: list[str] = []
    while len(text) > limit:
        cut = text.rfind("\n", 1, limit + 1)
        cut = limit if cut < 0 else cut
        parts.append(text[:cut])
        text = text[cut:].lstrip("\n")
    return [*parts, text] if text or not parts else parts
