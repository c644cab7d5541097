"""Everything that is held about a subscriber, as data: for them to take away, and for staff who answer a request for it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from wagtail.models import Site

from portal.moments import LONDON

from .models import SignUp, Subscriber


def held(subscriber: Subscriber) -> dict[str, Any]:
    """All rows that name the subscriber or their address, in words; times are London's, with their offset."""
    sites = {site.pk: site.site_name or site.hostname for site in Site.objects.all()}

    def wished(wishes: Iterable[Iterable]) -> list[dict[str, str]]:
        return [
            {"partnership": sites.get(site, "one that is no longer here"), "list": news, "topic": topic}
            for site, news, topic in wishes
        ]

    return {
        "address": subscriber.address,
        "confirmed": told(subscriber.confirmed_at),
        "gets": [
            {**wished([(row.site_id, row.news, row.topic)])[0], "since": told(row.since)}
            for row in subscriber.subscriptions.order_by("pk")
        ],
        "consents": [
            {
                "when": told(row.at),
                "how": row.get_how_display(),
                "source": row.source,
                "version of the words": row.version,
                "words": row.text,
                "asked for": wished(row.wishes),
            }
            for row in subscriber.consents.order_by("at", "pk")
        ],
        "not yet confirmed": [
            {"when": told(row.asked_at), "asked for": wished(row.wishes)}
            for row in SignUp.objects.filter(address=subscriber.address).order_by("asked_at")
        ],
        "e-mails": [
            {"subject": str(row.mailing), "state": row.get_state_display(), "when": told(row.sent_at)}
            for row in subscriber.deliveries.select_related("mailing").order_by("pk")
        ],
    }


def told(at: datetime | None) -> str:
    """`2026-11-26T09:30:00+00:00`; nothing where there is no moment."""
    return at.astimezone(LONDON).isoformat(timespec="seconds") if at else ""


def as_file(subscriber: Subscriber) -> HttpResponse:
    """`held` as a JSON file to save, whose name says nothing about whose it is."""
    text = json.dumps(held(subscriber), indent=2, ensure_ascii=False)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="what-we-hold.json"'
    return response
