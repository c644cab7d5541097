"""Joining: the form, the letter, the button, and that an address tells nobody whether it is known (NL1, PR1)."""

import hashlib
import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_tasks_db.models import DBTaskResult
from wagtail.models import ReferenceIndex

from portal import tick
from portal.models import Tally
from subscriptions import consent, joining, leaving, links
from subscriptions.addresses import digest, mailbox, normal
from subscriptions.models import Consent, SignUp, Subscriber, Subscription, Suppression

from . import build, subscriptions
from .ground import laid
from .subscriptions import link_in_letter, make_signup, make_subscriber, make_suppressed, sent

HOST = {"host": build.host("southend")}
FORM = "/newsletters/subscribe/"
NOW = "2026-11-26T12:00:00+00:00"
WORDS = {
    "2026-11-26": "a2bc88129a6578ab",
}


@laid
def with_topics(sites) -> None:
    build.make_topic(sites.home("set"), "Bullying", "bullying")
    build.make_topic(sites.home("southend"), "The sea", "the-sea")


@pytest.fixture
def clock(monkeypatch):
    """Noon of 26 November 2026, until it is moved; nobody has to wait before a form may be sent."""
    monkeypatch.setattr("portal.public_forms.PublicForm.soonest", timedelta(0))
    with time_machine.travel(NOW, tick=False) as at:
        yield at


def wanted(sites, **more) -> dict:
    southend = sites.site("southend").pk
    return {"address": "Reader@Example.org ", "partnerships": [southend], "lists": ["newsletter"], **more}


def test_from_the_form_to_the_list(with_topics, sites, client, clock):
    """NL1: one letter; GET and HEAD of its link change nothing, however often; the POST makes the subscriber, with the words
    agreed to, their version and the time. No cookie is set on the way, and all pages say that nobody may keep them."""
    southend, essex = sites.site("southend").pk, sites.site("essex").pk
    page = client.get(FORM, headers=HOST).content.decode()
    assert re.search(rf'value="{southend}" checked', page) and not re.search(rf'value="{essex}" checked', page)
    assert all(sentence in page for sentence in consent.SENTENCES) and 'href="/get-help/"' in page
    assert "Bullying" in page and "The sea" in page and 'name="name"' not in page
    asked = {"partnerships": [southend, essex], "lists": ["newsletter", "reviews"], "topics": ["the-sea"]}
    answer = sent(client, FORM, wanted(sites, **asked))
    assert answer.status_code == 200 and "Look in your mailbox" in answer.content.decode()

    (letter,) = mail.outbox
    html = letter.alternatives[0][0]
    path = link_in_letter("confirm")
    assert letter.to == ["reader@example.org"] and letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert path in html and "seven days" in html and "seven days" in letter.body
    assert "Southend Safeguarding Children Partnership" in letter.from_email
    assert not re.search(r"<img|<script", html) and "[[" not in html + letter.body

    before = list(SignUp.objects.values())
    for method in (client.get, client.head, client.get, client.options):
        answer = method(path, headers=HOST)
    assert list(SignUp.objects.values()) == before and not Subscriber.objects.exists()
    assert client.post(path, headers=HOST).status_code == 200 and not Subscriber.objects.exists(), "a bare POST"

    clock.shift(timedelta(days=6))
    answer = sent(client, path, {})
    subscriber = Subscriber.objects.get()
    assert answer.status_code == 200 and subscriber.address == "reader@example.org"
    assert set(Subscription.objects.values_list("site", "news", "topic")) == {
        (site, news, topic)
        for site in (southend, essex)
        for news, topic in (("newsletter", ""), ("reviews", ""), ("topic", "the-sea"))
    }
    said = Consent.objects.get()
    assert (said.how, said.version, said.text, said.at) == (
        "form", consent.VERSION, consent.TEXT, subscriber.confirmed_at,
    )  # fmt: skip
    assert len(said.wishes) == 6 and not SignUp.objects.exists()
    assert not any(row["to_object_id"] == str(southend) for row in ReferenceIndex.objects.values()), (
        "Wagtail is not told"
    )
    assert not client.cookies
    for each in (answer, client.get(FORM, headers=HOST), client.get(path, headers=HOST)):
        assert "no-store" in each["Cache-Control"] and "noindex" in each["X-Robots-Tag"]
        assert each["Referrer-Policy"] == "no-referrer"


