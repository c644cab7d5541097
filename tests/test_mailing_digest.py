"""The daily digest (issue 6, point 4): once a day at most, what is new for each, and nothing that is not public."""

from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parseaddr

import pytest
import time_machine
from django.core import mail

from portal import generation, tick
from portal.moments import LONDON
from procedures.models import ProcedurePage
from reviews.models import ReviewPage
from subscriptions import digest, digest_day, sending
from subscriptions.chain import begin_chain
from subscriptions.models import Delivery, DigestDay, Mailing, MailingKind, NewsList, State, Subscription

from . import build, events, reviews
from .ground import laid
from .mailings import subscribe

MONDAY = datetime(2026, 3, 2, 7, 0, tzinfo=LONDON)
SUNDAY_NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


@laid
def news(sites):
    """On Sunday noon: an amendment of SET's, a review of SET's about a topic, Southend's own event; on Friday an old event."""
    home = sites.home("set")
    with time_machine.travel(SUNDAY_NOON, tick=False):
        build.make_procedure(home, "Escalation", "escalation", change_summary="New.", on="2026-01-10")
        page = ProcedurePage.objects.get()
        build.publish(
            page,
            "2026-03-01",
            significance="significant",
            change_summary="Two days instead of five.",
            changes=[("change", {"section": "What to do", "sentence": "The panel answers within two days."})],
            effective_from=SUNDAY_NOON.date(),
            body=build.with_sections(page, ("What to do", "What to do", "Two.")),
        )
        topic = build.make_topic(home, "Firearms", "firearms")
        reviews.make(home, "Wren", "wren", SUNDAY_NOON, related=[topic], partnerships=[sites.partnership("essex")])
        events.make_event(
            sites.home("southend"), "Talk", "talk", events.session("2026-07-03", "18:00"), published=SUNDAY_NOON
        )
        events.make_event(home, "Old", "old", events.session("2026-07-03"), published=datetime(2026, 2, 27, 9))


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with time_machine.travel(MONDAY, tick=False):
        yield


def sent_at(at: datetime) -> list[mail.EmailMessage]:
    """The letters of the digest that this moment makes."""
    before = len(mail.outbox)
    with time_machine.travel(at, tick=False):
        mailing = digest_day.make(at)
        if mailing is not None:
            mailing.refresh_from_db()
            sending.send_some(mailing.pk, mailing.run)
    return mail.outbox[before:]


def to(messages: list[mail.EmailMessage]) -> dict[str, mail.EmailMessage]:
    assert len({message.to[0] for message in messages}) == len(messages)
    return {message.to[0].partition("@")[0]: message for message in messages}


def test_each_gets_what_they_asked_for_in_one_letter_from_their_own_site(news, sites):
    """By list, site and topic; what several sites show is told once; whoever has no news gets no letter."""
    southend, essex, shared = (sites.site(slug) for slug in ("southend", "essex", "set"))
    subscribe(southend, NewsList.PROCEDURES, NewsList.EVENTS, address="both@example.org")
    subscribe(shared, NewsList.PROCEDURES, address="both@example.org")
    subscribe(essex, NewsList.EVENTS, address="nothing@example.org")
    subscribe(essex, NewsList.TOPIC, address="topic@example.org", topic="firearms")
    subscribe(essex, NewsList.TOPIC, address="another@example.org", topic="neglect")
    subscribe(southend, NewsList.NEWSLETTER, address="newsletter@example.org")
    subscribe(southend, NewsList.REVIEWS, address="late@example.org", since=MONDAY)
    letters = to(sent_at(MONDAY))
    assert set(letters) == {"both", "topic"}

    both = letters["both"]
    assert both.subject == "Southend: 2 things are new"
    assert parseaddr(both.from_email)[0] == "Southend Safeguarding Children Partnership"
    html = both.alternatives[0][0]
    for words in (both.body, html):
        assert "Escalation, issue 2" in words and "Two days instead of five." in words
        assert words.count("http://southend.localhost/procedures/escalation/changes/") == 1
        assert "http://southend.localhost/events/talk/" in words and "Friday 3 July 2026, 6pm" in words
        assert "Old" not in words and "Wren" not in words and "[[" not in words
        assert "http://southend.localhost/newsletters/unsubscribe/" in words
    assert "changes in the procedures (Southend), training and events (Southend)." in both.body
    assert both.extra_headers["List-Id"] == "Southend digest <digest.southend.localhost>"
    assert both.extra_headers["Auto-Submitted"] == "auto-generated"
    assert both.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "http://essex.localhost/reviews/wren/" in letters["topic"].body
    assert letters["topic"].subject == "Essex: Wren"
    assert Mailing.objects.get().state == State.SENT


