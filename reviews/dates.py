"""When a review was published, as far as it is known: a day, or some words of it such as “March 2025”."""

from __future__ import annotations

import re
from datetime import date

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
MONTHS = {date(2000, month, 1).strftime("%B").lower(): month for month in range(1, 13)}


def in_words(day: date | None, note: str) -> str:
    """The day, or what is known of it; empty if nothing is."""
    return f"{day:%-d %B %Y}" if day else note


def when(day: date | None, note: str) -> tuple[int, int, int]:
    """Year, month and day as far as they are known, to be put in order: what is not known is 0."""
    if day:
        return day.year, day.month, day.day
    year = YEAR.search(note)
    month = next((n for name, n in MONTHS.items() if name in note.lower()), 0)
    return (int(year.group()), month, 0) if year else (0, 0, 0)