def test_a_link_confirms_once_and_for_a_week(sites, client, clock):
    """NL1: replayed after leaving it subscribes nobody; after seven days it says so and offers the form; forged it is 404.
    The tick forgets what nobody confirmed."""
    path = subscriptions.of(links.CONFIRM, str(make_signup(sites).key))
    sent(client, path, {})
    leaving.leave(str(Subscriber.objects.get().key), sites.site("southend").pk, "newsletter")
    for answer in (sent(client, path, {}), client.get(path, headers=HOST)):
        assert answer.status_code == 410 and FORM in answer.content.decode()
    assert not Subscriber.objects.exists() and Suppression.objects.get().reason == "unsubscribed"

    late = make_signup(sites)
    clock.shift(timedelta(days=7))
    assert sent(client, subscriptions.of(links.CONFIRM, str(late.key)), {}).status_code == 410
    assert not Subscriber.objects.exists()
    fresh = make_signup(sites, "fresh@example.org")
    tick.run()
    assert list(SignUp.objects.all()) == [fresh] and Suppression.objects.exists()

    whole = subscriptions.of(links.CONFIRM, str(fresh.key))
    other = subscriptions.of(links.PREFERENCES, str(fresh.key)).replace("preferences", "confirm")
    for forged in (
        whole[:-2] + "x/",
        whole.replace(":", ":x", 1),
        other,
        "/newsletters/confirm/%00/",
        "/newsletters/confirm/é:é:é/",
    ):
        answer = client.post(forged, headers=HOST)
        assert answer.status_code == 404 and "noindex" in answer["X-Robots-Tag"], forged
    assert SignUp.objects.exists()


def test_the_answer_is_the_same_for_every_address(sites, client, clock):
    """NL1: new, known, left, erased, bounced, complained, asked too often, or filled in by a machine: one page, word for word.
    To an address that refuses mail, or has had three letters that day, nothing is sent and nothing of it is kept."""
    make_subscriber(sites, "known@example.org")
    for reason in ("unsubscribed", "erased", "bounced", "complained"):
        make_suppressed(f"{reason}@example.org", reason)
    answers = set()
    letters = {}
    names = ["new", "known", "unsubscribed", "erased", "bounced", "complained", "new", "new", "new", "new"]
    for name in (*names, "machine"):
        more = {"website": "http://spam.example"} if name == "machine" else {}
        answer = sent(client, FORM, wanted(sites, address=f"{name}@example.org", **more))
        answers.add((answer.status_code, answer.content.decode().replace(f"{name}@", "@")))
        letters[name] = [message for message in mail.outbox if message.to == [f"{name}@example.org"]]
    assert len(answers) == 1
    assert {name: len(found) for name, found in letters.items()} == {
        "new": 3, "known": 1, "unsubscribed": 1, "erased": 1, "bounced": 0, "complained": 0, "machine": 0,
    }  # fmt: skip
    kept = SignUp.objects.values_list("address", flat=True)
    assert not {"bounced@example.org", "complained@example.org", "machine@example.org"} & set(kept) and len(kept) == 6
    assert not any("example.org" in str(row) for row in Tally.objects.values()), "limits keep no address"
    sent(client, FORM, wanted(sites, address="new+more@example.org"))
    sent(client, FORM, wanted(sites, address="n.ew@example.org"))
    assert mail.outbox[-1].to not in (["new+more@example.org"], ["n.ew@example.org"]), "the same mailbox"
    clock.shift(timedelta(days=1))
    sent(client, FORM, wanted(sites, address="new@example.org"))
    assert len([message for message in mail.outbox if message.to == ["new@example.org"]]) == 4


