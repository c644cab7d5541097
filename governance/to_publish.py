"""What a partnership must publish and has not, or must renew soon: on the admin's first page, for its own staff."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils.functional import cached_property

from portal.overlay import Overlay
from portal.panels import FirstPagePanel
from portal.shelf import Shelf, shelf
from portal.site_scope import sites_for


class ToPublish(FirstPagePanel):
    """For whoever edits a partnership's pages: the duties of that partnership which somebody has to see to."""

    name = "to_publish"
    template_name = "governance/admin/to_publish.html"
    order = 160

    @cached_property
    def shelves(self) -> list[Shelf]:
        """Those of this person's own sites on which something is to be done."""
        sites = sites_for(cast(AbstractUser, self.request.user), "change").select_related("root_page")
        at = getattr(self.request, "at", None)
        return [each for site in sites for each in [shelf(Overlay.at(site), at)] if each.to_do]

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"shelves": self.shelves, "page": reverse("governance:shelf")}
