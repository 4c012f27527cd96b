"""A Word master, compiled once, so that a report costs a join, one deflate and a zip. What every
report shares is deflated and laid out here and kept: content types, styles, settings, and the
headers as a clean copy and as a draft have them.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.documents import parts
from bot.documents.compiler import Compiler
from bot.documents.package import Entry, Package, deflated, package
from bot.documents.pieces import DRAFT_KEY, Line, Looks, Part, Piece, laid_out
from bot.forms.form import Form
from bot.forms.toml import Mistake, Mistakes

DRAFT_MARK = "草稿"
_KINDS = (
    (parts.TYPES, b"wordprocessingml.document.main+xml", "is a template or holds macros"),
    (parts.DOCUMENT, parts.MAIN_SPACE.encode(), "is Strict Open XML"),
)
_NEEDED = (parts.TYPES, parts.DOCUMENT, parts.DOCUMENT_RELATIONS, parts.STYLES)


@dataclass(frozen=True)
class Template:
    """A compiled master: the text laid out, other parts with places, all that never changes."""

    form: Form
    looks: Looks
    document: Part
    headers: Mapping[str, tuple[Piece, ...]]
    fixed: Mapping[str, Entry]
    for_comments: Mapping[str, Entry]

    @cached_property
    def varying(self) -> Mapping[str, Part]:
        """The headers and footers that must be written for each report."""
        return {
            name: laid_out(pieces)
            for name, pieces in self.headers.items()
            if any(isinstance(piece, Line) and piece.key != DRAFT_KEY for piece in pieces)
        }

    @cached_property
    def clean(self) -> Package:
        """The entries that every clean copy shares."""
        return self._package("", self.fixed)

    @cached_property
    def draft(self) -> Package:
        """The entries that every draft shares."""
        return self._package(DRAFT_MARK, self.fixed)

    @cached_property
    def commented(self) -> Package:
        """The entries that every draft with comments shares."""
        return self._package(DRAFT_MARK, {**self.fixed, **self.for_comments})

    def _package(self, mark: str, fixed: Mapping[str, Entry]) -> Package:
        sign = mark.encode()
        marked = {
            name: b"".join(piece if isinstance(piece, bytes) else sign for piece in pieces)
            for name, pieces in self.headers.items()
            if name not in self.varying
        }
        headers = (deflated(name, content, 9) for name, content in marked.items())
        return package((*fixed.values(), *headers))


def compile_master(master: bytes, form: Form, file: str) -> Template:
    """A master ready for use. Raises Mistakes with all that is wrong with it."""
    content = _unzipped(master, file)
    compiler = Compiler(form, file, content)
    document = laid_out(compiler.document())
    headers = {name: compiler.header(name) for name in content if parts.is_header(name)}
    compiler.finish(headers)
    shared = parts.shared(content)
    fixed = {name: part for name, part in shared.items() if name not in headers}
    commented = parts.with_comments(shared[parts.TYPES], shared[parts.DOCUMENT_RELATIONS])
    return Template(form, compiler.looks, document, headers, _entries(fixed), _entries(commented))


def _entries(content: Mapping[str, bytes]) -> dict[str, Entry]:
    return {name: deflated(name, part, 9) for name, part in content.items()}


def _unzipped(master: bytes, file: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(master)) as archive:
            content = {name: archive.read(name) for name in archive.namelist() if name[-1] != "/"}
    except zipfile.BadZipFile as error:
        raise Mistakes([Mistake(file, "file", "is no Word file", "save it as .docx")]) from error
    missing = [
        Mistake(file, name, "is not in the file", "save the master as .docx with Word")
        for name in _NEEDED
        if name not in content
    ]
    if missing:
        raise Mistakes(missing)
    for name, wanted, problem in _KINDS:
        if wanted not in content[name]:
            raise Mistakes([Mistake(file, "file", problem, "save it with Word as Word document")])
    return content
