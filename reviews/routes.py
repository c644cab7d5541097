"""The addresses below `/reviews/` and below each review. What they answer is `views`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path
from wagtail.url_routing import RouteResult

from portal.routes import Routes

if TYPE_CHECKING:
    from .models import ReviewIndexPage, ReviewPage

BRIEFING = "briefing"


class ReviewRoutes(Routes):
    """Of one review."""

    @path("")
    def whole(self: ReviewPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.review(request, self)

    @path(f"{BRIEFING}/")
    def briefing(self: ReviewPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.briefing(request, self)

    def route(self: ReviewPage, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """A withdrawn review still answers at its addresses, with that it was; one never published does not."""
        if not self.live and path_components in ([], [BRIEFING]):
            withdrawal = self.withdrawals.in_force().first()
            if withdrawal is not None:
                from . import views

                return RouteResult(self, args=(views.withdrawn, [self, withdrawal], {}))
        return super().route(request, path_components)

    def get_route_paths(self) -> list[str]:
        """The addresses that are redirected with the review's own."""
        return [*super().get_route_paths(), f"/{BRIEFING}/"]


class IndexRoutes(Routes):
    """Of all reviews."""

    @path("")
    def listed(self: ReviewIndexPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.reviews(request, self)

    @path("themes/<slug:slug>/")
    def theme(self: ReviewIndexPage, request: HttpRequest, slug: str) -> HttpResponse:
        from . import views

        return views.theme(request, self, slug)
