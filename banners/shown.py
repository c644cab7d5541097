"""The banners of a site at a moment. What is known of a day's is remembered until someone publishes: no query a page.

A copy of a page is kept no longer than until the next of them begins or ends (`changes_at`); at London's midnight every copy
is old anyway.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from portal import generation
from portal.current_request import changes_at
from portal.moments import midnight, moment, today
from portal.overlay import Overlay

from .models import AlertBanner, Severity


@dataclass(frozen=True)
class Shown:
    """A banner as a page shows it: how urgent in words, the text, and where its link leads."""

    severity: str
    said: str
    text: str
    url: str
    words: str
    begins: datetime
    ends: datetime

    def shows(self, now: datetime) -> bool:
        return self.begins <= now < self.ends


def of_the_day(overlay: Overlay, at: datetime | None = None) -> list[Shown]:
    """Those of the site that show at some time of this London day, the most urgent first. One query, remembered."""
    day = today(at)

    def load() -> list[Shown]:
        first, after = midnight(day), midnight(day + timedelta(days=1))
        mine = Q(site=overlay.site.pk) | Q(site=None)
        found = AlertBanner.objects.filter(mine, begins__lt=after, ends__gt=first).select_related("link_page")
        return [_shown(overlay, each) for each in sorted(found, key=lambda each: each.urgency)]

    return generation.remembered(f"banners:{overlay.site.pk}:{day}", load)


def banners(request: HttpRequest, at: datetime | None = None) -> list[Shown]:
    """What shows at this moment on the site being read. The answer is kept no longer than it is right."""
    now = moment(at)
    known = of_the_day(Overlay.of(request), now)
    coming = [each for banner in known for each in (banner.begins, banner.ends) if each > now]
    if coming:
        changes_at(request, min(coming))
    return [each for each in known if each.shows(now)]


def shown(request: HttpRequest, banner: AlertBanner) -> Shown:
    """One banner, be it not saved yet, on the site being read."""
    return _shown(Overlay.of(request), banner)


def _shown(overlay: Overlay, banner: AlertBanner) -> Shown:
    url, words = banner.link_url, banner.link_words
    page = banner.link_page if banner.link_page_id else None
    if page is not None:
        here = page.live and overlay.open(page)
        url = (overlay.address(page) or "") if here else ""
        words = words or page.title
    severity = Severity(banner.severity)
    begins, ends = banner.begins or timezone.now(), banner.ends or timezone.now()  # a preview may lack them
    return Shown(severity.value, severity.said, banner.text, url, words, begins, ends)
