"""A number changed once in the admin is changed on every page that shows it, at once and without publishing (EC1)."""

import html

import pytest
from django.urls import reverse

from . import build
from .contacts import chip, form_of, front_doors
from .ground import laid

OLD, NEW = "+441702215007", "+441702534706"


@laid
def places(sites):
    """Every kind of place that shows Southend's front door, by path."""
    doors = front_doors(sites)
    block = [("contact", {"service": doors["southend"].service})]
    shared, own = sites.home("set"), sites.home("southend")
    build.make_standard(shared, "Shared chip", "shared-chip", f"Call {chip()}.")
    build.add(shared, build.StandardPage(title="Shared block", slug="shared-block", summary="x", body=block))
    build.make_standard(own, "Own chip", "own-chip", f"Call {chip()}.")
    build.make_note(own, "shared-block", f"Call {chip()}.")
    build.make_topic(shared, "Bullying", "bullying", parents=f"Call {chip()}.")
    paths = ["/shared-chip/", "/shared-block/", "/own-chip/", "/parents/bullying/"]
    return doors["southend"], ["/", "/get-help/", "/contacts/", "/contacts/children-front-door/", *paths]


def test_every_page_shows_the_new_number_at_once(places, sign_in, read):
    contact, paths = places
    assert all(OLD in read("southend", path).content.decode() for path in paths)
    client = sign_in("Southend editors")
    changed = form_of(contact, **{"channels-0-value": "01702 534706", "why": "The team has moved."})
    response = client.post(reverse(contact.snippet_viewset.get_url_name("edit"), args=[contact.pk]), changed)
    assert response.status_code == 302
    for path in paths:
        page = read("southend", path).content.decode()
        assert NEW in page, path
        assert OLD not in page, path
    assert NEW in read("set", "/contacts/children-front-door/").content.decode()


def test_the_history_shows_who_changed_it_and_keeps_the_old_record(places, sign_in):
    contact, _ = places
    client = sign_in("Southend editors")
    client.post(
        reverse(contact.snippet_viewset.get_url_name("edit"), args=[contact.pk]),
        form_of(contact, **{"channels-0-value": "01702 534706", "why": "The team has moved."}),
    )
    assert contact.revisions.exists()
    history = client.get(reverse(contact.snippet_viewset.get_url_name("history"), args=[contact.pk]))
    said = html.unescape(history.content.decode())
    assert "one of Southend editors" in said
    assert "01702 215007, now 01702 534706: The team has moved." in said


def test_a_way_taken_away_is_gone_at_once(places, sign_in, read):
    contact, paths = places
    client = sign_in("Southend editors")
    gone = form_of(contact, **{"channels-0-DELETE": "1", "to_confirm": "Ask for the new number.", "why": "Cut off."})
    response = client.post(reverse(contact.snippet_viewset.get_url_name("edit"), args=[contact.pk]), gone)
    assert response.status_code == 302
    assert all(OLD not in read("southend", path).content.decode() for path in paths)


@pytest.mark.parametrize("number", ["1702 534706", "01702 5347061", "01702 S34706"])
def test_a_bad_number_is_refused_next_to_its_field(sites, sign_in, read, number):
    contact = front_doors(sites)["southend"]
    client = sign_in("Southend editors")
    response = client.post(
        reverse(contact.snippet_viewset.get_url_name("edit"), args=[contact.pk]),
        form_of(contact, **{"channels-0-value": number}),
    )
    assert response.context["form"].formsets["channels"].errors[0]["value"]
    assert OLD in read("southend", "/").content.decode()


def test_a_contact_needs_a_way_to_reach_it_or_a_word_on_what_is_missing(sites, sign_in):
    contact = front_doors(sites)["southend"]
    client = sign_in("Southend editors")
    response = client.post(
        reverse(contact.snippet_viewset.get_url_name("edit"), args=[contact.pk]),
        form_of(contact, **{"channels-0-DELETE": "1"}),
    )
    assert "Give a way to reach them" in response.context["form"].errors["to_confirm"][0]
