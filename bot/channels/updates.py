"""From an update of Telegram to a message of ours. A message's id is made of what Telegram never
gives twice, so an update that is delivered again is known again, whatever crashed between.

An update is read as the Bot API describes it. The library's classes have a hundred fields for a
message and make an object of each part: to fill them takes as long as the whole interview does.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram.constants import ChatType

from bot.messages import SHANGHAI, Attachment, Message, Person
from bot.reading.text import clean

CHANNEL = "telegram"
LONGEST_NAME = 128  # characters; Telegram takes 64 of each half of a person's name
JSON = dict[str, Any]  # an object of the Bot API


@dataclass(frozen=True, slots=True)
class Update:
    """What the channel needs of an update. `message` is what somebody did, None where nobody did
    anything; `chat` where (None: unknown), `private` whether it is a conversation between one
    person and the bot, the only kind it takes part in.

    `wrote` is the number of a new message in the chat, `album` the group of pictures it belongs to;
    `query` a press to be acknowledged, `pressed` the message below which the button stands.
    """

    id: int
    chat: int | None = None
    private: bool = False
    message: Message | None = None
    wrote: int = 0
    album: str = ""
    query: str = ""
    pressed: int = 0


def read_update(update: JSON, now: datetime) -> Update:
    """An update of the Bot API. `now` dates a press, which Telegram does not date. Raises KeyError,
    TypeError, ValueError or the like for what Telegram never sends.
    """
    number = _number(update, "update_id")
    if query := update.get("callback_query"):
        return _pressed(number, query, now)
    new = update.get("message")
    said: JSON | None = new or update.get("edited_message")
    if said is None:
        return Update(number)
    chat = said["chat"]
    album = "" if "document" in said else said.get("media_group_id", "")
    return Update(
        number,
        _number(chat, "id"),
        chat["type"] == ChatType.PRIVATE,
        _said(said, said["from"], edited=new is None) if "from" in said else None,
        _number(said, "message_id") if new else 0,
        album if new else "",
    )


def _pressed(number: int, query: JSON, now: datetime) -> Update:
    id_ = f"{CHANNEL}:press:{query['id']}"
    message = Message(id_, person(query["from"]), now, press=query.get("data", ""))
    below = query.get("message")
    if below is None:
        return Update(number, query=query["id"])
    chat, private = _number(below["chat"], "id"), below["chat"]["type"] == ChatType.PRIVATE
    return Update(
        number, chat, private, message, query=query["id"], pressed=_number(below, "message_id")
    )


def _said(said: JSON, user: JSON, *, edited: bool) -> Message:
    first = f"{CHANNEL}:{said['chat']['id']}:{said['message_id']}"
    text = said.get("text") or said.get("contact", {}).get("phone_number", "")
    file = _attachment(said)
    when = (said.get("edit_date") if edited else None) or said["date"]
    at = datetime.fromtimestamp(when, SHANGHAI)
    if not edited:
        about = _about(said.get("reply_to_message", {}))
        return Message(first, person(user), at, text=text, attachment=file, about=about)
    id_ = f"{first}:{when}"
    return Message(id_, person(user), at, text=text, attachment=file, corrects=first)


def _attachment(said: JSON) -> Attachment | None:
    """The file of a message; pictures and voices are none that could be read."""
    document = said.get("document")
    if document is None:
        return None
    size = _number(document, "file_size") if "file_size" in document else 0
    caption = said.get("caption", "")
    return Attachment(document["file_id"], _line(document.get("file_name", "")), size, caption)


def _about(quoted: JSON) -> str:
    """The last press below a quoted message of the bot's: it tells which question that was."""
    rows = quoted.get("reply_markup", {}).get("inline_keyboard", ())
    return str(rows[-1][0].get("callback_data", "")) if rows and rows[-1] else ""


def person(user: JSON) -> Person:
    """Who it is; in a private chat their id is also the chat's."""
    name = f"{user['first_name']} {user.get('last_name', '')}"
    return Person(CHANNEL, str(_number(user, "id")), _line(name))


def _number(of: JSON, name: str) -> int:
    number = of[name]
    if type(number) is not int:
        raise TypeError(f"{name} is no number")
    return number


def _line(name: str) -> str:
    """A name that somebody gave themselves or a file, as one line of visible signs: colleagues
    read it.
    """
    return " ".join(clean(name).split())[-LONGEST_NAME:]
