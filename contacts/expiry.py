"""No copy of an answer is kept past the moment at which it changes (DESIGN §6.7, GH8).

Whatever asked the directory for contacts, page or data, may be kept by browsers and proxies until the next change-over of any of
them, a minute at most: a number changed by staff is then everywhere within that minute.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

from portal import generation
from portal.moments import midnight

from .directory import Directory
from .hours import moment, today

MOST = 60  # seconds


def next_change(directory: Directory, at: datetime | None = None) -> datetime:
    """The next moment, in UTC, at which anything that is said of these contacts changes: at the latest London's midnight.

    At midnight “tomorrow” becomes “today”, dates pass, and checks fall due. Remembered until then, or until someone publishes.
    """
    now = moment(at)
    key = f"{generation.token()}:expiry:{directory.site_id}"
    since, until = caches["facts"].get(key, (now, now))
    if not since <= now < until:
        tomorrow = today(now) + timedelta(days=1)
        changes = (contact.next_change(now) for contact in directory.reachable)
        until = min([midnight(tomorrow), *(moment(each) for each in changes if each)])
        caches["facts"].set(key, (now, until), generation.KEEP_SECONDS)
    return until


class Expiry:
    """Middleware: `Cache-Control` of every answer that shows contacts. What is shown to someone with a cookie is theirs."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        directories = request.__dict__.get("_directories", {})
        if response.has_header("Cache-Control") or not directories:
            return response
        if request.COOKIES or response.cookies or response.status_code >= 500:
            patch_cache_control(response, private=True, no_cache=True)
        else:
            at = request.at  # type: ignore[attr-defined]
            known = [moment(each) for each in request.__dict__.get("_changes_at", [])]
            until = min([*known, *(next_change(directory, at) for directory in directories.values())])
            seconds = int((until - moment(at)).total_seconds())
            patch_cache_control(response, public=True, must_revalidate=True, max_age=max(0, min(MOST, seconds)))
        return response
