"""NL3, NL4 in the admin: what staff see before they send, who may, the second person, and what they see while it goes out."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageLogEntry, PageViewRestriction

from portal import tick
from portal.groups import create_groups
from portal.letters import TOO_LONG
from portal.moments import LONDON
from publications.models import NewsletterPage
from subscriptions import sending
from subscriptions.models import Delivery, Mailing, NewsList, SendingRules, State

from . import build
from .ground import laid
from .mailings import being_sent, issue, plain_letters, subscribe

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=LONDON)


@laid
def desk(groups, sites):
    """An issue of Southend's, for three readers; and Thurrock's, for one."""
    for number in range(3):
        subscribe(sites.site("southend"), address=f"reader-{number}@example.org")
    subscribe(sites.site("thurrock"), address="thurrock@example.org")
    issue(sites.home("southend"))
    issue(sites.home("thurrock"), "winter")
    create_groups()  # again: the comms team’s sections are pages


@pytest.fixture(autouse=True)
def letters():
    with plain_letters(), time_machine.travel(NOON, tick=False):
        yield


def screen(season: str = "summer") -> str:
    return reverse("mailing_of_page", args=[NewsletterPage.objects.get(slug=f"{season}-2026").pk])


def press(browser, do: str, address: str = "", **more) -> str:
    """Press that button; the screen that answers, as text."""
    return browser.post(address or screen(), {"do": do, **more}, follow=True).content.decode()


def alone(slug: str = "southend") -> None:
    """That partnership asks for no second person."""
    SendingRules.objects.create(site=build.Sites([]).site(slug), second_person=False)


def outbox(capture) -> list[str]:
    return sorted(message.to[0] for message in mail.outbox)


def test_before_sending_it_is_said_how_many_get_it_and_how_long_it_is(desk, sign_in):
    """NL4's summary: by list, with the letter's size, its previews and its page on the web."""
    page = sign_in("Southend publishers").get(screen()).content.decode()
    assert "The newsletter of Southend</td><td>3</td><td>0</td><td><strong>3</strong>" in page
    assert "Length: 133 bytes." in page.replace("\xa0", " ")
    assert f"{screen()}letter.html" in page and f"{screen()}letter.text" in page
    assert "http://southend.localhost/newsletters/summer-2026/" in page
    assert not Mailing.objects.exists()  # looking makes nothing
    with plain_letters(html="<p>" + "x" * TOO_LONG + "</p>"):
        page = sign_in("Comms").get(screen()).content.decode()
    assert "Some mail programs cut off what is longer than 100 KB" in page
    NewsletterPage.objects.get(slug="winter-2026")
    subscriber_free = issue(build.Sites([]).home("essex"), "spring")
    page = sign_in("Essex publishers").get(reverse("mailing_of_page", args=[subscriber_free.pk])).content.decode()
    assert "Nobody has asked for this newsletter yet" in page and 'value="ask"' not in page


@pytest.mark.parametrize(
    ("group", "southend", "thurrock"),
    [
        ("Southend publishers", True, False),
        ("Southend editors", False, False),
        ("SET publishers", False, False),
        ("Comms", True, True),
        ("Administrators", True, True),
    ],
)
def test_the_desk_sends_for_its_own_partnerships(desk, sign_in, group, southend, thurrock):
    """Nobody sees or sends a neighbour's; editors do not send. The button is where they may."""
    browser = sign_in(group)
    alone(), alone("thurrock")
    for season, may, home in (("summer", southend, "southend"), ("winter", thurrock, "thurrock")):
        page = NewsletterPage.objects.get(season=season)
        assert (browser.get(screen(season)).status_code == 200) is may
        browser.post(screen(season), {"do": "send"})
        assert Mailing.objects.filter(page=page).exists() is may
        theirs = being_sent(page, subject=f"Words of {home}")
        for name in ("mailing", "mailing_letter"):
            address = reverse(name, args=[theirs.pk, *(["html"] if "letter" in name else [])])
            assert (browser.get(address).status_code == 200) is may, (name, season)
        listed = browser.get(reverse(Mailing.snippet_viewset.get_url_name("list"))).content.decode()
        assert (f"Words of {home}" in listed) is may
        edit = browser.get(reverse("wagtailadmin_pages:edit", args=[page.pk]), follow=True).content.decode()
        assert ("Send by e-mail" in edit) is may


