"""Which page a reader talks about. Its address says so, with a mark which shows that this site has shown a page there.

So nobody can fill the counts with addresses that do not exist, and no page costs a query to have the question at its end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core import signing
from django.http import Http404, HttpRequest
from django.urls import reverse

from portal.audiences import AgeBand, Audience, only_young
from portal.overlay import Overlay

LONGEST = 300  # characters of a path
signer = signing.Signer(salt="feedback.places")


@dataclass(frozen=True)
class Place:
    """A page as it was shown: its path, what it is called, and whether it speaks to young people."""

    path: str = ""
    title: str = ""
    young: bool = False
    mark: str = ""

    def __bool__(self) -> bool:
        return bool(self.path)

    @property
    def query(self) -> str:
        said = {"page": self.path, "mark": self.mark}
        return urlencode({name: value for name, value in said.items() if value}, safe="/")

    @property
    def url(self) -> str:
        """Where a reader says what is wrong with it."""
        return reverse("feedback:wrong") + (f"?{self.query}" if self else "")

    @property
    def band(self) -> AgeBand | None:
        """The age band that reads it, by its address: thank-you pages wear its colours."""
        parts = self.path.split("/")
        return (
            next((band for band in AgeBand if len(parts) > 2 and band.value == parts[2]), None) if self.young else None
        )


def for_young(page: Any) -> bool:
    """Is the page for young people and nobody else?"""
    return only_young(getattr(page, "readers", None) or ())


def shown(request: HttpRequest, page: Any, audience: Any) -> Place:
    """The page being shown, with its mark. No query."""
    title = str(getattr(page, "title", "") or "")
    young = audience == Audience.YOUNG_PEOPLE or for_young(page)
    path = request.path[:LONGEST]
    return Place(path, title, young, signer.sign_object([request.get_host(), path, title, young]))


def named(request: HttpRequest, said: Any) -> Place:
    """The page that `page` and `mark` of a form or address name. Raises Http404 for one that this site has not got."""
    path, mark = str(said.get("page", "")), str(said.get("mark", ""))
    if len(path) > LONGEST or "\0" in path:
        raise Http404("There is no page at this address.")
    if mark:
        try:
            host, marked, title, young = signer.unsign_object(mark)
        except (signing.BadSignature, ValueError, TypeError):
            pass
        else:
            if (host, marked) == (request.get_host(), path):
                return Place(path, title, young, mark)
    overlay = Overlay.of(request)
    page = overlay.find(path).page if path.startswith("/") and not path.startswith("//") else None
    if page is None or not overlay.open(page) or overlay.address(page) != path:
        raise Http404("There is no page at this address.")
    return Place(path, page.title, for_young(page) or path.startswith("/young-people/"))
