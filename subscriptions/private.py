"""What is said of a page that a signed link opens: nobody keeps a copy, no search engine lists it, no other site learns of it."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from portal.views import not_found


def private(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For every view of this app, also where it answers 404. Its address is nobody else's: no page repeats it in a link."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.is_private = True  # type: ignore[attr-defined]
        try:
            response = view(request, *args, **kwargs)
        except Http404 as error:
            response = not_found(request, error)
        add_never_cache_headers(response)
        response["X-Robots-Tag"] = "noindex, nofollow"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return wrapped


class HidesTokens(logging.Filter):
    """Takes the tokens out of the addresses that web servers and Django write to their logs: who has one is the subscriber."""

    LOGGERS = ("django.request", "django.server", "django.security", "gunicorn.access", "gunicorn.error")
    TOKEN = re.compile(r"(/newsletters/(?:confirm|preferences|unsubscribe)/)[^/\s\"'?]+")

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = self._without(record.msg)
        if isinstance(record.args, Mapping):
            for name, value in list(record.args.items()):
                record.args[name] = self._without(value)  # type: ignore[index]
        elif record.args:
            record.args = tuple(self._without(each) for each in record.args)
        return True

    def _without(self, said: Any) -> Any:
        return self.TOKEN.sub(r"\1…", said) if isinstance(said, str) else said

    @classmethod
    def install(cls) -> None:
        """Once a process."""
        for name in cls.LOGGERS:
            logger = logging.getLogger(name)
            if not any(isinstance(each, cls) for each in logger.filters):
                logger.addFilter(cls())
