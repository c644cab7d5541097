"""Staff confirm that a contact was used and found right: one by one or together, their own only, and by a button only."""

from datetime import date
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.log_actions import registry

from contacts.models import Contact

from . import build
from .contacts import form_of, front_doors
from .ground import laid

TODAY = "2026-11-12T23:30:00+00:00"
SUMMER_NIGHT = "2026-07-01T23:30:00+00:00"  # half past midnight in London


def url(name: str, *args) -> str:
    return reverse(Contact.snippet_viewset.get_url_name(name), args=args)


def in_bulk(*contacts, extra: str = "") -> str:
    door = reverse("wagtail_bulk_action", args=["contacts", "contact", "confirm"])
    chosen = [getattr(contact, "pk", contact) for contact in contacts]
    return f"{door}?{urlencode({'id': chosen}, doseq=True)}{extra}"


@laid
def doors(sites):
    return front_doors(sites) | {"everywhere": build.make_contact("childline", "Childline", "0800 1111")}


@pytest.fixture
def editor(doors, sign_in):
    client = sign_in("Southend editors")
    client.staff.first_name, client.staff.last_name = "Ada", "Byron"
    client.staff.save()
    return client


def stored(contact: Contact) -> Contact:
    return Contact.objects.get(pk=contact.pk)


@pytest.mark.parametrize(
    ("at", "day", "next_check"),
    [(TODAY, date(2026, 11, 12), date(2027, 5, 12)), (SUMMER_NIGHT, date(2026, 7, 2), date(2027, 1, 2))],
)
def test_confirmed_today_by_whoever_presses_the_button(editor, doors, at, day, next_check):
    """Today is London's; the next check is due six months on, and nobody is reminded of the last one any more."""
    Contact.objects.filter(pk=doors["southend"].pk).update(reminded_on=date(2026, 6, 1), next_check=date(2026, 6, 1))
    with time_machine.travel(at, tick=False):
        editor.post(url("confirm", doors["southend"].pk))
    contact = stored(doors["southend"])
    assert (contact.confirmed_on, contact.next_check, contact.reminded_on) == (day, next_check, None)
    assert contact.confirmed_by == "Ada Byron"


def test_looking_changes_nothing(editor, doors):
    """A mail scanner, or a colleague, may open the page."""
    page = editor.get(url("confirm", doors["southend"].pk))
    assert "01702 215007" in page.text and "csrfmiddlewaretoken" in page.text
    editor.get(in_bulk(doors["southend"]))
    assert stored(doors["southend"]).confirmed_on is None


def test_a_button_pressed_on_another_site_does_nothing(editor, doors):
    strict = Client(enforce_csrf_checks=True, headers={"host": build.host("set")})
    strict.force_login(editor.staff)
    assert strict.post(url("confirm", doors["southend"].pk)).status_code == 403
    assert stored(doors["southend"]).confirmed_on is None


@pytest.mark.parametrize(
    ("group", "may"),
    [
        ("Southend editors", {"southend"}),
        ("Southend publishers", {"southend"}),
        ("Thurrock editors", {"thurrock"}),
        ("SET publishers", {"everywhere"}),
        ("SET editors", set()),
        ("Comms", set()),
        ("Administrators", {"southend", "thurrock", "essex", "everywhere"}),
    ],
)
def test_who_may_confirm_which_contact(doors, sign_in, group, may):
    """Who may change it; a neighbour's page is not even shown."""
    client = sign_in(group)
    for slug, contact in doors.items():
        assert (client.get(url("confirm", contact.pk)).status_code == 200) == (slug in may), slug
        client.post(url("confirm", contact.pk))
        assert bool(stored(contact).confirmed_on) == (slug in may), slug


def test_history_says_who_confirmed_it(editor, doors):
    editor.post(url("confirm", doors["southend"].pk))
    entry = registry.get_logs_for_instance(stored(doors["southend"])).first()
    assert entry.action == "contacts.confirm" and entry.user == editor.staff
    assert "Confirmed" in editor.get(url("history", doors["southend"].pk)).text


@pytest.mark.parametrize(("ticked", "left"), [({}, "Ask for the hours."), ({"settled": "on"}, "")])
def test_what_was_to_be_confirmed_stays_until_it_is_said_to_be_settled(editor, doors, ticked, left):
    contact = doors["southend"]
    Contact.objects.filter(pk=contact.pk).update(to_confirm="Ask for the hours.")
    assert "Ask for the hours." in editor.get(url("confirm", contact.pk)).text
    editor.post(url("confirm", contact.pk), ticked)
    assert stored(contact).to_confirm == left and stored(contact).confirmed_on


