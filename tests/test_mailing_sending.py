"""NL4: each letter goes out exactly once, whatever happens to who sends it; over a real mail server on the loopback address."""

from collections import Counter
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from portal.moments import moment
from publications.models import NewsletterPage
from subscriptions import claims, leaving, recipients, sending
from subscriptions.addresses import digest
from subscriptions.chain import begin_chain
from subscriptions.models import Delivery, DeliveryState, Mailing, NewsList, State, Subscriber, Suppression
from subscriptions.models.suppression import Reason
from subscriptions.progress import progress
from subscriptions.sending import next_moment

from .ground import laid
from .mailings import being_sent, issue, mail_server, soon, subscribe

SMALL = 6


@laid
def readers(sites):
    """Six who want Southend’s newsletter, and one who wants Essex’s."""
    for number in range(SMALL):
        subscribe(sites.site("southend"), address=f"reader-{number}@example.org")
    subscribe(sites.site("essex"), address="essex@example.org")
    issue(sites.home("southend"))


@pytest.fixture
def mailing(readers, sites):
    return being_sent(NewsletterPage.objects.get())


def states(mailing: Mailing) -> dict[str, int]:
    return dict(Counter(Delivery.objects.filter(mailing=mailing).values_list("state", flat=True)))


def state_of(address: str) -> Delivery:
    return Delivery.objects.get(subscriber__address=address)


def batch(mailing: Mailing):
    mailing.refresh_from_db()
    return sending.send_some(mailing.pk, mailing.run)


def test_everybody_on_the_list_gets_it_once_and_nobody_else(mailing):
    with mail_server() as received:
        assert batch(mailing) is None
    assert sorted(received.addresses) == [f"reader-{n}@example.org" for n in range(SMALL)]
    mailing.refresh_from_db()
    assert (mailing.state, states(mailing)) == (State.SENT, {"sent": SMALL})
    assert mailing.finished_at is not None


ANSWERS = {
    # Who: at RCPT, at DATA, then where the letter is, what staff are told, and whether nothing is ever sent there again.
    "reader-0@example.org": (None, None, "sent", "", False),
    "reader-1@example.org": ("550 5.1.1 reader-1@example.org?", None, "failed", "The mailbox does not exist (550 5.1.1)", True),
    "reader-2@example.org": ("550 5.7.1 no", None, "failed", "The address is refused (550 5.7.1)", False),
    "reader-3@example.org": ("451 4.7.1 later", None, "waiting", "The address is refused for now (451 4.7.1)", False),
    "reader-4@example.org": (None, "554 5.6.0 spam", "failed", "The letter is refused (554 5.6.0)", False),
    "reader-5@example.org": (None, "452 4.3.1 full", "waiting", "The letter is refused for now (452 4.3.1)", False),
}  # fmt: skip


def test_what_the_server_answers_decides_where_each_letter_is(mailing):
    """One letter’s refusal is no other’s. Reasons never have the address in them, nor the server’s own words."""
    rows = {address: state_of(address).pk for address in ANSWERS}
    with mail_server() as received:
        received.on_rcpt = lambda address: ANSWERS[address][0]
        received.on_data = lambda address: ANSWERS[address][1]
        assert batch(mailing) is None
    for address, (_, _, state, reason, suppressed) in ANSWERS.items():
        row = Delivery.objects.get(pk=rows[address])
        assert (row.state, row.reason) == (state, reason), address
        assert leaving.is_suppressed(address) is suppressed, address
    assert received.addresses == ["reader-0@example.org"]
    assert Suppression.objects.get().reason == "bounced"
    mailing.refresh_from_db()
    assert mailing.state == State.SENDING
    assert mailing.run is None  # the next tick after the letters put off
    assert mailing.resume_at == Delivery.objects.filter(state="waiting").earliest("not_before").not_before


def test_a_letter_refused_for_now_is_tried_again_with_growing_delay_and_then_no_more(mailing):
    Delivery.objects.exclude(pk=state_of("reader-0@example.org").pk).delete()
    waits = []
    with mail_server() as received:
        received.on_rcpt = lambda address: "450 4.2.0 greylisted"
        while states(mailing) == {"waiting": 1}:
            Delivery.objects.update(not_before=None)
            sending.Batch(mailing, mailing.run).work(sending.Interrupted())
            row = Delivery.objects.get()
            waits += [row.not_before - moment()] if row.state == "waiting" else []
    assert [round(wait.total_seconds() / 60) for wait in waits] == [5, 30, 120, 360]
    assert (row.state, row.reason) == ("failed", "The address is refused for now (450 4.2.0), 5 times")


