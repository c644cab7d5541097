"""Who a text is written for: the three audiences and the age bands of young people."""

from collections.abc import Iterable
from typing import Any

from django.db import models

from .several import SeveralField, holding


class Audience(models.TextChoices):
    """A group of readers with an area of its own; the value is the area's address."""

    PROFESSIONALS = "professionals", "Professionals"
    PARENTS = "parents", "Parents and carers"
    YOUNG_PEOPLE = "young-people", "Young people"

    @property
    def field(self) -> str:
        """The name of the topic page's field that holds this audience's part."""
        return self.value.replace("-", "_")


class AgeBand(models.TextChoices):
    """An age band of the young people's area; the value is its address."""

    FOUR = "4-7", "4 to 7 years"
    EIGHT = "8-10", "8 to 10 years"
    ELEVEN = "11-13", "11 to 13 years"
    FOURTEEN = "14+", "14 and over"

    @property
    def slug(self) -> str:
        """The slug of the band's page: slugs know no plus sign."""
        return self.value.replace("+", "-plus")


YOUNG = frozenset({Audience.YOUNG_PEOPLE.value, *AgeBand.values})
"""Young people, of whatever age."""


def only_young(readers: Iterable[str]) -> bool:
    """Is what is written for these readers for young people and nobody else? No readers named means everybody."""
    named = set(readers)
    return bool(named) and named <= YOUNG


class ReadersField(SeveralField):
    """The audiences and age bands that a page is written for; `reading(value)` is the query for one of them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        super().__init__(*args, options=[*Audience.choices, *AgeBand.choices], **kwargs)


def reading(value: str) -> models.Q:
    """Pages written for this audience or age band."""
    return holding("readers", value)
