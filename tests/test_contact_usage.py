"""The number of places that name a service is the true one, and whoever looks sees which they are (EC1)."""

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from . import build
from .contacts import chip, front_doors


@pytest.fixture
def service(sites):
    """Named in a block, a chip, a shared page, a topic and a local note; and once in a page that is changed again."""
    service = front_doors(sites)["southend"].service
    build.make_contact("lado", "LADO", "0800 1111")
    block = [("contact", {"service": service})]
    shared, own = sites.home("set"), sites.home("southend")
    build.add(own, build.StandardPage(title="By block", slug="block", summary="x", body=block))
    build.make_standard(own, "By chip", "chip", f"Call {chip()}.")
    build.make_standard(shared, "On a shared page", "shared", f"Call {chip()} or {chip()}.")
    build.make_note(own, "shared", f"Call {chip()}.")
    build.make_topic(shared, "In a topic", "topic", parents=f"Call {chip()}.")
    build.make_standard(own, "Another service", "other", f"Call {chip('lado')}.")
    gone = build.make_standard(own, "No longer", "gone", f"Call {chip()}.")
    gone.body = [("text", "<p>Call nobody.</p>")]
    gone.save_revision().publish()
    return service


PLACES = {"By block", "By chip", "On a shared page", "Note shared", "In a topic"}


def test_the_pages_that_name_it(service):
    places = {str(page) for page, _ in ReferenceIndex.get_grouped_references_to(service)}
    pages = {title for title in places if "front door" not in title}
    assert {title.split(" (")[0] for title in pages} == PLACES


def test_staff_see_the_count_and_the_list(service, sign_in):
    client = sign_in("SET publishers")
    listed = client.get(reverse(service.snippet_viewset.get_url_name("list")))
    assert {row.slug: row.pages for row in listed.context["object_list"]} == {service.slug: len(PLACES), "lado": 1}
    usage = client.get(reverse(service.snippet_viewset.get_url_name("usage"), args=[service.pk])).content.decode()
    for title in ("On a shared page", "In a topic"):
        assert title in usage
    assert "Another service" not in usage
    assert "No longer" not in usage
