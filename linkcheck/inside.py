"""Links that stay on the portal: answered from the database, without asking anybody."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

from django.http import Http404
from django.urls import Resolver404, resolve
from wagtail.documents import get_document_model
from wagtail.models import Site
from wagtail.views import serve

from portal.current_request import reading
from portal.models import BasePage
from portal.overlay import Overlay

from .asking import Answer
from .collecting import DOCUMENT, PAGE
from .models import Outcome

WORKS = Answer(Outcome.OK)


def look_up(address: str) -> Answer:
    """Does this address of ours, `page:12`, `document:7` or a whole one, lead somewhere?"""
    if address.startswith(PAGE):
        return page(address.removeprefix(PAGE))
    if address.startswith(DOCUMENT):
        return document(address.removeprefix(DOCUMENT))
    return path(address)


def page(number: str) -> Answer:
    """A page chosen in the editor. Its title stays unsaid: it may be a neighbour's, and no longer for everyone."""
    live = BasePage.objects.filter(pk=number).values_list("live", flat=True).first() if number.isdecimal() else None
    if live is None:
        return Answer(Outcome.GONE, "the page has been deleted", certain=True)
    return WORKS if live else Answer(Outcome.NOT_FOUND, "the page is not published any longer", certain=True)


def document(number: str) -> Answer:
    """A document chosen in the editor, and its file."""
    found = get_document_model().objects.filter(pk=number).first() if number.isdecimal() else None
    if found is None:
        return Answer(Outcome.GONE, "the document has been deleted", certain=True)
    if not found.file or not found.file.storage.exists(found.file.name):
        return Answer(Outcome.NOT_FOUND, "the file of the document is missing", certain=True)
    return WORKS


def path(address: str) -> Answer:
    """A whole address on one of our sites: a view's, or one at which a page answers by the rule of the overlay."""
    parts = urlsplit(address)
    site = Site.objects.filter(hostname=parts.hostname).select_related("root_page").order_by("-is_default_site").first()
    where = unquote(parts.path) or "/"
    try:
        match = resolve(where)
    except (Resolver404, ValueError):
        return not_found(parts.path)
    if match.func is not serve:
        return WORKS
    if site is None:
        return not_found(parts.path)
    with reading(site) as request:
        try:
            Overlay.of(request).route(request, [step for step in where.split("/") if step])
        except Http404:
            return not_found(parts.path)
    return WORKS


def not_found(path: str) -> Answer:
    hint = "" if "/www." not in path else ": the address should begin with https://"
    return Answer(Outcome.NOT_FOUND, f"no page of ours answers there{hint}", certain=True)
