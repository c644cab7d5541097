"""The admin of alert banners: for publishers and the comms team, each their own; those for all sites are SET's."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.permissions import policy_registry

from portal.desk import DESK
from portal.panels import FirstPagePanel
from portal.site_scope import SiteScopedViewSet

from .models import AlertBanner, Severity, Standing

ALL_SITES = "All sites"


class BannerFilters(WagtailFilterSet):
    """Finds those that show now, or a partnership's."""

    stands = django_filters.ChoiceFilter(label="Stands", choices=Standing.choices, method="by_standing")

    class Meta:
        model = AlertBanner
        fields = ["site", "severity"]

    def by_standing(self, banners: QuerySet[AlertBanner], name: str, wanted: str) -> QuerySet[AlertBanner]:
        return banners.standing(wanted)  # type: ignore[attr-defined]


def whose(banner: AlertBanner) -> str:
    """On whose pages it shows."""
    return str(banner.site.site_name or banner.site) if banner.site else ALL_SITES


def clock(name: str) -> Any:
    """A moment of a banner in London's time: `26 Nov 2026, 17:30`."""
    return lambda banner: date_format(timezone.localtime(getattr(banner, name)), "j M Y, H:i")


class BannerViewSet(SiteScopedViewSet):
    model = AlertBanner
    icon = "warning"
    menu_label = "Alert banners"
    menu_name = "alert-banners"
    menu_hook = DESK
    menu_order = 50
    copy_view_enabled = False  # a copy of what is over would be over too
    filterset_class = BannerFilters
    list_display = [
        "text",
        StatusTagColumn(
            "stands",
            accessor=lambda banner: banner.standing().label,
            primary=lambda banner: banner.standing() == Standing.NOW,
        ),
        Column("urgency", label="How urgent", accessor=lambda banner: Severity(banner.severity).said),
        Column("site", label="Partnership", sort_key="site__site_name", accessor=whose),
        Column("begins", label="Begins", sort_key="begins", accessor=clock("begins")),
        Column("ends", label="Ends", sort_key="ends", accessor=clock("ends")),
    ]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[AlertBanner]:
        return super().get_queryset(request).select_related("site")

    def get_form_class(self, for_update: bool = False) -> Any:
        class BannerForm(super().get_form_class(for_update)):  # type: ignore[misc]
            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                field = self.fields.get("site")
                if field is not None and not field.required:
                    field.empty_label = ALL_SITES

        return BannerForm


class BannersNow(FirstPagePanel):
    """On the admin's first page: what readers see now at the top of the pages, for who keeps the banners of a site."""

    name = "banners_now"
    template_name = "banners/admin/banners_now.html"
    order = 110

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """Those for all sites are named to every keeper of banners, and lead to the form for whom may change them."""
        policy = policy_registry.get_by_type(AlertBanner)
        user = self.request.user
        if not policy.user_has_any_permission(user, ["change"]):
            return {"rows": []}
        mine = set(policy.instances_user_has_any_permission_for(user, ["change"]).values_list("pk", flat=True))
        shown = AlertBanner.objects.standing(Standing.NOW, getattr(self.request, "at", None)).select_related("site")
        edit = AlertBanner.snippet_viewset.get_url_name("edit")  # type: ignore[attr-defined]
        rows = [
            (each, whose(each), reverse(edit, args=[each.pk]) if each.pk in mine else "")
            for each in sorted(shown, key=lambda banner: banner.urgency)
            if each.pk in mine or each.site_id is None
        ]
        return {"rows": rows}
