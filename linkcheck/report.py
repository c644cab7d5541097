"""The report of links in the admin: for each partnership its own, what is broken first, and what to do about each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, cast

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.views import View
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.models import Site

from portal.moments import today
from portal.open_data import plain
from portal.panels import FirstPagePanel
from portal.site_scope import sites_for

from .checking import ask_for
from .collecting import look_again
from .models import Link, LinkQuerySet, State

HALF_A_YEAR, A_YEAR = timedelta(days=182), timedelta(days=366)
PLACES_SHOWN = 4
PANEL_SHOWS = 5


def links_of(user: Any) -> LinkQuerySet:
    """The links on the sites whose pages this person writes; SET's for SET's staff. Never a neighbour's."""
    sites = list(sites_for(user))
    mine = Q(site__in=sites)
    if any(site.is_default_site for site in sites):
        mine |= Q(site=None)
    return cast(LinkQuerySet, Link.objects.filter(mine))


class Cell(Column):
    """A cell with a template of its own, which knows the link and the request."""

    def __init__(self, name: str, label: str, template: str = "") -> None:
        super().__init__(name, label=label, accessor=str)
        self.cell_template_name = f"linkcheck/admin/{template or name}_cell.html"

    def get_cell_context_data(self, instance: Link, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        places = list(instance.places.all())
        shown = {"link": instance, "places": places[:PLACES_SHOWN], "more": places[PLACES_SHOWN:]}
        return {**context, **shown, "request": parent_context["request"]}


class LinkFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label="State", choices=State.choices, method="in_state")
    site = django_filters.ModelChoiceFilter(
        label="Partnership", queryset=lambda request: sites_for(request.user), method="on_site"
    )

    class Meta:
        model = Link
        fields: list[str] = []

    def in_state(self, links: LinkQuerySet, name: str, wanted: str) -> LinkQuerySet:
        return links.in_state(State(wanted))

    def on_site(self, links: LinkQuerySet, name: str, site: Site) -> LinkQuerySet:
        return links.filter(site=None if site.is_default_site else site)


