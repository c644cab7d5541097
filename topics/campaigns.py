"""The campaigns of a site: the list of all, those that run (for front pages, topics and areas), and one as its page shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Page
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest

from portal import generation
from portal.audiences import Audience
from portal.models import BasePage
from portal.moments import today
from portal.overlay import Overlay
from portal.screens import screen

from .models import CampaignPage, TopicPage
from .models.campaign import PAST
from .standing import State, in_state, span, state_on

SLOTS = 3  # of a front page
SOON = timedelta(days=14)  # how long before its first day a campaign may stand there
MOST = 200  # campaigns of a site that run or begin soon, as far as other pages can name them
LONG = ("body", "afterwards")


@dataclass(frozen=True)
class Current:
    """A campaign that runs or begins soon, as other pages name it."""

    title: str
    summary: str
    url: str
    when: str
    hashtag: str
    state: State
    place: int | None  # on the front page
    readers: tuple[str, ...]
    topics: frozenset[str]  # their slugs

    def is_for(self, audience: str) -> bool:
        return not self.readers or audience in self.readers

    @property
    def stands(self) -> str:
        return str(self.state.label)


def current(overlay: Overlay, at: datetime | None = None) -> list[Current]:
    """Those of the site that run today or begin soon, those that end first in front. One query, remembered for the day."""
    day = today(at)

    def load() -> list[Current]:
        wanted = in_state(State.RUNNING, day) | (in_state(State.COMING, day) & Q(begins__lte=day + SOON))
        order = (F("front_page").asc(nulls_last=True), F("ends").asc(nulls_last=True), "title", "pk")
        named = ("begins", "ends", "runs", "review_due", "dates_note", "title", "summary", "hashtag", "front_page")
        rows = overlay.pages(CampaignPage).filter(wanted).order_by(*order)
        found: dict[int, CampaignPage] = {}
        topics: dict[int, set[str]] = {}
        about = F("topics__topic__slug")
        for page in rows.only(*named, "readers", "path", "url_path", "slug").annotate(about=about)[: 10 * MOST]:
            found.setdefault(page.pk, page)
            topics.setdefault(page.pk, set()).add(page.about or "")
        return [_current(overlay, page, topics[page.pk], day) for page in list(found.values())[:MOST]]

    return generation.remembered(f"campaigns:{overlay.site.pk}:{day}", load)


def _current(overlay: Overlay, page: CampaignPage, topics: Iterable[str], day: date) -> Current:
    return Current(
        title=page.title,
        summary=page.summary,
        url=overlay.path_of(page),
        when=page.when,
        hashtag=page.hashtag,
        state=state_on(page, day),
        place=page.front_page,
        readers=page.readers,
        topics=frozenset(filter(None, topics)),
    )


def on_front_page(overlay: Overlay, at: datetime | None = None) -> list[Current]:
    """Those that editors put on the front page, by the places they gave them: three at most, and none that is over."""
    chosen = [each for each in current(overlay, at) if each.place is not None]
    return sorted(chosen, key=lambda each: each.place or 0)[:SLOTS]


def about(overlay: Overlay, topics: Iterable[str], audience: str = "", at: datetime | None = None) -> list[Current]:
    """Those that run and are about one of these topics, given by slug; for that audience only, if one is named."""
    wanted = set(topics)
    running = (each for each in current(overlay, at) if each.state == State.RUNNING)
    return [each for each in running if wanted & each.topics and (not audience or each.is_for(audience))]


@dataclass
class Row:
    """A campaign as the list shows it."""

    page: CampaignPage
    url: str
    state: State
    whose: list[str]

    @property
    def group(self) -> str:
        """The heading below which it stands; of what is over, the year in which it ended."""
        if self.state == State.OVER and self.page.ends:
            return f"Ended in {self.page.ends.year}"
        return str(self.state.label)

    @property
    def is_dated(self) -> bool:
        return bool(self.page.begins or self.page.ends)

    @property
    def facts(self) -> str:
        return " · ".join(filter(None, [", ".join(self.whose), self.page.hashtag]))


@dataclass
class Listed:
    """One screen of the list."""

    page_obj: Page
    rows: list[Row]


def listed(request: HttpRequest, at: datetime | None = None) -> Listed:
    """A screen of all the campaigns of the site: running, to come, undated, then those over, the last one first.

    Three queries. Raises Http404 for a screen there is not.
    """
    overlay, day = Overlay.of(request), today(at)
    ranked = Case(
        *(When(in_state(state, day), then=Value(rank)) for rank, state in enumerate(State)),
        default=Value(len(State)),
        output_field=IntegerField(),
    )
    over = Case(When(ends__lt=day, then=F("ends")), default=None)
    first = Case(When(begins__gt=day, then=F("begins")), default=F("ends"))
    pages = overlay.pages(CampaignPage).annotate(rank=ranked, over=over, first=first).defer(*LONG)
    in_order = pages.order_by("rank", F("over").desc(nulls_last=True), F("first").asc(nulls_last=True), "title", "pk")
    found = screen(in_order.prefetch_related("partnerships"), request)
    rows = [Row(page, overlay.path_of(page), state_on(page, day), whose(page, overlay)) for page in found]
    return Listed(found, rows)


def whose(page: CampaignPage, overlay: Overlay) -> list[str]:
    """The partnerships that take part: of a partnership's own campaign itself, of a shared one those named, or all of SET."""
    if overlay.is_own(page):
        return [overlay.partnership.short_name]
    return sorted(each.short_name for each in page.partnerships.all()) or [overlay.shared_name]


