"""Telegram's Bot API on the loopback, for tests.

A bot is its conversation with Telegram's server, and that server refuses, repeats, delays and
forgets. Tests therefore talk to the real client library over real HTTP and meet a server here
that does all of it on demand, at once and without an account.
"""

from .people import Button, Chat, Document, Message, Notice, Person, Update
from .server import BotAPI, Call, Hold

__all__ = [
    "BotAPI",
    "Button",
    "Call",
    "Chat",
    "Document",
    "Hold",
    "Message",
    "Notice",
    "Person",
    "Update",
]
