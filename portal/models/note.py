from django.core.exceptions import ValidationError
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import AbstractPage
from wagtail.search import index

from portal.blocks import Body
from portal.readers_form import ReadersForm
from portal.trees import Trees

from .page import BasePage


class LocalNoteForm(ReadersForm):
    """Lets an editor choose in which parts of a topic the note shows."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["shown_to"].help_text = "For a topic: the parts in which the note shows. None chosen: all of them."


class LocalNote(BasePage):
    """A partnership's addition to the shared page at the same path, or, left empty, a place below which it hangs its own pages.

    It never answers by itself (`adds_only`): the shared page does, with the note in it. So a partnership adds its part
    without permission to edit the shared text, and a stub can be published without hiding a shared section.
    """

    adds_only = True

    body = StreamField(Body(), blank=True, help_text="Shown inside the shared page, under the partnership's name.")

    parent_page_types = [
        *("portal.HomePage", "portal.StandardPage", "portal.LocalNote", "topics.TopicIndexPage", "topics.AreaPage"),
        *("procedures.ProcedureIndexPage", "reviews.ReviewIndexPage", "events.EventIndexPage"),
        *("publications.AnnualReportIndexPage", "publications.NewsletterIndexPage", "governance.StructurePage"),
        *("topics.CampaignIndexPage", "feedback.HaveYourSayPage"),
    ]
    subpage_types = [
        *("portal.StandardPage", "portal.LocalNote", "topics.TopicPage", "topics.AreaPage", "procedures.ProcedurePage"),
        *("reviews.ReviewPage", "events.EventPage", "publications.AnnualReportPage", "publications.NewsletterPage"),
        *("topics.CampaignPage", "feedback.ConsultationPage"),
        *("governance.StructurePage", "governance.GroupPage"),
    ]
    base_form_class = LocalNoteForm
    content_panels = [*AbstractPage.content_panels, FieldPanel("shown_to"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]
    template = "portal/local_note.html"

    class Meta:
        verbose_name = "local note"

    @classmethod
    def can_create_at(cls, parent):
        """Not below SET's home: there is no page that a note of SET's could add to."""
        return super().can_create_at(parent) and Trees.now().owner(parent) is not None

    def can_move_to(self, parent):
        return super().can_move_to(parent) and Trees.now().owner(parent) is not None

    def clean(self):
        super().clean()
        if self.path and Trees.now().owner(self) is None:
            raise ValidationError("A local note belongs below a partnership's home page, not below the shared one.")

    def shows_to(self, audience: str | None) -> bool:
        """Does the note show in this audience's part of the page? Without a part (`None`) it always does."""
        return not self.readers or audience is None or audience in self.readers
