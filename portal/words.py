"""The words that readers meet in an object, passage by passage, and what apps have against them.

An app that knows what must not be written registers a check under a hook named here. It is called with the object and its
passages, and answers those it objects to, each with the reason in words for the editor. `GuardsWords` puts the reasons next
to the field, and in a body at the very block: of the first hook whether a draft is saved or the page is published.

Passages are taken from a form's values, from an object or from a revision alike: all of them are read as they are stored.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail import blocks, hooks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock, TypedTableBlockValidationError
from wagtail.fields import RichTextField, StreamField
from wagtail.models import COMMENTS_RELATION_NAME

OBJECTIONS = "objections_to_words"
OBJECTIONS_TO_PUBLISHING = "objections_to_publishing_words"
"""The same for words that a draft may have and readers must not meet: asked when a page is published, or a record saved."""

NOT_FOR_READERS = {"also_called", "approved", "other_numbers", "path", "responsible", "to_confirm"}
"""Fields, whatever the model, whose words no reader meets. A model names more of its own under `holds_no_words`."""

Errors = dict[Any, ValidationError]


@dataclass(frozen=True)
class Step:
    """One step on the way from an object to a passage, with the error that Wagtail's editor shows at a block of that kind."""

    key: Any
    label: str
    error: Callable[[Errors], ValidationError] = ValidationError


@dataclass(frozen=True)
class Passage:
    """Some words that readers meet, how they are stored, and the way to them from the object."""

    text: str
    is_rich: bool
    way: tuple[Step, ...]

    @property
    def place(self) -> str:
        """Where the passage stands, for the editor: `body, Section 2, Text 1`."""
        return ", ".join(step.label for step in self.way if step.label)


def passages(model: type[models.Model], values: Mapping[str, Any]) -> Iterator[Passage]:
    """The passages in these values of the model's fields, each as a form cleans, an object holds or a revision keeps it."""
    for field in text_fields(model):
        value = values.get(field.name)
        if not value:
            continue
        step = Step(field.name, str(field.verbose_name))
        if isinstance(field, StreamField):
            stored = json.loads(value) if isinstance(value, str) else value.get_prep_value()
            yield from in_block(field.stream_block, stored, (step,))
        else:
            yield Passage(str(value), isinstance(field, RichTextField), (step,))


def text_fields(model: type[models.Model]) -> list[models.Field]:
    """The model's fields that hold words written for readers."""
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, (models.CharField, models.TextField, StreamField))
        and not isinstance(field, (models.SlugField, models.URLField, models.EmailField, models.FileField))
        and field.editable
        and not field.choices
        and field.name not in NOT_FOR_READERS.union(getattr(model, "holds_no_words", ()))
    ]


def passages_of(obj: models.Model) -> Iterator[Passage]:
    """The passages of an object as it is stored, then those of what belongs to it, such as a contact's channels."""
    yield from passages(type(obj), {field.name: field.value_from_object(obj) for field in text_fields(type(obj))})
    for relation in child_relations(type(obj)):
        for i, child in enumerate(getattr(obj, relation).all()):
            step = Step(i, f"{child._meta.verbose_name} {i + 1}")
            for passage in passages_of(child):
                yield Passage(passage.text, passage.is_rich, (step, *passage.way))


def child_relations(model: type[models.Model]) -> list[str]:
    """The names of what belongs to an object of the model; what staff say to each other about it does not count."""
    names = [relation.get_accessor_name() for relation in get_all_child_relations(model)]
    return [name for name in names if name != COMMENTS_RELATION_NAME]


def in_block(block: blocks.Block, value: Any, way: tuple[Step, ...]) -> Iterator[Passage]:
    """The passages of a block's value as it is stored."""
    for leaf, held, place in leaves(block, value, way):
        if held and isinstance(leaf, (blocks.RichTextBlock, blocks.CharBlock, blocks.TextBlock)):
            yield Passage(held, isinstance(leaf, blocks.RichTextBlock), place)


Leaf = tuple[blocks.Block, Any, tuple[Step, ...]]


