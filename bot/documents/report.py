"""Renders a report from a compiled master. A value is escaped and never read again, so `{{` that a
person types stays text. The clean copy holds what was answered and nothing else; a draft marks all
that is missing and says in its headers what it is, so that nobody publishes it by mistake.

The document is deflated at level 1. It is nearly all table markup, which shrinks to a tenth at any
level: level 6 takes twice as long for the whole report and saves one kilobyte of fourteen, and
nobody downloads a report often enough to win that time back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.documents import parts
from bot.documents.comments import Comment, anchored, comments_part
from bot.documents.draft import MISSING_MARK, Draft
from bot.documents.escape import utf8
from bot.documents.package import Entry, deflated, stored
from bot.documents.page import Page
from bot.documents.template import Template
from bot.forms.answers import Answers

__all__ = ["LEVEL", "MISSING_MARK", "Comment", "Properties", "render"]

LEVEL = 1


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says of itself: its version and when it was made."""

    version: int
    created: datetime


def render(
    template: Template,
    answers: Answers,
    properties: Properties,
    *,
    draft: bool = False,
    comments: Sequence[Comment] = (),
    level: int = LEVEL,
) -> bytes:
    """The finished DOCX. Comments are for drafts: a clean copy has none."""
    text = headers = Page(template.looks, answers)
    package = template.clean
    entries: list[Entry] = []
    if draft:
        text = Draft(template.looks, answers, anchored(answers.form, answers.values, comments))
        headers = Draft(template.looks, answers, {})  # Word allows no comment in a header
        package = template.commented if comments else template.draft
    if draft and comments:
        entries.append(deflated(parts.COMMENTS, comments_part(comments), level))
    entries.append(deflated(parts.DOCUMENT, text.part(template.document), level))
    entries.append(stored(parts.CORE, _core(text, properties)))
    entries += [stored(name, headers.part(header)) for name, header in template.varying.items()]
    return package.write(entries)


def _core(page: Page, properties: Properties) -> bytes:
    """The core properties: what the document is, of whom, when and which version."""
    made = properties.created.astimezone(UTC).replace(tzinfo=None).isoformat()[:19] + "Z"
    return utf8(
        f'{parts.HEAD}<cp:coreProperties xmlns:cp="{parts.CORE_SPACE}"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{page.unit}{page.lines['year']}年{page.form.name}</dc:title>"
        f"<dc:creator>{page.unit}</dc:creator>"
        f"<cp:revision>{properties.version}</cp:revision>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified>'
        "</cp:coreProperties>"
    )