def test_an_issue_is_sent_only_once_everybody_can_read_it_on_the_web(desk, sign_in, sites):
    """NL3: not a draft, not one behind a password, not one that was taken down between deciding and its time."""
    browser = sign_in("Southend publishers")
    alone()
    draft = issue(sites.home("southend"), "spring", live=False)
    for _ in (1, 2):
        address = reverse("mailing_of_page", args=[draft.pk])
        assert "It has to be published, and open to everybody" in browser.get(address).content.decode()
        for do in ("send", "ask", "test"):
            press(browser, do, address)
        assert not Mailing.objects.exists() and not mail.outbox
        draft.live = True
        draft.save()
        PageViewRestriction.objects.get_or_create(page=draft, restriction_type="login")

    press(browser, "send", send_at="2026-11-27 09:00")
    mailing = Mailing.objects.get()
    assert (mailing.state, mailing.send_at) == (State.SCHEDULED, datetime(2026, 11, 27, 9, 0, tzinfo=LONDON))
    NewsletterPage.objects.filter(slug="summer-2026").update(live=False)
    with time_machine.travel(NOON + timedelta(days=1), tick=False):
        assert tick.run(NOON + timedelta(days=1)) == []
        mailing.refresh_from_db()
        assert mailing.state == State.DRAFT and "It has to be published" in mailing.trouble
        assert "It has to be published" in browser.get(reverse("wagtailadmin_home")).content.decode()
    assert not Delivery.objects.exists()


def test_a_second_person_approves_where_the_partnership_wants_it(desk, sign_in, django_capture_on_commit_callbacks):
    """By default; whoever asked does not. Neither what was changed while they looked nor after they approved goes out."""
    asks, other, neighbour = (sign_in(group) for group in ("Southend publishers", "Comms", "Thurrock publishers"))
    assert "Ask for approval" in asks.get(screen()).content.decode()
    assert "wants a second person" in press(asks, "send")
    page = press(asks, "ask")
    mailing = Mailing.objects.get()
    assert (mailing.state, mailing.made_by) == (State.ASKED, asks.staff)
    assert "You asked for it, so somebody else has to approve." in page and 'value="approve"' not in page
    assert "A second person has to approve it" in press(asks, "approve")
    assert neighbour.post(reverse("mailing", args=[mailing.pk]), {"do": "approve"}).status_code == 302
    mailing.refresh_from_db()
    assert mailing.state == State.ASKED and not Delivery.objects.exists()
    assert "waiting for a second person" in other.get(reverse("wagtailadmin_home")).content.decode()
    assert "waiting for a second person" not in neighbour.get(reverse("wagtailadmin_home")).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        press(other, "approve")
    mailing.refresh_from_db()
    assert (mailing.state, mailing.approved_by, mailing.decided_at) == (State.SENT, other.staff, NOON)
    assert outbox(mail) == [f"reader-{n}@example.org" for n in range(3)]
    assert NewsletterPage.objects.get(slug="summer-2026").sent_at == NOON
    steps = [entry.action.rpartition(".")[2] for entry in ModelLogEntry.objects.order_by("pk")]
    assert steps == ["ask", "approve", "send"]
    assert PageLogEntry.objects.filter(action="subscriptions.mailing.send", user=other.staff).exists()
    assert "@" not in str(list(ModelLogEntry.objects.values_list("data", "label")))

    press(asks, "ask", screen("summer"), send_at="2026-12-01 10:00")  # nobody is left to get it
    assert Mailing.objects.count() == 1
    subscribe(NewsletterPage.objects.get(slug="summer-2026").get_site(), address="new@example.org")
    press(asks, "ask", screen("summer"), send_at="2026-12-01 10:00")
    second = Mailing.objects.get(state=State.ASKED)
    address = reverse("mailing", args=[second.pk])
    seen = other.get(address).content.decode().split('name="seen" value="')[1].split('"')[0]
    NewsletterPage.objects.filter(slug="summer-2026").update(last_published_at=NOON - timedelta(minutes=1))
    assert "published again while you looked" in press(other, "approve", address, seen=seen)
    assert Mailing.objects.filter(state=State.ASKED).exists()
    press(other, "approve", address)
    NewsletterPage.objects.filter(slug="summer-2026").update(last_published_at=NOON + timedelta(hours=1))
    assert tick.run(NOON + timedelta(days=6)) == []
    second.refresh_from_db()
    assert second.state == State.DRAFT and "published again after it was approved" in second.trouble


