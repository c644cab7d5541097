"""A changed number opens a list of every place that showed it, each once, to be ticked off; staff see their own (EC1)."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from contacts.changes.places import places
from contacts.guard import sweep
from contacts.models import Contact, Correction, CorrectionKind, NumberChange
from library.extraction import read_document
from library.models import Document, Image
from portal.groups import collection_of
from portal.models import BasePage, SwitchedOff

from . import build, files
from .contacts import chip, form_of, front_doors
from .ground import laid

OLD = "01702 215007"


def address(model, view: str, *args) -> str:
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


@laid
def doors(sites):
    return front_doors(sites)


@laid
def service(doors):
    return doors["southend"].service


@laid
def naming(sites, service):
    """Pages of every kind that name the front door, and some that Southend’s readers do not see it on."""
    block = [("contact", {"service": service})]
    shared, own = sites.home("set"), sites.home("southend")
    build.add(own, build.StandardPage(title="By block", slug="block", summary="x", body=block))
    build.make_standard(own, "By chip", "chip", f"Call {chip()} or {chip()}.")
    both = [*block, ("text", f"<p>Call {chip()}.</p>")]
    build.add(shared, build.StandardPage(title="Shared", slug="shared", summary="x", body=both))
    build.make_note(own, "shared", f"Call {chip()}.")
    build.make_topic(shared, "Topic", "topic", parents=f"Call {chip()}.")
    build.make_standard(shared, "Replaced by chip", "replaced", f"Call {chip()}.")
    build.make_standard(own, "Our own", "replaced", f"Call {chip()}.")
    build.add(shared, build.StandardPage(title="Replaced by block", slug="replaced-block", summary="x", body=block))
    build.make_standard(own, "Without a number", "replaced-block", "Ask at school.")
    off = build.make_standard(shared, "Switched off", "off", f"Call {chip()}.")
    SwitchedOff.objects.create(site=sites.site("southend"), page=off)
    build.make_standard(own, "A draft", "draft", f"Call {chip()}.", live=False)
    build.make_note(own, "nowhere", f"Call {chip()}.")
    build.make_standard(sites.home("thurrock"), "Thurrock page", "chip", f"Call {chip()}.")
    build.make_standard(own, "Another service", "other", f"Call {chip('lado')}.")
    home = sites.home("southend")
    home.body = [("text", f"<p>Call {chip()}.</p>")]
    home.save()
    return sites


SEEN_IN_SOUTHEND = {
    ("By block", "/block/"), ("By chip", "/chip/"), ("Shared", "/shared/"), ("Note shared", "/shared/"),
    ("Topic", "/topics/topic/"), ("Our own", "/replaced/"), ("Southend home", "/"),
}  # fmt: skip
SEEN_ON_SET = {("Replaced by block", "/replaced-block/")}
"""Where no area is known a block shows every area's contact, and a chip nobody's."""


def seen(contact: Contact) -> list[tuple[str, str]]:
    return [(place.page.title, place.path) for place in places(contact)]


def test_the_places_of_a_contact_are_exactly_those_its_readers_see(naming, doors):
    found = seen(doors["southend"])
    assert set(found) == SEEN_IN_SOUTHEND | SEEN_ON_SET
    assert len(found) == len(set(found)), "none twice"
    assert {place.site for place in places(doors["southend"])} == {naming.site("southend"), None}


def test_a_contact_for_everywhere_shows_on_every_site(naming, service):
    everywhere = build.make_contact(service, "For all", "0800 1111")
    found = seen(everywhere)
    more = {("Thurrock page", "/chip/"), ("Switched off", "/off/"), ("Replaced by chip", "/replaced/")}
    assert set(found) == SEEN_IN_SOUTHEND | SEEN_ON_SET | more
    assert len(found) == len(set(found))
    owners = {place.page.title: place.site and place.site.site_name for place in places(everywhere)}
    assert (owners["Shared"], owners["By chip"], owners["Thurrock page"]) == (None, "Southend", "Thurrock")


def test_a_contact_shows_where_the_service_it_covers_is_named(naming, doors, service):
    night = build.make_contact("out-of-hours", "Night team", "0345 606 1212", naming.site("southend"))
    assert seen(night) == []
    service.cover = night.service
    service.save()
    assert set(seen(night)) == SEEN_IN_SOUTHEND | SEEN_ON_SET


def test_the_screen_of_the_contact_says_how_many_and_which(naming, doors, sign_in):
    client = sign_in("Southend editors")
    text = client.get(address(Contact, "edit", doors["southend"].pk)).text
    assert f"<b>{len(SEEN_IN_SOUTHEND | SEEN_ON_SET)} pages</b>" in text
    assert all(f">{title}</a>" in text for title, _ in SEEN_IN_SOUTHEND | SEEN_ON_SET)
    assert "Thurrock page" not in text and "A draft" not in text


@pytest.fixture
def typed(naming, groups):
    """The old number typed into every kind of thing, as people write it; and left alone where it is not."""
    sites, own = naming, naming.home("southend")
    build.make_standard(own, "Typed", "typed", "Ring 01702 215 007 or (01702) 215-007.")
    build.make_standard(own, "Typed beside a chip", "typed-chip", f"Call {chip()}, that is 01702215007.")
    build.make_standard(sites.home("set"), "Typed on a shared page", "typed-shared", "<b>01702</b>&nbsp;215007")
    build.make_standard(sites.home("thurrock"), "Typed at a neighbour’s", "typed", "+44 1702 215007")
    build.make_standard(own, "Another number", "another", "Ring 01702 215008 or 001702 2150071.")
    build.make_resource(sites.site("southend"), "Leaflet", description="Ring 01702 215007.")
    collection = collection_of(sites.partnership("southend"))
    image = get_test_image_file()
    Image.objects.create(title="Poster 01702 215007", file=image, collection=collection)
    file = ContentFile(b"x", name="plan.pdf")
    Document.objects.create(title="Plan, with 01702 215007", file=file, collection=collection)
    return naming


@pytest.fixture
def changed(sign_in, doors):
    """`changed()`: a Southend editor changes the front door's number; the change."""

    def change() -> NumberChange:
        client = sign_in("Southend editors")
        new = {"channels-0-value": "01702 534706", "why": "The team has moved."}
        assert (
            client.post(address(Contact, "edit", doors["southend"].pk), form_of(doors["southend"], **new)).status_code
            == 302
        )
        change = NumberChange.objects.get()
        change.client = client
        return change

    return change


