"""The admin of reviews: all of one's own in one list with the keeper's dates, the themes, and the record of withdrawals."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column, UserColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.site_scope import SiteScopedViewSet
from portal.without_drafts import RecordViewSet

from .models import Decision, Recommendation, ReviewKind, ReviewPage, Theme, Withdrawal

WANTING = (
    ("report", "The report is not uploaded"),
    ("due", "To be published"),
    ("overdue", "A recommendation is overdue"),
    ("deposit", "Published, not deposited with the NSPCC"),
)


def wanting(pages: QuerySet, what: str) -> QuerySet:
    """Those reviews about which something is to be done."""
    if what == "report":
        return pages.filter(report_wanted=True, report=None)
    if what == "due":
        return pages.filter(publish_by__isnull=False, released_at=None).exclude(decision=Decision.NOT_PUBLISHED)
    if what == "overdue":
        return pages.filter(pk__in=Recommendation.objects.overdue().values("page"))
    return pages.filter(released_at__isnull=False, live=True, deposited_on=None)


class ReviewFilters(PageFilterSet):
    decision = ChoiceFilter(label="Publication", choices=Decision.choices)
    kind = ChoiceFilter(label="Kind", choices=ReviewKind.choices)
    wanting = ChoiceFilter(label="To do", choices=WANTING, method="narrow")

    class Meta:
        model = ReviewPage
        fields: list[str] = []

    def narrow(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        return wanting(pages, value)


class ReviewList(IndexView):
    """Every review that the person may edit, whichever site it is on; how many recommendations are open in the same query."""

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        still = Recommendation.objects.open().filter(page=OuterRef("pk")).order_by()
        counted = still.values("page").annotate(number=Count("pk")).values("number")
        withdrawn = Withdrawal.objects.in_force().filter(page=OuterRef("pk")).values("withdrawn_at")[:1]
        return super().annotate_queryset(
            pages.annotate(open_recommendations=Coalesce(Subquery(counted), 0), withdrawn=Subquery(withdrawn))
        )


def _state(page: Any) -> str:
    return "Withdrawn" if page.withdrawn else str(page.get_decision_display())


def _published(page: ReviewPage) -> str:
    return f"{page.published_on:%-d %b %Y}" if page.published_on else page.published_note


def _earliest(page: ReviewPage) -> str:
    day = page.earliest_removal()
    return f"{day:%-d %b %Y}" if day else ""


def _ticked(page: ReviewPage) -> str:
    """What the keeper has done for publication, and by when it is to be published."""
    done = [("family", page.family_told_on), ("panel", page.panel_sent_on), ("NSPCC", page.deposited_on)]
    words = [f"{name} {day:%-d %b %Y}" for name, day in done if day]
    by = [f"by {page.publish_by:%-d %b %Y}"] if page.publish_by and page.released_at is None else []
    return ", ".join([*by, *words])


class ReviewListing(PageListingViewSet):
    model = ReviewPage
    icon = "clipboard-list"
    menu_label = "Reviews"
    name = "review_list"
    menu_order = 10
    index_view_class = ReviewList
    filterset_class = ReviewFilters
    columns = [
        PageTitleColumn("title", label="Title", sort_key="title", classname="title", width="26%"),
        Column("kind", label="Kind", accessor="get_kind_display", width="14%"),
        Column("state", label="State", accessor=_state),
        Column("published", label="Published", accessor=_published),
        Column("earliest", label="Removal from", accessor=_earliest),
        Column("open", label="Open", accessor="open_recommendations"),
        Column("keeper", label="To publish, told, sent", accessor=_ticked, width="14%"),
        PageStatusColumn("status", label="Page", sort_key="live"),
    ]


class ThemeViewSet(RecordViewSet):
    model = Theme
    icon = "tag"
    menu_label = "Themes"
    menu_order = 20
    list_display = ["title", "slug", "order"]


class WithdrawalViewSet(SiteScopedViewSet):
    """To read: who asked, why, who agreed."""

    model = Withdrawal
    icon = "history"
    menu_label = "Withdrawals"
    menu_order = 30
    copy_view_enabled = False
    inspect_view_enabled = True
    list_filter = ["site"]
    list_display = [
        Column("page", label="Review"),
        Column("state", label="State"),
        Column("reason", label="Reason, for the record"),
        UserColumn("asked_by"),
        Column("asked_at", label="Asked"),
        UserColumn("decided_by"),
        Column("decided_at", label="Decided"),
    ]
    list_per_page = 50


class ReviewsMenu(SnippetViewSetGroup):
    items = (ReviewListing, ThemeViewSet, WithdrawalViewSet)
    menu_icon = "clipboard-list"
    menu_label = "Reviews"
    menu_name = "reviews"
    menu_order = 320
