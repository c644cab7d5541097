"""PD4 and the freezing of versions, as the people who publish meet them: in the editor, in bulk, on their first page."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from procedures.models import ProcedurePage

from . import build
from .build import section
from .ground import laid

TODAY = "2026-11-25"


@laid
def procedure(sites):
    build.procedure_index(sites.home("set"))
    return build.make_procedure(
        sites.home("southend"), "Escalation", "escalation", on="2026-03-02", effective_from=date(2026, 3, 2)
    )


def form(procedure: ProcedurePage, text: str = "", **changes) -> dict:
    """What the editor of a procedure sends, publishing it, with one section of this text."""
    [key] = build.section_keys(procedure).values()
    content = streamfield([("text", rich_text(f"<p>{text or 'Do what Escalation says.'}</p>"))])
    value = {"heading": "What to do", "content": content}
    body = streamfield([("section", value)])
    body["0"]["id"] = key
    values = {
        **{
            name: getattr(procedure, name)
            for name in ("title", "slug", "summary", "kind", "order", "number", "edition")
        },
        "part": "",
        "licence": "",
        "change_summary": "",
        "significance": "",
        "status_note": "",
        "withdrawn_why": "",
        "approved_by": "",
        "shown_to": ["professionals"],
        "review_due": "2027-11-12",
        "effective_from": "2026-03-02",
        "body": body,
        "changes": streamfield([]),
        "comments": inline_formset([]),
        "document": "",
        "replaced_by": "",
        "action-publish": "Publish",
    }
    return nested_form_data(values | changes)


@pytest.fixture
def publish(procedure, sign_in, time_machine):
    """`publish(text, …)`: what the form says against it, by field, as a Southend publisher publishes; nothing if it is done."""
    time_machine.move_to(f"{TODAY}T18:00:00+00:00", tick=False)
    client = sign_in("Southend publishers")

    def post(text: str = "", **changes) -> dict:
        response = client.post(
            reverse("wagtailadmin_pages:edit", args=[procedure.pk]), form(procedure, text, **changes)
        )
        if response.status_code == 302:
            return {}
        return {name: " ".join(messages) for name, messages in response.context["form"].errors.items()}

    return post


def test_a_change_must_be_called_minor_or_significant(publish, procedure):
    """Nobody announces, or hides, a change by leaving a box as it was."""
    assert "Say how much it changes" in publish("Something else.")["significance"]
    assert procedure.versions.count() == 1


def test_a_significant_change_needs_its_sentence_and_its_day(publish, procedure):
    """PD4: it cannot be published without an entry for the log."""
    errors = publish("Something else.", significance="significant")
    assert set(errors) == {"change_summary", "effective_from"}
    assert (
        publish(
            "Something else.",
            significance="significant",
            change_summary="Managers have two days.",
            effective_from="2026-12-01",
        )
        == {}
    )
    version = procedure.versions.get(ordinal=2)
    assert (version.number, version.starts, version.published_by.username) == (
        "2",
        date(2026, 12, 1),
        "one of Southend publishers",
    )


def test_a_minor_correction_needs_no_entry(publish, procedure, read):
    """It counts at once, under the next number, and the log keeps silent."""
    assert publish("Something clearer.", significance="minor") == {}
    version = procedure.versions.get(ordinal=2)
    assert (version.number, version.starts, version.significant) == ("1.1", date(2026, 11, 25), False)
    assert "0 amendments." in " ".join(read("southend", "/procedures/amendments/").content.decode().split())


def test_what_is_said_of_one_change_is_not_said_of_the_next(publish, procedure):
    """The editor starts anew: neither “significant” nor its sentence is left in the fields."""
    publish("Two.", significance="significant", change_summary="Two days.", effective_from="2026-12-01")
    stored = ProcedurePage.objects.get(pk=procedure.pk)
    draft = stored.get_latest_revision_as_object()
    for each in (stored, draft):
        assert (each.significance, each.change_summary, len(each.changes), each.number) == ("", "", 0, "2")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"effective_from": "2026-01-01", "significance": "minor"}, "effective_from"),
        ({"approved_on": "2026-11-26", "significance": "minor"}, "approved_on"),
        ({"withdrawn_on": "2026-11-01"}, "withdrawn_why"),
        ({"slug": "amendments"}, "slug"),
        ({"slug": "manual"}, "slug"),
    ],
)
def test_what_cannot_be_is_said_next_to_its_field(publish, procedure, changes, field):
    """And nothing is published."""
    assert field in publish("Something else.", **changes)
    assert procedure.versions.count() == 1


def test_an_empty_procedure_cannot_be_published(sites):
    """Neither text nor file, nor the word that the file is still to come."""
    with pytest.raises(ValidationError, match="Write the text, choose a file"):
        build.publish(
            build.make_procedure(sites.home("set"), "Empty", "empty", on="2026-03-02"),
            TODAY,
            body=[],
            significance="minor",
        )


def test_a_link_to_a_section_that_is_not_there_is_refused(sites):
    """Every reference leads somewhere on the day it is published."""
    build.make_procedure(sites.home("set"), "First", "first", section("Reporting", "Now."))
    link = '<a href="/procedures/first/#{}">there</a>'
    build.make_procedure(sites.home("set"), "Good", "good", section("One", link.format("reporting")))
    with pytest.raises(ValidationError, match="no section “#nowhere” in /procedures/first/"):
        build.make_procedure(sites.home("set"), "Bad", "bad", section("One", link.format("nowhere")))


def test_a_file_that_was_missing_joins_the_version_it_belongs_to(sites, read):
    """“Not yet uploaded” until then, with whom to ask; afterwards the same version has it."""
    build.make_service("business-team")
    procedure = build.make_procedure(sites.home("set"), "Protocol", "protocol", on="2026-03-02", file_wanted=True)
    shown = read("southend", "/procedures/protocol/").content.decode()
    assert "The file has not been uploaded yet" in shown
    assert 'href="/contacts/business-team/"' in shown
    document = get_document_model().objects.create(title="Protocol", file="protocol.pdf")
    build.publish(procedure, TODAY, document=document)
    version = procedure.versions.get()
    assert (version.document_id, version.number) == (document.pk, "1")


@pytest.mark.parametrize("bulk", [False, True])
def test_a_published_procedure_is_not_deleted(procedure, sign_in, bulk):
    """People may ask for ever what it said: it is withdrawn instead."""
    client = sign_in("Southend publishers")
    name = ["wagtail_bulk_action", "wagtailadmin_pages:delete"][not bulk]
    args = [("portal", "basepage", "delete"), (procedure.pk,)][not bulk]
    client.post(reverse(name, args=args) + (f"?id={procedure.pk}" if bulk else ""), follow=True)
    assert ProcedurePage.objects.filter(pk=procedure.pk).exists()


def test_an_alias_has_a_version_at_once(procedure, sign_in, read):
    """Copied as an alias it is live, so there is something in force to be read."""
    sent = {"new_title": "Same", "new_slug": "same", "new_parent_page": procedure.get_parent().pk, "alias": "on"}
    client = sign_in("Southend publishers")
    assert client.post(reverse("wagtailadmin_pages:copy", args=[procedure.pk]), sent).status_code == 302
    assert ProcedurePage.objects.get(slug="same").versions.count() == 1
    assert "Do what Escalation says." in read("southend", "/procedures/same/").content.decode()


def test_a_page_above_a_procedure_is_not_deleted_either(procedure, sign_in):
    client = sign_in("Southend publishers")
    client.post(reverse("wagtailadmin_pages:delete", args=[procedure.get_parent().pk]))
    assert ProcedurePage.objects.filter(pk=procedure.pk).exists()


def test_staff_see_what_is_missing(sites, sign_in):
    """On the first page of the admin and in the list, of their own procedures only."""
    for slug in ("southend", "thurrock"):
        build.make_procedure(
            sites.home(slug),
            f"{slug} protocol",
            "protocol",
            on="2026-03-02",
            file_wanted=True,
            review_by=date(2026, 4, 1),
        )
    client = sign_in("Southend editors")
    for address in (reverse("wagtailadmin_home"), reverse("procedure_list:index") + "?missing=file"):
        shown = client.get(address).content.decode()
        assert "southend protocol" in shown, address
        assert "thurrock protocol" not in shown, address


def test_the_list_costs_the_same_for_one_and_for_twenty(sites, sign_in, django_assert_max_num_queries):
    """However many procedures and versions there are."""
    client = sign_in("SET publishers")
    address = reverse("procedure_list:index")
    build.make_procedure(sites.home("set"), "P", "p")
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    few = len(few)
    for number in range(20):
        build.make_procedure(sites.home("set"), f"P{number}", f"p{number}")
    client.get(address)  # what is known of the site is read anew
    with django_assert_max_num_queries(few):
        assert "P19" in client.get(address).content.decode()


def test_a_preview_shows_the_text_being_written(procedure, sign_in):
    """As the next version, marked as a draft, and nothing of it is saved."""
    client = sign_in("Southend publishers")
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[procedure.pk])
    client.post(address, form(procedure, "A thought not yet published."))
    shown = client.get(f"{address}?mode=").content.decode()
    assert "A thought not yet published." in shown
    assert "As it will be published." in " ".join(shown.split())
    assert procedure.versions.count() == 1


def test_a_partnership_replaces_a_shared_procedure_with_its_own(sites, sign_in, read):
    """Its page begins with the shared text and no approval, is the first issue, and answers on its own site alone."""
    shared = build.make_procedure(
        sites.home("set"),
        "Shared",
        "shared",
        on="2026-03-02",
        effective_from=date(2026, 3, 2),
        approved_by="The SET board",
    )
    client = sign_in("Southend publishers")
    client.post(reverse("shared_pages:step", args=[sites.site("southend").pk, shared.pk, "replace"]))
    own = ProcedurePage.objects.get(url_path="/southend/procedures/shared/")
    assert (own.live, own.approved_by, own.effective_from, own.number) == (False, "", None, "")
    assert build.section_keys(own) == build.section_keys(shared)
    build.publish(own, TODAY, title="Southend’s own", effective_from=date(2026, 11, 1))
    assert own.versions.get().number == "1"
    assert "Southend’s own" in read("southend", "/procedures/shared/").content.decode()
    assert "Southend’s own" not in read("essex", "/procedures/shared/").content.decode()