def rows(change: NumberChange, *kinds: str) -> set[tuple[str, str]]:
    found = change.corrections.filter(kind__in=kinds)
    return {(row.place, row.site.site_name if row.site else "SET") for row in found}


def test_every_place_that_showed_the_number_is_listed_once(typed, changed):
    change = changed()
    itself = {(f"{title} ({path})", "Southend") for title, path in SEEN_IN_SOUTHEND}
    assert rows(change, CorrectionKind.ITSELF) == itself | {(f"{title} ({path})", "SET") for title, path in SEEN_ON_SET}
    assert rows(change, CorrectionKind.TYPED) == {
        ("Typed (/typed/)", "Southend"),
        ("Typed beside a chip (/typed-chip/)", "Southend"),
        ("Typed on a shared page (/typed-shared/)", "SET"),
        ("Typed at a neighbour’s (/typed/)", "Thurrock"),
        ("resource “Leaflet”", "Southend"),
        ("image “Poster 01702 215007”", "Southend"),
    }
    assert rows(change, CorrectionKind.DOCUMENT) == {("document “Plan, with 01702 215007”", "Southend")}
    ((card, whose),) = rows(change, CorrectionKind.ELSEWHERE)
    assert card.startswith("Printed cards handed out before ") and whose == "Southend"
    assert change.corrections.count() == len(SEEN_IN_SOUTHEND | SEEN_ON_SET) + 6 + 1 + 1


