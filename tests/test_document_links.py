"""How pages link to documents: title, type, size, pages, read from the file; and whom to ask for another format (DL1)."""

import re
from html import unescape

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext

from library.extraction import read_document
from library.models import Document
from portal.models import BasePage, StandardPage

from . import build, files

TAGGED = {"title": "Inside", "tagged": True}


def paper(
    title: str = "Threshold document", pages: int = 48, octets: int = 1_234_567, inside: str = "Inside"
) -> Document:
    """A PDF of so many pages, read; padded to its size."""
    content = files.pdf(["Words."] * pages, title=inside, tagged=bool(inside))
    document = build.make_document(title, content + b"\n%" + b" " * max(0, octets - len(content) - 2))
    read_document.enqueue(document.pk)
    document.refresh_from_db()
    return document


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def page_of(sites, slug: str, *blocks, **kwargs) -> BasePage:
    return build.add(
        sites.home("southend"), StandardPage(title="Page", slug=slug, summary="x", body=list(blocks), **kwargs)
    )


def test_a_link_in_running_text_states_type_size_and_pages(sites, read):
    """DL1: the values come from the file and stand after the link's own words, in the text, not in a style sheet."""
    document = paper()
    other = build.make_document("Form", b"a,b", "csv")
    text = f"<p>Read {build.link_to(document, 'the <b>thresholds</b>')} or {build.link_to(other, 'the form')}.</p>"
    page_of(sites, "page", ("text", text))
    html = read("southend", "/page/").text
    assert (
        f'<a href="{document.url}">the <b>thresholds</b></a> <span class="document-facts">(PDF, 1.2 MB, 48 pages)</span>'
        in html
    )
    assert "Read the thresholds (PDF, 1.2 MB, 48 pages) or the form (CSV table, 1 KB)." in words(html)
    assert "data-facts" not in html


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({"kind": "pdf", "file_size": 1_249_000, "pages": 48}, "PDF, 1.2 MB, 48 pages"),
        ({"kind": "pdf", "file_size": 340_400, "pages": 1}, "PDF, 340 KB, 1 page"),
        ({"kind": "pdf", "file_size": 99_600_000, "pages": None}, "PDF, 100 MB"),
        ({"kind": "docx", "file_size": 20_000, "pages": None}, "Word document, 20 KB"),
        ({"kind": "pptx", "file_size": 5_000_000, "pages": 12}, "PowerPoint slides, 5.0 MB, 12 slides"),
        ({"kind": "xlsx", "file_size": 800, "pages": 3}, "Excel spreadsheet, 1 KB, 3 sheets"),
    ],
)
def test_facts_in_words(fields, facts, db):
    assert Document(**fields).facts == facts


def rendered(document: Document, overlay=None, **kwargs) -> str:
    return render_to_string("components/document.html", {"document": document, "overlay": overlay, **kwargs})


def test_a_document_on_its_own(sites, db):
    html = rendered(paper())
    assert words(html).startswith("Threshold document (PDF, 1.2 MB, 48 pages)")
    assert "may not work" not in html and "click here" not in html.lower()
    assert words(rendered(paper(), title="Issue 3")).startswith("Issue 3 (PDF")
    assert "lang=" not in html


def test_a_document_in_another_language_says_which(sites):
    document = build.make_document("Dokument", files.pdf(), language="pl")
    assert 'lang="pl" hreflang="pl"' in rendered(document)
    assert build.make_document("British", files.pdf(), language="en-GB").in_language == ""


@pytest.mark.parametrize(
    ("content", "warned"),
    [
        (files.pdf(**TAGGED), False),
        (files.pdf(title="Inside"), True),
        (files.pdf(tagged=True), True),
        (files.scanned(), True),
    ],
)
def test_a_file_that_is_hard_to_hear_says_so(content, warned, sites):
    document = build.make_document("Paper", content)
    read_document.enqueue(document.pk)
    document.refresh_from_db()
    html = rendered(document)
    assert ("This file may not work with a screen reader." in html) == warned
    assert html.count("Ask for another format") == 1


def test_another_format_is_asked_of_the_partnership(sites, read):
    """By its feedback address; where it has none, of its business team, as a contact and never as a typed number."""
    resource = build.make_resource(sites.site("set"), "Leaflet", document=paper())
    page_of(sites, "page", ("resources", {"resources": [resource]}))
    build.make_contact("business-team", "Southend business team", "01702 215007", sites.site("southend"))
    html = read("southend", "/page/").text
    assert "Leaflet (PDF, 1.2 MB, 48 pages)" in words(html)
    assert "Ask for another format: Southend business team on 01702 215007" in words(html)
    partnership = sites.partnership("southend")
    partnership.feedback_address = "feedback@example.org"
    partnership.save()
    html = read("southend", "/page/").text
    assert "mailto:feedback@example.org?subject=Another%20format%3A%20Leaflet" in html
    assert html.count("Ask for another format") == 1


def test_a_link_to_a_document_that_is_gone_leads_nowhere(sites, read):
    page_of(sites, "page", ("text", '<p><a linktype="document" id="999">Gone</a></p>'))
    assert "<a>Gone</a>" in read("southend", "/page/").text


def test_links_cost_the_same_queries_for_1_and_20(sites, read):
    """In one text, in many texts and in resources; a page without a document costs none for them."""

    def cost(path: str) -> tuple[int, int]:
        build.forget()
        counts = []
        for _ in range(2):
            with CaptureQueriesContext(connection) as queries:
                assert read("southend", path).status_code == 200
            counts.append(len(queries))
        return counts[0], counts[1]

    def fill(path: str, number: int) -> None:
        documents = [build.make_document(f"{path} {i}", b"%PDF-1.7") for i in range(number)]
        resources = [build.make_resource(sites.site("set"), each.title, document=each) for each in documents]
        texts = [("text", f"<p>{build.link_to(each)}</p>") for each in documents]
        many = ("text", f"<p>{' '.join(map(build.link_to, documents))}</p>")
        page_of(sites, path, *texts, many, ("resources", {"resources": resources}))

    page_of(sites, "none", ("text", "<p>Words.</p>"))
    fill("one", 1)
    fill("twenty", 20)
    read("southend", "/one/")
    one, twenty, none = cost("/one/"), cost("/twenty/"), cost("/none/")
    assert one == twenty
    assert one[0] <= 15 and one[1] <= 9
    assert none[1] <= one[1] - 1  # the resources


def test_the_count_of_pages_appears_when_the_file_has_been_read(sites, read):
    """What is remembered of the site is forgotten when the worker is done."""
    document = build.make_document("Paper", files.pdf(["Words."] * 3))
    page_of(sites, "page", ("text", f"<p>{build.link_to(document)}</p>"))
    assert "3 pages" not in read("southend", "/page/").text
    read_document.enqueue(document.pk)
    assert "3 pages" in read("southend", "/page/").text
