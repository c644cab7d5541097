"""Placeholder slugs (EW2): an address is for years, so no page is published under one that somebody left from a template.

“second-news-article-title-here” is live on another council's site.
"""

import re
from collections.abc import Iterator

from portal.models import BasePage
from portal.publication import Reason

NUMBER = r"(?:-?\d+|-(?:one|two|three|first|second|third))?"
PLACEHOLDER = re.compile(
    rf"(?:copy-of-.+|.+-copy(?:-\d+)?|untitled.*|.*\btitle-(?:goes-)?here\b.*|lorem-ipsum.*|.*\binsert-.+-here|"
    rf"(?:new-)?(?:page|test|testing|example|sample|draft|dummy|placeholder|temp|title|heading|article){NUMBER}"
    rf"|(?:test|example|sample|dummy|placeholder)-(?:page|article|event|news|post){NUMBER}|new-page|tbc|xx+)",
    re.IGNORECASE,
)
WORDS = (
    "“{}” is a placeholder, and the page would keep it as its address. Write two or three words that say what the page is "
    "about, with hyphens: “water-safety”."
)


def is_placeholder(slug: str) -> bool:
    return bool(PLACEHOLDER.fullmatch(slug))


def reasons_not_to_publish(page: BasePage, parent: BasePage | None = None) -> Iterator[str]:
    """A page that readers know under its slug already keeps it: breaking their links would be worse."""
    if not is_placeholder(page.slug):
        return
    known = page.pk and BasePage.objects.filter(pk=page.pk, slug=page.slug).exclude(first_published_at=None, live=False)
    if not (known and known.exists()):
        yield Reason.at("slug", WORDS.format(page.slug))
