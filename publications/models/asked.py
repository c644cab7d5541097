from django.db import models

GUIDANCE = "Working Together to Safeguard Children (2023), chapter 2, on reporting"


class Asked(models.TextChoices):
    """What statutory guidance asks a yearly report to contain (`GUIDANCE`; Children Act 2004, section 16G), in our own words.

    The owners have to confirm the list and its words against the guidance: docs/publications.md.
    """

    DONE = "done", "What the safeguarding partners did under their arrangements"
    EFFECT = "effect", "What that changed for children and families"
    LEARNING = "learning", "Reviews, and what was done about what they taught"
    SCRUTINY = "scrutiny", "Independent scrutiny, and what it found"
    TRAINING = "training", "Training together, and its effect"
    VOICES = "voices", "What children and families said, and how it was used"
    MONEY = "money", "What each partner gave, and what it was spent on"
    DATA = "data", "How information and data were shared and used"
    EDUCATION = "education", "How schools and other places of learning took part"
    GAPS = "gaps", "Where there was little progress, and why"
    CHANGES = "changes", "Changes to the arrangements, and national reforms"
