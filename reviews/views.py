"""What the addresses of reviews answer: the list, a review, its briefing, a theme, and that a review was withdrawn."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from portal.moments import today
from portal.overlay import Overlay
from portal.routes import below
from portal.screens import screen

from . import briefing as seven_minutes
from .catalogue import catalogue
from .models import LearningPoint, Recommendation, ReviewIndexPage, ReviewPage, Theme, Withdrawal
from .narrowing import WORDS, narrowed
from .reading import Action, Reading, by_profession


def reviews(request: HttpRequest, page: ReviewIndexPage) -> HttpResponse:
    """The site's reviews: those under way, and the others by screens, as far as its address narrows them.

    `partnership`, `kind`, `theme`, `year`, `page`. What was left empty in the form is left out of the address.
    """
    overlay = Overlay.of(request)
    found = catalogue(overlay)
    choice = narrowed(overlay, found, request.GET)
    if any(request.GET.get(name) == "" for name in WORDS):
        return HttpResponseRedirect(choice.address)
    neighbours = overlay.neighbours if overlay.partnership.is_shared else []
    context = {
        **page.get_context(request),
        "catalogue": found,
        "choice": choice,
        "page_obj": screen(choice.entries, request),
        "others": [(each.area, f"{each.url}reviews/") for each in neighbours],
    }
    response = TemplateResponse(request, "reviews/review_index_page.html", context)
    if request.GET:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def review(request: HttpRequest, page: ReviewPage) -> HttpResponse:
    """One review, whole. In a preview, as it is being written."""
    context = {**page.get_context(request), "reading": _reading(request, page)}
    return TemplateResponse(request, "reviews/review_page.html", context)


def briefing(request: HttpRequest, page: ReviewPage) -> HttpResponse:
    """The review on one page, made from its data."""
    reading = _reading(request, page)
    context = below(request, page, reading=reading, briefing=seven_minutes.briefing(reading))
    context["canonical"] += "briefing/"
    return TemplateResponse(request, "reviews/briefing.html", context)


def theme(request: HttpRequest, page: ReviewIndexPage, slug: str) -> HttpResponse:
    """What the site's reviews say together about a theme; 404 for one that no review here is about.

    Twenty reviews a screen, with the learning and the recommendations of these.
    """
    overlay, at = Overlay.of(request), request.at  # type: ignore[attr-defined]
    found = catalogue(overlay)
    entries = [entry for entry in found.all if slug in entry.themes]
    about = Theme.objects.filter(slug=slug).first() if entries else None
    if about is None:
        raise Http404(f"“{slug}” is no theme of the reviews on this site.")
    screenful = screen(entries, request)
    reviews = {entry.page: entry for entry in screenful.object_list}
    order = list(reviews)
    points = list(LearningPoint.objects.filter(page__in=order))
    rows = list(Recommendation.objects.filter(page__in=order).select_related("agency", "evidence_file"))
    for each in [*points, *rows]:
        each.entry = reviews[each.page_id]
    points.sort(key=lambda point: (order.index(point.page_id), point.sort_order))
    rows.sort(key=lambda row: (order.index(row.page_id), row.sort_order))
    context = below(
        request,
        page,
        theme=about,
        page_obj=screenful,
        learning=by_profession(points),
        actions=[Action(row, today(at)) for row in rows],
        themes=[(other, title) for other, title in found.themes.items() if other != slug],
    )
    context["canonical"] += f"themes/{slug}/"
    return TemplateResponse(request, "reviews/theme.html", context)


def withdrawn(request: HttpRequest, page: ReviewPage, withdrawal: Withdrawal) -> HttpResponse:
    """410: that there was a review and how to ask for it. Nothing else of it is given to the template."""
    overlay = Overlay.of(request)
    context = {"withdrawal": withdrawal, "trail": overlay.find(overlay.path_of(page)).trail}
    response = TemplateResponse(request, "reviews/withdrawn.html", context, status=410)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _reading(request: HttpRequest, page: ReviewPage) -> Reading:
    draft = bool(getattr(request, "is_preview", False))
    return Reading(page, Overlay.of(request), getattr(request, "at", None), draft)