def test_the_number_inside_a_file_is_listed_with_its_page(naming, changed, sites):
    """A PDF on whose second page the old number stands, and a Word file that has another."""
    collection = collection_of(sites.partnership("southend"))
    for title, content, ending in (
        ("Leaflet", files.pdf(["First page.", "Ring 01702 215 007."]), "pdf"),
        ("Other", files.docx("Ring 01702 215008."), "docx"),
    ):
        read_document.enqueue(build.make_document(title, content, ending, collection=collection).pk)
    (found,) = changed().corrections.filter(kind=CorrectionKind.DOCUMENT)
    assert (found.place, found.note) == ("document “Leaflet”", "the file itself, page 2")
    assert found.url == reverse("wagtaildocs:edit", args=[Document.objects.get(title="Leaflet").pk])


def test_what_shows_the_record_is_done_and_the_rest_is_not(typed, changed):
    change = changed()
    done = change.corrections.filter(done_at=None)
    assert set(done.values_list("kind", flat=True)) == {"typed", "document", "elsewhere"}
    assert set(change.corrections.exclude(done_at=None).values_list("kind", flat=True)) == {"itself"}
    assert {row.number for row in change.corrections.all()} == {OLD}


def test_each_leads_to_where_it_is_changed(typed, changed):
    change = changed()
    page = BasePage.objects.get(title="Typed")
    assert change.corrections.get(place="Typed (/typed/)").url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert change.corrections.get(place="By chip (/chip/)").url == "http://southend.localhost/chip/"
    assert change.corrections.get(place="Typed (/typed/)").note == "body, Text 1"


def test_a_chip_does_not_show_an_address(typed, sites, service):
    """Where only an e-mail address changes, the pages that name the service in a sentence have not shown it."""
    contact = Contact.objects.get(name="Southend front door")
    contact.channels.create(kind="email", value="team@southend.gov.uk")
    contact.save()
    build.make_standard(sites.home("southend"), "Mail", "mail", "Write to Team@Southend.gov.uk.")
    mail = contact.channels.get(kind="email")
    mail.value = "door@southend.gov.uk"
    contact.channels.set([contact.channels.get(kind="voice"), mail])
    contact.save()
    change = NumberChange.objects.get()
    assert {place for place, _ in rows(change, "itself")} == {
        "By block (/block/)", "Shared (/shared/)", "Replaced by block (/replaced-block/)",
    }  # fmt: skip
    assert rows(change, "typed", "document", "elsewhere") == {("Mail (/mail/)", "Southend")}


@pytest.mark.parametrize(
    ("group", "whose"),
    [
        ("Southend editors", {"Southend"}),
        ("Thurrock publishers", {"Thurrock"}),
        ("Essex editors", set()),
        ("SET publishers", {"SET"}),
        ("Administrators", {"Southend", "Thurrock", "SET"}),
    ],
)
def test_each_sees_the_places_of_their_own(typed, changed, sign_in, group, whose):
    """In the list and on the change's own screen; a neighbour's is neither named nor counted, ticked or edited."""
    change = changed()
    client = change.client if group == "Southend editors" else sign_in(group)
    listed = client.get(address(Correction, "list"), {"p": 1})
    assert {(row.site.site_name if row.site else "SET") for row in listed.context["object_list"]} == whose
    if group in ("Southend editors", "Administrators"):
        for view in ("inspect", "print"):
            page = client.get(address(NumberChange, view, change.pk))
            mine = change.corrections.filter(site__site_name="Southend").count()
            assert len(page.context["places"]) == (mine if group == "Southend editors" else change.corrections.count())
            assert ("Typed at a neighbour’s" in page.text) == (group == "Administrators")
    for row in change.corrections.filter(done_at=None):
        client.post(address(Correction, "tick", row.pk))
        client.post(
            address(Correction, "edit", row.pk), {"place": "Taken over", "number": OLD, "site": row.site_id or ""}
        )
        row.refresh_from_db()
        may = (row.site.site_name if row.site else "SET") in whose
        assert bool(row.done_at) == may and (row.place == "Taken over") == may