@pytest.mark.parametrize("down", ["nobody listens", "421 at RCPT", "sender refused"])
def test_a_server_that_takes_nothing_stops_the_batch_and_loses_nothing(mailing, down):
    """The mailing says why, and goes on by itself: the waits grow while nothing can be sent."""
    nobody = {"EMAIL_PORT": 1} if down == "nobody listens" else {}
    with mail_server(**nobody) as received:
        if down == "421 at RCPT":
            received.on_rcpt = lambda address: "421 4.3.2 closing"
        else:
            received.on_mail = lambda address: "550 5.7.1 who are you"
        for waits in (1, 2):
            assert batch(mailing) is None
            mailing.refresh_from_db()
            assert states(mailing) == {"waiting": SMALL}
            assert Delivery.objects.filter(tries=0, taken_by=None).count() == SMALL
            assert mailing.trouble and mailing.run is None and mailing.setbacks == waits
            assert round((mailing.resume_at - moment()).total_seconds() / 60) == waits
            assert not begin_chain(mailing, silent=True)  # its time has not come
            assert begin_chain(mailing, soon(waits + 0.1), silent=True)
    with mail_server() as received:
        assert batch(mailing) is None
    mailing.refresh_from_db()
    assert (mailing.state, mailing.trouble, mailing.setbacks) == (State.SENT, "", 0)
    assert len(received.messages) == SMALL


def test_a_letter_that_nobody_takes_stops_the_mailing(readers, sites):
    """Twenty refusals of the letter itself, one after the other: the rest are not burnt."""
    for number in range(30):
        subscribe(sites.site("southend"), address=f"more-{number}@example.org")
    mailing = being_sent(NewsletterPage.objects.get())
    with mail_server() as received:
        received.on_data = lambda address: "554 5.7.1 we do not like it"
        assert batch(mailing) is None
    mailing.refresh_from_db()
    assert (mailing.state, states(mailing)) == (State.STOPPED, {"failed": 20, "waiting": 16})
    assert mailing.trouble == "One letter after the other was refused. The letter is refused (554 5.7.1)."


def test_who_left_a_moment_ago_gets_nothing(mailing):
    """Looked up just before each letter, not when the batch began: unsubscribed, suppressed, erased (NL2, NL4)."""
    real = sending.hand_over

    def then_others_leave(*args):
        answer = real(*args)
        left = {each.address: each for each in Subscriber.objects.all()}
        if "reader-1@example.org" in left:
            site = mailing.site_id
            assert leaving.leave(str(left["reader-1@example.org"].key), site, NewsList.NEWSLETTER)
            leaving.suppress(left["reader-2@example.org"], Reason.COMPLAINED)
            Suppression.objects.create(digest=digest("reader-3@example.org"), reason=Reason.ERASED, at=moment())
        return answer

    with mail_server() as received, patch.object(sending, "hand_over", then_others_leave):
        batch(mailing)
    assert received.addresses == [f"reader-{n}@example.org" for n in (0, 4, 5)]
    assert states(mailing) == {"sent": 3, "skipped": 3}
    mailing.refresh_from_db()
    assert mailing.state == State.SENT


def test_a_claim_that_somebody_else_has_by_now_sends_nothing(mailing):
    """Asked before the dot: the connection is dropped, and the server has no letter of it."""
    thief, stolen = uuid4(), []
    real = sending.hand_over

    def stolen_before(backend, message, handing):
        def late():
            if not stolen:
                stolen.append(message.to[0])
                Delivery.objects.filter(subscriber__address=message.to[0]).update(taken_by=thief)
            return handing()

        return real(backend, message, late)

    with mail_server() as received, patch.object(sending, "hand_over", stolen_before):
        assert batch(mailing) is not None  # at once the next one
        assert received.addresses == []
        assert states(mailing) == {"taken": 1, "waiting": SMALL - 1}
        batch(mailing)
    assert sorted(received.addresses + stolen) == [f"reader-{n}@example.org" for n in range(SMALL)]
    mailing.refresh_from_db()
    assert (mailing.state, mailing.run) == (State.SENDING, None)  # waits for what the other one has
    assert next_moment(mailing, moment()) == state_of(stolen[0]).taken_at + claims.LEASE


