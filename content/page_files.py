"""The page files: where each one's page stands, what it is, and which keys its head may have."""

from dataclasses import dataclass
from pathlib import Path

from portal.audiences import AgeBand
from portal.models import BasePage, HomePage, LocalNote, StandardPage
from procedures.models import ProcedureIndexPage, ProcedurePage
from topics.models import AreaPage, Theme, TopicIndexPage, TopicPage

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
}
BELOW = {"topics": "topic", "procedures": "procedure"}
"""The paths at which the shared site has an index, and what a page below them is, if its head does not say."""
HEAD = {
    *("type", "theme", "audiences", "menu", "exit", "aliases", "owner", "to_confirm", "covers", "review_by", "young"),
    "other_numbers",
}
OF_PROCEDURES = {
    *("kind", "part", "order", "licence", "issue", "effective", "edition", "significance", "change", "changes"),
    *("approved_by", "approved_on", "file_wanted", "under_review", "status_note"),
    *("withdrawn_on", "withdrawn_why", "replaced_by"),
}


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
        top = self.path[0]
        usual = BELOW.get(top, "standard")
        if len(self.path) == 1 and top in BELOW:
            usual = top if self.site == "set" else "note"
        return TYPES[self.head.get("type", usual)]

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
        head.must({"title", "summary"}, HEAD | (OF_PROCEDURES if source.kind is ProcedurePage else set()))
        if site not in sites:
            raise head.error(f"there is no partnership “{site}”")
        if source.kind is TopicPage and head.get("theme") not in Theme.values:
            raise head.error(f"a topic needs a theme: {', '.join(Theme.values)}")
        sources.append(source)
    return sorted(sources, key=lambda source: (source.site != "set", source.site, len(source.path), source.path))
