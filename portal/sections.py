"""Page types that belong to one section of a site: procedures below `/procedures/`, events below `/events/`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from .models import BasePage

DEPTH = 3  # of a section's own page in the trees: the root, a site's home page, the section


class InSection:
    """Stands only directly below its section, be it SET's index or a partnership's stub, where readers look for it."""

    section: str
    reserved = ""  # a pattern of the addresses in the section that are something else: “past|open-data”

    def clean(self) -> None:
        super().clean()
        if self.slug and re.fullmatch(self.reserved, self.slug):
            words = f"/{self.section}/{self.slug}/ is another page of the portal. Choose another word."
            raise ValidationError({"slug": words})

    @classmethod
    def can_create_at(cls, parent: BasePage) -> bool:
        return super().can_create_at(parent) and cls._is_section(parent)

    def can_move_to(self, parent: BasePage) -> bool:
        return super().can_move_to(parent) and self._is_section(parent)

    @classmethod
    def _is_section(cls, parent: BasePage) -> bool:
        return parent.slug == cls.section and parent.depth == DEPTH
