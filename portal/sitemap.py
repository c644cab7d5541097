"""What search engines are told: the pages this site owns, and where not to look."""

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.sitemaps import Sitemap

from .overlay import Overlay
from .page_types import page_model


class PagesSitemap(Sitemap):
    """The pages of the site being read that belong to it: a shared page is listed once, on SET."""

    def items(self):
        overlay = Overlay.of(self.request)
        own = overlay.pages().filter(path__startswith=overlay.own.path) | page_model().objects.filter(pk=overlay.own.pk)
        return own.order_by("path")


def robots(request: HttpRequest) -> HttpResponse:
    """Where robots need not look: the staff's side, and searches."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /search/",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
