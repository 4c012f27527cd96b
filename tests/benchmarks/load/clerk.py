"""The work that is measured: a clerk far into a report, who answers table 三 row by row. More than
300 facts stand in the journal of the report before the first measured answer, and every answer
brings six more.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from bot.messages import SHANGHAI, Message, Person

ROWS = 18  # of table 三 that can be answered in order before one is offered from the others
BEGIN = datetime(2024, 1, 15, tzinfo=SHANGHAI)
PRESS = "="  # before what is pressed, in what is said
OPENING = (
    "宝山区红旗街道办事处",
    "地址：宝山区文礼路交叉开口东100米，邮编：155131，电话：0469-2609855，电子邮箱：bsqhq@163.com",
    f"{PRESS}1:preamble=std",
    "2023年，我街道认真贯彻落实条例，主动公开信息314条。" * 20,
    "全部为0",
    f"{PRESS}1:applications?received=rows",
)
AGAIN = ("重填本节", f"{PRESS}1:applications?received=rows")
PREPARATION = len(OPENING) + 2 * (ROWS + len(AGAIN))


def conversation() -> Iterator[str]:
    """What the clerk says, for ever: the opening, then table 三 again and again."""
    yield from OPENING
    while True:
        yield from (f"{row % 9 + 1} 1 2 0 0 0" for row in range(ROWS))
        yield from AGAIN


def is_answer(said: str) -> bool:
    """True for what is measured: a row of figures."""
    return said[0].isdigit()


def message(number: int, said: str, person: Person) -> Message:
    """Something said, as the interviewer gets it."""
    name, at = f"{person.channel}:{person.id}:{number}", BEGIN + timedelta(seconds=10 * number)
    if said.startswith(PRESS):
        return Message(name, person, at, press=said.removeprefix(PRESS))
    return Message(name, person, at, text=said)


def update(number: int, said: str, chat: int = 1) -> dict[str, Any]:
    """Something said, as Telegram tells it."""
    user = {"id": chat, "is_bot": False, "first_name": "李"}
    date = int(BEGIN.timestamp()) + 10 * number
    shown = {"message_id": number, "date": date, "chat": {"type": "private", **user}}
    if said.startswith(PRESS):
        query = {"id": str(number), "from": user, "chat_instance": "1", "message": shown}
        return {
            "update_id": number,
            "callback_query": {**query, "data": said.removeprefix(PRESS)},
        }
    return {"update_id": number, "message": {**shown, "from": user, "text": said}}
