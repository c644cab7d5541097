"""Reviews as those who keep them meet them: what publishing asks for next to its field, the list, what is due, whose it is."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from library.models import Resource
from portal.groups import collection_of
from portal.past_choosers import NOT_YOURS
from portal.publication import reasons
from reviews.models import ReviewPage, Theme

from . import build, reviews

ON = "2026-11-26T12:00:00+00:00"


def refused(page: ReviewPage) -> set:
    """The fields that speak against publishing the page as it is."""
    with time_machine.travel(ON, tick=False):
        return {getattr(reason, "field", None) for reason in reasons(page)}


def test_what_publishing_a_review_asks_for(sites):
    """Each rule next to its field; met, nothing speaks against it."""
    file = build.make_document("Heron", b"%PDF-1.7")
    shared, own = (reviews.draft(sites.home(slug), "R", "r") for slug in ("set", "southend"))
    story = list(own.body)

    def of(page: ReviewPage, **fields) -> set:
        fresh = ReviewPage.objects.get(pk=page.pk)
        for name, value in fields.items():
            setattr(fresh, name, value)
        return refused(fresh)

    later = datetime(2026, 12, 24, 9, tzinfo=UTC)
    table = [
        (own, {}, set()),
        (own, {"body": []}, {"decision"}),
        *((own, {"body": [], **met}, set()) for met in (
            {"report": file}, {"report_url": "https://example.org/"}, {"report_wanted": True}, {"decision": "under-way"},
        )),
        (own, {"decision": "summary-only"}, {"decision_reason"}),
        (own, {"decision": "not-published", "decision_reason": " "}, {"decision_reason"}),
        (own, {"decision": "not-published", "decision_reason": "Why."}, set()),
        (own, {"decision": "not-published", "decision_reason": "Why.", "report": file}, {"report"}),
        (own, {"decision": "under-way", "briefing_file": file}, {"briefing_file"}),
        (own, {"published_on": date(2026, 11, 26)}, set()),
        (own, {"published_on": date(2026, 11, 27)}, {"published_on"}),
        (own, {"published_on": date(2026, 12, 24), "go_live_at": later}, set()),
        (own, {"published_on": date(2026, 12, 25), "go_live_at": later}, {"published_on"}),
        (shared, {}, {"partnerships"}),
        (shared, {"kind": "national"}, set()),
        (shared, {"kind": "elsewhere"}, set()),
        (shared, {"partnerships": [sites.partnership("essex")]}, set()),
    ]  # fmt: skip
    assert story
    wrong = [
        (page.slug, fields, found) for page, fields, expected in table if (found := of(page, **fields)) != expected
    ]
    assert not wrong
    for slug in ("themes", "open-data"):
        own.slug = slug
        with pytest.raises(ValidationError, match="another page of the portal"):
            own.full_clean()


@pytest.fixture
def kept(sites, sign_in):
    """Southend's publisher signed in; Thurrock's and Southend's reviews, published and not."""
    reviews.index(sites.home("set"))
    reviews.full(sites.home("southend"), at="2026-03-02T12:00:00+00:00")
    reviews.draft(sites.home("southend"), "Pier secret", "pier", publish_by=date(2026, 12, 1), decision="under-way")
    reviews.draft(sites.home("thurrock"), "Dock secret", "dock", publish_by=date(2026, 12, 1))
    reviews.full(sites.home("thurrock"), "docked", 7, at="2026-03-02T12:00:00+00:00")
    with time_machine.travel(ON, tick=False):
        yield sign_in("Southend publishers")


def test_the_list_and_the_first_page_show_ones_own(kept):
    """State, earliest removal, open recommendations, what is due; nothing of a neighbour's, whatever the filter."""
    page = kept.get(reverse("review_list:index")).content.decode()
    for said in ("Ruby and Rowan", "Pier secret", "3 Jun 2025", "2 Mar 2027", "by 1 Dec 2026"):
        assert said in page, said
    for query in ("", "?wanting=due", "?wanting=overdue", "?wanting=deposit", "?wanting=report", "?decision=published"):
        page = kept.get(reverse("review_list:index") + query).content.decode()
        assert "Dock secret" not in page, query
        assert "Ruby and Rowan 7" not in page, query
        assert ("Pier secret" in page) is (query in ("", "?wanting=due")), query
    home = kept.get(reverse("wagtailadmin_home")).content.decode()
    for said in (
        "Reviews: what is due",
        "Pier secret",
        "to be published by 1 December 2026",
        "was due on 1 March 2026",
    ):
        assert said in home, said
    assert "Dock" not in home
    assert "Ruby and Rowan 7" not in home


def test_the_editor_offers_the_withdrawal_and_closes_no_page(kept):
    """The button stands where one looks for “Unpublish”, only for what is live; a page of reviews has no privacy of its own."""
    page = ReviewPage.objects.get(slug="ruby-and-rowan")
    address = reverse("reviews_withdraw", args=[page.pk])
    assert address in kept.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    draft = ReviewPage.objects.get(slug="pier")
    editor = kept.get(reverse("wagtailadmin_pages:edit", args=[draft.pk]))
    assert reverse("reviews_withdraw", args=[draft.pk]) not in editor.content.decode()
    assert "nothing to withdraw" in kept.get(reverse("reviews_withdraw", args=[draft.pk])).content.decode()
    assert kept.get(reverse("wagtailadmin_pages:history", args=[page.pk])).status_code == 200
    theirs = ReviewPage.objects.get(slug="dock")
    for name in ("edit", "history", "view_draft"):
        answer = kept.get(reverse(f"wagtailadmin_pages:{name}", args=[theirs.pk]))
        assert answer.status_code in (302, 403), name
        assert "Dock secret" not in answer.content.decode()


