"""A number that changes, by whichever door, is written down: who, when, old, new, why; and the old one is kept (EC1)."""

import shutil

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from contacts.models import Channel, Contact, NumberChange

from . import build
from .contacts import form_of, front_doors
from .ground import laid


def address(view: str, *args) -> str:
    return reverse(NumberChange.snippet_viewset.get_url_name(view), args=args)


def edit(client, contact, **changes):
    door = reverse(contact.snippet_viewset.get_url_name("edit"), args=[contact.pk])
    return client.post(door, form_of(Contact.objects.get(pk=contact.pk), **changes))


@laid
def doors(sites):
    return front_doors(sites)


@laid
def door(doors) -> Contact:
    return doors["southend"]


def recorded() -> list[tuple[str, str, str]]:
    return [(change.old, change.new, change.why) for change in NumberChange.objects.order_by("pk")]


def formers(contact) -> list[tuple[str, str]]:
    return list(contact.former_numbers.values_list("number", "note"))


def today() -> str:
    day = timezone.localdate()
    return f"{day.day} {day:%B %Y}"


def test_a_change_in_the_admin_is_written_down(door, sign_in, sites):
    client = sign_in("Southend editors")
    edit(client, door, why="The team has moved.", **{"channels-0-value": "01702 534706"})
    assert recorded() == [("01702 215007", "01702 534706", "The team has moved.")]
    change = NumberChange.objects.get()
    assert (change.contact, change.name, change.by, change.site) == (
        door, "Southend front door", client.staff, sites.site("southend"),
    )  # fmt: skip
    assert formers(door) == [("01702 215007", f"until {today()}")]
    assert door.revisions.latest("pk").as_object().former_numbers.count() == 1


def test_what_is_not_a_change_is_not(door, sign_in):
    """Other words, other spaces, another order, one way more."""
    client = sign_in("Southend editors")
    edit(client, door, name="Other name", **{"channels-0-value": "01702 21 50 07", "channels-0-label": "By day"})
    door = Contact.objects.get(pk=door.pk)
    door.channels.add(Channel(kind="voice", value="01702 534706", sort_order=-1))
    door.save()
    assert recorded() == [] and formers(door) == []


def test_a_way_taken_away_or_replaced_by_another_row(door, sign_in):
    """Taken away it has no successor; where a new row of its kind comes in the same breath, that is it."""
    client = sign_in("Southend editors")
    new = {"channels-1-kind": "voice", "channels-1-value": "01702 534706", "channels-TOTAL_FORMS": 2}
    new |= {"channels-1-ORDER": 2, "channels-1-DELETE": "", "channels-1-id": ""}
    edit(client, door, why="New line.", **{"channels-0-DELETE": "1"}, **new)
    edit(client, door, why="Cut off.", to_confirm="Ask.", **{"channels-0-DELETE": "1"})
    assert recorded() == [("01702 215007", "01702 534706", "New line."), ("01702 534706", "", "Cut off.")]


def test_an_address_and_an_extension_count_too(sites):
    contact = build.make_contact("lado", "LADO", "101", sites.site("southend"))
    contact.channels.create(kind="email", value="lado@southend.gov.uk", sort_order=1)
    contact.save()
    voice, mail = contact.channels.order_by("pk")
    voice.extension, mail.value = "1803", "allegations@southend.gov.uk"
    contact.channels.set([voice, mail])
    contact.why = "New names."
    contact.save()
    assert recorded() == [
        ("101", "101 extension 1803", "New names."),
        ("lado@southend.gov.uk", "allegations@southend.gov.uk", "New names."),
    ]
    assert formers(contact) == [], "101 still answers, and an address is no number"


def test_a_former_number_in_use_again_is_former_no_longer(door, sign_in):
    client = sign_in("Southend editors")
    edit(client, door, why="Moved.", **{"channels-0-value": "01702 534706"})
    edit(client, door, why="Moved back.", **{"channels-0-value": "01702 215007"})
    assert [number for number, _ in formers(door)] == ["01702 534706"]
    assert len(recorded()) == 2


def test_a_number_of_another_of_its_ways_is_not_former(sites):
    contact = build.make_contact("lado", "LADO", "01702 215007", sites.site("southend"))
    contact.channels.create(kind="text", value="07762 406606", approved="Yes.")
    contact.channels.create(kind="voice", value="07762 406606", approved="Yes.")
    contact.save()
    contact.channels.set([way for way in contact.channels.all() if way.kind != "text"])
    contact.save()
    assert recorded() == [("07762 406606", "", "Not said")] and formers(contact) == []


def test_deleting_a_contact_is_a_change(door, sign_in):
    client = sign_in("Southend publishers")
    client.post(reverse(door.snippet_viewset.get_url_name("delete"), args=[door.pk]))
    assert not Contact.objects.filter(pk=door.pk).exists()
    assert recorded() == [("01702 215007", "", "The contact was deleted")]
    change = NumberChange.objects.get()
    assert (change.contact, change.by, change.name) == (None, client.staff, "Southend front door")


