"""Staff keep their own partnership's contacts; what serves everywhere, and the services, are SET's."""

import pytest
from django.urls import reverse

from contacts.models import Contact, Service

from . import build
from .contacts import form_of, front_doors
from .ground import laid


def address(record, view: str) -> str:
    return reverse(record.snippet_viewset.get_url_name(view), args=[record.pk])


@laid
def doors(sites):
    return front_doors(sites) | {"everywhere": build.make_contact("childline", "Childline", "0800 1111")}


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
def test_who_may_change_which_contact(doors, sign_in, group, may):
    client = sign_in(group)
    for slug, contact in doors.items():
        client.post(address(contact, "edit"), form_of(contact, name="Changed"))
        changed = Contact.objects.get(pk=contact.pk).name == "Changed"
        assert changed == (slug in may), slug


@pytest.mark.parametrize("group", ["Southend editors", "Southend publishers"])
def test_an_editor_cannot_hand_a_contact_to_everywhere_or_to_a_neighbour(doors, sites, sign_in, group):
    client = sign_in(group)
    for site in ("", sites.site("thurrock").pk, sites.site("set").pk):
        client.post(address(doors["southend"], "edit"), form_of(doors["southend"], site=site))
        assert Contact.objects.get(pk=doors["southend"].pk).site == sites.site("southend")


def test_the_list_shows_ones_own_contacts_and_what_is_to_be_confirmed(doors, sign_in):
    client = sign_in("Southend editors")
    page = client.get(reverse(Contact.snippet_viewset.get_url_name("list"))).content.decode()
    assert "Southend front door" in page
    assert "Thurrock front door" not in page
    for check, found in (("to-confirm", True), ("no-owner", True), ("confirmed", False), ("overdue", False)):
        page = client.get(reverse(Contact.snippet_viewset.get_url_name("list")), {"check": check})
        assert ("Southend front door" in page.content.decode()) == found, check
        assert "Thurrock front door" not in page.content.decode()


@pytest.mark.parametrize(
    ("group", "may"), [("Southend publishers", False), ("SET publishers", True), ("Administrators", True)]
)
def test_who_may_change_services(doors, sign_in, group, may):
    client = sign_in(group)
    service = doors["southend"].service
    data = {"name": "Changed", "slug": service.slug, "order": 1, "description": "", "also_called": ""}
    client.post(address(service, "edit"), data)
    assert (Service.objects.get(pk=service.pk).name == "Changed") == may


def test_the_word_that_pages_name_a_service_by_never_changes(doors, sign_in):
    client = sign_in("SET publishers")
    service = doors["southend"].service
    data = {"name": "Door", "slug": "door", "order": 1, "description": "", "also_called": ""}
    response = client.post(address(service, "edit"), data)
    assert "It cannot change" in response.content.decode()
    assert Service.objects.get(pk=service.pk).slug == "children-front-door"
