"""Amendments as an Atom feed: of a site, or of one procedure with `?procedure=<slug>`."""

from __future__ import annotations

from typing import Any

from django.http import Http404, QueryDict

from portal.feeds import Entry, SiteFeed, owner_of
from portal.overlay import Overlay

from .amendments import latest
from .models import Version


class AmendmentsFeed(SiteFeed):
    """The amendments published last, each with its sentence and the way to the comparison."""

    slug, name, home = "procedures", "amendments", "/procedures/amendments/"
    says = "What has changed in the procedures, for those who follow them."

    @classmethod
    def entries(cls, overlay: Overlay, parameters: QueryDict) -> list[Entry]:
        slug = parameters.get("procedure", "")
        versions = latest(overlay, slug)
        if slug and not versions and overlay.find(f"procedures/{slug}").page is None:
            raise Http404(f"There is no procedure “{slug}” on this site.")
        return [_entry(overlay, version) for version in versions]

    def title(self, feed: dict[str, Any]) -> str:
        if self._procedure(feed) and feed["entries"]:
            return f"Amendments to {feed['entries'][0].title.rpartition(', issue ')[0]}"
        return super().title(feed)

    def link(self, feed: dict[str, Any]) -> str:
        slug = self._procedure(feed)
        return f"/procedures/{slug}/changes/" if slug else self.home

    def feed_url(self, feed: dict[str, Any]) -> str:
        slug = self._procedure(feed)
        return self.address() + (f"?procedure={slug}" if slug else "")

    def feed_guid(self, feed: dict[str, Any]) -> str:
        return f"{super().feed_guid(feed)}/{self._procedure(feed)}"

    @staticmethod
    def _procedure(feed: dict[str, Any]) -> str:
        return feed["parameters"].get("procedure", "")


def _entry(overlay: Overlay, version: Version) -> Entry:
    path = version.page.get_url()
    before = version.ordinal - 1
    sentences = [change.value["sentence"] for change in version.changes]
    return Entry(
        key=f"version/{version.pk}",
        owner=owner_of(overlay, version.page),
        title=f"{version.page.title}, issue {version.number}",
        path=f"{path}changes/?from={before}&to={version.ordinal}" if before else f"{path}versions/{version.ordinal}/",
        summary=" ".join([f"In force from {version.starts:%-d %B %Y}. {version.change_summary}", *sentences]),
        published=version.published_at,
        updated=version.published_at,
    )
