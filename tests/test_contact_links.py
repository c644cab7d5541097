"""Ways to reach someone are links that need no script: dialled in international form, shown in UK style (GH9)."""

import pytest

from . import build


@pytest.fixture
def card(sites, read):
    contact = build.make_contact("police-transport", "British Transport Police", site=sites.site("essex"))

    def show(**channel) -> str:
        contact.channels.create(**channel)
        contact.save()
        return read("essex", "/contacts/police-transport/").content.decode()

    return show


def test_a_telephone_number(card):
    """The accessible name begins with what is seen, and goes on digit by digit."""
    assert (
        '<a class="contact__number" href="tel:+44800405040" aria-label="0800 40 50 40: 0 8 0 0, 4 0, 5 0, 4 0">'
        "0800 40 50 40</a>"
    ) in card(kind="voice", value="0800 40 50 40")


def test_a_text_number(card):
    page = card(kind="text", value="61016", label="From a train")
    assert '<a class="contact__number" href="sms:61016" aria-label="61016: 6 1 0 1 6">61016</a>' in page
    assert "From a train" in page


def test_an_e_mail_address(card):
    page = card(kind="email", value="lado@thurrock.gov.uk")
    assert '<a class="contact__address" href="mailto:lado@thurrock.gov.uk">lado@thurrock.gov.uk</a>' in page


def test_menu_steps_are_an_ordered_list(card):
    page = card(kind="voice", value="01702 215007", menu="Press 1\n\nThen press 3\n")
    steps = page.partition('<ol class="contact__menu">')[2].partition("</ol>")[0]
    assert [step.strip() for step in steps.replace("</li>", "").split("<li>")[1:]] == ["Press 1", "Then press 3"]
