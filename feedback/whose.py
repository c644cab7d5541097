"""Whose inbox a message is in."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db.models import Q, QuerySet
from wagtail.models import Site
from wagtail.permissions import policy_registry

from portal.site_scope import SiteScopedPolicy

from .models import Message


class InboxPolicy(SiteScopedPolicy):
    """Who looks after the pages of a site reads what its readers say; who may publish them may delete it. Nobody changes it."""

    actions = ("view", "delete")
    kept_with = "pages"

    def granted(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        return ("view",) * ("change" in wanted) + ("delete",) * ("publish" in wanted)

    def choosable(self, user: AbstractUser) -> Q:
        """Messages are put on no page."""
        return Q(pk__in=[])


def seen_by(user: Any) -> QuerySet:
    """The messages in this person's inbox. Never a neighbour's."""
    return policy_registry.get_by_type(Message).instances_user_has_any_permission_for(user, ["view"])


def sites_of(user: Any) -> QuerySet[Site]:
    """The sites whose readers this person hears."""
    return policy_registry.get_by_type(Message).sites_user_has_any_permission_for(user, ["view"])
