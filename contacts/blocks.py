from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


class ContactBlock(blocks.StructBlock):
    """Who to contact, by service: every partnership's readers see their own."""

    service = SnippetChooserBlock("contacts.Service")

    class Meta:
        icon = "mobile-alt"
        label = "Contact"
        description = "The contact that fills a service in the reader’s area"
        template = "blocks/contact.html"

    def get_preview_value(self) -> blocks.StructValue:
        """The first service there is, for the block picker."""
        from .models import Service

        return self.normalize({"service": Service.objects.first()})
