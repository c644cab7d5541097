"""The consultations a site shows: those that run, those to come, and those that are over with what came of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, F, Q, Value, When
from django.http import HttpRequest

from portal.moments import today
from portal.overlay import Overlay
from portal.screens import screen


def listed(request: HttpRequest) -> dict[str, Any]:
    """A screenful of them, the open ones first, then those to come, then the one that closed last. Two queries."""
    from .models import ConsultationPage

    at = getattr(request, "at", None)
    day = today(at)
    over = Q(closes_on__lt=day)
    rank = Case(When(over, then=Value(2)), When(opens_on__lte=day, then=Value(0)), default=Value(1))
    pages = Overlay.of(request).pages(ConsultationPage).annotate(rank=rank)
    page_obj = screen(pages.order_by("rank", F("closes_on").desc(nulls_last=True), "title", "pk"), request)
    for page in page_obj:
        page.now, page.said = page.stage(at).value, page.stands(at)
    return {"page_obj": page_obj}
