from django.contrib.contenttypes.models import ContentType
from django.db import models


class Loaded(models.Model):
    """What one content file, or one record of it, has become: so that a second load knows it again.

    `revision` is the revision the load left behind. Where the object's latest revision is another one, a person has
    edited it since, and their edit stays.
    """

    key = models.CharField(max_length=200, unique=True)
    checksum = models.CharField(max_length=64)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.CharField(max_length=40)
    revision = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name = "loaded content"

    def __str__(self) -> str:
        return self.key
