"""What of the events was asked for in an address: whom they are for, what they are, who hosts them, where they are."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db.models import Q
from django.http import QueryDict
from wagtail.query import PageQuerySet

from portal.audiences import Audience, reading
from portal.overlay import Overlay

from .models import EventKind, EventPage, Mode

WAYS = {"in-person": "In person", "online": "Online"}
MODES = {
    "in-person": (Mode.IN_PERSON, Mode.BOTH),
    "online": (Mode.ONLINE, Mode.BOTH, Mode.ANY_TIME),
}
OWN, SHARED = "own", "set"


@dataclass
class Asked:
    """The choices of the form above the lists. What else an address says is as if it were not there."""

    audience: str = ""
    kind: str = ""
    host: str = ""  # the site of whoever owns or hosts it, by its id; `own` and `set` for the usual two
    how: str = ""
    hosts: list[tuple[str, str]] = field(default_factory=list)  # what can be chosen

    @classmethod
    def of(cls, query: QueryDict, overlay: Overlay) -> Asked:
        hosts = hosts_of(overlay)
        return cls(
            audience=_among(query.get("audience"), Audience.values),
            kind=_among(query.get("kind"), EventKind.values),
            host=_among(query.get("host"), [value for value, _ in hosts]),
            how=_among(query.get("how"), list(WAYS)),
            hosts=hosts,
        )

    @property
    def any(self) -> bool:
        """Does it narrow the list at all?"""
        return bool(self.audience or self.kind or self.host or self.how)

    @property
    def parameters(self) -> str:
        """For links to other lists of the same choice: `audience=parents&kind=workshop`."""
        query = QueryDict(mutable=True)
        named = {"audience": self.audience, "kind": self.kind, "host": self.host, "how": self.how}
        query.update({name: value for name, value in named.items() if value})
        return query.urlencode()

    @property
    def kinds(self) -> list[tuple[str, str]]:
        return [(kind.value, str(kind.label)) for kind in EventKind]

    @property
    def ways(self) -> list[tuple[str, str]]:
        return list(WAYS.items())

    def pages(self, overlay: Overlay) -> PageQuerySet:
        """The events of this site that are wanted, in no order."""
        pages = overlay.pages(EventPage).order_by()
        if self.audience:
            pages = pages.filter(reading(self.audience) | for_everyone())
        if self.kind:
            pages = pages.filter(kind=self.kind)
        if self.how:
            pages = pages.filter(mode__in=MODES[self.how])
        return pages.filter(self._hosted(overlay)) if self.host else pages

    def _hosted(self, overlay: Overlay) -> Q:
        """Of that owner, or hosted by it as well. The id of a site is that of its partnership's hosting."""
        if self.host == SHARED:
            return Q(path__startswith=overlay.shared.path)
        hosting = EventPage.hosts.through.objects.values("eventpage")
        if self.host == OWN:
            hosted = hosting.filter(partnership__site=overlay.site)
            return Q(path__startswith=overlay.own.path) | Q(pk__in=hosted)
        return Q(pk__in=hosting.filter(partnership__site=self.host))


def hosts_of(overlay: Overlay) -> list[tuple[str, str]]:
    """Who may host what readers of a site meet: on a partnership's site it and SET; on SET's the areas."""
    if overlay.partnership.is_shared:
        return [(str(near.site_id), near.short_name) for near in overlay.neighbours]
    return [(OWN, overlay.partnership.short_name), (SHARED, "Shared by all areas (SET)")]


def for_everyone() -> Q:
    """Pages that name no audience are for all of them."""
    return Q(readers=())


def _among(said: str | None, values: list[str]) -> str:
    return said if said in values else ""
