"""The page types there are, and which of them answer at their path."""

from __future__ import annotations

from typing import TYPE_CHECKING

import swapper
from django.contrib.contenttypes.models import ContentType
from wagtail.models import get_page_models

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from .models import BasePage


def page_model() -> type[BasePage]:
    return swapper.load_model("wagtailcore", "Page")


def answering(pages: PageQuerySet) -> PageQuerySet:
    """The live ones of those pages that answer at their path: local notes only add to the shared page."""
    return pages.live().exclude(content_type__in=adding_only())


def adding_only() -> list[int]:
    """The content types of pages that only add to a shared one."""
    return types_with("adds_only")


def types_with(attribute: str) -> list[int]:
    """The content types of the page types that have this attribute."""
    types = ContentType.objects.get_for_models(*get_page_models())  # all at once: one query a process, not one a type
    return [kind.pk for model, kind in types.items() if getattr(model, attribute)]
