"""The page files: where each one's page stands, what it is, and which keys its head may have."""

from dataclasses import dataclass
from pathlib import Path

from events.models import EventIndexPage, EventPage
from feedback.models import ConsultationPage, HaveYourSayPage
from governance.models import GroupPage, StructurePage
from portal.audiences import AgeBand
from portal.models import BasePage, HomePage, LocalNote, StandardPage
from portal.sections import InSection
from procedures.models import ProcedureIndexPage, ProcedurePage
from publications.models import (
    AnnualReportIndexPage,
    AnnualReportPage,
    NewsletterIndexPage,
    NewsletterPage,
    ReportChapterPage,
)
from reviews.models import ReviewIndexPage, ReviewPage
from topics.models import AreaPage, CampaignIndexPage, CampaignPage, Theme, TopicIndexPage, TopicPage

from .source import Record, read_page

TYPES: dict[str, type[BasePage]] = {
    "home": HomePage,
    "standard": StandardPage,
    "topic": TopicPage,
    "topics": TopicIndexPage,
    "area": AreaPage,
    "note": LocalNote,
    "procedure": ProcedurePage,
    "procedures": ProcedureIndexPage,
    "review": ReviewPage,
    "reviews": ReviewIndexPage,
    "annual-report": AnnualReportPage,
    "annual-reports": AnnualReportIndexPage,
    "chapter": ReportChapterPage,
    "event": EventPage,
    "events": EventIndexPage,
    "newsletter": NewsletterPage,
    "newsletters": NewsletterIndexPage,
    "campaign": CampaignPage,
    "campaigns": CampaignIndexPage,
    "consultation": ConsultationPage,
    "have-your-say": HaveYourSayPage,
    "structure": StructurePage,
    "group": GroupPage,
}
BELOW = {
    "topics": "topic",
    "procedures": "procedure",
    "reviews": "review",
    "annual-reports": "annual-report",
    "events": "event",
    "newsletters": "newsletter",
    "campaigns": "campaign",
    "have-your-say": "consultation",
}
"""The paths at which the shared site has an index, and what a page below them is, if its head does not say."""
HEAD = {
    *("type", "theme", "audiences", "menu", "exit", "aliases", "owner", "to_confirm", "covers", "review_by", "young"),
    *("other_numbers", "moved_from"),
}
KEYS: dict[type[BasePage], set[str]] = {
    ProcedurePage: {
        *("kind", "part", "order", "licence", "issue", "effective", "edition", "significance", "change", "changes"),
        *("approved_by", "approved_on", "file_wanted", "under_review", "status_note"),
        *("withdrawn_on", "withdrawn_why", "replaced_by"),
    },
    ReviewPage: {
        *("kind", "called", "pseudonyms", "ages", "time_frame", "partnerships", "commissioned_by", "themes"),
        *("publication", "reason", "published_on", "published_note", "report_wanted", "report_url"),
        *("learning", "recommendations", "related"),
    },
    AnnualReportPage: {"first_year", "last_year", "period_ends", "published_on", "file_wanted", "in_file"},
    ReportChapterPage: {"contains", "order"},
    NewsletterPage: {"season", "year", "file_wanted"},
    EventPage: {
        *("kind", "mode", "place", "sessions", "dates_note", "hosts", "organiser", "group", "cost", "capacity"),
        *("booking_url", "how_to_book", "cancelled_on", "cancelled_why"),
    },
    ConsultationPage: {"opens_on", "closes_on", "questions"},
    CampaignPage: {
        *("begins", "ends", "runs", "dates_note", "hashtag", "led_by", "partners", "partnerships", "topics", "events"),
        *("advice", "front_page"),
    },
    GroupPage: {
        *("kind", "short_name", "reports_to", "order", "responsible_for", "chair", "meets", "meeting_length"),
        *("established", "replaces", "terms_of_reference", "members"),
    },
}
"""What the head of a page of that type may say besides."""


def key_of(site: str, path: tuple[str, ...]) -> str:
    """By what name a load remembers the page at this path."""
    return "/".join(("pages", site, *path)) if path else f"pages/{site}/home"


@dataclass
class Source:
    """One page file: where its page stands, its head, and the body not yet read."""

    file: Path
    site: str
    path: tuple[str, ...]
    head: Record
    body: str
    offset: int

    @property
    def key(self) -> str:
        return key_of(self.site, self.path)

    @property
    def kind(self) -> type[BasePage]:
        if not self.path:
            return HomePage
        top = self.path[0]
        usual = BELOW.get(top, "standard")
        if top == AnnualReportPage.section and len(self.path) == 3:
            usual = "chapter"
        if len(self.path) == 1 and top in BELOW:
            usual = top if self.site == "set" else "note"
        return TYPES[self.head.get("type", usual)]

    @property
    def place(self) -> tuple:
        """Its place among the pages beside it: what one parent gets is added in this order."""
        return (*self.path[:-1], self.head.get("order", 100) if self.kind is ReportChapterPage else 0, *self.path[-1:])

    @property
    def whole(self) -> list:
        """Everything the file says."""
        return [self.head.values, self.body]


def read_pages(folder: Path, sites: set[str]) -> list[Source]:
    """Every page file, parents before children. Raises ContentError for a head that cannot be used."""
    sources = []
    for file in sorted((folder / "pages").rglob("*.md")):
        site, *names = file.relative_to(folder / "pages").with_suffix("").parts
        head, body, offset = read_page(file)
        path = () if names == ["home"] else tuple(AgeBand(n).slug if n in AgeBand.values else n for n in names)
        source = Source(file, site, path, head, body, offset)
        if head.get("type", "standard") not in TYPES:
            raise head.error(f"“{head['type']}” is not a type of page; they are {', '.join(TYPES)}")
        head.must({"title", "summary"}, HEAD | KEYS.get(source.kind, set()))
        if site not in sites:
            raise head.error(f"there is no partnership “{site}”")
        if source.kind is TopicPage and head.get("theme") not in Theme.values:
            raise head.error(f"a topic needs a theme: {', '.join(Theme.values)}")
        check_place(source)
        sources.append(source)
    return sorted(sources, key=lambda source: (source.site != "set", source.site, len(source.path), source.place))


def check_place(source: Source) -> None:
    """Raises ContentError for a page that its own section of the site would not take there."""
    kind, path = source.kind, source.path
    if issubclass(kind, InSection) and (len(path) != 2 or path[0] != kind.section):
        raise source.head.error(f"{kind._meta.verbose_name}: its place is directly below /{kind.section}/")
    if kind is ReportChapterPage and (len(path) != 3 or path[0] != AnnualReportPage.section):
        raise source.head.error(f"{kind._meta.verbose_name}: its place is directly below its report")
    order = source.head.get("order", 0)
    if isinstance(order, bool) or not isinstance(order, int):
        raise source.head.error(f"order is a whole number, not “{order}”")
