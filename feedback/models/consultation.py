from wagtail.fields import StreamField

from portal.blocks import Body
from portal.models import BasePage, IndexPage
from portal.sections import InSection


class HaveYourSayPage(IndexPage):
    """Where readers say what they think: the consultations that run, and those that are over."""

    parent_page_types = ["portal.HomePage"]
    subpage_types = ["feedback.ConsultationPage", "portal.LocalNote"]

    class Meta:
        verbose_name = "have your say"


class ConsultationPage(InSection, BasePage):
    """Questions to readers, and the form for their answers."""

    body = StreamField(Body(), blank=True, verbose_name="text")

    section = "have-your-say"
    parent_page_types = ["feedback.HaveYourSayPage", "portal.LocalNote"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = "consultation"
