"""Campaigns in the admin: who publishes them, what the form refuses, the list, what wants looking after, the preview."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from portal.groups import create_groups
from topics.models import CampaignPage

from . import build, events
from .campaigns import campaign_index, make_campaign


@pytest.fixture(autouse=True)
def on_10_march():
    with time_machine.travel("2026-03-10T12:00:00+00:00", tick=False):
        yield


def form(topics=(), events=(), **changes) -> dict:
    """What the editor of a campaign sends, publishing it."""
    empty = (
        "begins",
        "ends",
        "dates_note",
        "front_page",
        "theme",
        "hashtag",
        "led_by",
        "partners",
        "advice",
        "also_called",
    )
    values = {
        "title": "Swim week",
        "slug": "swim-week",
        "summary": "About swimming.",
        "body": streamfield([("text", rich_text("<p>Never alone.</p>"))]),
        "afterwards": streamfield([]),
        "topics": inline_formset([{"topic": page.pk} for page in topics]),
        "events": inline_formset([{"event": page.pk} for page in events]),
        "comments": inline_formset([]),
        "review_due": "2027-03-02",
        "action-publish": "Publish",
        **dict.fromkeys(empty, ""),
    }
    return {**nested_form_data(values | changes), "shown_to": ["parents"]}


def test_who_publishes_campaigns_and_what_is_refused(groups, sites, sign_in, read):
    """Comms on every site that has the section, publishers on their own; errors stand next to the field."""
    topic = build.make_topic(sites.home("set"), "Water", "water", parents="Swim.")
    walk = events.make_event(sites.home("set"), "Walk", "walk", events.session("2026-03-12", "18:00"))
    secret = build.make_topic(sites.home("essex"), "Secret of Essex", "secret", live=False)
    sections = {slug: campaign_index(sites.home(slug)) for slug in ("set", "southend", "essex")}
    create_groups()

    def door(slug: str) -> str:
        return reverse("wagtailadmin_pages:add", args=["topics", "campaignpage", sections[slug].pk])

    may = {"Comms": ("set", "southend", "essex"), "Southend publishers": ("southend",), "SET publishers": ("set",)}
    days = {"begins": "2026-03-09", "ends": "2026-03-20", "front_page": "1", "hashtag": "#Swim"}
    clients = {group: sign_in(group) for group in (*may, "Essex editors")}
    for group, client in clients.items():
        for slug in sections:
            client.post(door(slug), form((topic,), (walk,), **days))
            made = CampaignPage.objects.filter(slug="swim-week", live=True)
            assert made.exists() is (slug in may.get(group, ())), (group, slug)
            if made.exists():
                page = made.get()
                assert page.readers == ("parents",) and page.topics.get().topic == topic
                assert "/campaigns/swim-week/" in read(slug, "/").content.decode()
            CampaignPage.objects.filter(slug="swim-week").delete()
            build.forget()
    client = clients["Southend publishers"]
    for changes, field in (
        ({"begins": "2026-03-09", "ends": "2026-03-08"}, "ends"),
        ({**days, "runs": "on"}, "runs"),
        ({"hashtag": "two words"}, "hashtag"),
        ({"begins": "2026-02-30"}, "begins"),
        ({"theme": "Call 01702 215999"}, "theme"),
        ({"advice": str(secret.pk)}, "__all__"),
    ):
        response = client.post(door("southend"), form(**changes))
        assert response.status_code == 200 and field in response.context["form"].errors, changes
    response = client.post(door("southend"), form((secret,)))
    assert response.status_code == 200 and not CampaignPage.objects.exists()


def test_the_list_and_what_wants_looking_after(groups, sites, sign_in):
    """One's own with how each stands, none of a neighbour; the first page warns of what nothing but staff would notice."""
    home, soon, later = sites.home("southend"), date(2026, 4, 1), date(2027, 3, 1)
    make_campaign(home, "Look again soon", "a", runs=True, review_due=soon)
    make_campaign(home, "Look again overdue", "b", runs=True, review_due=date(2026, 3, 9))
    make_campaign(home, "Runs on", "c", runs=True, review_due=later)
    make_campaign(home, "Begun as a draft", "d", "2026-03-09", "2026-03-20", live=False)
    make_campaign(home, "Over draft", "e", "2026-03-01", "2026-03-09", live=False)
    make_campaign(home, "Nothing said", "f", review_due=later)
    make_campaign(home, "Something said", "g", dates_note="In spring.", review_due=later)
    make_campaign(home, "Over and kept", "h", "2026-03-01", "2026-03-09")
    make_campaign(sites.home("essex"), "Of Essex", "i", runs=True, review_due=soon)
    client = sign_in("Southend editors")
    listing = client.get(reverse("campaign_list:index")).text
    assert all(words in listing for words in ("Running now", "Dates not known", "Ended", "In spring.", "Over draft"))
    assert "Of Essex" not in listing
    running = client.get(reverse("campaign_list:index"), {"stands": "running"}).text
    assert "Runs on" in running and "Look again overdue" not in running
    panel = client.get(reverse("wagtailadmin_home")).text.partition("Campaigns to look after")[2]
    panel = panel.partition("All campaigns")[0]
    found = [title for title in CampaignPage.objects.order_by("slug").values_list("title", flat=True) if title in panel]
    assert found == ["Look again soon", "Look again overdue", "Begun as a draft", "Nothing said"]


def test_a_draft_is_previewed_with_its_topics_and_events(groups, sites, sign_in):
    """As it is in the form: nothing of it is stored yet."""
    topic = build.make_topic(sites.home("set"), "Water", "water", parents="Swim.")
    walk = events.make_event(sites.home("set"), "Walk", "walk", events.session("2026-03-12", "18:00"))
    page = make_campaign(sites.home("southend"), "Swim", "swim")
    client = sign_in("Southend publishers")
    door = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(door, form((topic,), (walk,), begins="2026-03-01", ends="2026-03-09")).json()["is_valid"]
    html = client.get(door).text
    for words in (
        "This campaign has ended",
        'href="/topics/water/"',
        "Thursday 12 March 2026, 6pm",
        "Parents and carers",
    ):
        assert words in html, words
