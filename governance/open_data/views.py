"""The public addresses of the groups' data, and the page that explains it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import open_data
from portal.open_data import LICENCE, openly
from portal.overlay import Overlay

from .fields import TABLES
from .records import data

SECTIONS = {"get": "Get it", "licence": "What you may do with it", "fields": "Fields of the JSON"}


@openly
def as_json(request: HttpRequest) -> HttpResponse:
    """`/groups.json`: every group of the site on one page."""
    return open_data.as_json(data(Overlay.of(request)))


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What there is, what its fields mean, and under which licence: for people."""
    contents = [{"anchor": anchor, "heading": heading} for anchor, heading in SECTIONS.items()]
    return render(request, "governance/open_data.html", {"tables": TABLES, "licence": LICENCE, "contents": contents})
