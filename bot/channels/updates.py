"""From an update of Telegram to a message of ours. A message's id is made of what Telegram never
gives twice, so an update that is delivered again is known again, whatever crashed between.
"""

from datetime import datetime

from telegram import CallbackQuery, Update, User
from telegram import Message as TelegramMessage
from telegram.constants import ChatType

from bot.messages import SHANGHAI, Attachment, Message, Person

CHANNEL = "telegram"


def is_private(update: Update) -> bool:
    """True for a conversation between one person and the bot: the only kind it takes part in."""
    return update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE


def message_of(update: Update, now: datetime) -> Message | None:
    """What somebody did; None for an update in which nobody says anything.

    `now` dates a press, which Telegram does not date.
    """
    if update.callback_query:
        return _press(update.callback_query, now)
    said = update.message or update.edited_message
    if said is None or said.from_user is None:
        return None
    return _said(said, said.from_user, edited=update.edited_message is not None)


def _said(said: TelegramMessage, user: User, *, edited: bool) -> Message:
    first = f"{CHANNEL}:{said.chat_id}:{said.message_id}"
    text = said.text or (said.contact.phone_number if said.contact else "")
    file = _attachment(said)
    if not edited:
        at, about = said.date.astimezone(SHANGHAI), _about(said.reply_to_message)
        return Message(first, person(user), at, text=text, attachment=file, about=about)
    when = said.edit_date or said.date
    id_ = f"{first}:{int(when.timestamp())}"
    at = when.astimezone(SHANGHAI)
    return Message(id_, person(user), at, text=text, attachment=file, corrects=first)


def _attachment(said: TelegramMessage) -> Attachment | None:
    """The file of a message; pictures and voices are none that could be read."""
    document = said.document
    if document is None:
        return None
    size, caption = document.file_size or 0, said.caption or ""
    return Attachment(document.file_id, document.file_name or "", size, caption)


def _about(quoted: TelegramMessage | None) -> str:
    """The last press below a quoted message of the bot's: it tells which question that was."""
    if quoted is None or quoted.reply_markup is None:
        return ""
    rows = quoted.reply_markup.inline_keyboard
    return str(rows[-1][0].callback_data or "") if rows and rows[-1] else ""


def _press(query: CallbackQuery, now: datetime) -> Message:
    id_ = f"{CHANNEL}:press:{query.id}"
    return Message(id_, person(query.from_user), now, press=query.data or "")


def person(user: User) -> Person:
    """Who it is; in a private chat their id is also the chat's."""
    return Person(CHANNEL, str(user.id), user.full_name)
