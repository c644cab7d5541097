"""What the addresses of procedures answer: the version in force, that of a day, one version, what has changed, the manual."""

from __future__ import annotations

from datetime import date

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from portal.overlay import Overlay
from portal.routes import below
from portal.screens import screen

from . import amendments as log
from .catalogue import catalogue
from .comparing import compared
from .manual import Chapter, manual
from .models import ProcedureIndexPage, ProcedurePage, Version
from .publishing import draft
from .reading import Reading
from .shelves import shelves
from .state import State


def _reading(request: HttpRequest, page: ProcedurePage, wanted: Q | None = None) -> Reading:
    return Reading.of(page, Overlay.of(request), request.at, wanted)  # type: ignore[attr-defined]


def _show(request: HttpRequest, reading: Reading) -> HttpResponse:
    context = {**reading.page.get_context(request), "reading": reading}
    response = TemplateResponse(request, "procedures/procedure_page.html", context)
    if not (reading.is_current or reading.draft):
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def _gone(request: HttpRequest, reading: Reading) -> HttpResponse:
    context = {**reading.page.get_context(request), "reading": reading}
    return TemplateResponse(request, "procedures/withdrawn.html", context, status=410)


def now(request: HttpRequest, page: ProcedurePage) -> HttpResponse:
    """What is in force today; 410 with the reason if it was withdrawn. In a preview, the version being written."""
    reading = _reading(request, page)
    if getattr(request, "is_preview", False):
        reading.version, reading.draft = draft(page, reading.at), True
        return _show(request, reading)
    if reading.state in (State.WITHDRAWN, State.SUPERSEDED):
        return _gone(request, reading)
    if reading.version is None:
        raise Http404(f"“{page.title}” has not been published yet.")
    return _show(request, reading)


def that_day(request: HttpRequest, page: ProcedurePage, day: date) -> HttpResponse:
    """What was, or is to be, in force on that day; 404 before the first version, 410 from the day it was withdrawn."""
    begun = Version.objects.filter(page=page).begun_by(day).values("pk")[:1]
    reading = _reading(request, page, Q(pk__in=begun))
    if reading.version is None:
        raise Http404(f"“{page.title}” was not in force on {day:%-d %B %Y}: no version of it had begun.")
    reading.asked = day
    return _gone(request, reading) if page.is_withdrawn_by(day) else _show(request, reading)


def version(request: HttpRequest, page: ProcedurePage, ordinal: int) -> HttpResponse:
    """One version, at its lasting address."""
    reading = _reading(request, page, Q(ordinal=min(ordinal, 2**31 - 1)))
    if reading.version is None:
        raise Http404(f"“{page.title}” has no version {ordinal}.")
    return _show(request, reading)


def changes(request: HttpRequest, page: ProcedurePage) -> HttpResponse:
    """The procedure's versions and amendments; with `from` and `to`, or `since` a day, what changed between two of them."""
    reading = _reading(request, page)
    versions = list(page.versions.without_texts())
    for each in versions:
        each.page = page
    context = below(
        request,
        page,
        reading=reading,
        versions=versions,
        page_obj=screen(versions, request),
        asked=compared(page, reading, versions, request.GET),
    )
    response = TemplateResponse(request, "procedures/changes.html", context)
    if request.GET:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def contents(request: HttpRequest, page: ProcedureIndexPage) -> HttpResponse:
    """The manual's contents, the other procedures by kind, and the latest amendments."""
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    context = {
        **page.get_context(request),
        "manual": manual(overlay, at),
        "shelves": shelves(overlay, at),
        "amendments": log.amendments(overlay, pages=[entry.page for entry in catalogue(overlay, at)])[:5],
    }
    return TemplateResponse(request, "procedures/procedure_index_page.html", context)


def whole_manual(request: HttpRequest, page: ProcedureIndexPage) -> HttpResponse:
    """Every chapter in force on one page, to print or to keep. One query more than its contents."""
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    found = manual(overlay, at)
    ids = [chapter.entry.version for chapter in found.chapters]
    versions = Version.objects.select_related("page").in_bulk(ids)

    def read(chapter: Chapter) -> Reading:
        each = versions[chapter.entry.version]
        return Reading(each.page, overlay, at, each, each, [])

    parts = [(part, [(chapter, read(chapter)) for chapter in part.chapters]) for part in found.parts]
    context = below(request, page, manual=found, parts=parts, at=at)
    response = TemplateResponse(request, "procedures/manual.html", context)
    response.headers["X-Robots-Tag"] = "noindex"  # the chapters are found by themselves
    return response


def amendments(request: HttpRequest, page: ProcedureIndexPage) -> HttpResponse:
    """The log of significant changes to all procedures; `whose`, `from` and `to` narrow it."""
    overlay = Overlay.of(request)
    asked = log.Asked.of(request.GET, overlay)
    context = {
        **page.get_context(request),
        "asked": asked,
        "page_obj": screen(log.amendments(overlay, asked), request),
    }
    return TemplateResponse(request, "procedures/amendments.html", context)
