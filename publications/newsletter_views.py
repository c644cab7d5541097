"""What the addresses of the newsletters answer: the issues by year, and those of one year."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from portal.overlay import Overlay
from portal.routes import below
from portal.screens import screen

from . import newsletters
from .models import NewsletterIndexPage


def archive(request: HttpRequest, page: NewsletterIndexPage) -> HttpResponse:
    """Every issue of the site, the latest first, in years."""
    return _listing(request, page.get_context(request))


def year(request: HttpRequest, page: NewsletterIndexPage, number: int) -> HttpResponse:
    """The issues of one year. Raises Http404 for a year without any."""
    if number not in newsletters.years(Overlay.of(request)):
        raise Http404(f"There is no issue of {number} here.")
    return _listing(request, below(request, page, year=number, year_words=str(number)))


def _listing(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    overlay = Overlay.of(request)
    found = newsletters.listed(overlay, context.get("year")).select_related("document")
    screenful = screen(found, request)
    issues = list(screenful)
    for issue in issues:
        issue.is_shared_here = not overlay.own.holds(issue)
    context = {
        **context,
        "page_obj": screenful,
        "issues": issues,
        "years": newsletters.years(overlay),
        "lacking": any(issue.is_only_named or issue.lacks_file for issue in issues),
    }
    return TemplateResponse(request, "publications/newsletter_index_page.html", context)
