"""What the owner of a text still has to confirm, on the first page of the admin, for those who may edit it."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.permissions import page_permission_policy
from wagtail.query import PageQuerySet

from .panels import FirstPagePanel

SHOWN = 10


class ToConfirm(FirstPagePanel):
    """The pages with something to be confirmed that this person may edit; empty where there are none."""

    name = "to_confirm"
    template_name = "portal/admin/to_confirm.html"
    order = 200

    @cached_property
    def pages(self) -> PageQuerySet:
        mine = page_permission_policy.instances_user_has_permission_for(self.request.user, "change")
        return mine.exclude(to_confirm="").order_by("title")

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        pages = list(self.pages)
        return {"pages": pages[:SHOWN], "more": pages[SHOWN:]}
