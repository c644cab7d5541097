from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from portal.site_scope import DeskPolicy

from .admin import BannersNow, BannerViewSet
from .models import AlertBanner

register_permission_policy(AlertBanner, DeskPolicy(AlertBanner))
register_snippet(BannerViewSet)


@hooks.register("construct_homepage_panels")
def what_readers_are_told_now(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(BannersNow(request))
