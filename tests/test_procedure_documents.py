"""Procedures that are files: shown with their facts, compared by their words, found by page, never exchanged (PD3, DL2)."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from library.extraction import read_document
from library.models import Document
from portal.documents import shown_on
from portal.overlay import Overlay
from procedures.models import ProcedurePage

from . import build, files
from .build import section

RARE = "Zanderflap"


@pytest.fixture
def demonstration(sites):
    """The demonstration procedure, its two files read."""
    build.make_service("business-team")
    build.procedure_index(sites.home("set"))
    call_command("demonstration", development=True)
    for pk in Document.objects.values_list("pk", flat=True):
        read_document.enqueue(pk)
    return ProcedurePage.objects.get(slug="demonstration")


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_the_page_links_to_the_file_in_force_with_its_facts(demonstration, read):
    """DL1: title, type, size to two figures, pages."""
    page = text(read("southend", "/procedures/demonstration/"))
    assert re.search(
        r'href="/documents/\d+/[\w-]+issue-2\.pdf"[^>]*>[^<]+</a> <span class="document-facts">\(PDF, \d+ KB, 5 pages\)',
        page,
    )
    assert "This is a demonstration. The swimming pool does not exist." in page


def test_each_version_has_its_own_file(demonstration, read):
    """The old one can still be opened, and is kept from search engines."""
    old = demonstration.versions.get(ordinal=1).document
    assert old.url in text(read("southend", "/procedures/demonstration/2024-06-01/"))
    answer = read("southend", old.url)
    assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (200, "noindex")
    assert "X-Robots-Tag" not in read("southend", demonstration.versions.get(ordinal=2).document.url).headers


def test_the_words_of_two_files_are_compared(demonstration, read):
    """Paragraph by paragraph, over the breaks of pages."""
    page = text(read("southend", "/procedures/demonstration/changes/?from=1&to=2"))
    assert any("14" in words for words in re.findall(r"<del[^>]*>(.*?)</del>", page))
    assert any("21" in words for words in re.findall(r"<ins[^>]*>(.*?)</ins>", page))
    assert "Telephones are switched off" in page


def test_where_a_files_words_are_not_known_the_comparison_says_so(demonstration, read):
    """Not read yet, a scan, a locked file: open both."""
    demonstration.versions.get(ordinal=1).document.units.all().delete()
    page = text(read("southend", "/procedures/demonstration/changes/?from=1&to=2"))
    assert "The words in the file of issue 1 are not known: open both files to compare them." in page


def test_a_word_of_the_file_in_force_is_found_on_its_page(demonstration, read):
    """SE1: with the page, and the way straight to it; the superseded file is not found."""
    page = text(read("southend", f"/search/?q={RARE}"))
    new, old = (demonstration.versions.get(ordinal=n).document for n in (2, 1))
    assert page.count('href="/procedures/demonstration/"') == 1
    assert "Page 5" in page and f'href="{new.url}#page=5"' in page
    assert old.url not in page


def test_the_demonstration_is_made_once_and_not_on_a_public_installation(demonstration):
    call_command("demonstration", development=True)
    assert ProcedurePage.objects.filter(slug="demonstration").count() == 1
    with pytest.raises(CommandError, match="DEBUG is off"):
        call_command("demonstration")


def test_the_file_of_a_published_version_is_not_exchanged(demonstration, sign_in):
    """What was in force has to stay readable as it was: a new edition is a document of its own."""
    document = demonstration.versions.get(ordinal=2).document
    client = sign_in("SET publishers")
    data = {
        "title": document.title,
        "file": SimpleUploadedFile("new.pdf", files.pdf(["Something else."])),
        "language": "en",
        "collection": document.collection_id,
        "tags": "",
        "other_numbers": "",
    }
    before = document.file_hash
    response = client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)
    assert "has to stay readable as it was" in " ".join(response.context["form"].errors["file"])
    document.refresh_from_db()
    assert document.file_hash == before


def test_the_file_of_a_published_version_is_not_deleted(demonstration, sign_in):
    """Refused with the place that needs it."""
    document = demonstration.versions.get(ordinal=1).document
    client = sign_in("SET publishers")
    answer = client.post(reverse("wagtaildocs:delete", args=[document.pk]))
    assert reverse("wagtailadmin_pages:edit", args=[demonstration.pk]) in answer.content.decode()
    assert Document.objects.filter(pk=document.pk).exists()


def test_a_file_is_not_served_before_its_procedure_is_published(sites, read):
    """Nor on a neighbour's site afterwards."""
    document = build.make_document("Own rules", files.pdf(["Words."]))
    page = ProcedurePage(title="Own", slug="own", summary="Own.", document=document, live=False)
    build.BasePage.objects.get(pk=build.procedure_index(sites.home("southend")).pk).add_child(instance=page)
    page.save_revision()
    assert read("southend", document.url).status_code == 404
    build.publish(page, "2026-03-01")
    assert read("southend", document.url).status_code == 200
    assert read("thurrock", document.url).status_code == 404
    assert document.pk not in shown_on(Overlay.at(sites.site("set")))


