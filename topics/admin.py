"""The admin of campaigns: all of one's own in one list, those that run first, with what wants looking after."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Q, QuerySet
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet

from portal.desk import DESK
from portal.moments import today
from portal.to_see_to import PagesToSeeTo

from .models import CampaignPage
from .standing import State, in_state

AHEAD = timedelta(days=30)  # how long before the day of its review staff are warned
NEAR = timedelta(days=14)


class CampaignFilters(PageFilterSet):
    stands = ChoiceFilter(label="Stands", choices=State.choices, method="by_state")

    class Meta:
        model = CampaignPage
        fields: list[str] = []

    def by_state(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        return pages.filter(in_state(value, today()))


class CampaignList(IndexView):
    """Every campaign that the person may edit, whichever site it is on."""

    default_ordering = "-begins"


class CampaignListing(PageListingViewSet):
    model = CampaignPage
    icon = "comment"
    menu_label = "Campaigns"
    menu_name = "campaigns"
    menu_hook = DESK
    menu_order = 40
    name = "campaign_list"
    index_view_class = CampaignList
    filterset_class = CampaignFilters
    columns = [
        PageTitleColumn("title", label="Title", sort_key="title", classname="title"),
        Column("stands", label="Stands", accessor=lambda page: page.state().label),
        Column("when", label="When", accessor="when", sort_key="begins"),
        Column("front_page", label="On the front page", sort_key="front_page"),
        Column("review_due", label="Review by", sort_key="review_due"),
        PageStatusColumn("status", label="Page", sort_key="live", width="12%"),
    ]


class CampaignsToLookAfter(PagesToSeeTo):
    """What runs without a last day and is to be looked at again, what begins soon and is no more than a draft."""

    name = "campaigns_to_look_after"
    order = 225
    heading = "Campaigns to look after"
    listing = "campaign_list:index"
    all_of_them = "All campaigns"

    def lacking(self, mine: QuerySet) -> Iterable[tuple[str, QuerySet]]:
        pages, day = CampaignPage.objects.filter(pk__in=mine), today()
        endless = pages.live().filter(runs=True, ends=None).exclude(begins__gt=day)
        unsaid = pages.live().filter(in_state(State.UNDATED, day), begins=None, ends=None, dates_note="", runs=False)
        drafts = pages.not_live().filter(Q(ends=None) | Q(ends__gte=day), begins__lte=day + NEAR)
        return [
            (
                "Counts as running until it is looked at again, within a month",
                endless.filter(review_due__gte=day, review_due__lte=day + AHEAD),
            ),
            ("No longer counts as running: is it over?", endless.filter(review_due__lt=day)),
            ("Begins within two weeks, or has begun, and is not published", drafts),
            ("Nothing is said of when it takes place", unsaid),
        ]
