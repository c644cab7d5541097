from django.db import models
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Image(AbstractImage):
    """A picture: its title and description stand in for it wherever a page gives it no words of its own."""

    tags = TaggableManager(blank=True, help_text=None, related_name="library_images")
    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        default_related_name = "library_images"
        verbose_name = "image"
        verbose_name_plural = "images"


class Rendition(AbstractRendition):
    """A picture in one of the sizes that pages show. What readers are sent is always one of these."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_each_size"
            )
        ]
