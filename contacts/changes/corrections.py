"""Number changes and corrections in the admin: what changed, every place that showed the old number, and what is still to do."""

from typing import Any

import django_filters
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.views import View
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn, UserColumn
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import CreateView, InspectView

from portal.site_scope import SiteScopedViewSet

from ..models import Contact, Correction, CorrectionKind, NumberChange

OPEN, DONE = "open", "done"
ONE_LINE = "w-whitespace-nowrap"


def seen_by(user: Any, model: type[Correction] | type[NumberChange]) -> QuerySet:
    """Those of the user's own site, and SET's for SET's staff. Never a neighbour's."""
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_any_permission_for(user, policy.actions)


def places_of(change: NumberChange, user: Any) -> list[Correction]:
    """The places of a change that the user sees to, those still to be done first."""
    return list(in_order(seen_by(user, Correction).filter(change=change)))


def in_order(corrections: QuerySet) -> QuerySet:
    """What is still to be done first; the latest found on top."""
    order = (F("done_at").desc(nulls_first=True), F("change__at").desc(nulls_first=True), "place")
    return corrections.select_related("change", "site", "done_by").order_by(*order)


class DayColumn(Column):
    """`12 November 2026`, in London."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(name, label=label, sort_key=name, classname=ONE_LINE)

    def get_value(self, instance: Any) -> str:
        return date_format(timezone.localtime(super().get_value(instance)), "j F Y")


class WhatToDoColumn(Column):
    """What there is to do, with the way to where it is done."""

    cell_template_name = "contacts/admin/what_to_do_cell.html"


class TickColumn(Column):
    """Whether it is done, by whom and when, with the button that says so."""

    cell_template_name = "contacts/admin/tick_cell.html"

    def get_cell_context_data(self, instance: Correction, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        context = super().get_cell_context_data(instance, parent_context)
        return {**context, "request": request, "correction": instance, "next": request.get_full_path()}


class CorrectionFilters(WagtailFilterSet):
    state = django_filters.ChoiceFilter(
        label="State", choices=[(OPEN, "To be done"), (DONE, "Done")], method="in_state"
    )

    class Meta:
        model = Correction
        fields = ["kind", "site"]

    def in_state(self, corrections: QuerySet, name: str, wanted: str) -> QuerySet:
        return corrections.filter(done_at__isnull=wanted == OPEN)


class CorrectionForm(WagtailAdminModelForm):
    """A place added by hand shows the number that its change says, or another if one is written down."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        change = self.fields["change"]
        change.queryset = seen_by(self.for_user, NumberChange) if self.for_user else NumberChange.objects.none()
        change.empty_label = "None: something else is wrong there"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not cleaned.get("number"):
            if change := cleaned.get("change"):
                cleaned["number"] = change.old
            else:
                self.add_error("number", "Say which number stands there, or choose the change it is about.")
        return cleaned


class CorrectionAdd(CreateView):
    """For places that no computer can know of: a poster, a school’s website. `?change=` says which change it is about."""

    def get_initial_form_instance(self) -> Correction:
        asked = self.request.GET.get("change", "")
        change = seen_by(self.request.user, NumberChange).filter(pk=asked).first() if asked.isdigit() else None
        return Correction(change=change, site=change.site if change else None)

    def get_success_url(self) -> str:
        return address_of(self.object.change) if self.object.change else super().get_success_url()


class TickView(View):
    """Done, or not done after all; only the POST changes anything."""

    model = Correction
    permission_required = "change"

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        correction = get_object_or_404(Correction, pk=pk)
        done = not correction.done_at
        correction.done_at, correction.done_by = (timezone.now(), request.user) if done else (None, None)
        correction.save(update_fields=["done_at", "done_by"])
        messages.success(request, f"{correction.place}: {'done' if done else 'still to be done'}.")
        return redirect(get_valid_next_url_from_request(request) or Correction.snippet_viewset.index_url)


