"""The admin of governance: the groups one may edit in one list, and the agencies, which SET keeps for every site."""

from typing import Any

from django_filters import ChoiceFilter
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.without_drafts import RecordViewSet
from portal.words import GuardsWords

from .models import Agency, GroupKind, GroupPage


class GroupFilters(PageFilterSet):
    kind = ChoiceFilter(label="Kind", choices=GroupKind.choices)

    class Meta:
        model = GroupPage
        fields: list[str] = []


class GroupList(IndexView):
    """Every group that the person may edit, whichever site it is on."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the names of the groups that those on the screen answer to, in one query."""
        context = super().get_context_data(**kwargs)
        shown = list(context["object_list"])
        above = dict(GroupPage.objects.filter(reporting__in=shown).values_list("pk", "title"))
        for page in shown:
            page.superior = above.get(page.reports_to_id, "")
        return context


class GroupListing(PageListingViewSet):
    model = GroupPage
    icon = "group"
    menu_label = "Groups"
    name = "group_list"
    menu_order = 10
    index_view_class = GroupList
    filterset_class = GroupFilters
    columns = [
        PageTitleColumn("title", label="Title", sort_key="title", classname="title"),
        Column("kind", label="Kind", accessor="get_kind_display"),
        Column("superior", label="Answers to"),
        Column("chair", label="Chair"),
        Column("frequency", label="Meets"),
        PageStatusColumn("status", label="Page", sort_key="live", width="12%"),
    ]


class AgencyForm(GuardsWords, WagtailAdminModelForm):
    """An agency's name is read on every site, so it is guarded like the text of a page."""


class AgencyViewSet(RecordViewSet):
    """Agencies are SET's: other groups get no permission on the model."""

    model = Agency
    edit_handler = ObjectList(Agency.panels, base_form_class=AgencyForm)
    icon = "globe"
    menu_label = "Agencies"
    menu_order = 20
    chooser_per_page = 50
    list_display = ["name", "short_name", "url"]
    search_fields = ["name", "short_name"]
    search_backend_name = None
    list_per_page = 50


class GovernanceMenu(SnippetViewSetGroup):
    items = (GroupListing, AgencyViewSet)
    menu_icon = "group"
    menu_label = "Governance"
    menu_name = "governance"
    menu_order = 315
