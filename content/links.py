"""Where a link written in a content file leads, and how it is stored."""

import json
import re
from functools import cached_property

from django.contrib.contenttypes.models import ContentType

from portal.models import BasePage, HomePage, LocalNote
from procedures.models import ProcedurePage
from procedures.publishing import latest, outline

from .markdown import Reader
from .page_files import Source
from .rich_text import Names

VIEWS = re.compile(
    r"/(get-help|contacts|search|glossary)/(\?[\w=&-]+)?(#[\w-]+)?|/contacts/[\w-]+/|/procedures/(amendments|manual)/"
    r"|/reviews/themes/[\w-]+/|/annual-reports/latest/|/events/past/|/newsletters/subscribe/"
)
AREA = re.compile(r"/(professionals|parents|young-people)/(?:(4-7|8-10|11-13|14\+)/)?(?:([\w-]+)/)?")
PROCEDURE = re.compile(r"/procedures/[\w-]+/#[\w-]+")


class Links:
    """The links of all files, once every page has its place; `homes` are the sites' home pages by slug.

    `filled` are the keys of the files that this load writes: of the others the page counts, which a person may have edited.
    """

    def __init__(self, homes: dict[str, HomePage], sources: list[Source], filled: set[str], names: Names) -> None:
        self.homes, self.filled, self.names = homes, filled, names
        self.procedures = {(s.site, s.path): s for s in sources if s.kind is ProcedurePage}
        self.anchors: dict[tuple[str, tuple[str, ...]], dict[str, str]] = {}

    def of(self, source: Source) -> Names:
        """What the text of this file may name."""
        return Names(lambda path: self.stored(source, path), self.names.services, self.names.resources)

    def stored(self, source: Source, path: str) -> dict[str, str] | None:
        """A link to a path of our own: by page where a page answers, else as the address of a view; None leads nowhere."""
        bare, _, anchor = path.partition("#")
        parts = tuple(part for part in bare.split("/") if part)
        area = AREA.fullmatch(bare)
        if area and area.group(3):
            return {"href": path} if self.page(source.site, ("topics", area.group(3))) else None
        if VIEWS.fullmatch(path) or area:
            return {"href": path}
        if PROCEDURE.fullmatch(path) or (not bare and source.kind is ProcedurePage):
            section = self.section(source.site, parts or source.path, anchor)
            return {"href": f"{bare}#{section}"} if section else None
        page = self.page(source.site, parts)
        if page is None:
            return None
        return {"linktype": "page", "id": str(page)} if not anchor else {"href": path}

    def target(self, source: Source, key: str, path: str, kinds: tuple[type[BasePage], ...]) -> int:
        """The id of the page that a head names by its address. Raises ContentError if there is none of these kinds."""
        parts = tuple(part for part in str(path).split("/") if part)
        found = self.page(source.site, parts)
        if found is None or not any(kind.objects.filter(pk=found).exists() for kind in kinds):
            wanted = " or ".join(str(kind._meta.verbose_name) for kind in kinds)
            raise source.head.error(f"{key}: there is no {wanted} at “{path}”")
        return found

    def page(self, site: str, parts: tuple[str, ...]) -> int | None:
        """The page that a link of this site's leads to: the own one, or the shared one."""
        return self.answering.get(self.url_path(site, parts)) or self.answering.get(self.url_path("set", parts))

    @cached_property
    def answering(self) -> dict[str, int]:
        """Every page that answers at its path: one query for all links."""
        notes = ContentType.objects.get_for_model(LocalNote)
        return dict(BasePage.objects.exclude(content_type=notes).values_list("url_path", "pk"))

    def url_path(self, site: str, parts: tuple[str, ...]) -> str:
        return self.homes[site].url_path + "".join(f"{part}/" for part in parts)

    def section(self, site: str, path: tuple[str, ...], name: str) -> str | None:
        """The anchor of a procedure's section as its page has it, by the name it has in the file, or by the anchor itself."""
        place = next((at for at in ((site, path), ("set", path)) if self.url_path(*at) in self.answering), None)
        if place is None:
            return None
        if place not in self.anchors:
            self.anchors[place] = self.anchors_at(*place)
        return self.anchors[place].get(name)

    def anchors_at(self, site: str, path: tuple[str, ...]) -> dict[str, str]:
        """Every name by which a link may call a section of the procedure there, with the section's anchor."""
        page = ProcedurePage.objects.filter(pk=self.answering[self.url_path(site, path)]).first()
        if page is None:
            return {}
        source, named = self.procedures.get((site, path)), {}
        if source:
            anywhere = Names(lambda path: {"href": path}, self.names.services, self.names.resources)
            reader = Reader(source.file, source.body, source.offset, anywhere)
            blocks = [block for part in reader.parts() for block in part.blocks]
            named = reader.named
            if source.key in self.filled:
                page.body = json.dumps(blocks)
        _, anchors = outline(page, latest(page))
        by_key = {entry["key"]: anchor for anchor, entry in anchors.items()}
        return {anchor: anchor for anchor in anchors} | {n: by_key[key] for n, key in named.items() if key in by_key}
