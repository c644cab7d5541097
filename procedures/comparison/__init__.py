"""Comparison of two versions of a procedure, paragraph by paragraph and word by word. Knows only plain text."""

from .compared import compare_chapters, compare_documents
from .likeness import Segment
from .sections import Section
from .told import Became, ComparedSection, Comparison, Paragraph, Run

__all__ = [
    "Became",
    "ComparedSection",
    "Comparison",
    "Paragraph",
    "Run",
    "Section",
    "Segment",
    "compare_chapters",
    "compare_documents",
]
