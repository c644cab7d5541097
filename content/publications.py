"""What the heads of an annual report's file and of its chapters' say beyond those of any page."""

from publications.models import AnnualReportPage, Asked, ReportChapterPage

from .page_files import Source
from .source import Record
from .values import days, flag, listed


def fill(page: AnnualReportPage, source: Source) -> None:
    """Give the report what its file says; its text is there already.

    Raises ContentError for a year that is none, and for a content that guidance does not ask for.
    """
    head = source.head
    for name, value in required(source).items():
        setattr(page, name, value)
    for name, day in days(head, "period_ends", "published_on").items():
        setattr(page, name, day)
    if page.document_id is None:  # a file uploaded since is not asked for again
        page.file_wanted = flag(head, "file_wanted")
    page.in_file = asked(head, "in_file")


def required(source: Source) -> dict[str, int]:
    """What a page must have as soon as it is there, for it has no way to say “not known yet”: a report's years."""
    if source.kind is not AnnualReportPage:
        return {}
    return {name: year(source.head, name) for name in ("first_year", "last_year")}


def fill_chapter(page: ReportChapterPage, source: Source) -> None:
    """Give the chapter what its file says; its text is there already."""
    page.contains = asked(source.head, "contains")


def year(head: Record, key: str) -> int:
    found = head.get(key)
    if isinstance(found, bool) or not isinstance(found, int) or not 2000 <= found < 2100:
        raise head.error(f"{key} is missing, or not a year: an annual report needs first_year and last_year")
    return found


def asked(head: Record, key: str) -> list[str]:
    found = listed(head, key)
    for value in found:
        if value not in Asked.values:
            raise head.error(f"{key}: “{value}” is not known; known are {', '.join(Asked.values)}")
    return found
