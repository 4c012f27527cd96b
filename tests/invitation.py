"""Invitations for tests that write from outside of the console."""

from contextlib import closing
from datetime import datetime
from pathlib import Path

from bot.messages import SHANGHAI
from storage.database import open_database
from storage.journal import Journal

DATE = datetime(2024, 1, 15, 8, 0, tzinfo=SHANGHAI)  # when the people of tests.botapi begin
UNIT = ("宝山区", "红旗街道办事处")


def link(
    database: Path, unit: tuple[str, str] = UNIT, role: str = "fill", at: datetime = DATE
) -> str:
    """What Telegram sends when somebody presses a new invitation's link."""
    with closing(open_database(database)) as db, Journal(db).turn() as turn:
        return f"/start {turn.people.invite(*unit, role, at).code}"
