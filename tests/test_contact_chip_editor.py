"""The chip goes into the editor as the service's name and comes back out as the element it was."""

import json
import re

import pytest
from django.urls import reverse
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from . import build
from .contacts import chip

FEATURES = ["bold", "service", "ul"]


@pytest.fixture
def converter(db):
    build.make_service("children-front-door", "Children's front door")
    return ContentstateConverter(features=FEATURES)


@pytest.mark.parametrize(
    "html",
    [
        f"<p>Call {chip()} now.</p>",
        f"<p>Call {chip()}.</p>",
        f"<p>{chip()}</p>",
        f"<p>{chip()} or {chip()}</p>",
        f"<ul><li>Call <b>us</b> or {chip()}, now</li></ul>",
        f"<p>Ask {chip('gone')}.</p>",
    ],
)
def test_there_and_back(converter, html):
    stored = converter.to_database_format(converter.from_database_format(html))
    assert re.sub(r' data-block-key="\w+"', "", stored) == html


def test_the_editor_sees_the_services_name_in_one_piece(converter):
    state = json.loads(converter.from_database_format(f"<p>Call {chip()} now.</p>"))
    assert state["blocks"][0]["text"] == "Call Children's front door now."
    assert state["entityMap"]["0"] == {
        "type": "SERVICE",
        "mutability": "IMMUTABLE",
        "data": {"slug": "children-front-door"},
    }


def test_the_chooser_tells_the_editor_how_a_chip_names_the_service(sign_in, sites):
    service = build.make_service("children-front-door", "Children's front door")
    client = sign_in("Southend editors")
    viewset = service.snippet_viewset.chooser_viewset
    assert "front door" in json.loads(client.get(reverse(viewset.get_url_name("choose"))).content)["html"]
    chosen = json.loads(client.get(reverse(viewset.get_url_name("chosen"), args=[service.pk])).content)
    assert chosen["result"]["slug"] == service.slug
    assert chosen["result"]["title"] == service.name
