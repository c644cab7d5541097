"""Every address that readers can follow, what came of trying it, and who has it where."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from wagtail.models import Site

from portal.moments import today

LONGEST = 2000
"""Characters of an address that is kept; one that is longer is not tried."""


class Outcome(models.TextChoices):
    """What came of following a link."""

    WAITING = "waiting", "Not checked yet"
    OK = "ok", "Works"
    MOVED = "moved", "Has moved"
    UNCHECKED = "unchecked", "Not checked"
    NOT_FOUND = "not-found", "Not found"
    GONE = "gone", "Gone"
    REFUSED = "refused", "Refused"
    TIMED_OUT = "timed-out", "No answer in time"
    CERTIFICATE = "certificate", "Certificate not valid"
    UNREACHABLE = "unreachable", "Cannot be reached"
    FAULT = "fault", "Answers with an error"
    ASTRAY = "astray", "Leads nowhere"
    MALFORMED = "malformed", "Is no address"

    @property
    def fails(self) -> bool:
        return self not in (Outcome.WAITING, Outcome.OK, Outcome.MOVED, Outcome.UNCHECKED)


class Address(models.Model):
    """Somewhere that links lead: a whole address without its fragment; of our own, also `page:12` and `document:7`.

    `broken` is what staff are told: a failure on two different days, since every site is down for an hour some day.
    """

    address = models.CharField(max_length=LONGEST, unique=True)
    host = models.CharField(max_length=255, blank=True, help_text="Empty for what is the portal’s own.")
    first_seen = models.DateTimeField(default=timezone.now)
    last_checked = models.DateTimeField(null=True)
    asked = models.BooleanField(default=False, help_text="Somebody wants it checked now.")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, default=Outcome.WAITING)
    detail = models.CharField(max_length=255, blank=True)
    moved_to = models.CharField(max_length=LONGEST, blank=True)
    failing_since = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, help_text="In a row.")
    broken = models.BooleanField(default=False)

    class Meta:
        ordering = ["address"]
        indexes = [models.Index(fields=["last_checked"], name="linkcheck_last_checked")]

    def __str__(self) -> str:
        return self.address

    @property
    def is_ours(self) -> bool:
        return not self.host

    @property
    def shown(self) -> str:
        """As staff read it: `https://www.example.org/leaflet`, `page 12 of ours`."""
        kind, _, number = self.address.partition(":")
        return f"{kind} {number} of ours" if kind in ("page", "document") else self.address

    @property
    def reason(self) -> str:
        """What came of it, in a sentence: “Not found: the site answers 404”."""
        label = self.get_outcome_display()
        return f"{label}: {self.detail}" if self.detail else label


class State(models.TextChoices):
    """What a link is to those who keep its pages, worst first."""

    BROKEN = "broken", "Broken"
    MOVED = "moved", "Moved: change it"
    FAILED = "failed", "Failed: tried again at night"
    UNCHECKED = "unchecked", "Not checked"
    SEEN = "seen", "Marked as right"
    WAITING = "waiting", "Not checked yet"
    OK = "ok", "Works"


def rank(day: date) -> models.Case:
    """The place in `State` of a link on this day; one that fails is right as long as somebody has said so."""
    states = {state: number for number, state in enumerate(State)}
    fails = models.Q(address__outcome__in=[outcome for outcome in Outcome if outcome.fails])
    known = [
        (fails & models.Q(seen_until__gte=day), State.SEEN),
        (fails & models.Q(address__broken=True), State.BROKEN),
        (fails, State.FAILED),
        (models.Q(address__outcome=Outcome.MOVED), State.MOVED),
        (models.Q(address__outcome=Outcome.UNCHECKED), State.UNCHECKED),
        (models.Q(address__outcome=Outcome.WAITING), State.WAITING),
    ]
    whens = [models.When(condition, then=models.Value(states[state])) for condition, state in known]
    return models.Case(*whens, default=models.Value(states[State.OK]), output_field=models.IntegerField())


class LinkQuerySet(models.QuerySet):
    def standing(self, at: datetime | None = None) -> LinkQuerySet:
        """The links with what each is to staff on this day in London, worst first, and what it takes to show them."""
        found = self.annotate(rank=rank(today(at))).select_related("address", "site", "seen_by")
        return found.prefetch_related("places").order_by("rank", "-address__failing_since", "address__address")

    def in_state(self, *states: State) -> LinkQuerySet:
        """Of those that `standing` answered."""
        return self.filter(rank__in=[list(State).index(state) for state in states])


class Link(models.Model):
    """An address as one site has it: its places there, and what its staff say of it. No site: SET's."""

    address = models.ForeignKey(Address, models.CASCADE, related_name="links")
    site = models.ForeignKey(Site, models.CASCADE, null=True, blank=True, verbose_name="partnership")
    seen_until = models.DateField("right until", null=True, blank=True)
    seen_why = models.CharField("why it is right", max_length=200, blank=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    wagtail_reference_index_ignore = True  # or each one that is forgotten would cost queries of its own

    objects = LinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["address", "site"], name="linkcheck_link_of_site"),
            models.UniqueConstraint(fields=["address"], condition=models.Q(site=None), name="linkcheck_link_of_set"),
        ]

    def __str__(self) -> str:
        return self.address.address

    @property
    def state(self) -> State:
        """As staff are to see it; of links from `standing`."""
        return list(State)[self.rank]

    @property
    def partnership(self) -> str:
        return str(self.site) if self.site else "SET"

    @property
    def places_in_words(self) -> str:
        return "; ".join(map(str, self.places.all()))


class Place(models.Model):
    """Where a link stands: a page or a record, where in it, and the words that carry it."""

    link = models.ForeignKey(Link, models.CASCADE, related_name="places")
    model = models.CharField(max_length=100)
    object_id = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    where = models.CharField(max_length=255)
    words = models.CharField(max_length=200, blank=True)
    edit_url = models.CharField(max_length=500, blank=True)

    wagtail_reference_index_ignore = True  # as for `Link`: all of them are written anew every night

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return f"{self.name} · {self.where}"


class Round(models.Model):
    """The one row that says how far the checking is. `holder` names the run that may go on until `busy_until`."""

    collected_on = models.DateField(null=True)
    holder = models.CharField(max_length=36, blank=True)
    busy_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"collected {self.collected_on}"
