from django.db import models


class Tally(models.Model):
    """How often somebody did something within a stretch of time, without saying who (`portal.limits`)."""

    what = models.CharField(max_length=40)
    who = models.CharField(max_length=64)  # a keyed digest that is another one the next day
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["what", "who", "since"], name="tally_of")]

    def __str__(self) -> str:
        return f"{self.what}: {self.count}"
