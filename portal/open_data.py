"""What the portal gives away as data: the wrapper, the licence and the answers that every set of records shares.

The wrapper is that of Open Referral UK (HSDS-UK 3.0), in which the contacts came first.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import wraps
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from .overlay import Overlay

LICENCE = {
    "name": "Open Government Licence v3.0",
    "url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")

View = Callable[..., HttpResponse]


def openly(view: View) -> View:
    """Any program on any site may read it; the licence goes with it as a header."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Link"] = f'<{LICENCE["url"]}>; rel="license"'
        return response

    return require_safe(answer)


def lasting_id(overlay: Overlay, kind: str, pk: int) -> UUID:
    """The same on every site of this portal, and as long as the record lives, whatever it is renamed to."""
    return uuid5(NAMESPACE_URL, f"{overlay.shared_url}/{kind}/#{pk}")


def known(**fields: Any) -> dict[str, Any]:
    """Those fields that something is known of: an empty text or None is left out, an empty list says that there are none."""
    return {name: value for name, value in fields.items() if value is not None and value != ""}


def collection(overlay: Overlay, contents: list[dict[str, Any]], documentation: str, **more: Any) -> dict[str, Any]:
    """All records on one page, in the standard's wrapper; `documentation` is the path of the page that explains them."""
    return {
        "total_items": len(contents),
        "total_pages": 1,
        "page_number": 1,
        "size": len(contents),
        "first_page": True,
        "last_page": True,
        "empty": not contents,
        "publisher": overlay.partnership.name,
        "licence": LICENCE,
        "documentation": f"{overlay.site.root_url}{documentation}",
        "time_zone": "Europe/London",
        **more,
        "contents": contents,
    }


def wrapper_fields(records: str) -> dict[str, str]:
    """What each field of that wrapper means, for the page that explains them; `records` are “groups”."""
    return {
        "total_items": f"How many {records} there are.",
        "total_pages": "Always 1: everything is on one page.",
        "page_number": "Always 1.",
        "size": f"How many {records} are on this page: all.",
        "first_page": "Always true.",
        "last_page": "Always true.",
        "empty": "True if there are none.",
        "publisher": "The partnership whose site this is.",
        "licence": "The licence’s name and address.",
        "documentation": "The address of this page.",
        "time_zone": "Where the clock stands that all days and times are told by: Europe/London.",
        "contents": f"The {records}.",
    }


def as_json(data: dict[str, Any]) -> HttpResponse:
    """Data to be read by programs, and by people who look at it."""
    return JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 1})


def as_csv(overlay: Overlay, name: str, columns: Collection[str], rows: Iterable[Mapping[str, str]]) -> HttpResponse:
    """A table as RFC 4180 has it, to be saved as `southend-<name>.csv`. No value can be taken for a formula."""
    response = HttpResponse(content_type="text/csv; charset=utf-8; header=present")
    saved_as = f"{slugify(overlay.partnership.short_name)}-{name}.csv"
    response["Content-Disposition"] = f'attachment; filename="{saved_as}"'
    writer = csv.DictWriter(response, list(columns), lineterminator="\r\n")
    writer.writerow({column: plain(column) for column in columns})
    writer.writerows({column: plain(value) for column, value in row.items()} for row in rows)
    return response


def plain(value: str) -> str:
    """A cell that no spreadsheet program runs as a formula."""
    return f"'{value}" if value.startswith(FORMULA) else value