@dataclass
class Shown:
    """A campaign as its page shows it, be it a draft."""

    page: CampaignPage
    overlay: Overlay
    at: datetime | None

    @cached_property
    def state(self) -> State:
        return self.page.state(self.at)

    @property
    def stands(self) -> str:
        return str(self.state.label)

    @property
    def is_over(self) -> bool:
        return self.state == State.OVER

    @property
    def is_current(self) -> bool:
        """Does it run, or is it to come?"""
        return self.state in (State.RUNNING, State.COMING)

    @property
    def kicker(self) -> str:
        return PAST if self.is_over else "Campaign"

    @property
    def ran(self) -> str:
        """When it took place, for one that is over: “It ran from 17 to 21 March 2025.”"""
        begins, ends = self.page.begins, self.page.ends
        if begins and ends:
            return f"It ran on {span(begins, ends)}." if begins == ends else f"It ran from {span(begins, ends)}."
        return f"It ran {span(begins, ends)}."

    @cached_property
    def whose(self) -> list[str]:
        return whose(self.page, self.overlay)

    @property
    def audiences(self) -> list[str]:
        return [str(each.label) for each in Audience if each.value in self.page.readers]

    @cached_property
    def _leading_on(self) -> list[BasePage]:
        """Its topics as this site has them, be it under its own page of that name, and the page of its advice. One query."""
        rows = self.page.topics.all()
        slugs = rows.values("topic__slug") if isinstance(rows, QuerySet) else [row.topic.slug for row in rows]
        topics = Q(content_type=ContentType.objects.get_for_model(TopicPage), slug__in=slugs)
        return list(self.overlay.pages().filter(topics | Q(pk=self.page.advice_id)).order_by("title"))

    @property
    def topics(self) -> list[dict[str, str]]:
        """Its topics, by title."""
        return [self._link(page) for page in self._leading_on if page.specific_class is TopicPage]

    @property
    def advice(self) -> dict[str, str] | None:
        """Where its advice is kept, if readers of this site can get there."""
        return next((self._link(page) for page in self._leading_on if page.pk == self.page.advice_id), None)

    def _link(self, page: BasePage) -> dict[str, str]:
        return {"title": page.title, "url": self.overlay.path_of(page)}

    @property
    def events(self) -> Iterable[Any]:
        """The ids of its events, stored or of a draft: whoever knows events says which of them this site shows."""
        rows = self.page.events.all()
        return rows.values("event") if isinstance(rows, QuerySet) else [row.event_id for row in rows]


def shown(page: CampaignPage, request: HttpRequest) -> Shown:
    return Shown(page, Overlay.of(request), getattr(request, "at", None))
