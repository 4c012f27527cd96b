"""How a fault is logged: once, with its kind and its place, and without its message or its data,
since those may hold somebody's words.
"""

import logging
import traceback

log = logging.getLogger(__name__)


def log_fault(error: BaseException) -> None:
    """Logs where a fault happened."""
    frames = traceback.extract_tb(error.__traceback__)
    place = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    log.error("fault %s at %s", type(error).__name__, place)
