"""A contact goes into a telephone's address book as a card that any of them can read (RFC 2426)."""

import re
from datetime import date

import pytest
import time_machine

from contacts.vcard import escaped, folded

from . import build
from .contacts import front_doors
from .ground import laid


def cards(response) -> list[list[tuple[str, str]]]:
    """The cards as another program reads them: unfolded, each line its name and its value without escapes."""
    text = response.content.decode().replace("\r\n ", "")
    found = []
    for line in text.splitlines():
        name, value = line.split(":", 1)
        if line == "BEGIN:VCARD":
            found.append([])
        found[-1].append((name, re.sub(r"\\(.)", lambda sign: {"n": "\n"}.get(sign[1], sign[1]), value)))
    return found


@laid
def lado(sites):
    contact = build.make_contact(
        "lado",
        "Süd-End LADO; duty, with a name of many letters – “Officer” \\ team",
        "01702 215007",
        sites.site("southend"),
        "Mon-Fri 09:00-17:00; Sat-Sun,hol closed; 2026-12-24 09:00-12:00",
        summary="Send the form first.\nThen call.",
        hours_note="Leave a message; somebody calls back.",
        confirmed_on=date(2026, 11, 12),
    )
    contact.channels.create(kind="voice", value="101", extension="180340", label="Police, the unit", sort_order=2)
    contact.channels.create(kind="text", value="61016", sort_order=3)
    contact.channels.create(kind="email", value="lado@example.gov.uk", sort_order=4)
    contact.channels.create(kind="web", value="https://example.gov.uk/?a=1,2", sort_order=5)
    contact.channels.create(kind="voice", value="0843 221 0000", cost="7p a minute", menu="Press 1", sort_order=6)
    contact.save()
    return contact


@pytest.fixture
def in_november():
    with time_machine.travel("2026-11-22T12:00:00+00:00", tick=False):
        yield


def test_every_way_to_reach_them_is_on_the_card(lado, read, in_november):
    (card,) = cards(read("southend", "/contacts/lado.vcf"))
    assert card[:2] == [("BEGIN", "VCARD"), ("VERSION", "3.0")]
    assert card[-1] == ("END", "VCARD")
    fields = dict(card)
    assert fields["FN"] == fields["ORG"] == lado.name
    assert fields["REV"] == "2026-11-22T12:00:00Z"
    ways = [(name.split(".")[1], value) for name, value in card if name.startswith("item")]
    assert ways == [
        ("TEL;TYPE=WORK,VOICE", "+441702215007"),
        ("TEL;TYPE=WORK,VOICE", "101,180340"),
        ("X-ABLabel", "Police, the unit"),
        ("TEL;TYPE=CELL", "61016"),
        ("X-ABLabel", "Text messages"),
        ("EMAIL;TYPE=INTERNET", "lado@example.gov.uk"),
        ("URL", "https://example.gov.uk/?a=1,2"),
        ("TEL;TYPE=WORK,VOICE", "+448432210000"),
    ]


def test_the_note_says_when_they_answer_and_that_numbers_change(lado, read, in_november):
    note = dict(cards(read("southend", "/contacts/lado.vcf"))[0])["NOTE"].splitlines()
    assert note[:2] == ["Send the form first.", "Then call."]
    for line in (
        "Monday to Friday 9am to 5pm",
        "24 December 2026: 9am to midday",
        "Leave a message; somebody calls back.",
        "When the menu answers:",
        "Press 1",
        "7p a minute",
        "Checked 12 November 2026.",
        "Saved on 22 November 2026. Numbers change: see http://southend.localhost/contacts/lado/",
        "In danger: call 999.",
    ):
        assert line in note


def test_the_file_is_served_as_a_card_with_the_name_of_the_service(lado, read):
    response = read("southend", "/contacts/lado.vcf")
    assert response["Content-Type"] == "text/vcard; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="lado.vcf"'


def test_lines_end_as_the_rule_has_it_and_none_is_longer_than_75_octets(lado, read):
    content = read("southend", "/contacts/lado.vcf").content
    assert content.endswith(b"END:VCARD\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")
    lines = content.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        line.decode()  # no letter is cut in two


@pytest.mark.parametrize("text", ["", "a" * 75, "a" * 76, "ü" * 200, "“”" * 90])
def test_folding_takes_nothing_away(text):
    pieces = folded(text).split("\r\n ")
    assert "".join(pieces) == text
    assert all(len(piece.encode()) <= 75 - (number > 0) for number, piece in enumerate(pieces))


@pytest.mark.parametrize(
    ("text", "value"), [("a;b,c", "a\\;b\\,c"), ("a\\n", "a\\\\n"), ("a\r\nb", "a\\nb"), ("BEGIN:VCARD", "BEGIN:VCARD")]
)
def test_text_stays_text(text, value):
    assert escaped(text) == value


def test_a_name_cannot_begin_another_card(sites, read):
    build.make_contact("lado", "LADO", "01702 215007", sites.site("southend"), summary="x\r\nEND:VCARD\r\nBEGIN:VCARD")
    assert len(cards(read("southend", "/contacts/lado.vcf"))) == 1


def test_on_set_there_is_a_card_for_each_area_and_the_same_card_as_on_its_own_site(sites, read):
    front_doors(sites)
    everywhere = cards(read("set", "/contacts/children-front-door.vcf"))
    assert {dict(card)["FN"] for card in everywhere} == {
        "Southend front door",
        "Thurrock front door",
        "Essex front door",
    }
    (own,) = cards(read("essex", "/contacts/children-front-door.vcf"))
    assert dict(own)["UID"].startswith("urn:uuid:")
    assert dict(own)["UID"] in {dict(card)["UID"] for card in everywhere}
    assert len({dict(card)["UID"] for card in everywhere}) == 3


def test_a_service_nobody_can_be_reached_for_has_no_card_and_no_link_to_one(sites, read):
    build.make_contact("exploitation-team", "The team", site=sites.site("southend"), to_confirm="Ask for the number.")
    assert read("southend", "/contacts/exploitation-team.vcf").status_code == 404
    assert read("southend", "/contacts/nothing.vcf").status_code == 404
    for path in ("/contacts/", "/contacts/exploitation-team/"):
        assert "exploitation-team.vcf" not in read("southend", path).content.decode()


@pytest.mark.parametrize("path", ["/contacts/", "/contacts/children-front-door/"])
def test_the_card_is_offered_where_the_contact_is(sites, read, path):
    front_doors(sites)
    assert 'href="/contacts/children-front-door.vcf"' in read("southend", path).content.decode()
