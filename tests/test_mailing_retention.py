"""NL2: who was written to is forgotten in time; how many it were is not."""

from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal import tick
from portal.moments import LONDON, moment
from subscriptions import mailings
from subscriptions.models import Delivery, DeliveryState, DigestDay, Mailing, State
from subscriptions.progress import progress
from subscriptions.retention import KEPT

from . import build
from .mailings import being_sent, issue, plain_letters, subscribe

NIGHT = datetime(2026, 11, 26, 3, 30, tzinfo=LONDON)


def over(season: str, days: int) -> Mailing:
    """A mailing to three that ended so many days before the time to forget: one sent, one failed, one whose answer was lost."""
    mailing = being_sent(issue(build.Sites([]).home("southend"), season))
    sent, failed, lost = Delivery.objects.filter(mailing=mailing)
    ended = moment(NIGHT) - KEPT - timedelta(days=days)
    Delivery.objects.filter(pk=sent.pk).update(state=DeliveryState.SENT, sent_at=ended)
    Delivery.objects.filter(pk=failed.pk).update(state=DeliveryState.FAILED, reason="The mailbox is full")
    Delivery.objects.filter(pk=lost.pk).update(state=DeliveryState.HANDED, taken_at=ended)
    Mailing.objects.filter(pk=mailing.pk).update(state=State.SENT, run=None, finished_at=ended)
    return Mailing.objects.get(pk=mailing.pk)


def night(at: datetime = NIGHT) -> None:
    errors = tick.run(at)
    assert [each for each in errors if not isinstance(each, CommandError)] == []  # the tests have no database of tasks


def test_deliveries_go_two_years_after_the_end_and_their_counts_stay(groups, sites, sign_in):
    """The screens still say how many got it; nobody can be written to once more."""
    for _ in range(3):
        subscribe(sites.site("southend"))
    old, young = over("summer", 1), over("autumn", -1)
    before = progress(old, NIGHT)
    for day in (NIGHT - KEPT - timedelta(days=2), NIGHT):
        DigestDay.objects.create(day=day.date(), until=day)
    night(NIGHT - timedelta(hours=1))
    assert Delivery.objects.filter(mailing=old).count() == 3
    night()
    assert set(Delivery.objects.values_list("mailing", flat=True)) == {young.pk}
    assert [day.day for day in DigestDay.objects.all()] == [NIGHT.date()]
    after = Mailing.objects.get(pk=old.pk)
    assert (after.counted["sent"], after.counted["failed"], after.counted["no_answer"]) == (1, 1, 1)
    kept = progress(after, NIGHT)
    assert kept.all == before.all == 3 and [tuple(row) for row in kept.reasons] == before.reasons
    with plain_letters():
        browser = sign_in("Southend publishers")
        page = browser.get(reverse("mailing", args=[old.pk])).content.decode()
        assert "1 of 3" in page and "again-failed" not in page and "again-lost" not in page
        rows = browser.get(reverse(Mailing.snippet_viewset.get_url_name("list"))).content.decode()
    assert rows.count("Summer issue") >= 2
    with pytest.raises(mailings.NotPossible):
        mailings.send_again(after, DeliveryState.FAILED, None, NIGHT)
    assert mailings.reason_not_to_send(Mailing(page=old.page, site=old.site)) == mailings.FORGOTTEN


def test_forgetting_costs_the_same_for_few_and_for_many(sites):
    """No query a letter: thousands go in a night."""
    cost = []
    for season, readers in (("summer", 3), ("autumn", 30)):
        for _ in range(readers):
            subscribe(sites.site("southend"))
        mailing = being_sent(issue(sites.home("southend"), season))
        ended = moment(NIGHT) - KEPT - timedelta(days=1)
        Mailing.objects.filter(pk=mailing.pk).update(state=State.SENT, run=None, finished_at=ended)
        with CaptureQueriesContext(connection) as asked:
            night()
        cost.append(len(asked))
    assert cost[1] <= cost[0]
    assert not Delivery.objects.exists()
