"""A long list, a screenful at a time: `?page=2`. Its links are `components/pagination.html`, which keeps what else was asked."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

ROWS = 20


def screen(rows: Sequence[Any] | QuerySet, request: HttpRequest, most: int = ROWS) -> Page:
    """The screenful that the address asks for, the first if it does not say. Raises Http404 for one that does not exist."""
    return screen_at(rows, request.GET.get("page"), most)


def screen_at(rows: Sequence[Any] | QuerySet, number: Any, most: int = ROWS) -> Page:
    """The screenful with this number, the first if none is said. Raises Http404 for one that does not exist."""
    try:
        return Paginator(rows, most).page(number or 1)
    except InvalidPage as error:
        raise Http404("There is no such page of this list.") from error