def test_a_place_is_ticked_off_and_back(typed, changed):
    """By whom and when; the button leads back to where it was pressed."""
    change = changed()
    client, row = change.client, change.corrections.get(place="Typed (/typed/)")
    here = address(NumberChange, "inspect", change.pk)
    left = client.get(here).context["open"]
    response = client.post(address(Correction, "tick", row.pk), {"next": here})
    assert response.url == here
    row.refresh_from_db()
    assert row.done_at and row.done_by == client.staff
    assert len(client.get(here).context["open"]) == len(left) - 1
    client.post(address(Correction, "tick", row.pk))
    row.refresh_from_db()
    assert row.done_at is None and row.done_by is None
    assert client.get(address(Correction, "tick", row.pk)).status_code == 405, "reading changes nothing"


def test_staff_add_what_no_computer_knows_of(typed, changed, sites):
    """A poster, for the change it is about; it shows the old number unless another is given."""
    change = changed()
    client = change.client
    add = f"{address(Correction, 'add')}?change={change.pk}"
    form = client.get(add).context["form"]
    assert (form["change"].value(), form["site"].value()) == (change.pk, sites.site("southend").pk)
    sent = {
        "place": "Poster in the library",
        "change": change.pk,
        "site": sites.site("southend").pk,
        "note": "Ask Ann.",
    }
    response = client.post(add, sent)
    assert response.url == address(NumberChange, "inspect", change.pk)
    row = Correction.objects.get(place="Poster in the library")
    assert (row.kind, row.number, row.change, row.done_at) == ("elsewhere", OLD, change, None)
    refused = client.post(address(Correction, "add"), {**sent, "change": ""})
    assert "Say which number" in str(refused.context["form"].errors["number"])


def test_nothing_is_added_to_a_neighbour_s_change_or_site(typed, changed, sign_in, sites):
    change = changed()
    client = sign_in("Thurrock publishers")
    sent = {"place": "Poster", "number": OLD, "note": ""}
    assert client.get(f"{address(Correction, 'add')}?change={change.pk}").context["form"]["change"].value() is None
    client.post(address(Correction, "add"), {**sent, "change": change.pk, "site": sites.site("thurrock").pk})
    client.post(address(Correction, "add"), {**sent, "change": "", "site": sites.site("southend").pk})
    client.post(address(Correction, "add"), {**sent, "change": "", "site": ""})
    assert not Correction.objects.filter(place="Poster").exists()


def test_what_the_sweep_has_found_stands_in_the_same_list(typed, changed, sites):
    change = changed()
    found = Correction.objects.create(
        kind=CorrectionKind.TYPED, site=sites.site("southend"), place="An old page", number="0845 606 1212"
    )
    listed = change.client.get(address(Correction, "list"))
    assert found in listed.context["object_list"]
    rows = list(listed.context["object_list"])
    assert [bool(row.done_at) for row in rows] == sorted(bool(row.done_at) for row in rows), (
        "what is to be done comes first"
    )
    assert "itself" not in {row.kind for row in rows}, "what changed by itself stands with its change"
    change.client.post(address(Correction, "tick", found.pk))
    for state, listed in (("done", [found]), ("open", [row for row in rows if row != found])):
        assert list(change.client.get(address(Correction, "list"), {"state": state}).context["object_list"]) == listed


def test_the_printed_list_has_a_box_for_each(typed, changed):
    change = changed()
    page = change.client.get(address(NumberChange, "print", change.pk)).text
    mine = change.corrections.filter(site__site_name="Southend")
    assert page.count("☐") == mine.filter(done_at=None).count()
    assert page.count("✓") == mine.exclude(done_at=None).count()
    assert "tel:" not in page


def test_the_sweep_does_not_list_a_place_again(typed, changed):
    """What a change has listed is not found anew every night; what its list has not is."""
    change = changed()
    build.make_standard(typed.home("southend"), "Typed later", "later", "Ring 01702 215007.")
    sweep.record(list(sweep.sweep()))
    found = Correction.objects.filter(change=None)
    assert {row.place.split(" · ")[0] for row in found} == {"/later/", "/another/"}
    assert change.corrections.filter(kind=CorrectionKind.TYPED, done_at=None).count() == 6
