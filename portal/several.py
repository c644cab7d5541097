"""Several choices in one column, in their order: `" mon tue "`. Searchable, and ticked as boxes in a form."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models


class InOneLine(forms.CheckboxSelectMultiple):
    """The boxes side by side as far as there is room, by classes of the admin's own style sheet."""

    option_inherits_attrs = False

    def __init__(self, attrs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__({"class": "w-flex w-flex-wrap w-gap-4", **(attrs or {})}, **kwargs)


class SeveralField(models.CharField):
    """Reads and writes a tuple of the values of `options`, a class of `TextChoices`, in the order it lists them.

    Raises ValidationError for a value that is none of them. `holding(value)` is the query for one of them.
    """

    def __init__(self, *args: Any, options: Iterable[tuple[str, Any]] = (), **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("default", ())
        kwargs.setdefault("blank", True)
        super().__init__(*args, **kwargs)
        self.options = list(options)

    def to_python(self, value: Any) -> tuple[str, ...]:
        if isinstance(value, str):
            value = value.split()
        order = [option for option, _ in self.options]
        chosen = set(value or ())
        if order and not chosen <= set(order):
            raise ValidationError(f"“{', '.join(sorted(chosen - set(order)))}” is not one of {', '.join(order)}.")
        return tuple(sorted(chosen, key=order.index if order else None))

    def from_db_value(self, value: str, expression: Any, connection: Any) -> tuple[str, ...]:
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> str:
        return f" {' '.join(self.to_python(value))} "

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)).strip()

    def formfield(self, **kwargs: Any) -> forms.Field:
        return forms.MultipleChoiceField(
            choices=self.options,
            required=not self.blank,
            label=self.verbose_name.capitalize() if self.verbose_name else "",
            help_text=self.help_text,
            widget=InOneLine,
        )


def holding(field: str, value: str) -> models.Q:
    """Rows whose field of several choices holds this one."""
    return models.Q(**{f"{field}__contains": f" {value} "})
