"""Leaving and changing: one click from the letter, the page of what one gets, taking away and erasing what is held (NL2, PR1)."""

import json
import logging
from datetime import timedelta

import pytest
import time_machine

from subscriptions import leaving, links
from subscriptions.models import Consent, Delivery, Mailing, SignUp, Subscriber, Subscription, Suppression
from subscriptions.private import HidesTokens

from . import build, subscriptions
from .ground import laid
from .subscriptions import make_signup, make_subscriber, sent

NOW = "2026-11-26T12:00:00+00:00"
ONE_CLICK = "List-Unsubscribe=One-Click"
FORM_TYPE = "application/x-www-form-urlencoded"
HOST = {"host": build.host("southend")}


@laid
def with_topic(sites) -> None:
    build.make_topic(sites.home("set"), "Bullying", "bullying")


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as at:
        yield at


def gets() -> list:
    return sorted(Subscription.objects.values_list("site__hostname", "news", "topic"))


def unsubscribe_path(subscriber: Subscriber, site: int, what: str = "newsletter") -> str:
    return subscriptions.of(links.UNSUBSCRIBE, str(subscriber.key), site, what)


def preferences_path(subscriber: Subscriber) -> str:
    return subscriptions.of(links.PREFERENCES, str(subscriber.key))


def test_one_click_unsubscribes(sites, client):
    """NL2: the POST with exactly that body, from anywhere, without cookie, log-in or redirect, counts at once; GET and HEAD
    change nothing; any other POST neither; the second is harmless; a forged link is 404."""
    southend = sites.site("southend").pk
    subscriber = make_subscriber(
        sites, "a@example.org", ("southend", "newsletter"), ("essex", "newsletter"), ("set", "reviews")
    )
    path = unsubscribe_path(subscriber, southend)
    other_site = {**HOST, "sec-fetch-site": "cross-site", "origin": "https://mail.example"}

    for method in (client.get, client.head, client.get):
        answer = method(path, headers=HOST)
        assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert "stop sending you the newsletter of Southend" in client.get(path, headers=HOST).content.decode()
    for body in (
        "",
        "List-Unsubscribe=",
        "List-Unsubscribe=One-Click&x=1",
        f"{ONE_CLICK}&{ONE_CLICK}",
        "x=List-Unsubscribe",
    ):
        assert client.post(path, body, content_type=FORM_TYPE, headers=HOST).status_code == 400, body
    assert len(gets()) == 3

    for forged in (
        path[:-3] + "xx/",
        path.replace("unsubscribe/", "unsubscribe/W"),
        unsubscribe_path(subscriber, 7).replace(":", "", 1),
    ):
        assert client.post(forged, ONE_CLICK, content_type=FORM_TYPE, headers=HOST).status_code == 404
    assert len(gets()) == 3

    for _ in range(2):
        answer = client.post(path, ONE_CLICK, content_type=FORM_TYPE, headers=other_site)
        page = answer.content.decode()
        assert answer.status_code == 200 and "We will not send you the newsletter of Southend any more" in page
        assert "/newsletters/preferences/" in page and not answer.cookies and "noindex" in answer["X-Robots-Tag"]
        assert gets() == [("essex.localhost", "newsletter", ""), ("localhost", "reviews", "")]
    said = subscriber.consents.first()
    assert (said.how, len(said.wishes)) == ("preferences", 2), "what they still get is written down"

    client.post(
        unsubscribe_path(subscriber, southend, links.DIGEST), {"List-Unsubscribe": "One-Click"}, headers=other_site
    )
    assert gets() == [("essex.localhost", "newsletter", "")], "multipart, and all that comes in the digest"
    client.post(unsubscribe_path(subscriber, sites.site("essex").pk), ONE_CLICK, content_type=FORM_TYPE, headers=HOST)
    assert not Subscriber.objects.exists() and leaving.is_suppressed("A@example.org ")
    for method in (client.get, client.post):
        answer = method(
            path,
            ONE_CLICK if method == client.post else None,
            **({"content_type": FORM_TYPE} if method == client.post else {}),
            headers=HOST,
        )
        assert answer.status_code == 200 and "/newsletters/subscribe/" in answer.content.decode()
    assert Suppression.objects.count() == 1


def test_a_subscriber_changes_what_they_get(with_topic, sites, client):
    """What is ticked is what they get from then on, across partnerships; what they had keeps its date; each change is a consent.
    GET changes nothing, nor does a POST that was not made on the page."""
    subscriber = make_subscriber(sites, "a@example.org", ("southend", "newsletter"), ("essex", "topic", "gone-now"))
    path = preferences_path(subscriber)
    southend, essex = sites.site("southend").pk, sites.site("essex").pk
    page = client.get(path, headers=HOST).content.decode()
    assert "Gone now" in page and "Bullying" in page and "a@example.org" in page
    before = gets()
    client.head(path, headers=HOST)
    client.post(path, {"do": "leave"}, headers=HOST)
    client.post(path, {"do": "save", f"lists-{essex}": ["events"]}, headers=HOST)
    assert "Nothing has changed yet" in sent(client, path, {"do": "save", f"lists-{essex}": ["topic"]}).content.decode()
    client.get(f"{path}?do=leave", headers=HOST)
    for odd in ("", "nothing", "\0"):
        assert sent(client, path, {"do": odd}).status_code == 200
    assert gets() == before and Consent.objects.count() == 1

    wanted = {"do": "save", f"lists-{southend}": ["newsletter", "events"], f"topics-{southend}": ["bullying"]}
    answer = sent(client, path, wanted)
    assert answer.status_code == 200 and "Saved" in answer.content.decode()
    assert gets() == [
        ("southend.localhost", "events", ""),
        ("southend.localhost", "newsletter", ""),
        ("southend.localhost", "topic", "bullying"),
    ]
    assert Subscription.objects.get(news="newsletter").since == subscriptions.SINCE
    assert Consent.objects.count() == 2 and len(subscriber.consents.first().wishes) == 3

    answer = sent(client, path, {"do": "save"})
    assert "You are off all lists" in answer.content.decode() and not Subscriber.objects.exists()
    assert Suppression.objects.get().reason == "unsubscribed"


