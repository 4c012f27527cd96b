"""All the documents, from the modules that build them."""

from tests.documents.foreign import page, printed, word
from tests.documents.foreign.foreign import DOCUMENTS

__all__ = ["DOCUMENTS", "page", "printed", "word"]
