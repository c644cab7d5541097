"""The portal's additions to Wagtail's admin."""

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.userbar import BaseItem
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Site
from wagtail.query import PageQuerySet
from wagtail.signals import page_published
from wagtail.snippets.models import register_snippet

from .choosers import choosable, runs_all_sites
from .desk import Desk
from .glossary import TermViewSet
from .models import BasePage
from .our_site import Step
from .shared_pages import SharedPagesViewSet, sites_to_see
from .shelf import SHELF
from .site_scope import DeleteOwn
from .statements import statements
from .to_confirm import ToConfirm
from .trees import Trees

hooks.register("register_bulk_action", DeleteOwn, order=10)  # after Wagtail's, which it replaces


register_snippet(TermViewSet)
hooks.register(SHELF, statements)


@hooks.register("register_admin_viewset")
def shared_pages() -> SharedPagesViewSet:
    return SharedPagesViewSet()


@hooks.register("register_admin_viewset")
def desk() -> Desk:
    return Desk()


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    for step in (Step.OFF, Step.ON):
        actions.register_action(f"portal.{step.value}", step.label, f"{step.label} on a partnership’s site")


@hooks.register("construct_page_chooser_queryset")
def only_choosable(pages: PageQuerySet, request: HttpRequest) -> PageQuerySet:
    return choosable(pages, request.user)


@hooks.register("after_copy_page")
def aliases_are_published(request: HttpRequest, page: BasePage, new_page: BasePage) -> None:
    """An alias is live as soon as it is made, but Wagtail tells of it only from the next publication of its original on."""
    for alias in new_page.get_descendants(inclusive=True).filter(alias_of__isnull=False).live().specific():
        page_published.send(sender=type(alias), instance=alias, revision=None, alias=True)


class SharedPageItem(BaseItem):
    """In the user bar on a shared page: its row in “Shared pages”, for staff who may not edit the page itself."""

    template_name = "portal/admin/userbar_shared_page.html"

    def __init__(self, page: BasePage, partnership: int) -> None:
        self.page, self.site_id = page, partnership

    def get_context_data(self, parent_context: dict) -> dict:
        path = reverse("shared_pages:list", args=[self.site_id])
        return {**super().get_context_data(parent_context), "url": f"{path}?q={self.page.slug}"}


@hooks.register("construct_wagtail_userbar")
def shared_page_in_userbar(request: HttpRequest, items: list, page: BasePage | None) -> None:
    """Partnership editors may not edit a shared page: their way leads to what they may do about it."""
    if page is None or not page.pk or getattr(request, "is_preview", False):
        return
    trees = Trees.now()
    if not trees.shares(page) or page.permissions_for_user(request.user).can_edit():
        return
    site = Site.find_for_request(request)
    if any(partnership.site_id == site.pk for partnership in sites_to_see(request.user)):
        items.insert(1, SharedPageItem(page, site.pk))


@hooks.register("construct_main_menu")
def only_what_is_of_use(request: HttpRequest, items: list[MenuItem]) -> None:
    """Help is the administrators'."""
    if not runs_all_sites(request.user):
        items[:] = [item for item in items if item.name != "help"]


@hooks.register("construct_reports_menu")
def only_reports_by_partnership(request: HttpRequest, items: list[MenuItem]) -> None:
    """Wagtail's reports span all sites, so they are the administrators' too; one that keeps to a person's own says so."""
    if not runs_all_sites(request.user):
        items[:] = [item for item in items if getattr(item, "by_partnership", False)]


@hooks.register("construct_homepage_panels")
def what_is_to_confirm(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(ToConfirm(request))
