"""Words in order: one paragraph a line, no odd spaces, nothing that a database refuses."""

import re
import unicodedata
from collections.abc import Iterable

UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u00ad\u200b\ufeff\ufffe\uffff]")
LIGATURE = re.compile(r"[\ufb00-\ufb06]")
BEGINS = re.compile(r"[•●▪◦‣■□–—*-]\s|\(?(\d{1,3}|[A-Za-z]|[ivx]{1,5})[.)]\s|\d+(\.\d+)+\.?\s")
ENDS = re.compile(r"[.!?:;…][\"'”’)]*$")
FULL = 0.75  # of the usual width: a shorter line may be the last of its paragraph


def tidy(text: str) -> str:
    """One line of words: ligatures as letters, one space between words."""
    text = LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), UNWANTED.sub("", text))
    return " ".join(text.encode("utf-8", "replace").decode().split())


def lines(texts: Iterable[str]) -> str:
    """Paragraphs, each on a line, without the empty ones."""
    return "\n".join(line for text in texts for line in map(tidy, text.splitlines()) if line)


def paragraphs(text: str) -> str:
    """The paragraphs of a page whose lines are broken where the paper ended: those that belong together, joined.

    A paragraph ends at an empty line, before a bullet or number, and after a line that is short and ends a sentence, or is
    short with a capital after it.
    """
    rows = [tidy(row) for row in text.splitlines()]
    widths = sorted(len(row) for row in rows if row)
    usual = widths[int(len(widths) * 0.9)] if widths else 0
    found: list[str] = []
    before = ""
    for row in rows:
        if not row:
            before = ""
            continue
        short = len(before) < FULL * usual
        ended = short and (ENDS.search(before) or row[0].isupper() or row[0].isdigit())
        if not before or ended or BEGINS.match(row):
            found.append(row)
        else:
            found[-1] += row if before.endswith("-") else f" {row}"
        before = row
    return "\n".join(found)
