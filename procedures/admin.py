"""The admin of procedures: all of one's own in one list, with what is missing, and the parts of the manual."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django_filters import ChoiceFilter
from wagtail.admin.ui.tables import Column
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView, PageFilterSet
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.moments import today
from portal.to_see_to import PagesToSeeTo
from portal.without_drafts import RecordViewSet

from .catalogue import with_version
from .models import Part, ProcedureKind, ProcedurePage, Version

MISSING = (("file", "The file is not uploaded"), ("review", "The review is overdue"), ("none", "Not published yet"))


def wanting(pages: QuerySet, what: str) -> QuerySet:
    """Those procedures that lack the file of a published version, whose review is overdue, or that were never published."""
    if what == "file":
        missing = Version.objects.filter(page=OuterRef("pk"), file_wanted=True, document=None)
        return pages.filter(Exists(missing))
    if what == "review":
        return pages.filter(review_by__lt=today(), withdrawn_on=None)
    return pages.filter(versions=None)


class ProcedureFilters(PageFilterSet):
    missing = ChoiceFilter(label="Missing", choices=MISSING, method="narrow")
    kind = ChoiceFilter(label="Kind", choices=ProcedureKind.choices)

    class Meta:
        model = ProcedurePage
        fields: list[str] = []

    def narrow(self, pages: QuerySet, name: str, value: str) -> QuerySet:
        return wanting(pages, value)


class ProcedureList(IndexView):
    """Every procedure that the person may edit, whichever site it is on."""

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        return super().annotate_queryset(with_version(pages, today()))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The versions in force of the whole screen in one query."""
        context = super().get_context_data(**kwargs)
        shown = list(context["object_list"])
        versions = Version.objects.without_texts().in_bulk([page.in_force for page in shown])
        for page in shown:
            page.version_in_force = versions.get(page.in_force)
        return context


def _stands(page: ProcedurePage) -> str:
    return str(page.state(page.version_in_force is not None, today()).label) if page.live else "Draft"


def _issue(page: ProcedurePage) -> str:
    version = page.version_in_force
    if version is None:
        return ""
    return f"{version.number}, {version.dated}" + (" (no file)" if version.lacks_file else "")


class ProcedureListing(PageListingViewSet):
    model = ProcedurePage
    icon = "doc-full"
    menu_label = "Procedures"
    name = "procedure_list"
    menu_order = 10
    index_view_class = ProcedureList
    filterset_class = ProcedureFilters
    columns = [
        PageTitleColumn("title", label="Title", sort_key="title", classname="title"),
        Column("kind", label="Kind", accessor="get_kind_display"),
        Column("owner", label="Owner", accessor="responsible"),
        Column("state", label="State", accessor=_stands),
        Column("issue", label="Issue in force", accessor=_issue),
        Column("review_by", label="Review by"),
        PageStatusColumn("status", label="Page", sort_key="live", width="12%"),
    ]


class PartViewSet(RecordViewSet):
    model = Part
    icon = "list-ol"
    menu_label = "Parts of the manual"
    menu_order = 20
    list_display = ["title", "slug", "order"]


class ProceduresMenu(SnippetViewSetGroup):
    items = (ProcedureListing, PartViewSet)
    menu_icon = "doc-full"
    menu_label = "Procedures"
    menu_name = "procedures"
    menu_order = 310


class ProceduresToComplete(PagesToSeeTo):
    """Files not uploaded, and reviews overdue."""

    name = "procedures_to_complete"
    order = 210
    heading = "Procedures to complete"
    listing = "procedure_list:index"
    all_of_them = "All procedures"

    def lacking(self, mine: QuerySet) -> Iterable[tuple[str, QuerySet]]:
        pages = ProcedurePage.objects.filter(pk__in=mine)
        return [(label, wanting(pages, what)) for what, label in MISSING[:2]]