def test_an_answer_that_was_lost_is_counted_apart_and_nothing_is_sent_twice_by_itself(mailing, sign_in):
    """The server had the dot and broke off. Staff may have such letters sent again, knowing what that means."""
    silent = "reader-2@example.org"
    with mail_server() as received:
        received.on_data = lambda address: "silence" if address == silent and silent not in received.addresses else None
        assert batch(mailing) is not None
        assert state_of(silent).state == DeliveryState.HANDED
        assert progress(mailing).no_answer == 0  # the answer may still come
        batch(mailing)
        Delivery.objects.filter(state="handed").update(taken_at=moment() - 2 * claims.LEASE)
        assert begin_chain(mailing, soon(5), silent=True)
        batch(mailing)
        mailing.refresh_from_db()
        assert mailing.state == State.SENT
        assert sorted(received.addresses) == [f"reader-{n}@example.org" for n in range(SMALL)]
        counted = progress(mailing)
        assert (counted.sent, counted.no_answer, counted.waiting) == (SMALL - 1, 1, 0)

        browser = sign_in("Southend publishers")
        page = browser.get(reverse("mailing", args=[mailing.pk])).content.decode()
        assert "each may or may not have arrived" in page
        browser.post(reverse("mailing", args=[mailing.pk]), {"do": "again-lost"})
        batch(mailing)
    assert received.addresses.count(silent) == 2
    keys = {message["Message-ID"] for message in received.read() if message["To"] == silent}
    assert len(keys) == 1  # mail programs that know it show it once


def test_the_tick_begins_anew_only_where_nothing_was_heard(mailing):
    """A killed worker leaves its task as running for ever; a chain that lives is left alone, one that was replaced ends."""
    first = mailing.run
    assert sending.heard(mailing.pk, first)
    assert not begin_chain(mailing, silent=True)
    assert begin_chain(mailing, soon(3), silent=True)
    mailing.refresh_from_db()
    assert mailing.run != first
    with mail_server() as received:
        assert sending.send_some(mailing.pk, first) is None
        assert received.addresses == []
        Mailing.objects.update(state=State.STOPPED)
        assert batch(mailing) is None and not begin_chain(mailing, soon(9), silent=True)
    assert (received.addresses, states(mailing)) == ([], {"waiting": SMALL})


def test_so_many_a_minute_and_no_more(mailing):
    """Over all mailings: of 60 a minute each batch of five seconds sends five, and the next one waits."""
    with mail_server() as received:
        with override_settings(MAIL_PER_MINUTE=60):
            after = batch(mailing)
            assert len(received.messages) == 5
            assert 4 < after.total_seconds() <= 5
        with override_settings(MAIL_PER_MINUTE=5):
            assert batch(mailing) is not None
            assert len(received.messages) == 5
        assert batch(mailing) is None
    assert len(received.messages) == SMALL


def test_an_issue_goes_to_each_subscriber_once_however_often_it_is_sent(mailing, sites):
    """A second mailing of it is for those who have not got it: new ones, and those with whom it failed."""
    with mail_server() as received:
        received.on_rcpt = lambda address: "550 5.7.1 no" if address == "reader-1@example.org" else None
        batch(mailing)
    subscribe(sites.site("southend"), address="new@example.org")
    counted = recipients.counts(Mailing(page=mailing.page, site=mailing.site))
    assert (counted.subscribed, counted.have_it, counted.will_get) == (SMALL + 1, SMALL - 1, 2)
    second = being_sent(NewsletterPage.objects.get())
    with mail_server() as received:
        batch(second)
    assert sorted(received.addresses) == ["new@example.org", "reader-1@example.org"]


def test_other_ways_of_sending_note_the_letter_before_they_have_it(mailing):
    """A sending service, or a folder: what is not known to have failed before it was handed over is not sent twice."""

    def fails(self, messages):
        raise ConnectionResetError("reader-0@example.org")

    with patch("django.core.mail.backends.locmem.EmailBackend.send_messages", fails):
        batch(mailing)
    assert states(mailing) == {"handed": 1, "waiting": SMALL - 1}
    Mailing.objects.update(run=uuid4(), resume_at=None)
    batch(mailing)
    assert len(mail.outbox) == SMALL - 1
    assert "@" not in "".join(Delivery.objects.values_list("reason", flat=True))
