"""The pages of the content files: a file's place below `fixtures/pages/<site>/` is the page's address."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError

from portal.audiences import AgeBand, Audience
from portal.models import BasePage, HomePage, LocalNote, Partnership, StandardPage
from topics.models import AreaPage, Theme, TopicIndexPage, TopicPage

from .load import Load
from .markdown import Part, Reader
from .rich_text import Names
from .source import ContentError, Record, read_page

TYPES = {
    "home": HomePage,
    "standard": StandardPage,
    "topic": TopicPage,
    "topics": TopicIndexPage,
    "area": AreaPage,
    "note": LocalNote,
}
HEAD = {
    *("type", "theme", "audiences", "menu", "exit", "aliases", "owner", "to_confirm", "covers", "review_by", "young"),
    "other_numbers",
}
VIEWS = re.compile(r"/(get-help|contacts|search|glossary)/(\?[\w=&-]+)?(#[\w-]+)?|/contacts/[\w-]+/")
AREA = re.compile(r"/(professionals|parents|young-people)/(?:(4-7|8-10|11-13|14\+)/)?(?:([\w-]+)/)?")


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
        return "/".join(("pages", self.site, *self.path)) if self.path else f"pages/{self.site}/home"

    @property
    def kind(self) -> type[BasePage]:
        if not self.path:
            return HomePage
        if self.path == ("topics",):
            return TopicIndexPage if self.site == "set" else LocalNote
        default = "topic" if self.path[0] == "topics" else "standard"
        return TYPES[self.head.get("type", default)]


def read_pages(folder: Path, sites: set[str]) -> list[Source]:
    """Every page file, parents before children. Raises ContentError for a head that cannot be used."""
    sources = []
    for file in sorted((folder / "pages").rglob("*.md")):
        site, *names = file.relative_to(folder / "pages").with_suffix("").parts
        head, body, offset = read_page(file)
        head.must({"title", "summary"}, HEAD)
        if site not in sites:
            raise head.error(f"there is no partnership “{site}”")
        if head.get("type", "standard") not in TYPES:
            raise head.error(f"“{head['type']}” is not a type of page; they are {', '.join(TYPES)}")
        path = () if names == ["home"] else tuple(AgeBand(n).slug if n in AgeBand.values else n for n in names)
        source = Source(file, site, path, head, body, offset)
        if source.kind is TopicPage and head.get("theme") not in Theme.values:
            raise head.error(f"a topic needs a theme: {', '.join(Theme.values)}")
        sources.append(source)
    return sorted(sources, key=lambda source: (source.site != "set", source.site, len(source.path), source.path))


def load_pages(load: Load, sources: list[Source], partnerships: dict[str, Partnership], names: Names) -> None:
    """Hang the missing pages, then fill them: by then every link knows where it leads."""
    pages = Pages(load, partnerships)
    wanted = [source for source in sources if pages.place(source)]
    for source in wanted:
        pages.fill(source, names)
    for source in sources:
        if source not in wanted:
            pages.read(source, names)  # an unchanged page may still name what is gone


class Pages:
    def __init__(self, load: Load, partnerships: dict[str, Partnership]) -> None:
        self.load = load
        self.homes = {slug: partnership.site.root_page for slug, partnership in partnerships.items()}
        self.short_names = {slug: partnership.short_name for slug, partnership in partnerships.items()}

    def at(self, site: str, path: tuple[str, ...]) -> BasePage | None:
        found = BasePage.objects.filter(url_path=self.url_path(site, path)).first()
        return found.specific if found else None

    def place(self, source: Source) -> bool:
        """Make sure the page exists; say whether it is to be filled."""
        if not self.load.wanted(source.key, self.whole(source), source.kind):
            return False
        page = self.load.found(source.key, source.kind) or self.at(source.site, source.path)
        if page is not None and not isinstance(page, source.kind):
            raise source.head.error(f"a {page._meta.verbose_name} stands there already")
        if page is None:
            page = source.kind(title=source.head["title"], slug=source.path[-1], live=False)
            self.parent(source).add_child(instance=page)
        return True

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

    def read(self, source: Source, names: Names) -> list[Part]:
        own = Names(lambda path: self.link(source.site, path), names.services, names.resources)
        return Reader(source.file, source.body, source.offset, own).parts()

    def link(self, site: str, path: str) -> dict[str, str] | None:
        """How a link to a path of our own is stored: by page where a page answers, else as the address of a view."""
        bare, _, anchor = path.partition("#")
        parts = tuple(part for part in bare.split("/") if part)
        area = AREA.fullmatch(bare)
        if area and area.group(3):
            return {"href": path} if self.own_or_shared(site, ("topics", area.group(3))) else None
        if VIEWS.fullmatch(path) or area:
            return {"href": path}
        page = self.own_or_shared(site, parts)
        if page is None:
            return None
        return {"linktype": "page", "id": str(page)} if not anchor else {"href": path}

    def own_or_shared(self, site: str, parts: tuple[str, ...]) -> int | None:
        """The page that a link of this site's leads to: the own one, or the shared one."""
        return self.answering.get(self.url_path(site, parts)) or self.answering.get(self.url_path("set", parts))

    @cached_property
    def answering(self) -> dict[str, int]:
        """Every page that answers at its path, once all are placed: one query for all links."""
        notes = ContentType.objects.get_for_model(LocalNote)
        return dict(BasePage.objects.exclude(content_type=notes).values_list("url_path", "pk"))

    def url_path(self, site: str, parts: tuple[str, ...]) -> str:
        return self.homes[site].url_path + "".join(f"{part}/" for part in parts)

    def fill(self, source: Source, names: Names) -> None:
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
        parts = self.read(source, names)
        if isinstance(page, TopicPage):
            page.theme, page.young_summary = head["theme"], head.get("young", "")
            self.fill_parts(source, page, parts)
        elif any(part.title for part in parts):
            raise ContentError(source.file, parts[-1].line, "only a topic is parted by level 1 headings")
        elif not isinstance(page, TopicIndexPage):
            page.body = json.dumps([block for part in parts for block in part.blocks])
        self.check(source, page)
        page.save()
        try:
            page.save_revision(changed=True).publish()
        except ValidationError as error:
            raise head.error(f"the page cannot be published: {' '.join(error.messages)}") from error
        page.refresh_from_db()
        self.load.note(source.key, self.whole(source), page)

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

    @staticmethod
    def whole(source: Source) -> list:
        return [source.head.values, source.body]
