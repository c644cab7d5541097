from django.db import models


class Kind(models.TextChoices):
    """What a passage belongs to: searches show their finds by kind, in this order."""

    TOPIC = "topic", "Topics"
    PROCEDURE = "procedure", "Procedures"
    REVIEW = "review", "Reviews"
    EVENT = "event", "Events and training"
    DOCUMENT = "document", "Documents"
    PAGE = "page", "Other pages"


class Passage(models.Model):
    """Words that a search may find, and where they lead: a part of a topic, a section of a procedure, a page of a document.

    Written by `portal.passages.write`; whatever it was written from is named by `source`. A passage of a page shows where the
    page shows; one of a document where the document does (`portal/documents.py`). Some are true only from one day until another.
    The database keeps an index of them by itself, by triggers on SQLite and by generated columns on PostgreSQL (ADR 0009).
    """

    source = models.CharField(max_length=60, db_index=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    page = models.ForeignKey("portal.BasePage", models.CASCADE, null=True, related_name="passages")
    document = models.PositiveBigIntegerField(null=True, db_index=True)  # its id
    audience = models.CharField(max_length=20, blank=True)  # the only readers it is for; empty: everyone
    title = models.CharField(max_length=255)
    also_called = models.CharField(max_length=400, blank=True)
    within = models.CharField(max_length=255, blank=True)  # the title of the whole it is a part of
    place = models.CharField(max_length=40, blank=True)  # where in it: “page 37”, “section 2.3.4”
    fragment = models.CharField(max_length=80, blank=True)  # `page=37`, `reporting`
    text = models.TextField(blank=True)
    since = models.DateField(null=True)  # the London day from which it may be found
    until = models.DateField(null=True)  # and the day from which it may not any more
    order = models.PositiveIntegerField(default=0)
    path = models.CharField(max_length=255, blank=True, default="")  # of the page in the trees, once it is live
    facets = models.CharField(max_length=120, blank=True, default="")  # as words, what a search is narrowed by

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["source", "order"]

    def __str__(self) -> str:
        return f"{self.within}: {self.title}" if self.within else self.title
