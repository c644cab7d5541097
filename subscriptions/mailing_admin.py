"""The list of mailings in the admin, and what of them waits for somebody."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.views.generic import RedirectView
from wagtail.admin.ui.tables import Column, TitleColumn, UserColumn
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import IndexView

from portal.desk import DESK
from portal.panels import FirstPagePanel
from portal.site_scope import DeskPolicy, SiteScopedViewSet

from .models import Delivery, DeliveryState, Mailing, State
from .progress import progress

ONLY_READ = ("list", "list_results", "history", "history_results")


class MailingPolicy(DeskPolicy):
    """Whoever runs the desk sends; what was sent stays on record, so nobody deletes it."""

    actions = ("add", "change")

    def granted(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(action for action in wanted if action in self.actions)


class MailingList(IndexView):
    """Each mailing leads to its own screen; new ones begin on the page that is sent."""

    def get_add_url(self) -> None:
        return None

    def get_edit_url(self, instance: Mailing) -> str:
        return reverse("mailing", args=[instance.pk])

    def get_list_buttons(self, instance: Mailing) -> list:
        return []


class MailingViewSet(SiteScopedViewSet):
    model = Mailing
    icon = "mail"
    menu_label = "Mailings"
    menu_name = "mailings"
    menu_hook = DESK
    menu_order = 20
    copy_view_enabled = False
    index_view_class = MailingList
    index_results_template_name = "subscriptions/admin/mailings_results.html"
    list_filter = ["site", "kind", "state"]
    list_per_page = 50
    list_display = [
        TitleColumn("title", label="What", accessor=str, get_url=lambda mailing: reverse("mailing", args=[mailing.pk])),
        Column("site", label="Partnership", accessor=lambda mailing: mailing.site or "All"),
        Column("state", label="State", accessor="get_state_display"),
        Column(
            "sent", label="Sent", accessor=lambda mailing: mailing.counted["sent"] if mailing.counted else mailing.sent
        ),
        Column("of", label="Of", accessor=lambda mailing: progress(mailing).all if mailing.counted else mailing.of),
        UserColumn("made_by"),
        Column("started_at", label="Begun"),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Mailing]:
        letters = Delivery.objects.filter(mailing=OuterRef("pk")).order_by()
        counted = letters.values("mailing").annotate(number=Count("pk")).values("number")
        sent = Subquery(counted.filter(state=DeliveryState.SENT))  # counted for the rows shown, not for all there are
        rows = super().get_queryset(request).select_related("site", "page", "made_by").defer("html", "text", "items")
        return rows.annotate(sent=Coalesce(sent, 0), of=Coalesce(Subquery(counted), 0))

    def get_urlpatterns(self) -> list[URLPattern]:
        """Those that only read; where others would edit, the mailing’s own screen answers."""
        kept = [each for each in super().get_urlpatterns() if getattr(each, "name", "") in ONLY_READ]
        return [*kept, path("edit/<int:pk>/", RedirectView.as_view(pattern_name="mailing"), name="edit")]


class MailingsToSeeTo(FirstPagePanel):
    """Mailings that wait for a second person, were stopped or cannot go out, on the admin's first page. One query."""

    name = "mailings_to_see_to"
    template_name = "subscriptions/admin/to_see_to.html"
    order = 150

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        policy = policy_registry.get_by_type(Mailing)
        mine = policy.instances_user_has_any_permission_for(self.request.user, policy.actions)
        waiting = mine.filter(Q(state__in=(State.ASKED, State.STOPPED)) | ~Q(trouble=""))
        return {"mailings": list(waiting.select_related("page", "site").defer("html", "text", "items")[:8])}
