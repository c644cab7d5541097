"""Every address of the portal. Private ones are never cached; pages come last."""

from django.conf import settings
from django.urls import include, path
from django.views.decorators.cache import never_cache
from django.views.static import serve
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.utils.urlpatterns import decorate_urlpatterns

from . import views
from .feeds import feed
from .sitemap import PagesSitemap, robots

private_urls = decorate_urlpatterns(
    [
        path("admin/", include("portal.choosers")),
        path("admin/", include(wagtailadmin_urls)),
    ],
    never_cache,
)

public_urls = [
    path("health/", views.health, name="health"),
    path("search/", views.search, name="search"),
    path("glossary/", views.glossary, name="glossary"),
    path("feeds/", views.feeds, name="feeds"),
    path("feeds/<slug:slug>.atom", feed, name="feed"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PagesSitemap}}),
    path("robots.txt", robots, name="robots"),
    path("", include("library.urls")),
    # Of what was uploaded, only the sizes of images that pages show: neither the originals nor the documents.
    path("media/images/<path:path>", serve, {"document_root": settings.MEDIA_ROOT / "images"}),
    path("", include("contacts.urls")),
    path("", include("subscriptions.urls")),
    path("", include("feedback.urls")),
    path("", include("topics.urls")),
    path("", include("reviews.urls")),
    path("", include("events.urls")),
    path("", include("governance.urls")),
    path("", include(wagtail_urls)),
]

if settings.MAIL_FOLDER:
    public_urls.insert(0, path("", include("portal.inbox")))

urlpatterns = private_urls + public_urls

handler403 = "portal.views.refused"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"
