"""Reads existing reports of other people's making: DOCX, PDF and HTML, both national forms."""

from bot.documents.reader.figures import Place, Unread
from bot.documents.reader.reading import Reading, read_report
from bot.documents.reader.safety import Unreadable

__all__ = ["Place", "Reading", "Unread", "Unreadable", "read_report"]