def test_a_preview_shows_what_is_being_written(kept, sites):
    """With its rows and files, before any of it is saved as published."""
    draft = ReviewPage.objects.get(slug="pier")
    draft.learning = [reviews.LearningPoint(text="Ask about the pier.", sort_order=0)]
    draft.themes = [reviews.theme()]
    draft.decision = "published"
    draft.report = build.make_document("Heron", b"%PDF-1.7")
    draft.save_revision()
    page = kept.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).content.decode()
    for said in ("Ask about the pier.", "Babies under one", "Heron"):
        assert said in page, said


def test_themes_are_kept_by_set(sites, sign_in):
    """One vocabulary for all sites."""
    listed = reverse(Theme.snippet_viewset.get_url_name("list"))
    assert sign_in("SET publishers").get(listed).status_code == 200
    assert sign_in("Southend publishers").get(listed).status_code in (302, 403)


def form_of(page: ReviewPage, rows: list[dict], **changes) -> dict:
    """What the editor of a review sends, publishing it, with these recommendations."""
    fields = ("title", "slug", "summary", "kind", "called", "pseudonyms", "ages", "time_frame", "commissioned_by")
    values = {
        name: getattr(page, name) for name in (*fields, "decision", "decision_reason", "published_note", "report_url")
    }
    text = streamfield([("text", rich_text("<p>It happened.</p>"))])
    values |= {
        "body": streamfield([("section", {"heading": "What happened", "content": text})]),
        "review_due": "2027-11-12",
        "learning": inline_formset([{"profession": "health", "text": "Ask fathers."}]),
        "recommendations": inline_formset(
            [{"text": "Do it.", "state": "under-way", "agency": "", **row} for row in rows]
        ),
        "related": inline_formset([]),
        "comments": inline_formset([]),
        "action-publish": "Publish",
    }
    return nested_form_data({**values, "report": "", "briefing_file": "", **changes})


def test_the_editor_publishes_schedules_and_says_why_not(kept, sites):
    """As the form sends it: rows and all. A reason stands at its field; evidence that is open elsewhere stops the schedule."""
    draft = ReviewPage.objects.get(slug="pier")
    evidence = build.make_document("Audit", b"%PDF-1.7")
    build.make_standard(sites.home("southend"), "Page", "page", build.link_to(evidence))
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    answer = kept.post(address, form_of(draft, [], decision="summary-only"))
    assert "decision_reason" in answer.context["form"].errors
    later = {"decision": "published", "go_live_at": "2026-12-24 09:00"}
    answer = kept.post(address, form_of(draft, [{"evidence_file": evidence.pk}], **later))
    assert "“Audit” can already be opened" in str(answer.context["form"].non_field_errors())
    answer = kept.post(address, form_of(draft, [{}], decision="published", expire_at="2027-12-24 09:00"))
    assert "expire_at" in answer.context["form"].errors
    assert kept.post(address, form_of(draft, [{}, {}], decision="published")).status_code == 302
    page = ReviewPage.objects.get(pk=draft.pk)
    assert (page.live, page.recommendations.count(), page.learning.get().text) == (True, 2, "Ask fathers.")
    assert page.released_at is not None
    assert kept.post(address, form_of(page, [{}], **later)).status_code == 302
    page = ReviewPage.objects.get(pk=draft.pk)
    assert (page.approved_schedule, page.live, page.recommendations.count()) == (True, True, 2)


def test_the_editor_names_nothing_of_a_neighbours(kept, sites):
    """By number, past the choosers: neither their files nor their drafts, in fields, rows or text; SET's files may be chosen."""
    draft, theirs = (ReviewPage.objects.get(slug=slug) for slug in ("pier", "dock"))
    places = {slug: collection_of(sites.partnership(slug)) for slug in ("set", "southend", "thurrock")}
    files = {
        slug: build.make_document(f"{slug} egret", b"%PDF-1.7", collection=place) for slug, place in places.items()
    }
    secret = files["thurrock"]
    text = streamfield([("text", rich_text(f"<p>{build.link_to(secret)}</p>", features=["document-link"]))])
    named = [
        {"report": secret.pk},
        {"related": inline_formset([{"target": theirs.pk}])},
        {"recommendations": inline_formset([{"text": "Do it.", "state": "done", "evidence_file": secret.pk}])},
        {"body": streamfield([("section", {"heading": "What happened", "content": text})])},
    ]
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk])
    for changes in named:
        sent = form_of(draft, [], decision="published") | nested_form_data(changes)
        assert NOT_YOURS in kept.post(address, sent).context["form"].non_field_errors(), changes
        assert not kept.post(preview, sent).json()["is_valid"], changes
        del sent["action-publish"]
        kept.post(address, sent)
        assert "Dock secret" not in kept.get(address).text
        assert "egret" not in kept.get(address).text
    sent = form_of(draft, [{"evidence_file": files["southend"].pk}], decision="published", report=files["set"].pk)
    assert kept.post(address, sent).status_code == 302
    assert ReviewPage.objects.get(pk=draft.pk).report == files["set"]
    add = reverse(Resource.snippet_viewset.get_url_name("add"))
    for slug, made in (("thurrock", False), ("set", True)):
        sent = {"title": slug, "slug": slug, "kind": "leaflet", "site": sites.site("southend").pk}
        kept.post(add, {**sent, "document": files[slug].pk})
        assert Resource.objects.filter(document=files[slug]).exists() is made, slug
