"""What is due about reviews, on the admin's first page: for each person among the reviews they look after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.permissions import page_permission_policy

from portal.moments import today

from .models import Recommendation, ReviewPage, Withdrawal
from .reading import DONE

SOON = timedelta(days=60)
"""So long before a review has to be published, staff are told."""

SHOWN = 8


def mine(user: Any, action: str) -> QuerySet:
    """The ids of the pages with which this person may do that."""
    return page_permission_policy.instances_user_has_permission_for(user, action).order_by().values("pk")


class ReviewsDue(Component):
    """Withdrawals that wait for a second person, reviews to be published, recommendations overdue. Three queries."""

    name = "reviews_due"
    template_name = "reviews/admin/due.html"
    order = 160

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user, day = self.request.user, today(getattr(self.request, "at", None))
        publishes, edits = mine(user, "publish"), mine(user, "change")
        withdrawals = Withdrawal.objects.waiting().filter(page__in=publishes).select_related("page", "asked_by")
        unpublished = Q(released_at=None) & ~Q(decision="not-published")
        to_publish = ReviewPage.objects.filter(unpublished, pk__in=edits, publish_by__lte=day + SOON)
        overdue = Recommendation.objects.filter(page__in=edits, page__live=True, due__lt=day).exclude(state__in=DONE)
        overdue = overdue.select_related("page", "agency").order_by("due")
        late = list(overdue)
        return {
            "day": day,
            "withdrawals": list(withdrawals),
            "to_publish": list(to_publish.order_by("publish_by").defer("body")[:SHOWN]),
            "overdue": late[:SHOWN],
            "more": len(late) - SHOWN,
        }
