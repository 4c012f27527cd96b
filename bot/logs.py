"""The log: one line of JSON a record, and nothing in it that anybody typed, is called or must keep
secret. That cannot be had by watching every call, since libraries log too: httpx the addresses in
which the token stands, python-telegram-bot whole updates, asyncio the text of exceptions. So it is
had by construction: a record's message is never filled in. Of our own records the words in the code
and the named fields below are written, of a library's only where it was made, of an exception only
its type and its place. That much of a library is worth a line where it warns; its daily round is
left to level debug, where of a call to Telegram the method and the answer's status are written.
"""

import json
import logging
import re
import sys
import threading
import traceback
import warnings
from datetime import datetime
from types import TracebackType
from typing import Any, Literal, get_args

from bot.messages import SHANGHAI

Level = Literal["debug", "info", "warning", "error"]
LEVELS: tuple[Level, ...] = get_args(Level)
OURS = ("bot", "storage")
FIELDS = ("error", "place", "reason")  # what `extra` may carry; all of it written by programs
CLIENT = "httpx"
_METHOD = re.compile(r"/bot[^/]+/([A-Za-z]+)$")

_log = logging.getLogger(__name__)


class Lines(logging.Formatter):
    """Makes the line of a record."""

    def format(self, record: logging.LogRecord) -> str:
        """One object of JSON: at, level, logger, event, and what is known of its cause."""
        ours = is_ours(record)
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="seconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": str(record.msg) if ours else f"{record.module}:{record.lineno}",
        }
        if record.exc_info and record.exc_info[1]:
            line |= cause(record.exc_info[1])
        if ours:
            line |= {field: getattr(record, field) for field in FIELDS if hasattr(record, field)}
        return json.dumps(line | called(record), ensure_ascii=True)


def is_ours(record: logging.LogRecord) -> bool:
    """True for what this program logs itself."""
    return record.name.partition(".")[0] in OURS


def called(record: logging.LogRecord) -> dict[str, Any]:
    """Which method of the Bot API was called and the status of its answer, where the record of the
    library of HTTP says so in the way that is known; nothing of any other record.
    """
    match record.args:
        case (_, url, _, int() as status, _) if record.name == CLIENT:
            method = _METHOD.search(str(url))
            return {"call": method[1], "status": status} if method else {"status": status}
    return {}


def worth_a_line(record: logging.LogRecord) -> bool:
    """True for what is read at any level but debug."""
    return is_ours(record) or record.levelno >= logging.WARNING


def cause(error: BaseException) -> dict[str, str]:
    """The fields of an exception: its type and the way to it, but not its message, which could
    hold somebody's words.
    """
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    return {"error": type(error).__name__, "place": place}


def write_lines(level: Level) -> None:
    """Lets everything that this process logs, warns of or dies of leave as lines on its standard
    error, and nothing of it in another way.
    """
    handler = logging.StreamHandler()
    handler.setFormatter(Lines())
    if level != "debug":
        handler.addFilter(worth_a_line)
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    logging.raiseExceptions = False  # its complaint about a faulty call quotes the call
    warnings.simplefilter("ignore")  # they quote the line that warned
    sys.excepthook = _died
    sys.unraisablehook = lambda lost: _lost(lost.exc_value)
    threading.excepthook = lambda lost: _lost(lost.exc_value)


def write_nothing() -> None:
    """Lets nothing that is logged reach a terminal: it stands between the lines of a conversation,
    and whoever holds that is told what they can do in its own words.
    """
    logging.basicConfig(handlers=[logging.NullHandler()], force=True)


def _died(kind: type[BaseException], error: BaseException, tb: TracebackType | None) -> None:
    del kind, tb
    _log.critical("the program ended", extra=cause(error))


def _lost(error: BaseException | None) -> None:
    _log.error("an exception that nobody took", extra=cause(error) if error else {})