def test_what_is_held_can_be_had_and_erased(sites, client):
    """A file with all of it; erasing asks once more; then only a code is left, and every link says that nothing is held."""
    subscriber = make_subscriber(sites, "a@example.org", ("southend", "newsletter"), ("set", "reviews"))
    other = make_subscriber(sites, "b@example.org")
    signup = make_signup(sites, "a@example.org")
    mailing = Mailing.objects.create(kind="newsletter", subject="Autumn")
    Delivery.objects.create(mailing=mailing, subscriber=subscriber, state="sent")
    path = preferences_path(subscriber)
    answer = sent(client, path, {"do": "download"})
    data = json.loads(answer.content)
    assert answer["Content-Disposition"] == 'attachment; filename="what-we-hold.json"'
    assert data["address"] == "a@example.org" and len(data["gets"]) == 2 and data["consents"][0]["words"]
    assert [each["subject"] for each in data["e-mails"]] == ["Autumn"] and len(data["not yet confirmed"]) == 1
    assert "b@example.org" not in answer.content.decode()

    assert "This cannot be undone" in sent(client, path, {"do": "erase"}).content.decode()
    assert Subscriber.objects.count() == 2
    assert "It is erased" in sent(client, path, {"do": "erase", "sure": "yes"}).content.decode()
    assert Subscriber.objects.get() == other and not SignUp.objects.exists()
    assert Delivery.objects.get().subscriber is None and Suppression.objects.get().reason == "erased"
    everything = [
        str(row) for model in (Consent, Subscription, Suppression, Delivery, Mailing) for row in model.objects.values()
    ]
    assert not any("a@example.org" in row for row in everything)
    for old in (path, subscriptions.of(links.CONFIRM, str(signup.key))):
        answer = client.get(old, headers=HOST)
        assert answer.status_code == 410 and "/newsletters/subscribe/" in answer.content.decode()

    assert "off all lists" in sent(client, preferences_path(other), {"do": "leave"}).content.decode()
    assert not Subscriber.objects.exists()


def test_tokens_are_in_no_log(sites, client, caplog):
    """Whoever has the token is the subscriber: web servers’ and Django’s lines leave it out."""
    subscriber = make_subscriber(sites)
    path = preferences_path(subscriber)
    token = path.split("/")[-2]
    assert "/feedback/" not in client.get(path, headers=HOST).content.decode()  # which would pass the address on
    subscriber.delete()
    assert client.get(path, headers=HOST).status_code == 410
    assert client.post(unsubscribe_path(subscriber, 1), headers=HOST).status_code == 400
    assert "/newsletters/preferences/…/" in caplog.text and token not in caplog.text
    for name in HidesTokens.LOGGERS:
        logging.getLogger(name).error("%s %s", "GET", f"{path}?x")
        logging.getLogger(name).error("%(m)s %(U)s", {"m": "GET", "U": path})
    assert token not in caplog.text and "\n" in caplog.text


def test_a_machine_that_fills_in_every_field_presses_no_button(sites, client):
    """A scanner that sends what it finds, or somebody else’s form without our proof: nothing is confirmed, changed or told."""
    signup, subscriber = make_signup(sites), make_subscriber(sites)
    confirm, mine = subscriptions.of(links.CONFIRM, str(signup.key)), preferences_path(subscriber)
    for path, said in (
        (confirm, {}),
        *((mine, {"do": do, "sure": "yes"}) for do in ("save", "leave", "erase", "download")),
    ):
        for answer in (
            sent(client, path, {**said, "website": "x"}),
            client.post(path, {**said, "website": "x"}, headers=HOST),
            client.post(path, said, headers=HOST),
        ):
            assert answer.status_code == 200 and "Content-Disposition" not in answer, (path, said)
    assert SignUp.objects.get() == signup and Subscriber.objects.get() == subscriber and gets()


def test_no_form_on_a_private_page_sends_its_address_elsewhere(sites, client):
    """“Is this page useful?” keeps a page’s address for staff to read, so a page whose address is a key does not ask."""
    subscriptions.furnish(sites)
    for path in subscriptions.KINDS:
        page = client.get(path, headers=HOST).content.decode()
        assert "/feedback/" not in page and 'name="mark"' not in page, path


def test_links_hold_as_long_as_the_subscriber(sites, client, clock):
    """A letter of three years ago still unsubscribes."""
    subscriber = make_subscriber(sites)
    path = unsubscribe_path(subscriber, sites.site("southend").pk)
    clock.shift(timedelta(days=3 * 365))
    assert client.post(path, ONE_CLICK, content_type=FORM_TYPE, headers=HOST).status_code == 200
    assert not Subscriber.objects.exists()