def test_a_scheduled_issue_goes_out_at_its_london_time(desk, sign_in, django_capture_on_commit_callbacks):
    """Not a minute before; a time that is over is refused; it can be taken back."""
    browser = sign_in("Southend publishers")
    alone()
    assert "This time is over" in press(browser, "send", send_at="2026-11-26 11:59")
    press(browser, "send", send_at="2026-11-27 09:00")
    mailing = Mailing.objects.get()
    address = reverse("mailing", args=[mailing.pk])
    assert "goes out on Friday 27 November 2026, 09:00" in browser.get(address).content.decode()
    assert PageLogEntry.objects.get(action="subscriptions.mailing.schedule").user == browser.staff
    press(browser, "take-back", address)
    mailing.refresh_from_db()
    assert mailing.state == State.DRAFT
    press(browser, "send", address, send_at="2026-11-27 09:00")
    tick.run(datetime(2026, 11, 27, 8, 59, tzinfo=LONDON))
    assert not Delivery.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        tick.run(datetime(2026, 11, 27, 9, 0, tzinfo=LONDON))
    assert len(mail.outbox) == 3


def test_a_test_goes_to_whoever_asks_and_has_nobodys_links(desk, sign_in):
    """On no list, marked in the subject; whoever has no address is told so."""
    browser = sign_in("Southend publishers")
    assert "Your account has no e-mail address" in press(browser, "test")
    browser.staff.email = "me@southend.example"
    browser.staff.save()
    press(browser, "test")
    [message] = mail.outbox
    assert (message.to, message.subject) == (["me@southend.example"], "[Test] Summer issue")
    assert not [name for name in message.extra_headers if name.startswith("List-")]
    for words in (message.body, message.alternatives[0][0]):
        assert "http://southend.localhost/newsletters/subscribe/" in words
        assert "/newsletters/unsubscribe/" not in words and "[[" not in words
    assert not Delivery.objects.exists()


def test_it_can_be_stopped_and_gone_on_with_and_what_failed_tried_again(desk, sign_in):
    """The screen counts what was sent, what waits and what failed, with reasons; it reads itself again, without a script."""
    browser = sign_in("Southend publishers")
    mailing = being_sent(NewsletterPage.objects.get(slug="summer-2026"))
    address = reverse("mailing", args=[mailing.pk])
    rows = list(Delivery.objects.order_by("pk"))
    Delivery.objects.filter(pk=rows[0].pk).update(state="failed", reason="The mailbox does not exist (550 5.1.1)")
    Delivery.objects.filter(pk=rows[1].pk).update(state="sent", sent_at=NOON)
    page = browser.get(address).content.decode()
    assert '<meta http-equiv="refresh" content="10">' in page
    assert "1 of 3" in page and "The mailbox does not exist (550 5.1.1)</td><td>1</td>" in page
    assert "@example.org" not in page
    press(browser, "stop", address)
    mailing.refresh_from_db()
    assert (mailing.state, mailing.run) == (State.STOPPED, None)
    assert "refresh" not in browser.get(address).content.decode()
    press(browser, "again-failed", address)
    assert Delivery.objects.get(pk=rows[0].pk).state == "waiting"
    press(browser, "go-on", address)
    mailing.refresh_from_db()
    sending.send_some(mailing.pk, mailing.run)
    assert len(mail.outbox) == 2
    page = browser.get(address).content.decode()
    assert "3 of 3" in page and 'value="stop"' not in page
    Delivery.objects.filter(pk=rows[2].pk).update(state="waiting")
    Mailing.objects.update(state=State.STOPPED)
    press(browser, "end", address)
    assert Delivery.objects.get(pk=rows[2].pk).state == "skipped"
    assert "<strong>1</strong>" in browser.get(screen()).content.decode()  # it may be sent anew, to who has not got it
    press(browser, "stop", address)
    mailing.refresh_from_db()
    assert mailing.state == State.SENT


