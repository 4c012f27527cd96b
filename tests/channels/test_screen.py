"""Texts longer than a message of Telegram."""

from bot.channels.screen import split


def test_a_long_text_is_split_at_line_ends() -> None:
    text = "\n".join(["字" * 99] * 60)
    parts = split(text)
    assert [len(part) <= 4096 for part in parts] == [True, True]
    assert "\n".join(parts) == text


def test_a_line_longer_than_a_message_is_cut() -> None:
    assert split("字" * 5000) == ["字" * 4096, "字" * 904]
