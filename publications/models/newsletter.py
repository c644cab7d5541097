from django.db import models
from wagtail.fields import StreamField

from portal.blocks import Body
from portal.letters import SentAsLetter
from portal.models import BasePage, IndexPage
from portal.sections import InSection


class NewsletterIndexPage(IndexPage):
    """The newsletters of a site by year; the issues hang below it."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["publications.NewsletterPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "newsletters index"


class NewsletterPage(InSection, SentAsLetter, BasePage):
    """An issue of a partnership’s newsletter: a page first, and then sent to who asked for it."""

    season = models.CharField(max_length=10, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    body = StreamField(Body(), blank=True, verbose_name="text")
    sent_at = models.DateTimeField(null=True, editable=False)

    section = "newsletters"
    parent_page_types = ["publications.NewsletterIndexPage", "portal.LocalNote"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "newsletter issue"
