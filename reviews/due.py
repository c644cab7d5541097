"""What is due about reviews, on the admin's first page: for each person among the reviews they look after."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from portal.moments import today
from portal.panels import FirstPagePanel
from portal.to_see_to import pages_one_may

from .models import Decision, Recommendation, ReviewPage, Withdrawal

SOON = timedelta(days=60)
"""So long before a review has to be published, staff are told."""

SHOWN = 8


class ReviewsDue(FirstPagePanel):
    """Withdrawals that wait for a second person, reviews to be published, recommendations overdue. Three queries, or four."""

    name = "reviews_due"
    template_name = "reviews/admin/due.html"
    order = 160

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        user, at = self.request.user, getattr(self.request, "at", None)
        publishes, edits, day = pages_one_may(user, "publish"), pages_one_may(user, "change"), today(at)
        withdrawals = Withdrawal.objects.waiting().filter(page__in=publishes).select_related("page", "asked_by")
        to_publish = ReviewPage.objects.filter(pk__in=edits, publish_by__lte=day + SOON, released_at=None)
        to_publish = to_publish.exclude(decision=Decision.NOT_PUBLISHED).order_by("publish_by").defer("body")
        overdue = Recommendation.objects.overdue(at).filter(page__in=edits, page__live=True)
        late = list(overdue.select_related("page", "agency").order_by("due")[:SHOWN])
        return {
            "day": day,
            "withdrawals": list(withdrawals),
            "to_publish": list(to_publish[:SHOWN]),
            "overdue": late,
            "more": overdue.count() - SHOWN if len(late) == SHOWN else 0,
        }
