from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock


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
