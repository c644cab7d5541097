"""Which terms of the glossary a text uses."""

import re

from . import generation
from .models import Term


def terms() -> list[Term]:
    """Every term with a meaning, by the alphabet. One query, remembered until someone publishes."""
    return generation.remembered("terms", lambda: list(Term.objects.exclude(meaning="").order_by("term")))


def used_in(text: str) -> list[Term]:
    """The terms that stand in the text: a short form as it is written, a term in full in any case."""
    return [term for term in terms() if _pattern(term).search(text)]


def _pattern(term: Term) -> re.Pattern[str]:
    full = rf"(?i:\b{re.escape(term.term)}s?\b)"
    return re.compile(rf"{full}|\b{re.escape(term.short)}s?\b" if term.short else full)
