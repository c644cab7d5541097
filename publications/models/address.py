"""Pages whose address follows from what they are: a report's years, the season and year of a newsletter."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify


class AddressSaysWhich:
    """Suggests the address of a new page, whatever the form has made of its title, and refuses one that says something else.

    More words may follow: `2024-2025-easy-read`.
    """

    slug: str
    title: str
    pk: Any
    named_by = ""  # what the address is made of, in words: “its years”

    @property
    def address(self) -> str:
        """The last part of its address; nothing before what it is made of is known."""
        raise NotImplementedError

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        self._suggest_slug()
        super().full_clean(*args, **kwargs)  # type: ignore[misc]

    def minimal_clean(self) -> None:
        self._suggest_slug()
        super().minimal_clean()  # type: ignore[misc]

    def _suggest_slug(self) -> None:
        if not self.pk and self.address and self.slug in ("", slugify(self.title)):
            self.slug = self.address

    def check_address(self) -> None:
        """Raises ValidationError for an address that does not say which one it is."""
        if self.address and self.slug != self.address and not self.slug.startswith(f"{self.address}-"):
            more = f"More words may follow: {self.address}-easy-read."
            words = f"The address of this page is {self.named_by}: {self.address}. {more}"
            raise ValidationError({"slug": words})
