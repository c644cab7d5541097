"""Search over what a reader's site shows, own and shared, nothing of a neighbour. See ADR 0009."""

from .asked import words_of
from .search import Area, Search

__all__ = ["Area", "Search", "words_of"]
