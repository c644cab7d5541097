"""The addresses below `/reviews/` and below each review. What they answer is `views`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from portal.routes import Routes

if TYPE_CHECKING:
    from .models import ReviewIndexPage, ReviewPage


class ReviewRoutes(Routes):
    """Of one review."""

    @path("")
    def whole(self: ReviewPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.review(request, self)

    @path("briefing/")
    def briefing(self: ReviewPage, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.briefing(request, self)


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
