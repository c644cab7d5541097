"""The form of a contact refuses what would mislead a caller, next to the field, and keeps the contact as it was (EC2)."""

import shutil

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.urls import reverse

from contacts.hours.checks import rivals
from contacts.models import Contact

from . import build
from .contacts import form_of
from .ground import laid

DAY, NIGHT = "Mon-Fri 09:00-17:00; Sat-Sun,hol closed", "Mon-Fri 17:00-09:00; Sat-Sun,hol 09:00-09:00"


@laid
def door(sites):
    return build.make_contact("children-front-door", "Day team", "01702 215007", sites.site("southend"), hours=DAY)


@pytest.fixture
def post(sign_in):
    """`post(contact, field=value)`: what the form answers a Southend editor."""
    client = sign_in("Southend editors")

    def send(contact, **changes):
        edit = reverse(contact.snippet_viewset.get_url_name("edit"), args=[contact.pk])
        return client.post(edit, form_of(contact, **changes))

    return send


def numbers(contact) -> list[str]:
    return [way.value for way in Contact.objects.get(pk=contact.pk).ways]


@pytest.mark.parametrize(
    ("number", "field", "said"),
    [
        ("01702 21500", "value", "check for a lost or extra digit"),
        ("01702 2150071", "value", "check for a lost or extra digit"),
        ("1702 215007", "value", "has lost its first 0"),
        ("0845 606 1212", "cost", "Say what a call costs"),
        ("0844 800 8000", "cost", "Say what a call costs"),
        ("0871 200 2233", "cost", "Say what a call costs"),
        ("07762 406606", "approved", "Say who agreed that it is shown"),
    ],
)
def test_a_number_that_misleads_is_refused_at_its_field(door, post, number, field, said):
    response = post(door, why="It is new.", **{"channels-0-value": number})
    assert said in str(response.context["form"].formsets["channels"].errors[0][field])
    assert numbers(door) == ["01702 215007"]


@pytest.mark.parametrize(
    ("number", "more"),
    [
        ("0345 606 1212", {}),
        ("0845 606 1212", {"channels-0-cost": "7p a minute and your own phone company’s charge."}),
        ("07762 406606", {"channels-0-approved": "The head of service, 3 November 2026."}),
    ],
)
def test_with_its_cost_or_approval_it_is_taken(door, post, number, more):
    assert post(door, why="It is new.", **{"channels-0-value": number, **more}).status_code == 302
    assert numbers(door) == [number]


def test_a_changed_number_needs_a_reason(door, post):
    """Asked next to the channels, in words that name both numbers."""
    response = post(door, **{"channels-0-value": "01702 534706"})
    assert response.context["form"].errors["why"][0].startswith("01702 215007 becomes 01702 534706. Say why")
    assert numbers(door) == ["01702 215007"]


def test_so_does_one_taken_away_or_given_another_extension(door, post):
    gone = post(door, to_confirm="Ask for another.", **{"channels-0-DELETE": "1"})
    assert "01702 215007 is taken away" in gone.context["form"].errors["why"][0]
    assert "why" in post(door, **{"channels-0-extension": "12"}).context["form"].errors


@pytest.mark.parametrize(
    "changes",
    [{"name": "Another name"}, {"channels-0-value": "01702 215 007"}, {"channels-0-label": "By day"}],
)
def test_nothing_else_needs_one(door, post, changes):
    assert post(door, **changes).status_code == 302


def test_a_new_contact_is_not_asked_why(sites, sign_in):
    client = sign_in("Southend editors")
    add = reverse(Contact.snippet_viewset.get_url_name("add"))
    assert "Why did it change?" not in client.get(add).text
    new = Contact(service=build.make_service("lado"), site=sites.site("southend"), name="LADO", to_confirm="All of it.")
    assert client.post(add, form_of(new)).status_code == 302
    assert Contact.objects.get().name == "LADO"


def fellow(door, name="Second team", hours=DAY, number="01702 534706", site=None, **kwargs):
    return build.make_contact(door.service, name, number, site or door.site, hours=hours, **kwargs)


def test_two_day_lines_of_one_service_and_area_are_refused(door, post):
    """At the box to tick if it is right, naming the other line and the hours both have."""
    fellow(door)
    said = post(door).context["form"].errors["alongside"][0]
    assert "“Second team” answers for the same service at the same time: Monday 9am to 5pm" in said


@pytest.mark.parametrize("ticked", ["mine", "theirs"])
def test_unless_either_says_that_both_are_right(door, post, ticked):
    fellow(door, alongside=ticked == "theirs")
    assert post(door, **({"alongside": "on"} if ticked == "mine" else {})).status_code == 302


@pytest.mark.parametrize("hours", [NIGHT, "always", "unknown"])
def test_layers_and_lines_whose_hours_are_not_known_are_taken(door, post, hours):
    fellow(door, hours=hours)
    assert post(door).status_code == 302


def test_lines_of_another_area_service_or_kind_are_not_compared(door, post, sites):
    fellow(door, site=sites.site("thurrock"))
    build.make_contact("lado", "LADO", "01702 534706", door.site, hours=DAY)
    by_mail = fellow(door, number="")
    by_mail.channels.create(kind="email", value="team@southend.gov.uk")
    by_mail.save()
    assert post(door).status_code == 302


def test_the_content_files_hold_no_such_lines(shipped):
    for contact in Contact.objects.all():
        assert rivals(contact, contact.all_hours, {way.kind for way in contact.ways}) == [], contact


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        ("Mon-Fri 09:00-17:00", "Nothing is said about Saturday, Sunday and bank holidays"),
        (DAY, "“Other team” answers for the same service at the same time"),
    ],
)
def test_a_content_file_is_refused_for_the_same(db, tmp_path, hours, said):
    """With the file and the line, and nothing is loaded."""
    folder = shutil.copytree(settings.BASE_DIR / "fixtures", tmp_path / "fixtures")
    contact = "- {{key: {0}, service: lado, name: {0} team, hours: '{1}', channels: [{{kind: voice, value: {2}}}]}}\n"
    text = contact.format("Day", DAY, "01702 215007") + contact.format("Other", hours, "01702 534706")
    (folder / "contacts.yaml").write_text(text)
    with pytest.raises(CommandError, match=said):
        call_command("load_content", folder=folder, verbosity=0)
    assert not Contact.objects.exists()
