"""Who a text is written for: the three audiences and the age bands of young people."""

from django.db import models


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


class ReadersField(models.CharField):
    """Audiences and age bands of a page as one searchable column: `" parents young-people 11-13 "`.

    Reads and writes a sorted tuple of `Audience` and `AgeBand` values. `reading(value)` is the query for one of them.
    """

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("default", ())
        kwargs.setdefault("blank", True)
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            value = value.split()
        order = [*Audience.values, *AgeBand.values]
        return tuple(sorted(set(value or ()), key=order.index))

    def from_db_value(self, value, expression, connection):
        return self.to_python(value)

    def get_prep_value(self, value):
        return f" {' '.join(self.to_python(value))} "

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj)).strip()


def reading(value: str) -> models.Q:
    """Pages written for this audience or age band."""
    return models.Q(readers__contains=f" {value} ")
