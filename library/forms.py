"""The admin's forms of images and documents: their titles and descriptions are words that readers meet."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.words import GuardsWords


class ImageForm(GuardsWords, BaseImageForm):
    """The title and description of an image stand in for it wherever it has no text of its own."""


class DocumentForm(GuardsWords, BaseDocumentForm):
    """The title of a document is the text of every link to it."""
