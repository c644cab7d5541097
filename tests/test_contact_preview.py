"""Before it is saved, staff see a contact's card as each audience of its partnership's site will."""

import pytest
from django.urls import reverse

from contacts.models import Contact

from . import build
from .contacts import form_of, front_doors
from .ground import laid


def url(name: str, *args) -> str:
    return reverse(Contact.snippet_viewset.get_url_name(name), args=args)


@laid
def doors(sites):
    for slug, theme in (("southend", "sea"), ("thurrock", "river")):
        partnership = sites.partnership(slug)
        partnership.theme = theme
        partnership.save()
    return front_doors(sites) | {"everywhere": build.make_contact("childline", "Childline", "0800 1111")}


@pytest.fixture
def editor(doors, sign_in):
    return sign_in("Southend editors")


def preview(client, contact: Contact, mode: str, **changes: str):
    """The card as the form stands, in the audience's look."""
    door = url("preview_on_edit", contact.pk)
    answer = client.post(door, form_of(contact, **changes))
    assert answer.json()["is_valid"], answer.content
    return client.get(door, {"mode": mode, "in_preview_panel": "true"})


@pytest.mark.parametrize(
    ("mode", "wears"),
    [
        ("professionals", "professionals"),
        ("parents", "parents"),
        ("young-people", "young-people"),
        ("nobody", "professionals"),
    ],
)
def test_the_card_in_each_audiences_look_on_the_partnerships_site(editor, doors, mode, wears):
    page = preview(editor, doors["southend"], mode)
    assert page.status_code == 200
    assert f'data-audience="{wears}"' in page.text and 'data-theme="sea"' in page.text
    assert "Southend Safeguarding Children Partnership" in page.text
    main = page.text.partition("<main")[2].partition("</main>")[0]
    assert "Southend front door" in main and 'href="tel:+441702215007"' in main


def test_what_is_typed_is_shown_and_not_saved(editor, doors):
    changes = {"name": "Renamed door", "channels-0-value": "01702 534600", "why": "Moved.", "answers": "always"}
    main = preview(editor, doors["southend"], "parents", **changes).text.partition("<main")[2].partition("</main>")[0]
    assert "Renamed door" in main and "01702 534600" in main and "All day, every day" in main
    assert "01702 215007" not in main
    stored = Contact.objects.get(pk=doors["southend"].pk)
    assert stored.name == "Southend front door" and stored.ways[0].value == "01702 215007"


def test_a_contact_without_a_way_says_whom_to_call_instead(editor, doors):
    changes = {"channels-0-DELETE": "on", "to_confirm": "Ask for the number.", "why": "Dead."}
    main = preview(editor, doors["southend"], "parents", **changes).text.partition("<main")[2].partition("</main>")[0]
    assert "We do not have a number or an address for them" in main
    assert "Ask for the number" not in main


def test_what_serves_everywhere_is_shown_on_sets_site(doors, sign_in):
    page = preview(sign_in("SET publishers"), doors["everywhere"], "young-people")
    assert "SET Safeguarding Children Partnership" in page.text and "Childline" in page.text


@pytest.mark.parametrize("theirs", ["thurrock", "everywhere"])
def test_a_neighbours_contact_is_not_previewed(editor, doors, theirs):
    door = url("preview_on_edit", doors[theirs].pk)
    for answer in (editor.post(door, form_of(doors[theirs], name="Taken")), editor.get(door, {"mode": "parents"})):
        assert answer.status_code in (302, 403)
        assert doors[theirs].name.encode() not in answer.content


def test_a_new_contact_is_previewed_on_ones_own_site_only(editor, doors, sites):
    contact = Contact(service=doors["southend"].service, name="New door", to_confirm="Ask.")
    for slug, valid in (("southend", True), ("thurrock", False)):
        contact.site = sites.site(slug)
        answer = editor.post(url("preview_on_add"), form_of(contact))
        assert answer.json()["is_valid"] == valid, slug
    page = editor.get(url("preview_on_add"), {"mode": "parents"})
    assert "New door" in page.text and 'data-theme="sea"' in page.text


def test_the_edit_screen_offers_the_three_looks(editor, doors):
    page = editor.get(url("edit", doors["southend"].pk)).text
    for mode, label in (("professionals", "Professionals"), ("parents", "Parents and carers")):
        assert f'value="{mode}"' in page and label in page


def test_nothing_of_a_preview_is_kept_or_tracked(editor, doors):
    page = preview(editor, doors["southend"], "parents")
    assert "private" in page["Cache-Control"] and "default-src 'self'" in page["Content-Security-Policy"]