def test_the_answer_takes_the_same_work_for_every_address(sites, client, clock, settings):
    """NL1: what differs from address to address is done in the background, whose notes hold no address."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    make_subscriber(sites, "known@example.org")
    make_suppressed("bounced@example.org")
    sent(client, FORM, wanted(sites, address="first@example.org"))
    counts = set()
    for name in ("new", "known", "bounced"):
        proof = re.search(r'name="proof" value="([^"]+)"', client.get(FORM, headers=HOST).content.decode())[1]
        with CaptureQueriesContext(connection) as made:
            client.post(FORM, wanted(sites, address=f"{name}@example.org", proof=proof), headers=HOST)
        counts.add(len(made))
    assert len(counts) == 1 and not mail.outbox
    rows = DBTaskResult.objects.values_list("args_kwargs", flat=True)
    assert len(rows) == 4 and "example.org" not in str(list(rows))


def test_one_network_cannot_ask_without_end(sites, client, clock, monkeypatch):
    """Twenty an hour from one network: the next is answered alike, and nothing is kept or sent."""
    monkeypatch.setattr("subscriptions.views.FROM_A_NETWORK", 2)
    answers = {
        sent(client, FORM, wanted(sites, address=f"a{number}@example.org")).content.replace(b"a%d@" % number, b"")
        for number in range(4)
    }
    assert len(answers) == 1 and len(mail.outbox) == 2 == SignUp.objects.count()


def test_who_has_left_may_ask_again_and_who_is_there_may_ask_for_more(with_topics, sites, client, clock):
    """Confirming lifts the suppression; a subscriber’s new wishes count once confirmed, not before, and keep the old ones."""
    for reason in ("unsubscribed", "erased"):
        make_suppressed("back@example.org", reason)
        sent(client, FORM, wanted(sites, address="back@example.org"))
        assert leaving.is_suppressed("back@example.org")
        sent(client, link_in_letter("confirm"), {})
        assert not leaving.is_suppressed("back@example.org")
        Subscriber.objects.all().delete()

    make_subscriber(sites, "known@example.org", ("southend", "newsletter"))
    sent(client, FORM, wanted(sites, address="KNOWN@example.org", lists=["newsletter", "events"]))
    assert Subscription.objects.count() == 1
    sent(client, link_in_letter("confirm"), {})
    assert Subscriber.objects.count() == 1 and Consent.objects.count() == 2
    rows = Subscription.objects.order_by("pk").values_list("news", "since__day")
    assert list(rows) == [("newsletter", 2), ("events", 26)]


def test_what_is_wrong_is_said_next_to_the_field(with_topics, sites, client, clock):
    """Errors stand in a summary that leads to the fields, and at the fields; what was typed stays. Odd requests are no errors
    of ours."""
    table = [
        ({"address": ""}, "Enter your e-mail address", "address"),
        ({"address": "me at home"}, "like name@example.com", "address"),
        ({"address": "a\0b@example.org"}, "Null characters", "address"),
        ({"address": "a@example.org\nBcc: b@example.org"}, "like name@example.com", "address"),
        ({"address": f"{'a' * 250}@example.org"}, "like name@example.com", "address"),
        (
            {"address": f"a@{'.'.join(['安全保護兒童信息中心'] * 12)}.org"},
            "like name@example.com",
            "address",
        ),  # 254 letters for us
        ({"address": '"a"@example.org'}, "like name@example.com", "address"),  # the mailbox of a@
        ({"address": "ſ@example.org"}, "like name@example.com", "address"),  # as good as an s, to a pattern
        ({"partnerships": []}, "at least one partnership", "partnerships_0"),
        ({"partnerships": ["99999999999999999999"]}, "no longer there", "partnerships_0"),
        ({"lists": []}, "at least one list or topic", "lists_0"),
        ({"lists": ["topic"]}, "no longer there", "lists_0"),
        ({"topics": ["../x"]}, "no longer there", "topics_0"),
        ({"proof": "forged"}, "send it once more", "send"),
    ]
    for change, words, place in table:
        answer = sent(client, FORM, wanted(sites, **change))
        page = answer.content.decode()
        assert answer.status_code == 200 and "Look in your mailbox" not in page, change
        assert re.search(rf'<a href="#{place}">[^<]*{words}', page) and f'id="{place}"' in page, change
        assert page.count(words) >= (1 if place == "send" else 2), change
        assert "<title>Error:" in page.replace("\n", "")
    again = sent(client, FORM, wanted(sites, address="typed", topics=["bullying"])).content.decode()
    assert 'value="typed"' in again and re.search(r'value="bullying" checked', again) and "<details" in again
    sent(client, FORM, wanted(sites, lists=[], topics=["bullying"]))
    assert len(mail.outbox) == 1
    cross = {"host": build.host("southend"), "sec-fetch-site": "cross-site"}
    assert client.post(FORM, {}, headers=cross).status_code == 403
    assert client.put(FORM, headers=HOST).status_code == 405


def test_a_letter_that_is_not_taken_is_tried_again(sites, clock, monkeypatch, caplog):
    """The tick tries for an hour, every ten minutes; the log says that it failed, and not whose it is."""

    class Refuses:
        def __init__(self, *args, **kwargs): ...

        def send_messages(self, messages):
            raise OSError(f"nobody here of that name: {messages[0].to}")

    with monkeypatch.context() as down:
        down.setattr("django.core.mail.backends.locmem.EmailBackend", Refuses)
        joining.ask("reader@example.org", sites.site("southend"), [(sites.site("southend").pk, "newsletter", "")])
        assert SignUp.objects.get().mailed_at is None
    assert "not taken: OSError" in caplog.text and "example.org" not in caplog.text
    clock.shift(timedelta(minutes=1))
    tick.run()
    assert not mail.outbox
    clock.shift(timedelta(minutes=9))
    tick.run()
    clock.shift(timedelta(minutes=10))
    tick.run()
    assert len(mail.outbox) == 1 and SignUp.objects.get().mailed_at


def test_the_tick_writes_no_more_letters_than_the_form(sites, clock, monkeypatch):
    """Where the background is behind, the tick comes first to what was typed: the limit of a mailbox holds for it too."""
    with monkeypatch.context() as behind:
        behind.setattr(joining, "write", SimpleNamespace(enqueue=lambda pk: None))
        for _ in range(5):
            joining.ask("reader@example.org", sites.site("southend"), [(sites.site("southend").pk, "newsletter", "")])
    clock.shift(timedelta(minutes=10))
    tick.run()
    assert len(mail.outbox) == SignUp.objects.count() == joining.LETTERS_A_DAY


def test_an_address_is_recognised_however_it_is_written():
    """Capitals, spaces, and domains in other alphabets make no other address; what is no address makes no error."""
    assert normal(" Ann@Bücher.Example ") == normal("ann@XN--BCHER-KVA.example") == "ann@xn--bcher-kva.example"
    assert digest("A@example.org") == digest(" a@EXAMPLE.org") != digest("b@example.org")
    assert mailbox("Ann.B+news@example.org") == "annb@example.org"
    for odd in ("", "@", "a@", "a@..", f"a@{'x' * 80}.org", "+@x.org"):
        assert normal(normal(odd)) == normal(odd)


def test_the_words_agreed_to_change_with_their_version():
    """NL1: whoever changes the text gives it a new version, and adds its digest here; the old ones stay."""
    assert WORDS[consent.VERSION] == hashlib.sha256(consent.TEXT.encode()).hexdigest()[:16]


def test_the_pages_cost_few_queries(with_topics, sites, django_assert_max_num_queries):
    """At most fifteen with nothing remembered, with one topic or with forty."""
    build.make_contact("children-front-door", "Team", "01702 215007", sites.site("southend"), hours="always")
    subscriptions.furnish(sites)
    Client().get(FORM, headers=HOST)  # what a process looks up once and for all, such as the types of content
    counts = []
    for more in (20, 0):
        for path in subscriptions.KINDS:
            build.forget()
            with django_assert_max_num_queries(15) as made:
                Client().get(path, headers=HOST)
            counts.append(len(made))
        for number in range(more):
            build.make_topic(sites.home("set"), f"Topic {number}", f"topic-{number}")
    assert counts[: len(subscriptions.KINDS)] == counts[len(subscriptions.KINDS) :]