def test_odd_requests_are_answered(desk, sign_in, sites):
    """A page of another kind, a step that there is not, a number that nobody has; pages of Wagtail's that would edit."""
    browser = sign_in("Southend publishers")
    mailing = being_sent(NewsletterPage.objects.get(slug="summer-2026"))
    other = build.make_standard(sites.home("southend"), "Plain", "plain")
    assert browser.get(reverse("mailing_of_page", args=[other.pk])).status_code == 302
    assert browser.get(reverse("mailing", args=[99999])).status_code == 404
    assert "Being sent" in press(browser, "nonsense", reverse("mailing", args=[mailing.pk]))
    fresh = reverse("mailing_of_page", args=[issue(sites.home("southend"), "autumn").pk])
    assert "Enter a valid date" in press(browser, "test", fresh, send_at="yesterday")
    listing = reverse(Mailing.snippet_viewset.get_url_name("list"))
    assert browser.get(f"{listing}edit/{mailing.pk}/").status_code == 302
    for path in ("add/", f"delete/{mailing.pk}/", f"copy/{mailing.pk}/"):
        assert browser.get(listing + path).status_code == 404
    assert browser.get(f"{listing}history/{mailing.pk}/").status_code == 200


def test_administrators_alone_say_whether_a_second_person_is_needed(desk, sign_in, sites):
    """Who would send does not decide that nobody looks."""
    address = reverse("wagtailsettings:edit", args=["subscriptions", "sendingrules", sites.site("southend").pk])
    assert sign_in("Southend publishers").get(address).status_code == 302
    browser = sign_in("Administrators")
    assert browser.get(address).status_code == 200
    browser.post(address, {"site": sites.site("southend").pk})
    assert not SendingRules.asks_for_a_second_person(sites.site("southend"))
    assert SendingRules.asks_for_a_second_person(sites.site("thurrock"))


def test_the_screens_ask_the_database_the_same_for_few_and_for_many(desk, sign_in, sites):
    """Before sending, while it is sent, the list: with 3 readers and one mailing, and with 60 and 20."""
    browser = sign_in("Southend publishers")
    page = NewsletterPage.objects.get(slug="summer-2026")
    mailing = being_sent(page)
    fresh = issue(sites.home("southend"), "autumn")
    listing = reverse(Mailing.snippet_viewset.get_url_name("list"))
    addresses = [reverse("mailing", args=[mailing.pk]), reverse("mailing_of_page", args=[fresh.pk]), listing]

    def cost() -> list[int]:
        counts = []
        for address in addresses:
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(address).status_code == 200
            counts.append(len(queries))
        return counts

    cost()
    few = cost()
    for number in range(57):
        subscribe(sites.site("southend"), NewsList.NEWSLETTER, address=f"more-{number}@example.org")
    for number in range(19):
        Mailing.objects.create(
            page=page, site=page.get_site(), kind="newsletter", state=State.SENT, subject=f"n {number}"
        )
    Delivery.objects.filter(mailing=mailing).update(reason="")
    assert cost() == few
