"""Word documents: their tables as grids and their paragraphs as prose, in the order of the document."""

from .document import pieces

__all__ = ["pieces"]
