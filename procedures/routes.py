"""The addresses below `/procedures/` and below each procedure. What they answer is `views`."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import path

from portal.routes import Routes


class ProcedureRoutes(Routes):
    """Of one procedure."""

    @path("")
    def now(self, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.now(request, self)

    @path("<day:day>/")
    def that_day(self, request: HttpRequest, day: date) -> HttpResponse:
        from . import views

        return views.that_day(request, self, day)

    @path("versions/<int:ordinal>/")
    def version(self, request: HttpRequest, ordinal: int) -> HttpResponse:
        from . import views

        return views.version(request, self, ordinal)

    @path("changes/")
    def changes(self, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.changes(request, self)


class IndexRoutes(Routes):
    """Of all procedures."""

    @path("")
    def contents(self, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.contents(request, self)

    @path("manual/")
    def whole(self, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.whole_manual(request, self)

    @path("amendments/")
    def amendments(self, request: HttpRequest) -> HttpResponse:
        from . import views

        return views.amendments(request, self)
