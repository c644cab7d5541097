"""A shared page that names a service which some area lacks is not published, and the editor is told which area."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from contacts.models import Service
from portal.models import BasePage, StandardPage

from . import build
from .contacts import chip
from .ground import laid


@laid
def lado(sites) -> Service:
    """A service that Southend and Essex fill, and Thurrock does not."""
    for slug in ("southend", "essex"):
        build.make_contact("lado", f"{slug} LADO", "01702 215007", sites.site(slug))
    return Service.objects.get(slug="lado")


def page(home, body: list, slug: str = "staff") -> StandardPage:
    return build.add(home, StandardPage(title="Staff", slug=slug, summary="x", body=body), live=False)


def bodies(lado: Service) -> dict[str, list]:
    text = f"<p>Ask {chip('lado')}.</p>"
    return {
        "chip": [("text", text)],
        "block": [("contact", {"service": lado})],
        "deep": [("section", {"heading": "Ask", "content": [("steps", {"steps": [{"title": "Ask", "text": text}]})]})],
    }


@pytest.mark.parametrize("kind", ["chip", "block", "deep"])
def test_publishing_is_refused_with_the_areas_name(sites, lado, kind):
    draft = page(sites.home("set"), bodies(lado)[kind])
    with pytest.raises(ValidationError, match="Thurrock has no contact for “Lado”") as refusal:
        draft.save_revision().publish()
    assert "Essex" not in str(refusal.value)
    assert not BasePage.objects.get(pk=draft.pk).live


def test_once_every_area_has_it_the_page_is_published(sites, lado):
    draft = page(sites.home("set"), bodies(lado)["chip"])
    build.make_contact(lado, "Thurrock LADO", "07762 406606", sites.site("thurrock"))
    draft.save_revision().publish()
    assert BasePage.objects.get(pk=draft.pk).live


@pytest.mark.parametrize(("to_confirm", "counts"), [("Ask for the number.", True), ("", False)])
def test_a_contact_without_a_way_counts_only_where_staff_say_what_is_missing(sites, lado, to_confirm, counts):
    build.make_contact(lado, "Thurrock LADO", site=sites.site("thurrock"), to_confirm=to_confirm)
    draft = page(sites.home("set"), bodies(lado)["chip"])
    if counts:
        draft.save_revision().publish()
    else:
        with pytest.raises(ValidationError):
            draft.save_revision().publish()


def test_a_contact_for_everywhere_is_enough(sites, lado):
    build.make_contact(lado, "LADO of all areas", "0800 1111")
    page(sites.home("set"), bodies(lado)["block"]).save_revision().publish()


def test_a_partnerships_own_page_and_sets_home_may_name_what_others_lack(sites, lado):
    page(sites.home("thurrock"), bodies(lado)["chip"]).save_revision().publish()
    home = sites.home("set")
    home.body = bodies(lado)["chip"]
    home.save_revision().publish()


def test_a_page_accepted_when_it_was_scheduled_goes_live_in_any_case(sites, lado):
    """Nobody is there at that minute to put it right; the page says plainly where there is no contact."""
    thurrock = build.make_contact(lado, "Thurrock LADO", "07762 406606", sites.site("thurrock"))
    draft = page(sites.home("set"), bodies(lado)["chip"])
    draft.go_live_at = timezone.now() + timezone.timedelta(minutes=5)
    revision = draft.save_revision()
    revision.publish()
    thurrock.delete()
    content = {**revision.content, "go_live_at": None}
    draft.revisions.filter(pk=revision.pk).update(approved_go_live_at=timezone.now(), content=content)
    draft.revisions.get(pk=revision.pk).publish()
    assert BasePage.objects.get(pk=draft.pk).live


def form(text: str, **extra: str) -> dict[str, str]:
    """What the editor of a standard page sends, with one text block."""
    state = {
        "blocks": [
            {"key": "a", "text": f"{text} LADO", "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
             "entityRanges": [{"offset": len(text) + 1, "length": 4, "key": 0}]}
        ],
        "entityMap": {"0": {"type": "SERVICE", "mutability": "IMMUTABLE", "data": {"slug": "lado"}}},
    }  # fmt: skip
    return {
        "title": "Staff", "slug": "staff", "summary": "Who to ask.", "also_called": "", "responsible": "",
        "review_due": "2027-11-12", "to_confirm": "",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "text", "body-0-id": "",
        "body-0-value": json.dumps(state),
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "", **extra,
    }  # fmt: skip


def test_the_editor_sees_why_and_the_page_stays_as_it_was(sites, lado, sign_in):
    draft = page(sites.home("set"), [])
    client = sign_in("SET publishers")
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    response = client.post(edit, form("Ask", **{"action-publish": "1"}))
    assert "Thurrock has no contact for “Lado”" in response.content.decode()
    assert not BasePage.objects.get(pk=draft.pk).live
    assert client.post(edit, form("Ask")).status_code == 302, "a draft may be saved"
    build.make_contact(lado, "Thurrock LADO", "07762 406606", sites.site("thurrock"))
    assert client.post(edit, form("Ask", **{"action-publish": "1"})).status_code == 302
    assert BasePage.objects.get(pk=draft.pk).live


def test_a_new_page_is_refused_too(sites, lado, sign_in):
    client = sign_in("SET publishers")
    add = reverse("wagtailadmin_pages:add", args=["portal", "standardpage", sites.home("set").pk])
    response = client.post(add, form("Ask", **{"action-publish": "1"}))
    assert "Thurrock has no contact for “Lado”" in response.content.decode()
    assert not BasePage.objects.filter(slug="staff", live=True).exists()


def test_publishing_from_a_list_is_refused_with_a_message(sites, lado, sign_in):
    refused = page(sites.home("set"), bodies(lado)["chip"])
    refused.save_revision()
    client = sign_in("SET publishers")
    address = reverse("wagtail_bulk_action", args=["portal", "basepage", "publish"])
    response = client.post(f"{address}?id={refused.pk}", {"include_descendants": ""}, follow=True)
    assert "Thurrock has no contact for “Lado”" in response.content.decode()
    assert not BasePage.objects.get(pk=refused.pk).live
