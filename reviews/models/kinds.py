from django.db import models


class ReviewKind(models.TextChoices):
    """What sort of review it is. “Serious case review” is what they were called until 2019."""

    LOCAL = "local", "Local child safeguarding practice review"
    THEMATIC = "thematic", "Thematic review"
    SERIOUS_CASE = "serious-case", "Serious case review"
    PRACTICE = "practice", "Learning practice review"
    RAPID = "rapid", "Learning from a rapid review"
    NATIONAL = "national", "National review"
    ELSEWHERE = "elsewhere", "Review of another area"
    OTHER = "other", "Other learning review"


FROM_ELSEWHERE = (ReviewKind.NATIONAL, ReviewKind.ELSEWHERE)
"""Kinds that are about no partnership of the portal."""


class Decision(models.TextChoices):
    """What was decided about publication; that it was withdrawn again is a `Withdrawal`."""

    UNDER_WAY = "under-way", "Under way"
    PUBLISHED = "published", "Published"
    SUMMARY = "summary-only", "Only a summary is published"
    NOT_PUBLISHED = "not-published", "Not published"


RELEASED = (Decision.PUBLISHED, Decision.SUMMARY)
"""What readers have been given of these must be kept; of the others no report may be opened."""