def test_several_deleted_from_the_list_are_several_changes(doors):
    Contact.objects.all().delete()
    assert len(recorded()) == 3


def test_a_partnership_that_goes_takes_its_contacts_quietly(doors):
    Site.objects.get(hostname="essex.localhost").delete()
    assert recorded() == [] and Contact.objects.count() == 2


def test_the_content_files_may_win_and_what_they_change_is_written_down(db, tmp_path):
    """A person's number, overwritten by the file; and the numbers given up outlive the file that does not know them."""
    folder = shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "fixtures")
    for file in (folder / "pages").rglob("*.md"):  # the pages take most of the time, and have no numbers of their own
        if file.stem == "home":
            file.write_text("---".join(file.read_text().split("---")[:2]) + "---\n")
        else:
            file.unlink()
    call_command("load_content", folder=folder, verbosity=0)
    assert recorded() == []
    contact = Contact.objects.get(name__startswith="Southend Multi-Agency")
    file = folder / "contacts.yaml"
    for number in ("01702 534706", "01702 215007"):
        file.write_text(file.read_text().replace("value: " + contact.ways[0].value, f"value: {number}"))
        call_command("load_content", folder=folder, overwrite=True, verbosity=0)
        contact = Contact.objects.get(pk=contact.pk)
    assert recorded() == [
        ("01702 215007", "01702 534706", "Content file"),
        ("01702 534706", "01702 215007", "Content file"),
    ]
    assert [number for number, _ in formers(contact)] == ["01702 534706"]
    edt = Contact.objects.get(name="Southend Emergency Duty Team")
    assert [number for number, _ in formers(edt)] == ["0845 606 1212"]


def test_the_contact_s_screen_shows_its_changes(door, sign_in):
    client = sign_in("Southend editors")
    screen = reverse(door.snippet_viewset.get_url_name("edit"), args=[door.pk])
    assert "No number or address of this contact has changed" in client.get(screen).text
    edit(client, door, why="The team has moved.", **{"channels-0-value": "01702 534706"})
    text = client.get(screen).text
    assert address("inspect", NumberChange.objects.get().pk) in text and "The team has moved." in text


def test_whoever_changes_a_number_is_led_to_its_places(door, sign_in):
    response = edit(sign_in("Southend editors"), door, why="Moved.", **{"channels-0-value": "01702 534706"})
    assert response.url == address("inspect", NumberChange.objects.get().pk)


@laid
def changes(doors) -> dict[str, NumberChange]:
    """One for each area, and one for everywhere."""
    everywhere = build.make_contact("childline", "Childline", "0800 1111")
    for contact in (*doors.values(), everywhere):
        contact.channels.set([])
        contact.save()
    return dict(zip(("southend", "thurrock", "essex", "set"), NumberChange.objects.order_by("pk"), strict=True))


@pytest.mark.parametrize(
    ("group", "seen"),
    [
        ("Southend editors", {"southend"}),
        ("Southend publishers", {"southend"}),
        ("SET publishers", {"set"}),
        ("SET editors", set()),
        ("Comms", set()),
        ("Administrators", {"southend", "thurrock", "essex", "set"}),
    ],
)
def test_each_sees_the_changes_of_their_own(changes, sign_in, group, seen):
    client = sign_in(group)
    listed = client.get(address("list"))
    if seen:
        assert {change.pk for change in listed.context["object_list"]} == {changes[slug].pk for slug in seen}
    else:
        assert listed.status_code == 302
    for slug, change in changes.items():
        for view in ("inspect", "print"):
            assert (client.get(address(view, change.pk)).status_code == 200) == (slug in seen), (slug, view)


@pytest.mark.parametrize("group", ["Southend publishers", "SET publishers", "Administrators", "a superuser"])
def test_nobody_edits_or_deletes_a_change(changes, sign_in, group):
    """No door leads there, for those who may do everything else either."""
    client = sign_in("Administrators" if group == "a superuser" else group)
    client.staff.is_superuser = group == "a superuser"
    client.staff.save()
    for change in changes.values():
        client.post(address("edit", change.pk), {"old": "x", "new": "x", "why": "x", "name": "x", "kind": "voice"})
        client.post(address("delete", change.pk))
        client.post(reverse("wagtail_bulk_action", args=["contacts", "numberchange", "delete"]) + f"?id={change.pk}")
    client.post(address("add"), {"old": "x", "new": "x", "why": "x", "name": "x", "kind": "voice"})
    assert {(change.pk, change.why) for change in NumberChange.objects.all()} == {
        (change.pk, "Not said") for change in changes.values()
    }
