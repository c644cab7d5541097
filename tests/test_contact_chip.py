"""A service named in a sentence shows the reader's contact, wherever the text is stored."""

import pytest
from django.utils.html import strip_tags
from wagtail.rich_text import expand_db_html

from . import build
from .contacts import chip, front_doors
from .ground import laid


@laid
def shared(sites):
    """A shared page whose text names the children's front door."""
    doors = front_doors(sites)
    doors["essex"].short_name = "the Essex hub"
    doors["essex"].save()
    return build.make_standard(sites.home("set"), "Worried", "worried", f"Call {chip()}.")


@pytest.mark.parametrize(
    ("slug", "name", "number"),
    [
        ("southend", "Southend front door", "01702 215007"),
        ("thurrock", "Thurrock front door", "01375 652802"),
        ("essex", "the Essex hub", "0345 603 7627"),
    ],
)
def test_a_shared_page_shows_each_partnerships_own(shared, read, slug, name, number):
    page = read(slug, "/worried/").content.decode()
    assert f'Call <span class="contact-chip">{name} on <a class="contact__number" href="tel:+44' in page
    assert f">{number}</a></span>." in page


def test_on_set_it_names_the_service_and_leads_to_all_areas(shared, read):
    page = read("set", "/worried/").content.decode()
    assert (
        'Call <a class="contact-chip" href="/contacts/children-front-door/">your local children&#x27;s front door</a>.'
    ) in page


def test_in_a_partnerships_own_page_and_note(shared, sites, read):
    build.make_standard(sites.home("essex"), "Ours", "ours", f"Ring {chip()}.")
    build.make_note(sites.home("thurrock"), "worried", f"Here, ring {chip()}.")
    assert 'Ring <span class="contact-chip">the Essex hub on ' in read("essex", "/ours/").content.decode()
    assert (
        'Here, ring <span class="contact-chip">Thurrock front door on '
        in read("thurrock", "/worried/").content.decode()
    )


def test_what_serves_everywhere_is_named_on_every_site(sites, read):
    build.make_contact("childline", "Childline", "0800 1111")
    build.make_standard(sites.home("set"), "Talk", "talk", f"Call {chip('childline')}.")
    for slug in build.AREAS:
        assert 'Childline on <a class="contact__number" href="tel:+448001111"' in read(slug, "/talk/").content.decode()


@pytest.mark.parametrize(
    ("channels", "words"),
    [
        ([("voice", "0800 40 50 40"), ("text", "61016")], "BTP on 0800 40 50 40 or by text on 61016"),
        ([("text", "61016"), ("voice", "0800 40 50 40")], "BTP on 0800 40 50 40 or by text on 61016"),
        ([("email", "btp@btp.uk"), ("voice", "0800 40 50 40")], "BTP on 0800 40 50 40"),
        ([("email", "btp@btp.uk")], "BTP at btp@btp.uk"),
        ([("web", "https://www.btp.police.uk/")], "BTP"),
        ([], "BTP"),
    ],
)
def test_a_sentence_names_the_ways_one_can_say(sites, read, channels, words):
    contact = build.make_contact("police-transport", "BTP", to_confirm="All of it.")
    for kind, value in channels:
        contact.channels.create(kind=kind, value=value)
    contact.save()
    build.make_standard(sites.home("set"), "Trains", "trains", f"Contact {chip('police-transport')}!")
    assert f"Contact {words}!" in strip_tags(read("essex", "/trains/").content.decode())


def test_several_contacts_are_joined(sites, read):
    build.make_contact("domestic-abuse-police", "the unit", "101", order=1)
    build.make_contact("domestic-abuse-police", "the line", "0800 358 0351", order=2)
    build.make_standard(sites.home("set"), "Home", "at-home", f"Call {chip('domestic-abuse-police')}.")
    assert "Call the unit on 101 or the line on 0800 358 0351." in strip_tags(read("set", "/at-home/").content.decode())


def test_a_service_that_nobody_fills_is_named_with_the_way_to_its_page(sites, read):
    build.make_service("lado", "LADO")
    build.make_standard(sites.home("essex"), "Staff", "staff", f"Ask {chip('lado')}.")
    page = read("essex", "/staff/").content.decode()
    assert 'Ask <a class="contact-chip" href="/contacts/lado/">your local LADO</a>.' in page


def test_a_service_that_is_gone_leaves_words_behind(sites, read):
    build.make_standard(sites.home("essex"), "Old", "old", f"Ask {chip('night-owls')}.")
    assert "Ask night owls." in read("essex", "/old/").content.decode()


def test_without_a_reader_the_service_is_named_in_words(sites):
    front_doors(sites)
    assert expand_db_html(f"<p>Call {chip()}.</p>") == "<p>Call your local children&#x27;s front door.</p>"
