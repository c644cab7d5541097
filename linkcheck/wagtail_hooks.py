"""Links in the admin, and what speaks against publishing words that are not fit for readers."""

from django.http import HttpRequest
from django.urls import URLResolver, include, path, reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from portal.menu import AskedOnce
from portal.publication import REASONS_NOT_TO_PUBLISH
from portal.site_scope import sites_for
from portal.words import OBJECTIONS_TO_PUBLISHING

from . import dead, slugs, unfit
from .report import BrokenLinks

hooks.register(OBJECTIONS_TO_PUBLISHING, unfit.objections)
hooks.register(OBJECTIONS_TO_PUBLISHING, dead.objections)
hooks.register(REASONS_NOT_TO_PUBLISH, slugs.reasons_not_to_publish)


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLResolver]:
    return [path("reports/links/", include("linkcheck.report"))]


class LinksItem(AskedOnce):
    by_partnership = True

    def is_for(self, request: HttpRequest) -> bool:
        return sites_for(request.user).exists()


@hooks.register("register_reports_menu_item")
def links_item() -> MenuItem:
    return LinksItem("Links", reverse("linkcheck:report"), name="links", icon_name="link", order=100)


@hooks.register("construct_homepage_panels")
def what_is_broken(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(BrokenLinks(request))
