"""What Telegram takes and the words it refuses the rest with.

A bot decides by Telegram's error texts (give up, send anew, do nothing), so a test server that
answered with texts of its own would prove nothing. Every limit is one pure function here, apart
from the server, so that it can be compared with the documentation at a glance. Where Telegram
drops silently (the ninth button of a row, the hundred and first of a message) this server refuses:
a lost button is a fault a test must see.
"""

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from itertools import islice
from typing import Any

TEXT = 4096
CAPTION = 1024
CALLBACK_DATA_BYTES = 64
CALLBACK_ANSWER = 200
BUTTONS_A_ROW = 8
BUTTONS = 100
KEYS_A_ROW = 12
KEYS = 300
MARKUP_BYTES = 10_000
COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]+")
COMMAND_LENGTH = 32
DESCRIPTION = 256
DOWNLOAD_BYTES = 20 * 1024 * 1024
UPLOAD_BYTES = 50_000_000
PHOTO_BYTES = 10 * 1024 * 1024
FILE_STEM = 64
FILE_EXTENSION = 16

TAG = re.compile(r"b|strong|i|em|u|ins|s|strike|del|code|pre|a|blockquote|tg-spoiler|span|tg-emoji")
ACTION = re.compile(
    r"typing|(upload|record)_(video|voice|video_note)|upload_(photo|document)|choose_sticker|"
    r"find_location"
)
STALE_QUERY = "query is too old and response timeout expired or query ID is invalid"
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
OTHER_POLL = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook "
    "first"
)
WEBHOOK_SET = "terminated by setWebhook request"


