"""The public addresses of the open data, and the page that explains it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import open_data
from portal.open_data import LICENCE, openly
from portal.overlay import Overlay

from .fields import COLUMNS, GROUPS
from .records import OpenData

SECTIONS = {
    "get": "Get it",
    "licence": "What you may do with it",
    "json": "Fields of the JSON",
    "csv": "Columns of the CSV",
}


@openly
def as_json(request: HttpRequest) -> HttpResponse:
    """`/reviews.json`: all reviews of the site on one page."""
    data = OpenData(Overlay.of(request))
    return open_data.as_json(open_data.collection(data.overlay, data.records(), "/reviews/open-data/"))


@openly
def as_csv(request: HttpRequest) -> HttpResponse:
    """`/reviews.csv`: a row a review, as RFC 4180 has it."""
    data = OpenData(Overlay.of(request))
    return open_data.as_csv(data.overlay, "reviews", COLUMNS, data.rows())


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What there is, what its fields mean, and under which licence: for people."""
    contents = [{"anchor": anchor, "heading": heading} for anchor, heading in SECTIONS.items()]
    context = {"groups": GROUPS, "columns": COLUMNS, "licence": LICENCE, "contents": contents}
    return render(request, "reviews/open_data.html", context)
