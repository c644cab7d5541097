from urllib.parse import urlsplit

from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtailmedia.blocks import AbstractMediaChooserBlock

from portal.blocks.text import plain

WORDS = ["bold", "italic", "ol", "ul"]


class ResourceListBlock(blocks.StructBlock):
    """Leaflets, films, toolkits, sites: records chosen, not retyped."""

    resources = blocks.ListBlock(SnippetChooserBlock("library.Resource"), min_num=1)

    class Meta:
        icon = "folder-open-inverse"
        label = "Resources"
        description = "Leaflets, podcasts, videos, toolkits, forms and sites, with who publishes them"
        template = "blocks/resources.html"

    def get_preview_value(self) -> blocks.StructValue:
        """The first three resources there are, for the block picker."""
        from .models import Resource

        return self.normalize({"resources": list(Resource.objects.all()[:3])})


class RecordingChooserBlock(AbstractMediaChooserBlock):
    """One of our own recordings, film or sound."""

    def render_basic(self, value, context=None) -> str:
        return str(value or "")

    def get_searchable_content(self, value) -> list[str]:
        """What is said in it: a search finds the page by that."""
        return [value.title, plain(value.transcript)] if value else []


class RecordingBlock(blocks.StructBlock):
    """A film or sound recording of our own: it plays on the page, with its captions and its transcript."""

    recording = RecordingChooserBlock()

    class Meta:
        icon = "media"
        label = "Film or sound, ours"
        description = "A recording we keep ourselves: plays here, with captions and transcript"
        template = "blocks/recording.html"

    def get_preview_value(self) -> blocks.StructValue:
        """The first recording there is, for the block picker."""
        from .models import Media

        return self.normalize({"recording": Media.objects.first()})


class ElsewhereValue(blocks.StructValue):
    @property
    def host(self) -> str:
        """The site that opens, as readers know it: `youtube.com`."""
        return urlsplit(self["url"]).netloc.removeprefix("www.")


class ElsewhereBlock(blocks.StructBlock):
    """A film or sound recording on somebody else's site: a still picture here, and an ordinary link there.

    Nothing of the other site is loaded, so it does not learn of a reader until they follow the link.
    """

    title = blocks.CharBlock(max_length=160)
    url = blocks.URLBlock(label="Address")
    publisher = blocks.CharBlock(max_length=120)
    length = blocks.CharBlock(max_length=40, required=False, help_text="As in “4 minutes”.")
    still = ImageChooserBlock(required=False, help_text="A picture from it. It only decorates the link.")
    transcript = blocks.RichTextBlock(
        features=WORDS,
        help_text="All that is said, and what is shown and matters: for who cannot hear, see or open it.",
    )

    class Meta:
        icon = "link-external"
        label = "Film or sound, elsewhere"
        description = "A recording on another site: a still picture and a link, with its transcript"
        template = "blocks/elsewhere.html"
        value_class = ElsewhereValue
        preview_value = {
            "title": "Staying safe near water",
            "url": "https://www.example.org/film",
            "publisher": "A charity",
            "transcript": "<p>Look for the flags before you swim.</p>",
        }
