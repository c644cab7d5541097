from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.ui.components import Component

from portal.feeds import FEEDS

from .admin import CampaignListing, CampaignsToLookAfter
from .feeds import CampaignsFeed

hooks.register(FEEDS, lambda: [CampaignsFeed])


@hooks.register("register_admin_viewset")
def campaigns_in_the_menu() -> CampaignListing:
    return CampaignListing("campaign_list")


@hooks.register("construct_homepage_panels")
def what_wants_looking_after(request: HttpRequest, panels: list[Component]) -> None:
    panels.append(CampaignsToLookAfter(request))
