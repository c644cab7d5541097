"""The audience areas, and each topic as one audience reads it.

The words above an area's topics are an `AreaPage` at the same path, if there is one: so editors change them, partnerships
overlay or add to them, and the area works without.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from portal.audiences import AgeBand, Audience, reading
from portal.blocks import sections
from portal.overlay import Found, Overlay

from .campaigns import about
from .models import AreaPage, Theme, TopicPage


def area(request: HttpRequest, audience: Audience) -> HttpResponse:
    """An audience's own place: its words, and its topics on their shelves."""
    young = audience is Audience.YOUNG_PEOPLE
    return _area(request, audience, None, "topics/area_young.html" if young else "topics/area.html")


def band(request: HttpRequest, band: AgeBand) -> HttpResponse:
    """The young people's area for one age band."""
    wanted = reverse("topics:band", args=[band])
    if request.path != wanted:
        return redirect(wanted, permanent=True)
    return _area(request, Audience.YOUNG_PEOPLE, band, "topics/area_band.html")


def _area(request: HttpRequest, audience: Audience, band: AgeBand | None, template: str) -> HttpResponse:
    overlay = Overlay.of(request)
    found = overlay.find(f"{audience.value}/{band.slug}" if band else audience.value)
    page = found.page.specific if found.page and overlay.open(found.page) else None
    topics = overlay.pages(TopicPage).filter(reading(band.value if band else audience.value)).order_by("title")
    listed = list(topics.values_list("theme", "title", _summary(audience), "slug"))
    context: dict[str, Any] = {
        "audience": audience,
        "band": band,
        "area": page if isinstance(page, AreaPage) else None,
        "shelves": shelves(listed, audience, band),
        "campaigns": about(overlay, (slug for *_, slug in listed), audience.value, getattr(request, "at", None)),
        "bands": [
            {"band": each, "url": reverse("topics:band", args=[each]), "current": each == band}
            for each in (AgeBand if audience is Audience.YOUNG_PEOPLE else ())
        ],
        "note": found.note,
        "trail": found.trail or [overlay.find("").page],
        "exit": audience is Audience.YOUNG_PEOPLE,
        "canonical": page.canonical_url(request) if page else None,
    }
    return render(request, template, context)


def shelves(topics: Any, audience: Audience, band: AgeBand | None) -> list[dict[str, Any]]:
    """Topics by theme, in the themes' order; each with the address at which this audience reads it."""
    by_theme: dict[str, list[dict[str, str]]] = {theme: [] for theme in Theme.values}
    for theme, title, summary, slug in topics:
        by_theme[theme].append({"title": title, "summary": summary, "url": topic_url(slug, audience, band)})
    return [{"theme": Theme(theme).label, "topics": shelf} for theme, shelf in by_theme.items() if shelf]


def _summary(audience: Audience) -> str:
    """The field that says what a topic is about in these readers' words."""
    return "young_summary" if audience is Audience.YOUNG_PEOPLE else "summary"


def topic_url(slug: str, audience: Audience, band: AgeBand | None = None) -> str:
    """Where this audience, or this age band of young people, reads the topic."""
    if band:
        return reverse("topics:banded_topic", args=[band, slug])
    return reverse("topics:topic", args=[audience, slug])


def banded_topic(request: HttpRequest, band: AgeBand, slug: str) -> HttpResponse:
    """A topic as one age band reads it: only the sections written for those ages."""
    wanted = topic_url(slug, Audience.YOUNG_PEOPLE, band)
    if request.path != wanted:
        return redirect(wanted, permanent=True)
    return _topic(request, Audience.YOUNG_PEOPLE, slug, band)


def topic(request: HttpRequest, audience: Audience, slug: str) -> HttpResponse:
    """A topic as one audience reads it."""
    return _topic(request, audience, slug, None)


def _topic(request: HttpRequest, audience: Audience, slug: str, band: AgeBand | None) -> HttpResponse:
    overlay = Overlay.of(request)
    found = overlay.find(f"topics/{slug}")
    if found.page is None or found.page.specific_class is not TopicPage:
        raise Http404(f"There is no topic at {request.path}.")
    if not overlay.open(found.page):
        return redirect(str(found.page.get_url(request)))  # where the reader is asked for the password
    page = found.page.specific
    return render(request, "topics/topic_part.html", part_context(request, page, audience, band, found))


def part_context(
    request: HttpRequest, page: TopicPage, audience: Audience, band: AgeBand | None, found: Found
) -> dict[str, Any]:
    """What the template of a part needs. Raises Http404 if the topic has no part for this audience or band."""
    blocks = page.part(audience, band)
    young = audience is Audience.YOUNG_PEOPLE
    note = found.note if found.note and found.note.shows_to(audience.value) else None
    return {
        "page": page,
        "summary": getattr(page, _summary(audience)),
        "audience": audience,
        "band": band,
        "blocks": blocks,
        "sections": sections(blocks),
        "parts": [
            {"audience": each, "url": topic_url(page.slug, each), "current": each == audience}
            for each in page.audiences
        ],
        "bands": [
            {"band": each, "url": topic_url(page.slug, audience, each), "current": each == band}
            for each in (page.bands if young else ())
        ],
        "note": note,
        "campaigns": about(Overlay.of(request), [page.slug], audience.value, getattr(request, "at", None)),
        "trail": _trail(audience, band),
        "exit": page.exit_button or young,
        "canonical": _canonical(request, page, audience, band),
    }


def _trail(audience: Audience, band: AgeBand | None) -> list[dict[str, str]]:
    """The way to a part goes by its readers' area, not by the A to Z of topics."""
    trail = [("Home", "/"), (str(audience.label), reverse("topics:area", args=[audience]))]
    if band:
        trail.append((str(band.label), reverse("topics:band", args=[band])))
    return [{"title": title, "url": url} for title, url in trail]


def _canonical(request: HttpRequest, page: TopicPage, audience: Audience, band: AgeBand | None) -> str:
    """The part's address on the site that owns the topic."""
    overlay = Overlay.of(request)
    return page.canonical_url(request).removesuffix(overlay.path_of(page)) + topic_url(page.slug, audience, band)
