"""The pages of the content files: a file's place below `fixtures/pages/<site>/` is the page's address."""

import json
from typing import Any

from django.core.exceptions import ValidationError

from events.models import EventPage
from feedback.models import ConsultationPage
from governance.models import GroupPage
from portal.audiences import Audience
from portal.models import BasePage, LocalNote
from procedures.models import ProcedurePage
from publications.models import AnnualReportPage, NewsletterPage, ReportChapterPage
from reviews.models import ReviewPage
from topics.models import CampaignPage, TopicIndexPage, TopicPage

from . import campaigns, events, feedback, governance, moved, newsletters, procedures, publications, reviews
from .known import Known
from .links import Links
from .load import Load
from .markdown import Part, Reader
from .page_files import Source
from .retype import retype
from .rich_text import Names
from .source import ContentError


def load_pages(load: Load, sources: list[Source], known: Known, names: Names) -> None:
    """Hang the missing pages, then fill them: by then every link knows where it leads."""
    pages = Pages(load, known)
    wanted = [source for source in sources if pages.place(source)]
    links = Links(pages.homes, sources, {source.key for source in wanted}, names)
    for source in procedures.in_order(wanted):
        pages.fill(source, links)
    for source in sources:
        if source not in wanted:
            read(source, links)  # an unchanged page may still name what is gone


def read(source: Source, links: Links) -> list[Part]:
    return Reader(source.file, source.body, source.offset, links.of(source)).parts()


class Pages:
    def __init__(self, load: Load, known: Known) -> None:
        self.load, self.known = load, known
        self.homes = {slug: partnership.site.root_page for slug, partnership in known.partnerships.items()}
        self.short_names = {slug: partnership.short_name for slug, partnership in known.partnerships.items()}

    def at(self, site: str, path: tuple[str, ...]) -> BasePage | None:
        url_path = self.homes[site].url_path + "".join(f"{part}/" for part in path)
        found = BasePage.objects.filter(url_path=url_path).first()
        return found.specific if found else None

    def place(self, source: Source) -> bool:
        """Make sure the page exists; say whether it is to be filled."""
        if source.head.get("moved_from"):
            moved.bring(self.load, source, self.parent(source))
        retype(self.load, source)
        if not self.load.wanted(source.key, source.whole, source.kind):
            return False
        page = self.load.found(source.key, source.kind) or self.at(source.site, source.path)
        if page is not None and not isinstance(page, source.kind):
            raise source.head.error(f"a {page._meta.verbose_name} stands there already")
        if page is None:
            begun = {"title": source.head["title"], "slug": source.path[-1], "live": False}
            page = source.kind(**begun, **self.required(source))
            self.parent(source).add_child(instance=page)
        return True

    @staticmethod
    def required(source: Source) -> dict[str, Any]:
        """What a page of its type must have as soon as it is there."""
        return newsletters.required(source) if source.kind is NewsletterPage else publications.required(source)

    def parent(self, source: Source) -> BasePage:
        """The page above; a partnership's missing sections become stubs."""
        page = self.homes[source.site]
        for depth in range(1, len(source.path)):
            below = self.at(source.site, source.path[:depth])
            if below is None:
                if source.site == "set":
                    raise source.head.error(f"there is no page for /{'/'.join(source.path[:depth])}/ above this one")
                slug = source.path[depth - 1]
                below = LocalNote(title=slug.replace("-", " ").capitalize(), slug=slug, live=False)
                BasePage.objects.get(pk=page.pk).add_child(instance=below)
                below.save_revision().publish()
            page = below
        return BasePage.objects.get(pk=page.pk).specific

    def fill(self, source: Source, links: Links) -> None:
        page: Any = self.load.found(source.key, source.kind) or self.at(source.site, source.path)
        head = source.head
        page.title, page.draft_title, page.summary = head["title"], head["title"], head["summary"]
        page.also_called = ", ".join(str(word) for word in head.get("aliases", []))
        page.show_in_menus, page.exit_button = head.get("menu", False), head.get("exit", False)
        page.responsible = head.get("owner", self.short_names[source.site])
        page.to_confirm = head.get("to_confirm", "")
        page.other_numbers = "\n".join(head.get("other_numbers", []))
        page.review_due = head.get("review_by", page.review_due)
        page.readers = head.get("audiences", ())
        parts = read(source, links)
        if isinstance(page, TopicPage):
            page.theme, page.young_summary = head["theme"], head.get("young", "")
            self.fill_parts(source, page, parts)
        elif isinstance(page, EventPage):
            events.fill_text(page, parts, source)
        elif isinstance(page, ConsultationPage):
            feedback.fill_text(page, parts, source)
        elif isinstance(page, CampaignPage):
            campaigns.fill_text(page, parts, source)
        elif any(part.title for part in parts):
            words = "only a topic, an event, a campaign or a consultation is parted by level 1 headings"
            raise ContentError(source.file, parts[-1].line, words)
        elif not isinstance(page, TopicIndexPage):
            page.body = json.dumps([block for part in parts for block in part.blocks])
        self.fill_kind(source, page, links)
        self.check(source, page)
        try:
            page.save_revision(changed=True).publish()
        except ValidationError as error:
            raise head.error(f"the page cannot be published: {' '.join(error.messages)}") from error
        page.refresh_from_db()
        self.load.note(source.key, source.whole, page)

    def fill_kind(self, source: Source, page: Any, links: Links) -> None:
        """What only a page of its type has."""
        match page:
            case ProcedurePage():
                procedures.fill(page, source, self.known.parts, links)
            case ReviewPage():
                reviews.fill(page, source, self.known, links)
            case EventPage():
                events.fill(page, source, self.known, links)
            case CampaignPage():
                campaigns.fill(page, source, self.known, links)
            case GroupPage():
                governance.fill(page, source, self.known, links)
            case ConsultationPage():
                feedback.fill(page, source)
            case AnnualReportPage():
                publications.fill(page, source)
            case ReportChapterPage():
                publications.fill_chapter(page, source)
            case NewsletterPage():
                newsletters.fill(page, source)

    def fill_parts(self, source: Source, page: TopicPage, parts: list[Part]) -> None:
        by_title = {"Professionals": Audience.PROFESSIONALS, "Parents": Audience.PARENTS}
        by_title["Young people"] = Audience.YOUNG_PEOPLE
        blocks: dict[Audience, list] = {audience: [] for audience in Audience}
        for part in parts:
            if part.title not in by_title:
                expected = ", ".join(f"# {title}" for title in by_title)
                raise ContentError(source.file, part.line, f"“# {part.title}” is not a part of a topic: {expected}")
            young = by_title[part.title] is Audience.YOUNG_PEOPLE
            for block in part.blocks:
                banded = block["type"] == "section" and "bands" in block["value"]
                if young != banded:
                    wrong = (
                        "needs its ages, as in “## Heading {8-10 11-13}”"
                        if young
                        else "has ages, but is not for young people"
                    )
                    heading = (
                        block["value"]["heading"] if block["type"] == "section" else "text before the first section"
                    )
                    raise ContentError(source.file, part.line, f"“{heading}” {wrong}")
            blocks[by_title[part.title]] = part.blocks
        for audience, stored in blocks.items():
            setattr(page, audience.field, json.dumps(stored))

    @staticmethod
    def check(source: Source, page: BasePage) -> None:
        """The checks of the page's own form."""
        try:
            page.full_clean()
            for name in page.get_streamfield_names():
                page._meta.get_field(name).stream_block.clean(getattr(page, name))
        except ValidationError as error:
            raise source.head.error(f"the page cannot be saved: {error}") from error
