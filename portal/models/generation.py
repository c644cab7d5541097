from django.db import models


class Generation(models.Model):
    """The one row that says which generation of the site's facts is in force (see `portal.generation`)."""

    token = models.UUIDField()

    def __str__(self) -> str:
        return str(self.token)
