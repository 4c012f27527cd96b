"""The small parts that tie a Word file together: content types and relationships. A report gets its
own root relationships and properties, so nothing that a master's editor left in the file (his name,
his company, a thumbnail) reaches an office.
"""

import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

TYPES = "[Content_Types].xml"
ROOT = "_rels/.rels"
CORE = "docProps/core.xml"
APP = "docProps/app.xml"
DOCUMENT = "word/document.xml"
DOCUMENT_RELATIONS = "word/_rels/document.xml.rels"
STYLES = "word/styles.xml"
SETTINGS = "word/settings.xml"
COMMENTS = "word/comments.xml"

MAIN_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CORE_SPACE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PROPERTY_OVERRIDE = re.compile(rb"<Override\b[^>]*PartName=\"/docProps/[^>]*?(?:/>|></Override>)")

_EDITOR = re.compile(  # in the settings: what concerns whoever edits the master, and his machine
    rb"<w:(rsids|docVars|mailMerge)>.*?</w:\1>|<w:(?:trackRevisions|attachedTemplate)\b[^>]*/>",
    re.DOTALL,
)
_OF_AN_EDITOR = ("word/_rels/settings.xml.rels", "word/people.xml")
_PEOPLE = re.compile(rb"<(?:Override|Relationship)\b[^>]*[\"/]people\.xml\"[^>]*/>")

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def is_header(name: str) -> bool:
    """True for a header or footer."""
    return name.startswith(("word/header", "word/footer")) and name.endswith(".xml")


def shared(master: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of a master that reports take over, [Content_Types].xml first."""
    own = {
        TYPES: _content_types(master[TYPES]),
        ROOT: _root_relations(),
        APP: _app_properties(),
        DOCUMENT_RELATIONS: _PEOPLE.sub(b"", master[DOCUMENT_RELATIONS]),
    }
    if SETTINGS in master:
        own[SETTINGS] = _EDITOR.sub(b"", master[SETTINGS])
    rest = {
        name: content
        for name, content in master.items()
        if name not in (*own, *_OF_AN_EDITOR, DOCUMENT) and not name.startswith("docProps/")
    }
    return {**own, **rest}


def _root_relations() -> bytes:
    targets = (
        (f"{_OFFICE}/officeDocument", DOCUMENT),
        (f"{_PACKAGE}/metadata/core-properties", CORE),
        (f"{_OFFICE}/extended-properties", APP),
    )
    lines = "".join(
        f'<Relationship Id="rId{at}" Type="{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, 1)
    )
    return f'{HEAD}<Relationships xmlns="{_PACKAGE}">{lines}</Relationships>'.encode()


def _content_types(master: bytes) -> bytes:
    types = _PEOPLE.sub(b"", _PROPERTY_OVERRIDE.sub(b"", master))
    return _with_type(_with_type(types, CORE, _CORE_TYPE), APP, _APP_TYPE)


def with_comments(types: bytes, relations: bytes) -> dict[str, bytes]:
    """The content types and the document's relationships of a report that has comments."""
    line = f'<Relationship Id="rIdComments" Type="{_OFFICE}/comments" Target="comments.xml"/>'
    end = b"</Relationships>"
    return {
        TYPES: _with_type(types, COMMENTS, _COMMENTS_TYPE),
        DOCUMENT_RELATIONS: relations.replace(end, line.encode() + end),
    }


def _with_type(types: bytes, part: str, kind: str) -> bytes:
    line = f'<Override PartName="/{part}" ContentType={quoteattr(kind)}/>'
    return types.replace(b"</Types>", line.encode() + b"</Types>")


def _app_properties() -> bytes:
    space = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    name = "<Application>Baogao</Application>"
    return f'{HEAD}<Properties xmlns="{space}">{name}</Properties>'.encode()
