"""The conversation of the handbook's pictures, played with the real engine on a database of its own:
a picture cannot show what is not so.
"""

import tomllib
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot import app
from bot.messages import SHANGHAI, Message, Person, Reply
from tests.invitation import link
from tests.pictures.drawing import Bubble

SCENES = Path(__file__).parent / "scenes.toml"
CLERK = Person("telegram", "1", "")
START = "/start"  # what a chat shows when somebody presses the link of an invitation
DAY = datetime(2026, 1, 12, 9, 0, tzinfo=SHANGHAI)


@dataclass(frozen=True)
class Played:
    """Every picture's name with what is said in it, and the document at the end."""

    scenes: list[tuple[str, list[Bubble]]]
    document: bytes


def play(folder: Path) -> Played:
    """Holds the conversation. Raises KeyError where a button is no longer there."""
    chat = Chat(folder / "pictures.db")
    scenes = []
    for scene in tomllib.loads(SCENES.read_text(encoding="utf-8"))["scene"]:
        for text in scene.get("before", ()):
            chat.say(text)
        said = [bubble for text in scene["shown"] for bubble in chat.say(text)]
        scenes.append((scene["name"], said))
    return Played(scenes, chat.document())


class Chat:
    """A conversation that remembers the buttons that were shown last."""

    def __init__(self, database: Path) -> None:
        self._interviewer = app.service(database).interviewer
        self._link = link(database, at=DAY)
        self._count = 0
        self._last: tuple[Reply, ...] = ()

    def say(self, text: str) -> list[Bubble]:
        """One message, typed or tapped (in brackets), and what is replied."""
        self._count += 1
        press = self._press(text[1:-1]) if text.startswith("[") else ""
        typed = "" if press else text
        sent = self._link if typed == START else typed
        at = DAY + timedelta(minutes=self._count)
        message = Message(f"picture:{self._count}", CLERK, at, sent, press)
        self._last = self._interviewer.handle(message)
        mine = [Bubble(typed, ours=True)] if typed else []
        return [*mine, *map(_bubble, self._last)]

    def _press(self, label: str) -> str:
        rows = [row for reply in self._last for row in reply.buttons]
        return {button.label: button.press for row in rows for button in row}[label]

    def document(self) -> bytes:
        """The document that came last."""
        return next(reply.file.content for reply in self._last if reply.file)


def _bubble(reply: Reply) -> Bubble:
    buttons = tuple(tuple(button.label for button in row) for row in reply.buttons)
    return Bubble(reply.text, buttons=buttons, file=reply.file.name if reply.file else "")
