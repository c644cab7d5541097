"""The request being answered, for code that is asked for a page's address or for remembered facts without being handed it.

`request.at` is the moment it began, in London time: one answer is about one moment, whatever it takes to write it.
"""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

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
