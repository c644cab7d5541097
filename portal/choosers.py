"""Which pages staff are shown to choose from: their own and what SET has published, never a neighbour's.

Wagtail asks a hook for the pages of its page chooser, but not for the page one looks below, nor for those chosen by number.
One of its reports names the page edited last, whosever it is, and its own API lists the images and documents of all. Some
views name what they refuse: a page to be moved or reviewed, several pages or files. Here these views ask first; they answer
at Wagtail's own addresses, being listed before them.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views import chooser
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.admin.views.pages import move, workflow
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.permissions import policy_registry
from wagtail.query import PageQuerySet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from .models import BasePage
from .site_scope import sites_for
from .trees import Trees

TASK = "<int:page_id>/<slug:action_name>/<int:task_state_id>/"


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


def in_hand(things: Iterable[Model], user: Any) -> list[Model]:
    """Those of these pages, or of these files, that the user works on. One query."""
    things = list(things)
    if not things:
        return []
    policy = policy_registry.get_by_type(type(things[0]))
    found = policy.instances_user_has_any_permission_for(user, ["add", "change", "delete"])
    known = set(found.filter(pk__in=[each.pk for each in things]).values_list("pk", flat=True))
    return [each for each in things if each.pk in known]


class AsksForThePage:
    """For a view of pages that names them before it asks, or as it refuses."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = {pk for name, pk in kwargs.items() if name in ("page_id", "page_to_move_id", "destination_id")}
        if len(in_hand(BasePage.objects.filter(pk__in=asked), request.user)) != len(asked):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class MoveConfirmView(AsksForThePage, move.MoveConfirmView):
    pass


class WorkflowActionView(AsksForThePage, workflow.WorkflowActionView):
    pass


class CollectWorkflowActionDataView(AsksForThePage, workflow.CollectWorkflowActionDataView):
    pass


class ConfirmWorkflowCancellationView(AsksForThePage, workflow.ConfirmWorkflowCancellationView):
    pass


class PreviewRevisionForTaskView(AsksForThePage, workflow.PreviewRevisionForTaskView):
    pass


class NamesOwn:
    """For what is done to several at once: what the user may not do it to is named only if they work on it."""

    def get_actionable_objects(self) -> tuple[list[Model], dict[str, list[Any]]]:
        objects, others = super().get_actionable_objects()  # type: ignore[misc]
        refused = in_hand(others["items_with_no_access"], self.request.user)  # type: ignore[attr-defined]
        return objects, {**others, "items_with_no_access": refused}


def bulk_action(request: HttpRequest, app_label: str, model_name: str, action: str) -> HttpResponse:
    """Something done to several at once. Raises Http404 where there is no such thing to do."""
    known = bulk_action_registry.get_bulk_action_class(app_label, model_name, action)
    if known is None:
        raise Http404
    named = type(known.__name__, (NamesOwn, known), {})
    return named(request, apps.get_model(app_label, model_name)).dispatch(request)


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
        path("pages/<int:page_to_move_id>/move/<int:destination_id>/confirm/", MoveConfirmView.as_view()),
        path(f"pages/workflow/action/{TASK}", WorkflowActionView.as_view()),
        path(f"pages/workflow/collect_action_data/{TASK}", CollectWorkflowActionDataView.as_view()),
        path("pages/workflow/confirm_cancellation/<int:page_id>/", ConfirmWorkflowCancellationView.as_view()),
        path("pages/workflow/preview/<int:page_id>/<int:task_id>/", PreviewRevisionForTaskView.as_view()),
        path("bulk/<str:app_label>/<str:model_name>/<str:action>/", bulk_action),
        re_path(r"^api/main/(?:images|documents)/", closed),
        re_path(r"^api/main/pages/\d+/action/", closed),  # it would pass by the guards of shared pages
        path("reports/page-types-usage/", PageTypesView.as_view()),
        path("reports/page-types-usage/results/", PageTypesView.as_view(results_only=True)),
    ],
    require_admin_access,
)