def leaves(block: blocks.Block, value: Any, way: tuple[Step, ...]) -> Iterator[Leaf]:
    """The blocks in a block's value that hold no others, each with what is stored there and the way to it."""
    if isinstance(block, blocks.StreamBlock):
        for i, item in enumerate(value or []):
            if item["type"] in block.child_blocks:
                child = block.child_blocks[item["type"]]
                step = Step(i, f"{child.label} {i + 1}", blocks.StreamBlockValidationError)
                yield from leaves(child, item["value"], (*way, step))
    elif isinstance(block, blocks.ListBlock):
        for i, item in enumerate(value or []):
            held = item["value"] if block._item_is_in_block_format(item) else item
            step = Step(i, str(i + 1), blocks.ListBlockValidationError)
            yield from leaves(block.child_block, held, (*way, step))
    elif isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if isinstance(value, dict):
                step = Step(name, str(child.label), blocks.StructBlockValidationError)
                yield from leaves(child, value.get(name), (*way, step))
    elif isinstance(block, BaseTypedTableBlock):
        yield from in_table(block, value, way) if value else ()
    else:
        yield block, value, way


CELL = blocks.CharBlock()


def in_table(block: BaseTypedTableBlock, value: dict, way: tuple[Step, ...]) -> Iterator[Leaf]:
    """What a table holds: its caption, its headings, then its cells row by row."""
    above = [("caption", value.get("caption"))]
    above += [(f"heading {i + 1}", column["heading"]) for i, column in enumerate(value["columns"])]
    for name, text in above:
        yield CELL, text, (*way, Step(name, name, at_table))
    for i, row in enumerate(value["rows"]):
        for j, (column, cell) in enumerate(zip(value["columns"], row["values"], strict=False)):
            step = Step((i, j), f"row {i + 1} column {j + 1}", at_table)
            yield from leaves(block.child_blocks[column["type"]], cell, (*way, step))


def at_table(errors: Errors) -> ValidationError:
    """Wagtail's editor shows an error at a cell, or else above the table."""
    cells: dict[int, Errors] = defaultdict(dict)
    above = []
    for key, error in errors.items():
        if isinstance(key, tuple):
            cells[key[0]][key[1]] = error
        else:
            above += error.messages
    return TypedTableBlockValidationError(cells, above)


Objection = tuple[Passage, str]


def objections(obj: models.Model, found: Iterable[Passage], *hooks_asked: str) -> list[Objection]:
    """What every app has against these passages of the object: in any case, if no hooks are named."""
    found = list(found)
    checks = [check for hook in hooks_asked or (OBJECTIONS,) for check in hooks.get_hooks(hook)]
    return [each for check in checks for each in check(obj, found)]


def errors_at(found: Iterable[tuple[tuple[Step, ...], str]]) -> Errors:
    """Messages, each with the way to its place, as the errors of the places one step below."""
    below: dict[Step, list[tuple[tuple[Step, ...], str]]] = defaultdict(list)
    for (step, *rest), message in found:
        below[step].append((tuple(rest), message))
    return {step.key: error_at(inside) for step, inside in below.items()}


def error_at(found: list[tuple[tuple[Step, ...], str]]) -> ValidationError:
    here = [message for way, message in found if not way]
    return ValidationError(here) if here else found[0][0][0].error(errors_at(found))


class GuardsWords:
    """For a form of the admin: nothing is saved, be it as a draft, that an app objects to; nothing put in force, moreover,
    that only a draft may have."""

    def _post_clean(self) -> None:
        super()._post_clean()
        self.object_to_words(self.hooks_asked)

    @property
    def hooks_asked(self) -> tuple[str, ...]:
        """What is saved without drafts is in force at once."""
        is_draft = getattr(self, "is_deferred_validation", False)
        return (OBJECTIONS,) if is_draft else (OBJECTIONS, OBJECTIONS_TO_PUBLISHING)

    def object_to_words(self, hooks_asked: tuple[str, ...]) -> None:
        """Put what apps object to next to the fields; a field that is wrong already is not asked about."""
        found = objections(self.instance, passages(self._meta.model, self.cleaned_data), *hooks_asked)
        for name, error in errors_at((passage.way, message) for passage, message in found).items():
            self.add_error(name, error)

    def is_valid(self) -> bool:
        """The rows below the form, such as a contact's channels, are asked about in the same way."""
        valid = super().is_valid()
        for name, formset in getattr(self, "formsets", {}).items():
            for row in formset.forms if name != "comments" else ():
                if getattr(row, "cleaned_data", None) and not row.cleaned_data.get("DELETE"):
                    GuardsWords.object_to_words(row, self.hooks_asked)
                    valid = valid and row.is_valid()
        return valid
