"""The contact chip: a service named inside a sentence, which shows the contact that fills it for the reader.

Stored as `<embed embedtype="service" slug="children-front-door"/>`; the number itself is never in the text.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.html import format_html
from draftjs_exporter.dom import DOM
from wagtail.admin.rich_text.converters.html_to_contentstate import KEEP_WHITESPACE, InlineEntityElementHandler
from wagtail.rich_text import EmbedHandler

from portal.current_request import current_request

from .directory import Directory, Filling
from .hours.words import lines, when
from .models import Contact, Service

ENTITY = "SERVICE"


def chip(slug: str) -> str:
    """A service as the present reader's sentence names it: “Thurrock MASH on 01375 652802”, whoever answers now first.

    Where the area decides and is not known, or nobody fills the service: the service by name, with the way to its page.
    In a letter, which is read at any time: every line with its hours. Outside a request: the service in words.
    """
    request = current_request.get()
    if request is None:
        service = Service.objects.filter(slug=slug).first()
        return format_html("{}", service.in_words if service else slug.replace("-", " "))
    filling = Directory.of(request).filling(slug)
    if filling is None:
        return format_html("{}", slug.replace("-", " "))
    if filling.side_by_side or not filling.contacts:
        service = filling.service
        return format_html('<a class="contact-chip" href="{}">{}</a>', service.get_absolute_url(), service.in_words)
    at: datetime = request.at  # type: ignore[attr-defined]
    if getattr(request, "in_letter", False):
        found = [(contact, [in_a_sentence(each) for each in hours]) for contact, hours in at_any_time(filling, request)]
        said = {"lines": found, "service": filling.service}
        return render_to_string("contacts/letter_chip.html", said).strip()
    (_, answer), *_ = Directory.of(request).answers(slug, at=at)
    later = next((line for line in answer.others if answer.is_known and line.until), None)
    context = {
        "answer": answer,
        "now": answer.answering or answer.lines,
        "opens": when(later.until, at) if later and later.until else "",
        "later": later,
        "service": filling.service,
    }
    return render_to_string("contacts/chip.html", context).strip()


def at_any_time(filling: Filling, request: HttpRequest) -> list[tuple[Contact, list[str]]]:
    """Everyone who answers for the service or for what covers it, each with their hours in words: right whenever it is read."""
    directory = Directory.of(request)
    found = directory.contacts(*directory.covering(filling.service.slug))
    return [(contact, lines(contact.hours, request.at) if contact.ways else []) for contact in found]  # type: ignore[attr-defined]


def in_a_sentence(hours: str) -> str:
    """“closed on Sunday”, but “Monday to Friday …”."""
    return f"{hours[0].lower()}{hours[1:]}" if hours.startswith(("Closed", "Every", "All")) else hours


class ServiceEmbedHandler(EmbedHandler):
    """Shows the chip to readers, and counts it as a use of the service."""

    identifier = "service"

    @staticmethod
    def get_model() -> type[Service]:
        return Service

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return chip(attrs.get("slug", ""))

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[type[Service], str, str, str]]:
        for pk in Service.objects.filter(slug=attrs.get("slug", "")).values_list("pk", flat=True):
            yield Service, str(pk), "", ""


class ServiceElementHandler(InlineEntityElementHandler):
    """From the database to the editor: an element without words becomes the service's name, marked as a chip."""

    mutability = "IMMUTABLE"

    def get_attribute_data(self, attrs: dict[str, str]) -> dict[str, str]:
        return {"slug": attrs.get("slug", "")}

    def handle_starttag(self, name: str, attrs: list[tuple[str, str]], state: Any, contentstate: Any) -> None:
        super().handle_starttag(name, attrs, state, contentstate)
        slug = dict(attrs).get("slug", "")
        service = Service.objects.filter(slug=slug).first()
        state.current_block.text += service.name if service else slug
        state.leading_whitespace = KEEP_WHITESPACE


def service_embed(props: dict[str, Any]) -> Any:
    """From the editor to the database: the words shown in the editor are left behind."""
    return DOM.create_element("embed", {"embedtype": "service", "slug": props["slug"]})


CONVERSION = {
    "from_database_format": {'embed[embedtype="service"]': ServiceElementHandler(ENTITY)},
    "to_database_format": {"entity_decorators": {ENTITY: service_embed}},
}
