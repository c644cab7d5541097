"""The admin of services and contacts: lists, filters, forms, and what staff may do about a contact."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.widgets.button import Button, HeaderButton, ListingButton
from wagtail.snippets.views.chooser import SnippetChooserViewSet, SnippetChosenView
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSetGroup

from portal.site_scope import SiteScopedViewSet
from portal.without_drafts import RecordViewSet

from . import proof
from .changes.corrections import CorrectionViewSet, NumberChangeViewSet
from .confirm import ConfirmView
from .coverage import pages_naming
from .models import Contact, Need, Service
from .need_form import NeedForm
from .proof import NO_OWNER
from .spreadsheet.views import ImportView, exported

MENU = "register_contacts_menu_item"
"""The hook of the group’s menu: a viewset with this as its `menu_hook` stands in it."""
ONE_LINE = "w-whitespace-nowrap"


class ServiceChosen(SnippetChosenView):
    """Tells the editor how a chip names the chosen service."""

    def get_chosen_response_data(self, item: Service) -> dict[str, str]:
        return {**super().get_chosen_response_data(item), "slug": item.slug, "title": item.name}


class ServiceChooser(SnippetChooserViewSet):
    chosen_view_class = ServiceChosen


class ServiceViewSet(RecordViewSet):
    """The services are SET's: other groups get no permission on the model."""

    model = Service
    chooser_viewset_class = ServiceChooser
    chooser_per_page = 50
    icon = "list-ul"
    menu_label = "Services"
    menu_order = 20
    inspect_view_enabled = True
    list_display = ["name", "slug", "required", Column("pages", label="Pages that name it")]
    list_filter = ["required"]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Service]:
        return Service.objects.annotate(pages=pages_naming())


class NeedViewSet(RecordViewSet):
    """The rules of /get-help/ are SET's too."""

    model = Need
    edit_handler = ObjectList(Need.panels, base_form_class=NeedForm)
    icon = "help"
    menu_label = "Get help: who to turn to"
    menu_order = 30
    list_display = ["heading", "slug", "order", Column("rows", label="Rows")]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Need]:
        return Need.objects.annotate(rows=Count("routes"))


class ContactFilters(WagtailFilterSet):
    """Finds a partnership's contacts, those of a service, and those whose check somebody has to see to."""

    check = django_filters.ChoiceFilter(
        label="Check", choices=[*proof.State.choices, (NO_OWNER, "Kept by nobody")], method="by_check"
    )

    class Meta:
        model = Contact
        fields = ["site", "service", "answers"]

    def by_check(self, contacts: QuerySet[Contact], name: str, wanted: str) -> QuerySet[Contact]:
        if wanted == NO_OWNER:
            return contacts.filter(owner="")
        return contacts.filter(pk__in=[contact.pk for contact in proof.in_state(contacts, wanted)])


class ContactList(IndexView):
    """The list, with a button to confirm each, and the way out to a spreadsheet and back."""

    confirm_url_name = import_url_name = ""

    def get_list_more_buttons(self, contact: Contact) -> list[Button]:
        buttons = super().get_list_more_buttons(contact)
        if self.user_has_permission("change"):
            here = f"{self.index_url}?{self.request.GET.urlencode()}"
            url = f"{reverse(self.confirm_url_name, args=[contact.pk])}?{urlencode({'next': here})}"
            buttons.append(ListingButton("Confirm", url, attrs={"aria-label": f"Confirm {contact.name}"}))
        return buttons

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        buttons = [Button("Export as CSV", self.csv_export_url, icon_name="download", priority=90)]
        if self.user_has_any_permission(ImportView.any_permission_required):
            buttons.append(Button("Import from CSV", reverse(self.import_url_name), icon_name="upload", priority=100))
        return buttons

    def as_spreadsheet(self, contacts: Iterable[Contact], spreadsheet_format: str) -> HttpResponse:
        """Wagtail asks for it where the address has `export`: what the list shows, as a file."""
        return exported(contacts)


class ContactEdit(EditView):
    confirm_url_name = ""

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        url = reverse(self.confirm_url_name, args=[self.object.pk])
        return [HeaderButton("Confirm", url, icon_name="check")]


def checked(contact: Contact) -> str:
    """`12 November 2026`"""
    return date_format(contact.confirmed_on, "j F Y") if contact.confirmed_on else "never"


class ContactViewSet(SiteScopedViewSet):
    model = Contact
    icon = "mobile-alt"
    menu_label = "Contacts"
    menu_order = 10
    inspect_view_enabled = True
    index_view_class = ContactList
    edit_view_class = ContactEdit
    filterset_class = ContactFilters
    list_display = [
        "name",
        "service",
        Column("site", label="Partnership", sort_key="site__site_name", accessor=lambda c: c.site or "Everywhere"),
        Column("number", accessor=lambda contact: next(iter(contact.ways), "none"), classname=ONE_LINE),
        StatusTagColumn(
            "check",
            accessor=lambda contact: proof.state(contact).label,
            primary=lambda contact: proof.state(contact) == proof.State.CONFIRMED,
        ),
        Column("confirmed_on", label="Checked", sort_key="confirmed_on", classname=ONE_LINE, accessor=checked),
    ]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        return super().get_queryset(request).select_related("service", "site").prefetch_related("channels")

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {"confirm_url_name": self.get_url_name("confirm"), "import_url_name": self.get_url_name("import")}
        return super().get_common_view_kwargs(**names, **kwargs)

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("confirm/<int:pk>/", self.construct_view(ConfirmView), name="confirm"),
            path("import/", self.construct_view(ImportView), name="import"),
        ]

    def listing(self, request: HttpRequest) -> ContactList:
        """The list as this request’s address filters and searches it."""
        view = self.index_view
        listing = view.view_class(**view.view_initkwargs)
        listing.setup(request)
        return listing


class ContactGroup(SnippetViewSetGroup):
    """Everything about contacts under one entry of the menu; each person sees those of its parts they may use."""

    items = (ContactViewSet, CorrectionViewSet, NumberChangeViewSet, ServiceViewSet, NeedViewSet)
    menu_icon = "mobile-alt"
    menu_label = "Contacts"
    menu_name = "contacts"
    menu_order = 300
    submenu_hook = MENU