def test_once_a_day_from_seven_and_nothing_twice(news, sites):
    """Ticks come every minute; days are London's, also when the clocks change; two days without the portal make one letter."""
    subscribe(sites.site("southend"), NewsList.EVENTS, address="reader@example.org")

    def tell(number: int, at: datetime) -> None:
        fields = {"published": at}
        events.make_event(
            sites.home("southend"), f"Talk {number}", f"talk-{number}", events.session("2026-12-03"), **fields
        )

    def london(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
        return datetime(2026, month, day, hour, minute, tzinfo=LONDON)

    assert sent_at(london(2, 6, 59)) == []
    assert not DigestDay.objects.exists()
    assert ["Talk" in each.body for each in sent_at(london(2, 7))] == [True]
    tell(1, london(2, 9))
    assert sent_at(london(2, 10)) == []  # today's has gone
    assert sent_at(london(3, 6, 59)) == []
    [letter] = sent_at(london(3, 7, 3))  # a tick or two late
    assert "Talk 1" in letter.body and "/talk/" not in letter.body
    assert sent_at(london(4, 7)) == []  # nothing new, and no mailing
    assert Mailing.objects.count() == 2
    tell(2, london(4, 12))
    tell(3, london(6, 12))
    [letter] = sent_at(london(7, 15))  # the portal was down for two days
    assert "Talk 2" in letter.body and "Talk 3" in letter.body
    # The clocks go forward on 29 March at 1am, and back on 25 October at 2am.
    tell(4, london(28, 23))
    assert sent_at(datetime(2026, 3, 29, 5, 59, tzinfo=UTC)) == []
    assert len(sent_at(datetime(2026, 3, 29, 6, 0, tzinfo=UTC))) == 1
    tell(5, london(24, 23, month=10))
    assert sent_at(datetime(2026, 10, 25, 6, 59, tzinfo=UTC)) == []
    assert len(sent_at(datetime(2026, 10, 25, 7, 0, tzinfo=UTC))) == 1
    assert sent_at(datetime(2026, 10, 25, 23, 59, tzinfo=UTC)) == []
    # What is published at this very moment may not be in the database yet: it is told the next day.
    tell(6, london(1, 6, 58, month=11))
    assert sent_at(london(1, 7, month=11)) == []
    assert len(sent_at(london(2, 7, month=11))) == 1


def test_one_letter_a_day_even_if_yesterdays_was_late(news, sites):
    """The mail server was away for a day: the letter that is left waits for the next morning, and is not lost."""
    reader = subscribe(sites.site("southend"), NewsList.EVENTS, address="reader@example.org")
    late = digest_day.make(MONDAY)
    tuesday = MONDAY.replace(day=3)
    with time_machine.travel(tuesday, tick=False):
        events.make_event(
            sites.home("southend"), "Walk", "walk", events.session("2026-12-03"), published=MONDAY.replace(hour=12)
        )
    assert len(sent_at(tuesday)) == 1
    with time_machine.travel(tuesday, tick=False):
        Mailing.objects.filter(pk=late.pk).update(run=None)
        late.refresh_from_db()
        assert begin_chain(late, silent=True)
        late.refresh_from_db()
        assert sending.send_some(late.pk, late.run) is None
    row = Delivery.objects.get(mailing=late, subscriber=reader)
    assert (row.state, row.not_before) == ("waiting", tuesday.replace(day=4))
    assert len(mail.outbox) == 1
    with time_machine.travel(tuesday.replace(day=4), tick=False):
        assert begin_chain(late, silent=True)
        late.refresh_from_db()
        sending.send_some(late.pk, late.run)
    assert len(mail.outbox) == 2 and "/talk/" in mail.outbox[1].body


def test_nothing_is_told_that_readers_cannot_open(news, sites):
    """Not what waits under embargo or is a draft, and not what was taken down after the digest was made."""
    shared = sites.site("set")
    subscribe(shared, NewsList.REVIEWS, NewsList.EVENTS, NewsList.PROCEDURES, address="reader@example.org")
    reviews.publish(
        reviews.draft(sites.home("essex"), "Embargoed", "embargoed"), SUNDAY_NOON, go_live_at=MONDAY.replace(day=9)
    )
    subscribe(sites.site("essex"), NewsList.REVIEWS, address="reader@example.org")
    events.make_event(
        sites.home("set"), "Draft", "draft", events.session("2026-12-03"), published=SUNDAY_NOON, live=False
    )
    mailing = digest_day.make(MONDAY)
    told = {item["title"] for item in mailing.items}
    assert {"Wren"} < told and not told & {"Embargoed", "Draft"}
    ReviewPage.objects.filter(slug="wren").update(live=False)
    generation.start_new()
    mailing.refresh_from_db()
    sending.send_some(mailing.pk, mailing.run)
    [letter] = mail.outbox
    assert "Escalation" in letter.body and "Wren" not in letter.body


def test_two_ticks_at_once_make_one_digest(news, sites):
    """The row of the day decides, not the clock."""
    subscribe(sites.site("southend"), NewsList.EVENTS, address="reader@example.org")
    assert tick.run(MONDAY) == tick.run(MONDAY) == []
    assert digest_day.make(MONDAY) is None
    assert Mailing.objects.filter(kind=MailingKind.DIGEST).count() == 1


def test_the_digest_asks_the_database_the_same_for_one_reader_and_for_many(news, sites, django_assert_num_queries):
    """Who is to be told: one query. What: none."""
    for number in range(20):
        subscribe(sites.site("essex"), NewsList.PROCEDURES, NewsList.REVIEWS, address=f"reader-{number}@example.org")
    parts = digest.Sites.now()
    items = digest.new_between(SUNDAY_NOON.replace(day=1, hour=0), MONDAY, parts)
    with django_assert_num_queries(1):
        assert len(digest_day.who_wants(items, parts)) == 20
    one = list(Subscription.objects.filter(subscriber__address="reader-1@example.org"))
    with django_assert_num_queries(0):
        assert [each.item.news for each in digest.pick(one, items, parts)] == ["procedures", "reviews"]
