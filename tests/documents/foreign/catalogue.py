"""All the documents, from the modules that build them."""

from tests.documents.foreign import cells, grids, headings, page, printed, word, wrapped
from tests.documents.foreign.foreign import DOCUMENTS

__all__ = ["DOCUMENTS", "cells", "grids", "headings", "page", "printed", "word", "wrapped"]