class RefusalError(Exception):
    """An answer with "ok": false."""

    def __init__(self, status: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.retry_after = retry_after


def bad_request(description: str) -> RefusalError:
    return RefusalError(400, f"Bad Request: {description}")


def conflict(description: str) -> RefusalError:
    return RefusalError(409, f"Conflict: {description}")


def flood(retry_after: int) -> RefusalError:
    return RefusalError(429, f"Too Many Requests: retry after {retry_after}", retry_after)


def require(condition: object, description: str) -> None:
    if not condition:
        raise bad_request(description)


def message_text(text: str, parse_mode: str) -> str:
    """The text as a person reads it; Telegram trims it and counts characters after entities."""
    shown = visible(text, parse_mode)
    require(shown, "message text is empty")
    require(len(shown) <= TEXT, "message is too long")
    return shown


def caption_text(text: str, parse_mode: str) -> str:
    shown = visible(text, parse_mode)
    require(len(shown) <= CAPTION, "message caption is too long")
    return shown


def visible(text: str, parse_mode: str) -> str:
    """Formatting taken away. HTML only: a bot that writes Markdown needs it taught here first."""
    require(parse_mode.lower() in {"", "html"}, "unsupported parse_mode")
    return (without_tags(text) if parse_mode else text).replace("\r", "").strip()


def without_tags(text: str) -> str:
    """Strict as Telegram is: a "<" of the user's that was not escaped refuses the whole message."""
    parts: list[str] = []
    open_tags: list[str] = []
    at = 0
    for found in re.finditer(r"<(/?)([a-zA-Z-]*)([^<>]*)(>?)", text):
        parts.append(text[at : found.start()])
        at = found.end()
        closing, tag = found.group(1), found.group(2).lower()
        offset = len(text[: found.start()].encode())
        known = TAG.fullmatch(tag) and found.group(4)
        if closing:
            expected = open_tags.pop() if open_tags else ""
            require(
                known and tag == expected,
                f"can't parse entities: Unexpected end tag at byte offset {offset}",
            )
        else:
            require(
                known,
                f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {offset}',
            )
            open_tags.append(tag)
    require(
        not open_tags,
        "can't parse entities: Can't find end tag corresponding to start tag "
        f'"{open_tags[-1] if open_tags else ""}"',
    )
    return unescaped("".join([*parts, text[at:]]))


def unescaped(text: str) -> str:
    """Telegram knows four named references and the numeric ones; all others stay as written."""
    known = r"&(?:lt|gt|amp|quot|#\d+|#x[0-9a-fA-F]+);"
    return re.sub(known, lambda found: html.unescape(found.group()), text)


def check_markup(markup: Any) -> None:
    if markup is None:
        return
    require(isinstance(markup, dict), "object expected as reply markup")
    if "inline_keyboard" in markup:
        check_inline_keyboard(markup["inline_keyboard"])
    if "keyboard" in markup:
        check_keyboard(markup["keyboard"])
    written = json.dumps(markup, ensure_ascii=False, separators=(",", ":")).encode()
    require(len(written) <= MARKUP_BYTES, "reply markup is too long")


def check_inline_keyboard(rows: list[list[dict[str, Any]]]) -> None:
    buttons = [button for row in rows for button in row]
    for button in buttons:
        check_inline_button(button)
    require(all(len(row) <= BUTTONS_A_ROW for row in rows), "reply markup is too long")
    require(len(buttons) <= BUTTONS, "reply markup is too long")


def check_inline_button(button: dict[str, Any]) -> None:
    require(button.get("text"), "inline keyboard button text must be non-empty")
    if "callback_data" in button:
        size = len(str(button["callback_data"]).encode())
        require(1 <= size <= CALLBACK_DATA_BYTES, "BUTTON_DATA_INVALID")
        return
    require(
        set(button) - {"text"},
        "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
    )


def check_keyboard(rows: list[list[Any]]) -> None:
    keys = [key for row in rows for key in row]
    for key in keys:
        require(key_label(key), "keyboard button text must be non-empty")
    require(all(len(row) <= KEYS_A_ROW for row in rows), "reply markup is too long")
    require(len(keys) <= KEYS, "reply markup is too long")


def key_label(key: Any) -> str:
    """A key of a reply keyboard is a string or an object with the text."""
    return str(key.get("text", "") if isinstance(key, dict) else key)


def check_commands(commands: list[dict[str, str]]) -> None:
    for command in commands:
        check_command(command.get("command", ""), command.get("description", "").strip())
    require(len(commands) <= COMMANDS, "BOT_COMMANDS_TOO_MUCH")


def check_command(name: str, description: str) -> None:
    require(name, "command must be non-empty")
    require(len(name) <= COMMAND_LENGTH, f"command length must not exceed {COMMAND_LENGTH}")
    require(description, "command description must be non-empty")
    require(
        len(description) <= DESCRIPTION,
        f"command description length must not exceed {DESCRIPTION}",
    )
    require(COMMAND.fullmatch(name), "BOT_COMMAND_INVALID")


def check_upload(size: int) -> None:
    require(size, "file must be non-empty")
    if size > UPLOAD_BYTES:
        raise RefusalError(413, "Request Entity Too Large")


def check_photo(size: int) -> None:
    require(
        size <= PHOTO_BYTES,
        f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO_BYTES} "
        "bytes",
    )


def check_webhook(url: str) -> None:
    require(
        url.startswith("https://"),
        "bad webhook: An HTTPS URL must be provided for webhook",
    )
    port = re.match(r"https://[^/]*?:(\d+)(?:/|$)", url)
    require(
        port is None or port.group(1) in {"80", "88", "443", "8443"},
        "bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443",
    )


def clean_filename(name: str) -> str:
    """The name a person sees, which is often not the one that was sent."""
    last = re.split(r"[/\\]", name)[-1]
    dot = last.rfind(".")
    stem, extension = (last[:dot], last[dot + 1 :]) if dot > 0 else (last, "")
    kept = (clean_part(stem, FILE_STEM), clean_part(extension, FILE_EXTENSION))
    return ".".join(part for part in kept if part) or "file"


def clean_part(part: str, longest: int) -> str:
    return "".join(islice(kept_characters(part), longest)).rstrip(" .")


def kept_characters(part: str) -> Iterable[str]:
    """Signs become blanks, invisible ones vanish, leading blanks and dots go."""
    begun = False
    for character in part:
        kept = kept_character(character)
        begun = begun or kept not in {"", " ", "."}
        if begun and kept:
            yield kept


def kept_character(character: str) -> str:
    if " " <= character < "\x7f":
        return " " if character in "<>:\"/\\|?*&`'" else character
    category = unicodedata.category(character)
    if category[0] == "L" or category in {"Nd", "Nl", "No"}:
        return character
    return "" if category in {"Mn", "Me", "Cf"} else " "
