"""Who gets a document: readers where something published shows it, staff of its collection always, nobody else ever."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail.models import CollectionViewRestriction, PageViewRestriction, ReferenceIndex

from library.models import Document
from portal.documents import DOCUMENTS_SHOWN, Shown
from portal.groups import collection_of
from portal.models import BasePage, StandardPage, SwitchedOff
from portal.moments import today

from . import build, files


@pytest.fixture
def paper(groups, sites):
    """A PDF in Southend's collection."""
    collection = collection_of(sites.partnership("southend"))
    return build.make_document("Threshold document", files.pdf(["Words."]), collection=collection)


def show(sites, slug: str, paper: Document, **kwargs) -> BasePage:
    """A page of that site whose text links to the document."""
    return build.make_standard(sites.home(slug), f"Page of {slug}", "page", build.link_to(paper), **kwargs)


WHERE = {
    "nowhere": lambda sites, paper: None,
    "on a draft": lambda sites, paper: show(sites, "southend", paper, live=False),
    "on an own page": lambda sites, paper: show(sites, "southend", paper),
    "on a shared page": lambda sites, paper: show(sites, "set", paper),
    "at a neighbour’s": lambda sites, paper: show(sites, "thurrock", paper),
    "on a private page": lambda sites, paper: PageViewRestriction.objects.create(
        page=show(sites, "southend", paper), restriction_type="login"
    ),
    "on a shared page that is switched off here": lambda sites, paper: SwitchedOff.objects.create(
        page=show(sites, "set", paper), site=sites.site("southend")
    ),
    "on a shared page that an own one covers": lambda sites, paper: [
        show(sites, "set", paper),
        build.make_standard(sites.home("southend"), "Own", "page"),
    ],
    "in a note on a shared page": lambda sites, paper: [
        build.make_standard(sites.home("set"), "Shared", "page"),
        build.make_note(sites.home("southend"), "page", build.link_to(paper)),
    ],
    "in a note on nothing": lambda sites, paper: build.make_note(sites.home("southend"), "page", build.link_to(paper)),
    "in a resource": lambda sites, paper: build.add(
        sites.home("southend"),
        StandardPage(
            title="Page",
            slug="page",
            summary="x",
            body=[("resources", {"resources": [build.make_resource(sites.site("set"), "Paper", document=paper)]})],
        ),
    ),
    "in a resource that no page shows": lambda sites, paper: build.make_resource(
        sites.site("set"), "Paper", document=paper
    ),
}
TO_READERS = {"on an own page", "on a shared page", "in a note on a shared page", "in a resource"}


@pytest.mark.parametrize("where", WHERE)
def test_readers_of_a_site_get_what_it_shows(where, sites, paper, read):
    WHERE[where](sites, paper)
    answer = read("southend", paper.url)
    assert answer.status_code == (200 if where in TO_READERS else 404)
    if answer.status_code == 404:
        assert "Threshold" not in answer.text


@pytest.mark.parametrize("where", ["nowhere", "on a draft", "at a neighbour’s"])
@pytest.mark.parametrize(
    ("group", "gets"),
    [
        ("Southend editors", True),
        ("Southend publishers", True),
        ("Administrators", True),
        ("Comms", True),
        ("Thurrock editors", False),
        ("SET editors", False),
    ],
)
def test_staff_get_what_they_work_with_and_no_neighbours(group, gets, where, sites, paper, sign_in):
    """Whether it is published or not; on SET's host, where the admin is."""
    WHERE[where](sites, paper)
    answer = sign_in(group).get(paper.url)
    assert answer.status_code == (200 if gets else 404)
    if gets:
        assert answer["Cache-Control"] == "private, no-store"


def test_what_set_shares_is_chosen_and_so_read_by_all_staff(sites, groups, sign_in):
    shared = build.make_document("Shared", files.pdf(), collection=collection_of(sites.partnership("set")))
    assert sign_in("Southend editors").get(shared.url).status_code == 200


def test_it_goes_when_the_page_goes_and_when_the_link_goes(sites, paper, read):
    page = show(sites, "southend", paper)
    assert read("southend", paper.url).status_code == 200
    page.body = [("text", "<p>Without.</p>")]
    page.save()
    assert read("southend", paper.url).status_code == 404
    page.body = [("text", f"<p>{build.link_to(paper)}</p>")]
    page.save()
    assert read("southend", paper.url).status_code == 200
    page.unpublish()
    assert read("southend", paper.url).status_code == 404


