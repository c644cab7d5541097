"""The addresses below `/procedures/` and below each procedure. What they answer is `views`."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import register_converter
from wagtail.contrib.routable_page.models import RoutablePageMixin, path


class DayConverter:
    """A day in an address, `2025-07-01`; what is no day of the calendar is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")


class Routes(RoutablePageMixin):
    """A page with addresses below it, whose preview goes by the site it is previewed for."""

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        self.read_as(request, mode_name)
        return super().serve_preview(request, mode_name)


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
