"""The public addresses of the open data, and the page that explains it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal import open_data
from portal.open_data import LICENCE, openly

from .fields import GROUPS
from .records import OpenData
from .table import COLUMNS, rows


@openly
def as_json(request: HttpRequest) -> HttpResponse:
    """`/contacts.json`: all records of the site on one page."""
    return open_data.as_json(OpenData.of(request).collection())


@openly
def as_csv(request: HttpRequest) -> HttpResponse:
    """`/contacts.csv`: a row for each way to reach a contact, as RFC 4180 has it."""
    data = OpenData.of(request)
    return open_data.as_csv(data.overlay, "contacts", COLUMNS, rows(data))


SECTIONS = {
    "get": "Get it",
    "licence": "What you may do with it",
    "open-now": "Who is open now",
    "json": "Fields of the JSON",
    "csv": "Columns of the CSV",
}


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What there is, what its fields mean, and under which licence: for people."""
    contents = [{"anchor": anchor, "heading": heading} for anchor, heading in SECTIONS.items()]
    context = {"groups": GROUPS, "columns": COLUMNS, "licence": LICENCE, "contents": contents}
    return render(request, "contacts/open_data.html", context)
