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
