"""What the head of a newsletter issue's file says beyond that of any page: which issue it is, and whether its file is missing."""

from typing import Any

from publications.models import NewsletterPage, Season

from .page_files import Source
from .values import chosen, flag


def fill(page: NewsletterPage, source: Source) -> None:
    """Give the issue what its file says; its text is there already. Raises ContentError for a season or year that is none."""
    for name, value in required(source).items():
        setattr(page, name, value)
    if page.document_id is None:  # a file uploaded since is not asked for again
        page.file_wanted = flag(source.head, "file_wanted")


def required(source: Source) -> dict[str, Any]:
    """What an issue must have as soon as it is there: its season and year."""
    year = source.head.get("year")
    if isinstance(year, bool) or not isinstance(year, int) or not 1990 <= year <= 2200:
        raise source.head.error("year is missing, or not a year: an issue needs its season and its year")
    season = chosen(source.head, "season", Season.values)
    if not season:
        raise source.head.error(f"season is missing: {', '.join(Season.values)}")
    return {"season": season, "year": year}
