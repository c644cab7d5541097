"""What the head of a review's file says beyond that of any page, and the themes that reviews share."""

from typing import Any

from procedures.models import ProcedurePage
from reviews.models import (
    ActionState,
    Decision,
    LearningPoint,
    Profession,
    Recommendation,
    Related,
    ReviewKind,
    ReviewPage,
)
from topics.models import TopicPage

from .known import Known
from .links import Links
from .load import clean
from .page_files import Source
from .source import Record
from .values import chosen, days, flag, listed, named, one, words

RECOMMENDATION = {"number", "for", "for_whom", "state", "due", "done_on", "evidence"}


def fill(page: ReviewPage, source: Source, known: Known, links: Links) -> None:
    """Give the page what its file says; its text is there already.

    Raises ContentError for a kind, theme, partnership, agency or page that does not exist.
    """
    head = source.head
    page.kind = chosen(head, "kind", ReviewKind.values, ReviewKind.LOCAL)
    page.decision = chosen(head, "publication", Decision.values, Decision.UNDER_WAY)
    page.decision_reason = words(head, "reason")["reason"]
    page.pseudonyms = ", ".join(listed(head, "pseudonyms"))
    said = words(head, "called", "ages", "time_frame", "commissioned_by", "published_note", "report_url")
    for name, value in {**said, **days(head, "published_on")}.items():
        setattr(page, name, value)
    if page.report_id is None:  # a report uploaded since is not asked for again
        page.report_wanted = flag(head, "report_wanted")
    page.themes.set(named(head, "themes", known.themes))
    page.partnerships.set(named(head, "partnerships", known.partnerships))
    page.learning.set([learning(item, place) for place, item in enumerate(head.records("learning"))])
    rows = enumerate(head.records("recommendations"))
    page.recommendations.set([recommendation(item, place, known) for place, item in rows])
    targets = [links.target(source, "related", path, (ProcedurePage, TopicPage)) for path in listed(head, "related")]
    page.related.set([Related(target_id=target, sort_order=place) for place, target in enumerate(targets)])


def learning(record: Record, place: int) -> LearningPoint:
    """One thing to do differently."""
    record.must({"text"}, {"for"})
    profession = chosen(record, "for", Profession.values, Profession.EVERYONE)
    return checked(record, LearningPoint(profession=profession, text=record["text"], sort_order=place))


def recommendation(record: Record, place: int, known: Known) -> Recommendation:
    """One thing that somebody is asked to do, and what has come of it."""
    record.must({"text"}, RECOMMENDATION)
    made = Recommendation(
        agency=one(record, "for", record["for"], known.agencies) if record.get("for") else None,
        state=chosen(record, "state", ActionState.values, ActionState.UNKNOWN),
        sort_order=place,
        **words(record, "number", "text", "for_whom", "evidence"),
        **days(record, "due", "done_on"),
    )
    return checked(record, made)


def checked(record: Record, row: Any) -> Any:
    """A row of a page, checked as its form would."""
    clean(record, row, exclude=("page",))
    return row