class CorrectionViewSet(SiteScopedViewSet):
    """The list of everything to be corrected, whichever the change, with what the nightly sweep has found."""

    model = Correction
    icon = "list-ul"
    menu_label = "Corrections"
    menu_order = 12
    copy_view_enabled = False
    add_view_class = CorrectionAdd
    filterset_class = CorrectionFilters
    list_display = [
        "place",
        Column("number", classname=ONE_LINE),
        Column("now", accessor=lambda each: (each.change.new or "none") if each.change else "", classname=ONE_LINE),
        WhatToDoColumn("kind", label="What to do"),
        Column("site", label="Partnership", accessor=lambda each: each.site or "SET"),
        DayColumn("found_at", label="Found"),
        TickColumn("done_at", label="State"),
    ]
    list_per_page = 50
    search_fields = ["place", "number", "note"]
    edit_handler = ObjectList(
        [
            FieldPanel("place", help_text="“Poster in the library”, “Website of a school”."),
            FieldPanel("change", heading="Because of"),
            FieldPanel("number", help_text="Left empty: the old number of that change."),
            FieldPanel("url", help_text="If it is on a website."),
            FieldPanel("note", help_text="Who was asked, and when."),
            FieldPanel("site"),
        ],
        base_form_class=CorrectionForm,
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """What somebody has to do, or has done; what changed by itself stands with its change."""
        return in_order(super().get_queryset(request).exclude(kind=CorrectionKind.ITSELF))

    @property
    def index_url(self) -> str:
        return reverse(self.get_url_name("list"))

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("tick/<int:pk>/", self.construct_view(TickView), name="tick")]


class ChangeView(InspectView):
    """One change: who, when, why, and its places with their state."""

    template_name = "contacts/admin/number_change.html"
    page_title = "Number change"
    print_url_name = ""

    @property
    def header_more_buttons(self) -> list[Button]:
        return []

    def get_page_subtitle(self) -> str:
        return self.object.old

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        places = places_of(self.object, self.request.user)
        by_hand = [place for place in places if place.kind != CorrectionKind.ITSELF]
        return {
            **super().get_context_data(**kwargs),
            "change": self.object,
            "places": places,
            "by_hand": by_hand,
            "open": [place for place in by_hand if not place.done_at],
            "itself": [place for place in places if place not in by_hand],
            "may_add": policy_registry.get_by_type(Correction).user_has_permission(self.request.user, "add"),
        }


class PrintView(ChangeView):
    """The places of a change on paper, to be ticked off with a pen."""

    template_name = "contacts/admin/number_change_print.html"


class NumberChangeViewSet(SiteScopedViewSet):
    """To read: a change is never edited."""

    model = NumberChange
    icon = "history"
    menu_label = "Number changes"
    menu_order = 14
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_class = ChangeView
    list_filter = ["site", "kind"]
    list_display = [
        TitleColumn("old", get_url=lambda change: address_of(change), classname=ONE_LINE),
        Column("new", label="Now", accessor=lambda change: change.new or "none", classname=ONE_LINE),
        Column("name", label="Contact"),
        Column("why"),
        UserColumn("by"),
        DayColumn("at", label="When"),
    ]
    list_per_page = 50
    search_fields = ["old", "new", "name", "why"]

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("print/<int:pk>/", self.construct_view(PrintView), name="print")]


def address_of(change: NumberChange) -> str:
    """The admin's screen of a change."""
    return reverse(NumberChange.snippet_viewset.get_url_name("inspect"), args=[change.pk])


def lead_to_the_places(request: HttpRequest, instance: Any) -> HttpResponse | None:
    """Whoever has changed a number is shown at once where else it stands."""
    changes = instance.noted if isinstance(instance, Contact) else []
    if not changes or not request.accepts("text/html"):
        return None
    return redirect(address_of(changes[0]) if len(changes) == 1 else NumberChange.snippet_viewset.get_url_name("list"))
