"""Amendments as an Atom feed: of a site, or of one procedure with `?procedure=<slug>`."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed

from portal.current_request import current_request
from portal.overlay import Overlay

from .amendments import latest
from .models import Version


class AmendmentsFeed(Feed):
    """The amendments published last, each with its sentence and the way to the comparison.

    Ids are `tag:` addresses (RFC 4151), so that a move to another host does not announce everything anew.
    """

    feed_type = Atom1Feed
    author_name = None

    def get_object(self, request: HttpRequest) -> dict[str, Any]:
        overlay = Overlay.of(request)
        slug = request.GET.get("procedure", "")
        versions = latest(overlay, slug)
        if slug and not versions and overlay.find(f"procedures/{slug}").page is None:
            raise Http404(f"There is no procedure “{slug}” on this site.")
        return {"overlay": overlay, "slug": slug, "versions": versions}

    def title(self, feed: dict[str, Any]) -> str:
        name = feed["overlay"].partnership.name
        return (
            f"Amendments to {feed['versions'][0].page.title}"
            if feed["slug"] and feed["versions"]
            else f"{name}: amendments"
        )

    def subtitle(self, feed: dict[str, Any]) -> str:
        return "What has changed in the procedures, for those who follow them."

    def link(self, feed: dict[str, Any]) -> str:
        return f"/procedures/{feed['slug']}/changes/" if feed["slug"] else "/procedures/amendments/"

    def feed_url(self, feed: dict[str, Any]) -> str:
        return reverse("procedures:feed") + (f"?procedure={feed['slug']}" if feed["slug"] else "")

    def feed_guid(self, feed: dict[str, Any]) -> str:
        return f"tag:{feed['overlay'].site.hostname},2026:procedures/{feed['slug']}"

    def items(self, feed: dict[str, Any]) -> list[Version]:
        return feed["versions"]

    def item_title(self, version: Version) -> str:
        return f"{version.page.title}, issue {version.number}"

    def item_description(self, version: Version) -> str:
        sentences = [change.value["sentence"] for change in version.changes]
        return " ".join([f"In force from {version.starts:%-d %B %Y}. {version.change_summary}", *sentences])

    def item_link(self, version: Version) -> str:
        path = version.page.get_url()
        before = version.ordinal - 1
        return f"{path}changes/?from={before}&to={version.ordinal}" if before else f"{path}versions/{version.ordinal}/"

    def item_guid(self, version: Version) -> str:
        owner = urlsplit(version.page.canonical_url(current_request.get())).hostname
        return f"tag:{owner},2026:version/{version.pk}"

    def item_updateddate(self, version: Version) -> datetime:
        return version.published_at

    def item_pubdate(self, version: Version) -> datetime:
        return version.published_at
