"""The public addresses of the open data, and the page that explains it."""

import csv
from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from .fields import GROUPS, LICENCE
from .records import OpenData
from .table import COLUMNS, rows

View = Callable[[HttpRequest], HttpResponse]


def openly(view: View) -> View:
    """Any program on any site may read it; the licence goes with it as a header."""

    @wraps(view)
    def answer(request: HttpRequest) -> HttpResponse:
        response = view(request)
        response["Access-Control-Allow-Origin"] = "*"
        response["Link"] = f'<{LICENCE["url"]}>; rel="license"'
        return response

    return require_safe(answer)


@openly
def as_json(request: HttpRequest) -> HttpResponse:
    """`/contacts.json`: all records of the site on one page."""
    return JsonResponse(OpenData.of(request).collection(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@openly
def as_csv(request: HttpRequest) -> HttpResponse:
    """`/contacts.csv`: a row for each way to reach a contact, as RFC 4180 has it."""
    data = OpenData.of(request)
    response = HttpResponse(content_type="text/csv; charset=utf-8; header=present")
    response["Content-Disposition"] = (
        f'attachment; filename="{slugify(data.overlay.partnership.short_name)}-contacts.csv"'
    )
    writer = csv.DictWriter(response, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows(data))
    return response


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
