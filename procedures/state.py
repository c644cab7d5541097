from django.db import models


class State(models.TextChoices):
    """How a procedure, or one of its versions, stands on a day, in the words that readers and staff meet."""

    IN_FORCE = "in-force", "In force"
    COMING = "coming", "Coming into force"
    UNDER_REVIEW = "under-review", "In force, under review"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"