class LinkReport(ReportView):
    model = Link
    page_title = "Links"
    header_icon = "link"
    template_name = "linkcheck/admin/report.html"
    index_url_name = "linkcheck:report"
    index_results_url_name = "linkcheck:report_results"
    filterset_class = LinkFilters
    is_searchable = True
    search_fields = ["address__address", "places__name"]
    verbose_name_plural = "links"
    columns = [
        Cell("link", "Link"),
        Cell("state", "State"),
        Cell("places", "Where it stands"),
        Cell("action", "What to do"),
    ]
    export_filename = "links"
    list_export = [
        *("address.address", "state.label", "address.reason", "address.moved_to", "address.failing_since"),
        *("address.last_checked", "partnership", "places_in_words"),
    ]
    export_headings = {
        "address.address": "Link",
        "state.label": "State",
        "address.reason": "What came of it",
        "address.moved_to": "Change it to",
        "address.failing_since": "Fails since",
        "address.last_checked": "Checked",
        "partnership": "Partnership",
        "places_in_words": "Where it stands",
    }

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if not sites_for(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_base_queryset(self) -> LinkQuerySet:
        return links_of(self.request.user).standing(self.request.at)

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Titles and addresses are whatever somebody typed: no cell of the CSV is run as a formula. (Wagtail sees to XLSX.)"""
        value = super().preprocess_field_value(field, value, export_format)
        return plain(value) if isinstance(value, str) and export_format == self.FORMAT_CSV else value

    def get_filtered_queryset(self) -> LinkQuerySet:
        return self.get_queryset()  # which has filtered and searched already

    def search_queryset(self, queryset: LinkQuerySet) -> LinkQuerySet:
        return super().search_queryset(queryset).distinct() if self.is_searching else queryset


class LinkAction(View):
    """What is done about one link of one's own; only the POST changes anything."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        link = get_object_or_404(links_of(request.user).select_related("address"), pk=pk)
        self.act(request, link)
        return redirect(get_valid_next_url_from_request(request) or "linkcheck:report")

    def act(self, request: HttpRequest, link: Link) -> None:
        raise NotImplementedError


class CheckNow(LinkAction):
    def act(self, request: HttpRequest, link: Link) -> None:
        if not look_again(link):
            link.delete()
            messages.success(request, f"{link.address.shown} stands nowhere any longer.")
            return
        ask_for(Link.objects.filter(pk=link.pk))
        link.address.refresh_from_db()
        waits = link.address.asked
        said = "is being checked. Look again in a minute." if waits else f"was checked. {link.address.reason}."
        messages.success(request, f"{link.address.shown} {said}")


class NotRight(LinkAction):
    def act(self, request: HttpRequest, link: Link) -> None:
        link.seen_until, link.seen_why, link.seen_by = None, "", None
        link.save(update_fields=["seen_until", "seen_why", "seen_by"])
        messages.success(request, f"{link.address.shown} is no longer marked as right.")


class CheckAll(View):
    """Everything of one's own, in the background."""

    def post(self, request: HttpRequest) -> HttpResponse:
        links = links_of(request.user)
        count = links.count()
        ask_for(links)
        messages.success(request, f"{count} link{'' if count == 1 else 's'} will be checked: this takes a while.")
        return redirect("linkcheck:report")


class RightForm(forms.Form):
    """Why a link that fails for us is right for readers, and for how long that is believed."""

    why = forms.CharField(
        label="Why is it right?", max_length=200, help_text="“The site refuses robots. I opened it myself today.”"
    )
    until = forms.DateField(
        label="Until when?", widget=AdminDateInput, help_text="A year at most: then somebody looks at it again."
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        self.fields["until"].initial = day + HALF_A_YEAR

    def clean_until(self) -> date:
        until = self.cleaned_data["until"]
        if not self.day < until <= self.day + A_YEAR:
            raise forms.ValidationError("Choose a day between tomorrow and a year from today.")
        return until


class ThisIsRight(WagtailAdminTemplateMixin, FormView):
    """“This is right: the site refuses robots”, of one link."""

    form_class = RightForm
    template_name = "linkcheck/admin/this_is_right.html"
    page_title = "This link is right"
    header_icon = "link"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        links = links_of(request.user).select_related("address").prefetch_related("places")
        self.link = get_object_or_404(links, pk=kwargs["pk"])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        report = {"url": reverse("linkcheck:report"), "label": "Links"}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.page_title}]

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "day": today(self.request.at)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "link": self.link}

    def form_valid(self, form: RightForm) -> HttpResponse:
        self.link.seen_until, self.link.seen_why = form.cleaned_data["until"], form.cleaned_data["why"]
        self.link.seen_by = self.request.user
        self.link.save(update_fields=["seen_until", "seen_why", "seen_by"])
        messages.success(self.request, f"{self.link.address.shown} is marked as right.")
        return redirect("linkcheck:report")


class BrokenLinks(FirstPagePanel):
    """On the admin's first page: what is broken on the pages of this person's partnership."""

    name = "broken_links"
    template_name = "linkcheck/admin/broken_links.html"
    order = 230

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        broken = list(links_of(self.request.user).standing(self.request.at).in_state(State.BROKEN)[: PANEL_SHOWS + 1])
        return {"links": broken[:PANEL_SHOWS], "more": len(broken) > PANEL_SHOWS}


app_name = "linkcheck"
urlpatterns = [
    path("", LinkReport.as_view(), name="report"),
    path("results/", LinkReport.as_view(results_only=True), name="report_results"),
    path("check/", CheckAll.as_view(), name="check_all"),
    path("<int:pk>/check/", CheckNow.as_view(), name="check"),
    path("<int:pk>/right/", ThisIsRight.as_view(), name="right"),
    path("<int:pk>/not-right/", NotRight.as_view(), name="not_right"),
]