def test_text_and_file_stand_together(sites, read):
    """DL1: where both are there the words on the page come with the file."""
    document = build.make_document("Rules", files.pdf(["Words."]))
    build.make_procedure(
        sites.home("set"), "Rules", "rules", section("How", "So."), document=document, effective_from=date(2026, 1, 10)
    )
    page = text(read("essex", "/procedures/rules/"))
    assert document.url in page and "So." in page


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("Tell the LADO.", ["lado"]),
        ("Tell the local authority designated officer.", ["lado"]),
        ("LADOs decide.", ["lado"]),
        ("A ladoga.", []),
        ("A lado is a side in Spanish.", []),
        ("Signs of FGM or a report to the LADO.", ["fgm", "lado"]),
    ],
)
def test_the_terms_a_chapter_uses_are_explained_below_it(sites, read, words, named):
    """The short form as it is written, the term in any case."""
    build.make_term("LADO", "Local authority designated officer", "Advises employers.")
    build.make_term("FGM", "Female genital mutilation", "A crime.")
    build.make_procedure(sites.home("set"), "Rules", "rules", section("How", words))
    page = text(read("essex", "/procedures/rules/"))
    assert re.findall(r'<dt><a href="/glossary/#(\w+)">', page) == named


def test_files_that_a_version_links_to_can_be_opened_as_long_as_it_can_be_read(sites, read):
    """Also once the text in force links to another; searches find each while its text counts."""
    first, second = (build.make_document(name, files.pdf(["Words."])) for name in ("First", "Second"))
    page = build.make_procedure(
        sites.home("set"), "Rules", "rules", section("How", build.link_to(first)), on="2026-03-02"
    )
    body = build.with_sections(page, ("How", "How", build.link_to(second)))
    build.publish(page, "2026-05-02", significance="minor", body=body)
    for document in (first, second):
        assert read("essex", document.url).status_code == 200
    shown = shown_on(Overlay.at(sites.site("essex")))
    assert [(each.since, each.until) for each in shown[first.pk]] == [(date(2026, 3, 2), date(2026, 5, 2))]
    assert [(each.since, each.until) for each in shown[second.pk]] == [(date(2026, 5, 2), None)]


def test_the_file_of_a_version_to_come_is_not_found_before_its_day(demonstration, sites):
    """It may be opened from its announcement, by the link that says from when it counts."""
    document = build.make_document("Next issue", files.pdf(["Words."]))
    build.publish(
        demonstration,
        "2026-11-01",
        document=document,
        significance="significant",
        change_summary="New.",
        effective_from=date(2099, 1, 1),
    )
    [shown] = shown_on(Overlay.at(sites.site("essex")))[document.pk]
    assert (shown.since, shown.counts_on(date(2098, 12, 31)), shown.counts_on(date(2099, 1, 1))) == (
        date(2099, 1, 1),
        False,
        True,
    )
