"""What the addresses of procedures answer: the version in force, that of a day, one version, what has changed, the manual."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from portal.moments import today
from portal.overlay import Overlay

from . import amendments as log
from .comparing import compared
from .manual import Chapter, manual
from .models import ProcedureIndexPage, ProcedurePage, Version
from .reading import Reading
from .shelves import shelves
from .state import State

ROWS = 20


def _reading(request: HttpRequest, page: ProcedurePage) -> Reading:
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    return Reading.of(page, overlay, today(at), manual(overlay, at))


def _show(request: HttpRequest, page: ProcedurePage, reading: Reading, **more: Any) -> HttpResponse:
    context = {**page.get_context(request), "reading": reading, **more}
    response = TemplateResponse(request, "procedures/procedure_page.html", context)
    if reading.version is not None and not reading.is_current and not reading.draft:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def now(request: HttpRequest, page: ProcedurePage) -> HttpResponse:
    """What is in force today; 410 with the reason if it was withdrawn. In a preview, the version being written."""
    reading = _reading(request, page)
    if getattr(request, "is_preview", False):
        from .publishing import draft

        reading.version, reading.draft = draft(page), True
        return _show(request, page, reading)
    if reading.state in (State.WITHDRAWN, State.SUPERSEDED):
        context = {**page.get_context(request), "reading": reading}
        return TemplateResponse(request, "procedures/withdrawn.html", context, status=410)
    if reading.version is None:
        raise Http404(f"“{page.title}” has not been published yet.")
    return _show(request, page, reading)


def that_day(request: HttpRequest, page: ProcedurePage, day: date) -> HttpResponse:
    """What was, or is to be, in force on that day; 404 before the first version, 410 from the day it was withdrawn."""
    reading = _reading(request, page)
    version = page.versions.begun_by(day).select_related("document").first()
    if version is None:
        raise Http404(f"“{page.title}” was not in force on {day:%-d %B %Y}: no version of it had begun.")
    reading.asked = day
    if page.withdrawn_on and day >= page.withdrawn_on:
        context = {**page.get_context(request), "reading": reading}
        return TemplateResponse(request, "procedures/withdrawn.html", context, status=410)
    reading.version = version
    return _show(request, page, reading)


def version(request: HttpRequest, page: ProcedurePage, ordinal: int) -> HttpResponse:
    """One version, at its lasting address."""
    reading = _reading(request, page)
    reading.version = page.versions.filter(ordinal=ordinal).select_related("document").first()
    if reading.version is None:
        raise Http404(f"“{page.title}” has no version {ordinal}.")
    return _show(request, page, reading)


def changes(request: HttpRequest, page: ProcedurePage) -> HttpResponse:
    """The procedure's versions and amendments; with `from` and `to`, or `since` a day, what changed between two of them."""
    reading = _reading(request, page)
    rows = page.versions.defer("body", "outline", "anchors")
    context = {
        **page.get_context(request),
        "reading": reading,
        "page_obj": _screen(rows, request),
        "issues": list(page.versions.values_list("ordinal", "number", "starts")),
        "asked": compared(page, reading.current, request.GET, reading.day),
    }
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
        "amendments": log.amendments(overlay, at=at)[:5],
    }
    return TemplateResponse(request, "procedures/procedure_index_page.html", context)


def whole_manual(request: HttpRequest, page: ProcedureIndexPage) -> HttpResponse:
    """Every chapter in force on one page, to print or to keep. Four queries more than its contents."""
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    found = manual(overlay, at)
    versions = Version.objects.in_bulk([chapter.version for chapter in found.chapters])
    pages = ProcedurePage.objects.in_bulk([chapter.page for chapter in found.chapters])
    day = today(at)

    def read(chapter: Chapter) -> Reading:
        version = versions[chapter.version]
        return Reading(pages[chapter.page], day, version, version, [], found)

    parts = [(part, [(chapter, read(chapter)) for chapter in part.chapters]) for part in found.parts]
    context = {**page.get_context(request), "manual": found, "parts": parts, "day": day}
    response = TemplateResponse(request, "procedures/manual.html", context)
    response.headers["X-Robots-Tag"] = "noindex"  # the chapters are found by themselves
    return response


def amendments(request: HttpRequest, page: ProcedureIndexPage) -> HttpResponse:
    """The log of significant changes to all procedures; `whose`, `from` and `to` narrow it."""
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    asked = log.Asked.of(request.GET, overlay)
    rows = log.amendments(overlay, asked, at)
    context = {**page.get_context(request), "asked": asked, "page_obj": _screen(rows, request)}
    return TemplateResponse(request, "procedures/amendments.html", context)


def _screen(rows: Any, request: HttpRequest) -> Any:
    """A screenful of rows. Raises Http404 for one that does not exist."""
    try:
        return Paginator(rows, ROWS).page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404("There is no such page of this list.") from error
