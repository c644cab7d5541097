"""The newsletter's whole way, through every app that has a part in it: asked for by readers, written by the comms team from
what the site has, approved by a second person, received by a mail server, and still right on the web afterwards."""

import re
from datetime import datetime, timedelta

import time_machine
from django.test import Client
from django.urls import reverse

from contacts.models import Channel, NumberChange
from events.models import EventPage
from portal.groups import create_groups
from portal.models import BasePage
from portal.moments import LONDON
from subscriptions.models import Delivery, DeliveryState, Subscriber

from . import build, newsletters
from .ground import laid
from .mailings import mail_server
from .subscriptions import link_in_letter, sent

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=LONDON)


@laid
def issue(groups, sites):
    """An issue of Southend's about pages of SET's, with the front door's number in its text and in a block."""
    build.make_contact("children-front-door", "Southend front door", "01702 215007", sites.site("southend"))
    newsletters.full(sites.home("southend"), sites)
    create_groups()  # again: the comms team's section is a page


def test_from_a_reader_who_asks_to_a_correction_on_the_web(
    issue, sign_in, sites, monkeypatch, django_capture_on_commit_callbacks
):
    """NL1 to NL5 in one go, with nothing in anybody's place."""
    reader, host = Client(), {"host": build.host("southend")}
    monkeypatch.setattr("portal.public_forms.PublicForm.soonest", timedelta(0))
    with time_machine.travel(NOON, tick=False) as clock:
        wanted = {"partnerships": [sites.site("southend").pk], "lists": ["newsletter"]}
        for number in range(3):
            sent(reader, "/newsletters/subscribe/", {"address": f"reader-{number}@example.org", **wanted})
        for number in range(2):
            sent(reader, link_in_letter("confirm", number), {})
        assert Subscriber.objects.count() == 2  # the third never pressed the button

        page = BasePage.objects.get(slug="spring-2031")
        screen = reverse("mailing_of_page", args=[page.pk])
        comms = sign_in("Comms")
        comms.post(screen, {"do": "ask"})
        publisher = sign_in("Southend publishers")
        with mail_server() as received, django_capture_on_commit_callbacks(execute=True):
            publisher.post(screen, {"do": "approve"})
        assert sorted(received.addresses) == ["reader-0@example.org", "reader-1@example.org"]
        assert set(Delivery.objects.values_list("state", flat=True)) == {DeliveryState.SENT}

        letter = received.read()[0]
        text = letter.get_body("plain").get_content()
        html = letter.get_body("html").get_content()
        for words in (text, html):
            assert "01702 215007" in words and "Talk 2031" in words and "[[" not in words
        assert "http://southend.localhost/newsletters/spring-2031/" in text
        one_click = re.search(r"<(http\S+)>", letter["List-Unsubscribe"])[1]

        event = EventPage.objects.get(slug="talk-2031")
        event.title = "Renamed later"
        event.save()
        Channel.objects.filter(value="01702 215007").update(value="01702 215999")
        contact = Channel.objects.get(value="01702 215999").contact
        clock.shift(timedelta(days=1))
        NumberChange.objects.create(
            contact=contact, site=contact.site, name=contact.name, kind="voice",
            old="01702 215007", new="01702 215999", why="Moved", at=NOON + timedelta(days=1),
        )  # fmt: skip
        web = reader.get("/newsletters/spring-2031/", headers=host).content.decode()
        assert "Talk 2031" in web and "Renamed later" not in web
        assert "01702 215007" in web and "01702 215999" in web  # the note says what was, the text what is

        path = one_click.partition("localhost")[2]
        answer = Client().post(path, {"List-Unsubscribe": "One-Click"}, headers=host)
        assert answer.status_code == 200 and Subscriber.objects.count() == 1
