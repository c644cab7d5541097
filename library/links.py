"""Links to documents, wherever they stand: with what is known of the file, and without a query for each."""

import re
from dataclasses import dataclass
from html import escape

from wagtail import hooks
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.feature_registry import FeatureRegistry

from portal import generation
from portal.current_request import current_request
from portal.documents import shown_on
from portal.overlay import Overlay

from .models import Document

WITH_FACTS = re.compile(r'(<a [^>]*?) data-facts="([^"]*)"([^>]*>)(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Link:
    """What a link in running text needs to know."""

    url: str
    facts: str
    language: str

    @property
    def opening(self) -> str:
        """The opening tag, which carries the facts until the link's end is in sight (`with_facts`)."""
        language = f' hreflang="{escape(self.language)}"' if self.language else ""
        return f'<a href="{escape(self.url)}"{language} data-facts="{escape(self.facts)}">'


def link(document: Document) -> Link:
    return Link(document.url, document.facts, document.in_language)


def known(overlay: Overlay) -> dict[int, Link]:
    """The links to every document shown on a site, by id. One query, remembered."""

    def load() -> dict[int, Link]:
        return {each.pk: link(each) for each in Document.objects.filter(pk__in=list(shown_on(overlay)))}

    return generation.remembered(f"document-links:{overlay.site.pk}", load)


class DocumentLinks(DocumentLinkHandler):
    """Wagtail's links to documents, answered from what is known of the site; what only a draft shows is looked up."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        request = current_request.get()
        here = known(Overlay.of(request)) if request is not None and attrs_list else {}
        asked = [int(attrs["id"]) if str(attrs.get("id", "")).isdecimal() else 0 for attrs in attrs_list]
        elsewhere = {pk for pk in asked if pk and pk not in here}
        looked_up = {each.pk: link(each) for each in Document.objects.filter(pk__in=elsewhere)} if elsewhere else {}
        found = [here.get(pk) or looked_up.get(pk) for pk in asked]
        return [each.opening if each else "<a>" for each in found]


def with_facts(html: str) -> str:
    """The text with the facts of each document after its link: “Threshold document (PDF, 1.2 MB, 48 pages)”."""
    return (
        WITH_FACTS.sub(r'\1\3\4</a> <span class="document-facts">(\2)</span>', html) if "data-facts" in html else html
    )


def connect() -> None:
    """Put our links in the place of Wagtail's; called once when the library is ready."""

    def register(features: FeatureRegistry) -> None:
        features.register_link_type(DocumentLinks)

    hooks.register("register_rich_text_features", register, order=10)
