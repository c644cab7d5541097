"""Which pages staff are shown to choose from: their own and what SET has published, never a neighbour's.

Wagtail asks a hook for the pages of its page chooser, but not for the page one looks below, nor for those chosen by number.
One of its reports names the page edited last, whosever it is, and its own API lists the images and documents of all. Here
these views ask first; they answer at Wagtail's own addresses, being listed before them.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import chooser
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.query import PageQuerySet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .models import BasePage
from .site_scope import sites_for
from .trees import Trees


def runs_all_sites(user: Any) -> bool:
    """Does the user look after every site, and so may see all of them at once?"""
    return user.has_perm("wagtailcore.change_site")


def choosable(pages: PageQuerySet, user: Any) -> PageQuerySet:
    """Those of the pages that the user may link to, and so may see."""
    if runs_all_sites(user):
        return pages
    trees = Trees.now()
    sites = set(sites_for(user).values_list("pk", flat=True))
    seen = pages.filter(depth=1)
    for tree in filter(None, (trees.shared, *trees.own)):
        inside = pages.filter(path__startswith=tree.root.path)
        if tree.partnership.site_id in sites:
            seen |= inside
        elif tree is trees.shared:
            seen |= inside.filter(live=True)
    return seen


class BrowseView(chooser.BrowseView):
    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        if parent_page_id and not choosable(BasePage.objects.filter(pk=parent_page_id), request.user).exists():
            raise PermissionDenied
        return super().get(request, parent_page_id)


class ChosenMultipleView(chooser.ChosenMultipleView):
    def get(self, request: HttpRequest) -> HttpResponse:
        asked = set(request.GET.getlist("id"))
        seen = choosable(BasePage.objects.filter(pk__in=asked), request.user)
        if len(asked) != seen.count():
            raise PermissionDenied
        return super().get(request)


class PageTypesView(PageTypesUsageReportView):
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not runs_all_sites(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


def closed(request: HttpRequest) -> HttpResponse:
    """A part of the admin's own API that nothing in the admin asks for."""
    raise PermissionDenied


urlpatterns = decorate_urlpatterns(
    [
        path("choose-page/<int:parent_page_id>/", BrowseView.as_view()),
        path("choose-page/chosen-multiple/", ChosenMultipleView.as_view()),
        re_path(r"^api/main/(?:images|documents)/", closed),
        re_path(r"^api/main/pages/\d+/action/", closed),  # it would pass by the guards of shared pages
        path("reports/page-types-usage/", PageTypesView.as_view()),
        path("reports/page-types-usage/results/", PageTypesView.as_view(results_only=True)),
    ],
    require_admin_access,
)
