"""How a procedure stands on a day, in the words that readers and staff meet."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from .models import ProcedurePage, Version


class State(models.TextChoices):
    """The states of document control."""

    IN_FORCE = "in-force", "In force"
    COMING = "coming", "Coming into force"
    UNDER_REVIEW = "under-review", "In force, under review"
    SUPERSEDED = "superseded", "Superseded"
    WITHDRAWN = "withdrawn", "Withdrawn"


def state_of(page: ProcedurePage, begun: bool, day: date) -> State:
    """How the procedure stands on that London day; `begun`: one of its versions has."""
    if page.withdrawn_on and page.withdrawn_on <= day:
        return State.SUPERSEDED if page.replaced_by_id else State.WITHDRAWN
    if not begun:
        return State.COMING
    return State.UNDER_REVIEW if page.under_review else State.IN_FORCE


def state_of_version(version: Version, in_force: int | None, day: date) -> State:
    """How one version stands; `in_force` is the id of the one that counts on that London day."""
    if version.starts > day:
        return State.COMING
    return State.IN_FORCE if version.pk == in_force else State.SUPERSEDED