def test_nothing_is_asked_where_nothing_is_open(editor, doors):
    assert 'name="settled"' not in editor.get(url("confirm", doors["southend"].pk)).text


def test_a_contact_nobody_can_reach_cannot_be_found_right(editor, sites):
    contact = build.make_contact("lado", "LADO", "", sites.site("southend"), to_confirm="Ask for the number.")
    assert "There is no number or address to try" in editor.get(url("confirm", contact.pk)).text
    editor.post(url("confirm", contact.pk), {"settled": "on"})
    editor.post(in_bulk(contact), {"settled": "on"})
    assert stored(contact).confirmed_on is None and stored(contact).to_confirm


def test_the_list_and_the_edit_screen_lead_to_it(editor, doors):
    """And from the list back to it, as it was filtered."""
    door = url("confirm", doors["southend"].pk)
    assert door in editor.get(url("edit", doors["southend"].pk)).text
    page = editor.get(url("list"), {"answers": "unknown"})
    assert f"{door}?next=" in page.text
    back = f"{url('list')}?answers=unknown"
    assert editor.post(door, {"next": back})["Location"] == back
    assert editor.post(door, {"next": "https://elsewhere.example/"})["Location"] == url("list")


def test_several_are_confirmed_at_once_a_neighbours_neither_touched_nor_named(editor, doors, sites):
    second = build.make_contact("lado", "Southend LADO", "01702 534600", sites.site("southend"), to_confirm="Ask.")
    chosen = in_bulk(doors["southend"], second, doors["thurrock"], doors["everywhere"])
    asked = editor.get(chosen).text
    assert "Southend front door" in asked and "Southend LADO" in asked
    assert "Thurrock front door" not in asked and "Childline" not in asked
    editor.post(chosen)
    assert stored(doors["southend"]).confirmed_on and stored(second).confirmed_on
    assert stored(second).to_confirm == "Ask."
    assert not stored(doors["thurrock"]).confirmed_on and not stored(doors["everywhere"]).confirmed_on
    editor.post(chosen, {"settled": "on"})
    assert stored(second).to_confirm == ""


def test_all_means_all_that_the_list_shows(editor, doors, sites):
    """Filtered or searched for, and one's own."""
    lado = build.make_contact("lado", "Southend LADO", "01702 534600", sites.site("southend"), hours="always")
    editor.post(in_bulk("all", extra="&answers=always"))
    assert stored(lado).confirmed_on and not stored(doors["southend"]).confirmed_on
    Contact.objects.update(confirmed_on=None)
    editor.post(in_bulk("all", extra="&q=front"))
    assert stored(doors["southend"]).confirmed_on and not stored(lado).confirmed_on
    editor.post(in_bulk("all"))
    assert stored(lado).confirmed_on and not stored(doors["thurrock"]).confirmed_on


def test_a_confirmed_contact_is_told_as_checked_at_once(editor, doors, read):
    with time_machine.travel(TODAY, tick=False):
        read("southend", "/contacts/children-front-door/")
        editor.post(url("confirm", doors["southend"].pk))
        assert "12 November 2026" in read("southend", "/contacts/children-front-door/").text


def test_the_form_still_saves_after_it(editor, doors):
    """Confirming leaves a record that the edit screen takes."""
    editor.post(url("confirm", doors["southend"].pk))
    editor.post(url("edit", doors["southend"].pk), form_of(stored(doors["southend"]), name="Renamed"))
    assert stored(doors["southend"]).name == "Renamed" and stored(doors["southend"]).confirmed_on


@pytest.mark.parametrize("group", ["Southend editors", "SET publishers", "Administrators"])
def test_the_list_costs_the_same_with_1_and_20_rows(sites, sign_in, group):
    site = None if group == "SET publishers" else sites.site("southend")
    client, counts = sign_in(group), []
    for number in range(20):
        build.make_contact("lado", f"Contact {number}", f"01702 5346{number:02}", site)
        if number in (0, 19):
            client.get(url("list"))
            with CaptureQueriesContext(connection) as queries:
                page = client.get(url("list"))
            assert page.text.count("Confirm Contact") == number + 1
            counts.append(len(queries))
    assert counts[0] == counts[1]
