from django.db import models
from wagtail.fields import StreamField

from portal.blocks import Body
from portal.models import BasePage, IndexPage
from portal.sections import InSection


class CampaignIndexPage(IndexPage):
    """The campaigns of a site: those that run, those to come, those that are over; they hang below it."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["topics.CampaignPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "campaigns index"


class CampaignPage(InSection, BasePage):
    """A campaign: it begins, ends by itself on its last day, and stays to be read as one that is over."""

    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    body = StreamField(Body(), blank=True, verbose_name="text")

    section = "campaigns"
    parent_page_types = ["topics.CampaignIndexPage", "portal.LocalNote"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "campaign"
