"""What a partnership must publish, for everybody: where it is, when it is due, how it stands. On SET's site side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.overlay import Overlay
from portal.shelf import Duty, Row, Shelf, shelf

ADDRESS = "about/what-we-must-publish"


@require_safe
def what_we_must_publish(request: HttpRequest) -> HttpResponse:
    """`/about/what-we-must-publish/`: the statutory shelf of the site being read; on SET's, that of every partnership."""
    overlay, at = Overlay.of(request), getattr(request, "at", None)
    context: dict[str, Any] = {"trail": overlay.find(ADDRESS).trail, "canonical": f"{overlay.site.root_url}/{ADDRESS}/"}
    if overlay.partnership.is_shared:
        shelves = [shelf(each, at) for each in Overlay.of_partnerships()]
        context |= {"shelves": shelves, "duties": side_by_side(shelves)}
    else:
        context |= {"shelf": shelf(overlay, at)}
    return render(request, "governance/what_we_must_publish.html", context)


def side_by_side(shelves: list[Shelf]) -> list[tuple[Duty, list[tuple[Overlay, Row]]]]:
    """Each duty with how it stands in each of the partnerships."""
    return [(duty, [(each.overlay, row) for each in shelves for row in each.rows if row.duty == duty]) for duty in Duty]
