"""Pages that somebody has to see to, on the first page of the admin, among those the person may edit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import page_permission_policy

from .panels import FirstPagePanel


def pages_one_may(user: Any, action: str) -> QuerySet:
    """The ids of the pages with which this person may do that: “change”, “publish”."""
    return page_permission_policy.instances_user_has_permission_for(user, action).order_by().values("pk")


class PagesToSeeTo(FirstPagePanel):
    """Those of one type, by what they lack. A subclass says what that is; nothing shows where nothing is lacking."""

    template_name = "portal/admin/pages_to_see_to.html"
    heading: str
    listing: str  # the name of the address that lists all of the type
    all_of_them: str

    def lacking(self, mine: QuerySet) -> Iterable[tuple[str, QuerySet]]:
        """What they lack, in words, and which of the pages with these ids do."""
        raise NotImplementedError

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        found = self.lacking(pages_one_may(self.request.user, "change"))
        lists = [(label, list(pages.order_by("title").only("title"))) for label, pages in found]
        return {"panel": self, "lists": [(label, pages) for label, pages in lists if pages]}
