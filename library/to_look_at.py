"""Resources that somebody has to look at again (EW2): past their day, and long past it.

Readers see nothing of it: a link that works stays, one that does not is the link check's to tell. Staff are told until
somebody has looked and given it another day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from wagtail.admin.filters import WagtailFilterSet
from wagtail.permissions import policy_registry

from portal.moments import today
from portal.panels import FirstPagePanel

from .models import Resource
from .models.resource import AGES

GRACE = timedelta(days=30)
DUE, OVERDUE = "due", "overdue"
WORDS = {
    OVERDUE: "a month overdue: pages may recommend what is no longer there",
    DUE: "to look at again",
}


def due(day: date) -> dict[str, Q]:
    """Those whose day has come, and those where it came a month ago; what ages and has no day is overdue."""
    never = Q(review_by=None, kind__in=AGES)
    return {
        DUE: Q(review_by__lt=day, review_by__gte=day - GRACE),
        OVERDUE: Q(review_by__lt=day - GRACE) | never,
    }


def state(resource: Resource, day: date | None = None) -> str:
    """`12 November 2026`, and whether that day is past."""
    day = day or today()
    if resource.review_by is None:
        return "No day given" if resource.kind in AGES else ""
    said = date_format(resource.review_by, "j F Y")
    if resource.review_by >= day:
        return said
    return f"{said}: {'overdue' if resource.review_by < day - GRACE else 'due'}"


class ResourceFilters(WagtailFilterSet):
    check = django_filters.ChoiceFilter(
        label="Look at it again", choices=[(DUE, "Due"), (OVERDUE, "A month overdue")], method="by_check"
    )

    class Meta:
        model = Resource
        fields = ["site", "kind"]

    def by_check(self, resources: QuerySet, name: str, wanted: str) -> QuerySet:
        return resources.filter(due(today(self.request.at))[wanted])


class ToLookAt(FirstPagePanel):
    """On the admin's first page, for those who keep resources: how many are due and how many long overdue."""

    name = "resources_to_look_at"
    template_name = "library/admin/to_look_at.html"
    order = 225

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        policy = policy_registry.get_by_type(Resource)
        mine = policy.instances_user_has_permission_for(self.request.user, "change").select_related(None)
        states = due(today(self.request.at))
        counts = mine.order_by().aggregate(
            **{name: Count("pk", filter=condition) for name, condition in states.items()}
        )
        listed = reverse(Resource.snippet_viewset.get_url_name("list"))
        rows = [
            {"count": counts[name], "words": words, "url": f"{listed}?{urlencode({'check': name})}"}
            for name, words in WORDS.items()
            if counts[name]
        ]
        return {"rows": rows}