def test_it_does_not_wait_for_the_worker(sites, paper, read, settings):
    """With tasks put by for a worker that is down, a published document opens and one taken down does not."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    page = show(sites, "southend", paper)
    assert read("southend", paper.url).status_code == 200
    page.body = []
    page.save()
    assert not ReferenceIndex.get_references_to(paper).exists()
    assert read("southend", paper.url).status_code == 404


def test_what_a_draft_adds_is_not_shown(sites, paper, read):
    page = build.make_standard(sites.home("southend"), "Page", "page")
    page.body = [("text", f"<p>{build.link_to(paper)}</p>")]
    page.save_revision()
    assert read("southend", paper.url).status_code == 404
    page.get_latest_revision().publish()
    assert read("southend", paper.url).status_code == 200


def test_any_other_name_leads_to_the_right_one(sites, paper, read):
    """For good; except where the document is not shown, which tells nobody whether it exists."""
    wrong = f"/documents/{paper.pk}/Scan0001_final.pdf"
    assert read("southend", wrong).status_code == 404
    show(sites, "southend", paper)
    answer = read("southend", wrong)
    assert (answer.status_code, answer["Location"]) == (301, f"/documents/{paper.pk}/threshold-document.pdf")
    assert read("southend", f"/documents/{paper.pk}/").status_code == 404
    assert read("southend", f"/documents/{paper.pk + 99}/threshold-document.pdf").status_code == 404


@pytest.mark.parametrize("number", ["٣", "0x1", "-1", "1e0", "99999999999999999999999"])
def test_strange_numbers_are_nobodys(number, sites, paper, read):
    assert read("southend", f"/documents/{number}/threshold-document.pdf").status_code == 404


def test_a_pdf_opens_where_it_is_read_and_the_rest_is_saved(sites, paper, read):
    """Under the slug, whatever was uploaded (DL2); and nothing in it may run or load anything."""
    word = build.make_document("Form B", files.docx("Words."), "docx", collection=paper.collection)
    build.make_standard(sites.home("southend"), "Page", "page", build.link_to(paper) + build.link_to(word))
    answer = read("southend", paper.url)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'inline; filename="threshold-document.pdf"'
    assert "sandbox" not in answer["Content-Security-Policy"]
    assert answer["Content-Security-Policy"].startswith("default-src 'none'")
    assert answer["Cache-Control"] == "public, max-age=60, must-revalidate"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "X-Robots-Tag" not in answer and not answer.cookies and "Cookie" not in answer.get("Vary", "")
    answer = read("southend", word.url)
    assert answer["Content-Disposition"] == 'attachment; filename="form-b.docx"'
    assert "sandbox" in answer["Content-Security-Policy"]


def test_what_a_browser_has_is_not_sent_again(sites, paper, read, client):
    show(sites, "southend", paper)
    etag = read("southend", paper.url)["ETag"]
    answer = client.get(paper.url, headers={"host": "southend.localhost", "if-none-match": etag})
    assert (answer.status_code, answer.content, answer["ETag"]) == (304, b"", etag)
    assert client.head(paper.url, headers={"host": "southend.localhost"}).status_code == 200
    assert client.post(paper.url, headers={"host": "southend.localhost"}).status_code == 405


def test_a_collection_behind_a_log_in_stays_behind_it(sites, paper, read):
    """Whatever shows it: an administrator's word on a collection goes first."""
    CollectionViewRestriction.objects.create(collection=paper.collection, restriction_type="login")
    show(sites, "southend", paper)
    answer = read("southend", paper.url)
    assert answer.status_code == 302 and "login" in answer["Location"]


def test_a_missing_file_is_a_404_and_no_error(sites, paper, read):
    show(sites, "southend", paper)
    paper.file.storage.delete(paper.file.name)
    assert read("southend", paper.url).status_code == 404


@pytest.mark.parametrize(
    ("since", "until", "indexed"),
    [(None, None, True), (0, 1, True), (-9, 0, False), (1, None, False), (-1, None, True)],
)
def test_search_engines_leave_out_what_is_not_in_force(since, until, indexed, sites, paper, read):
    """It may be opened on all days; a former or a coming version is not for search engines."""

    def version(overlay):
        day = [each if each is None else today() + timedelta(days=each) for each in (since, until)]
        yield Shown(paper.pk, paper.url, paper.facts, "Procedure", "/procedures/x/", False, *day)

    with hooks.register_temporarily(DOCUMENTS_SHOWN, version):
        answer = read("southend", paper.url)
    assert answer.status_code == 200
    assert ("X-Robots-Tag" not in answer) == indexed


def test_showing_costs_a_few_queries_whatever_the_number(sites, paper, read):
    """At most fifteen with nothing remembered, at most five after that, for 1 document as for 20."""

    def cost() -> tuple[int, int]:
        build.forget()
        with CaptureQueriesContext(connection) as cold:
            assert read("southend", paper.url).status_code == 200
        with CaptureQueriesContext(connection) as warm:
            assert read("southend", paper.url).status_code == 200
        return len(cold), len(warm)

    show(sites, "southend", paper)
    read("southend", "/")
    few = cost()
    assert few[0] <= 15 and few[1] <= 5
    for number in range(20):
        each = build.make_document(f"Paper {number}", b"%PDF-1.7", collection=paper.collection)
        build.make_standard(sites.home("southend"), f"Page {number}", f"page-{number}", build.link_to(each))
    assert cost() == few
