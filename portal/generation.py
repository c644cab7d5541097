"""One token for everything that changes only when someone publishes.

Facts about a site (overlaid pages, menu, contacts …) are remembered per process under the token. Any save of a watched
model replaces the token inside the same transaction, so every process sees the new facts from the moment of the
commit, and a transaction that is rolled back leaves no trace. Reading the token costs one query a request.
"""

import uuid
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.db import models
from django.db.models.signals import post_delete, post_save

from .current_request import current_request

KEEP_SECONDS = 3600
_watched: set[type[models.Model]] = set()
_seen: list[str] = [""]  # the token this process last worked under


def watch(*model_classes: type[models.Model]) -> None:
    """Changing any object of these models (or of a page type) starts a new generation."""
    _watched.update(model_classes)


def token() -> str:
    """The present token: asked of the database once a request, and every time outside one."""
    from .models import Generation

    request = current_request.get()
    known = getattr(request, "_generation", None)
    if known is None:
        known = str(Generation.objects.values_list("token", flat=True).first())
        if request is not None:
            request._generation = known  # type: ignore[attr-defined]
    return known


def remembered(key: str, compute: Callable[[], Any]) -> Any:
    """`compute()`, remembered under `key` until the next change."""
    now, facts = token(), caches["facts"]
    if _seen[0] != now:
        facts.clear()  # nobody asks for an older generation again
        _seen[0] = now
    value = facts.get(f"{now}:{key}")
    if value is None:
        value = compute()
        facts.set(f"{now}:{key}", value, KEEP_SECONDS)
    return value


def start_new(**kwargs: Any) -> None:
    """Forget all remembered facts, in every process, when the present transaction commits."""
    from .models import Generation

    Generation.objects.update_or_create(pk=1, defaults={"token": uuid.uuid4()})
    request = current_request.get()
    if request is not None:
        request.__dict__.pop("_generation", None)
        request.__dict__.pop("_overlays", None)


def _changed(sender: type[models.Model], raw: bool = False, **kwargs: Any) -> None:
    from .models import BasePage

    if not raw and (sender in _watched or issubclass(sender, BasePage)):
        start_new()


def connect() -> None:
    """Listen for changes; called once when the portal is ready."""
    from wagtail.models import PageViewRestriction, Site
    from wagtail.signals import page_slug_changed, post_page_move

    from .models import Partnership, SwitchedOff, Term

    watch(Site, PageViewRestriction, Partnership, SwitchedOff, Term)
    post_save.connect(_changed, dispatch_uid="generation-save")
    post_delete.connect(_changed, dispatch_uid="generation-delete")
    page_slug_changed.connect(start_new, dispatch_uid="generation-slug")
    post_page_move.connect(start_new, dispatch_uid="generation-move")
