"""The settings, as far as they can be judged without using them. The token is never shown, not even
in part: what a doctor prints is sent to others who are asked for help.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from bot.app import Settings
from bot.channels.address import is_address
from bot.doctor.result import Result
from bot.interview.deadline import read_deadlines

_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]{30,}")  # as BotFather gives it


def usable(token: str) -> bool:
    """True for a token that has the shape of one."""
    return _TOKEN.fullmatch(token) is not None


def settings(chosen: Settings) -> Iterator[Result]:
    """The token, the deadline, the addresses and the webhook."""
    if not chosen.token:
        yield Result("token.missing")
    else:
        yield Result("token.set" if usable(chosen.token) else "token.malformed")
    try:
        read_deadlines(chosen.deadline)
    except ValueError:
        yield Result("deadline.malformed", {"deadline": chosen.deadline})
    wanted = {"BAOGAO_STATUS": chosen.status}
    if chosen.webhook:
        wanted["BAOGAO_LISTEN"] = chosen.listen
        if urlsplit(chosen.webhook).scheme != "https":
            yield Result("webhook.insecure", {"address": chosen.webhook})
    for name, address in wanted.items():
        if address and not is_address(address):
            yield Result("address.malformed", {"name": name, "address": address})
