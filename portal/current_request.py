"""The request being answered, for code that is asked for a page's address or for remembered facts without being handed it.

`request.at` is the moment it began, in London time: one answer is about one moment, whatever it takes to write it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Site

from .moments import moment

current_request: ContextVar[HttpRequest | None] = ContextVar("current_request", default=None)


class CurrentRequest:
    """Middleware: the request is current while it is answered, and never after."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.at = timezone.localtime()  # type: ignore[attr-defined]
        reset = current_request.set(request)
        try:
            return self.get_response(request)
        finally:
            current_request.reset(reset)


@contextmanager
def reading(site: Site, at: datetime | None = None) -> Iterator[HttpRequest]:
    """As somebody who reads that site at that moment, where there is no request: for what is sent and for previews of it."""
    request = HttpRequest()
    request.method, request.path = "GET", "/"
    host = f"{site.hostname}:{site.port}" if site.port not in (80, 443) else site.hostname
    request.META = {"HTTP_HOST": host, "SERVER_NAME": site.hostname, "SERVER_PORT": str(site.port)}
    request.META["wsgi.url_scheme"] = "https" if site.port == 443 else "http"
    request._wagtail_site = site  # type: ignore[attr-defined]
    request.at = timezone.localtime(moment(at))  # type: ignore[attr-defined]
    reset = current_request.set(request)
    try:
        yield request
    finally:
        current_request.reset(reset)


def changes_at(request: HttpRequest, moment: datetime) -> None:
    """What is being answered changes at this moment: no copy of it may be kept longer (`contacts.expiry`)."""
    request.__dict__.setdefault("_changes_at", []).append(moment)
