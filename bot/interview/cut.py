"""Telegram cuts a long text into several messages, which come at once and are one text."""

from datetime import timedelta

CUT_AT = 3500  # characters; a message cut by Telegram at 4,096 is at least as long, blanks dropped
AT_ONCE = timedelta(seconds=3)
ENDS = ("。", "！", "？", "；", "：", "!", "?", ";", ":", "\n")


def cut(text: str, later: timedelta) -> bool:
    """True for a text that a message which came so much later goes on with."""
    return len(text) >= CUT_AT and timedelta() <= later <= AT_ONCE  # a clock may be set back


def seam(before: str) -> str:
    """What stands between a piece and the next: a new paragraph, or nothing where Telegram cut in
    the middle of a sentence.
    """
    return "" if len(before) >= CUT_AT and not before.endswith(ENDS) else "\n"
