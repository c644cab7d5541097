from __future__ import annotations

import uuid

from django.db import models
from wagtail.models import Site


class NewsList(models.TextChoices):
    """What one can ask to be told of. All but the newsletter come in one digest, a day at most; each is a feed of the portal."""

    NEWSLETTER = "newsletter", "The newsletter"
    PROCEDURES = "procedures", "Changes in the procedures"
    REVIEWS = "reviews", "Reviews"
    EVENTS = "events", "Training and events"
    TOPIC = "topic", "One topic"


class Subscriber(models.Model):
    """Somebody who confirmed that they want to be told of news. Gone, with all that hangs on it, once they want nothing more."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)  # what the links in letters name
    address = models.EmailField("e-mail address", max_length=254, unique=True)  # as `addresses.normal` writes it
    confirmed_at = models.DateTimeField()

    class Meta:
        ordering = ["address"]

    def __str__(self) -> str:
        return f"Subscriber {self.pk}"  # logs and histories hold no address


class Subscription(models.Model):
    """One thing a subscriber asked for: a list of one site’s, or one topic there."""

    wagtail_reference_index_ignore = True  # Wagtail is not told of people

    subscriber = models.ForeignKey(Subscriber, models.CASCADE, related_name="subscriptions")
    site = models.ForeignKey(Site, models.CASCADE, related_name="+")
    news = models.CharField("list", max_length=20, choices=NewsList.choices)
    topic = models.SlugField(max_length=255, blank=True)  # of `NewsList.TOPIC`: the last part of its address
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "site", "news", "topic"], name="subscribed_once")]
        indexes = [models.Index(fields=["site", "news"], name="who_gets_it")]

    def __str__(self) -> str:
        return f"Topic “{self.topic}”" if self.topic else str(self.get_news_display())
