"""A record without drafts is saved by its button alone: half a number, saved by itself, would stand on every page."""

import pytest
from django.urls import reverse

from contacts.models import Contact, Need, Service
from library.models import Resource

from . import build


@pytest.mark.parametrize("model", [Contact, Service, Need, Resource])
def test_nothing_is_saved_by_itself(sites, sign_in, model):
    contact = build.make_contact("lado", "LADO", "01702 215007")
    need = Need.objects.create(slug="anything", heading="Anything")
    resource = build.make_resource(sites.site("set"), "Leaflet")
    record = {Contact: contact, Service: contact.service, Need: need, Resource: resource}[model]
    client = sign_in("Administrators")
    editor = client.get(reverse(model.snippet_viewset.get_url_name("edit"), args=[record.pk]))
    assert editor.status_code == 200 and "w-autosave-interval-value" not in editor.text
    assert "w-autosave-interval-value" not in client.get(reverse(model.snippet_viewset.get_url_name("add"))).text


def test_the_draft_of_a_page_is(sites, sign_in):
    """The control: a draft is nobody's to read, and may be saved at any moment."""
    page = build.make_standard(sites.home("southend"), "About", "about")
    assert (
        "w-autosave-interval-value"
        in sign_in("Southend editors").get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    )
