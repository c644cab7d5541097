"""A page costs a fixed, small number of queries, however much content there is: at most fifteen with nothing remembered."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail import hooks
from wagtail.documents import get_document_model

from portal.documents import DOCUMENTS_SHOWN, Shown

from . import build
from .build import section

BUDGETS = {
    "/": 15,
    "/professionals/": 15,
    "/young-people/": 15,
    "/young-people/11-13/": 15,
    "/topics/": 15,
    "/topics/topic-0/": 15,
    "/parents/topic-0/": 15,
    "/young-people/11-13/topic-0/": 15,
    "/about/": 15,
    "/contacts/": 15,
    "/get-help/": 10,
    "/get-help/?who=professionals&about=need-0&urgent=now": 10,
    "/search/?q=topic": 13,
    "/search/?q=topic+wordless": 13,
    "/search/?q=topik+leaflit": 13,
    "/search/?q=page": 13,
    "/glossary/": 15,
    "/nothing/": 15,
}
WARM = 9
SHOWN: list[int] = []  # documents, with a word that only they hold


def in_the_manuals(overlay) -> list[Shown]:
    return [Shown(pk, f"/documents/{pk}/x.pdf", "PDF", "Manuals", "/about/") for pk in SHOWN]


def fill(sites, number: int) -> None:
    """One more shared topic with links, contacts and resources, one more covered page, one more contact, one more need."""
    home = sites.home("set")
    about = build.BasePage.objects.get(url_path="/set/about/")
    chip = '<embed embedtype="service" slug="children-front-door"/>'
    text = f'<a linktype="page" id="{about.pk}">about</a> {chip}'
    resource = build.make_resource(sites.site("set"), f"Leaflet {number}")
    rich = section("Advice", text)
    rich[1]["content"] += [
        ("contact", {"service": build.make_service("children-front-door")}),
        ("resources", {"resources": [resource]}),
    ]
    build.make_topic(
        home,
        f"Topic {number}",
        f"topic-{number}",
        parents=[rich],
        professionals=text,
        young_people=[section("For you", text, "11-13")],
    )
    build.make_topic(sites.home("southend"), f"Own {number}", f"topic-{number + 100}", parents="own")
    build.make_need(f"need-{number}", {"who": "professionals", "services": "lado"}, {"services": "children-front-door"})
    build.make_contact("out-of-hours", f"Duty team {number}", "01702 215007", sites.site("southend"))
    build.make_term(f"T{number}", f"Term {number}")
    SHOWN.append(build.make_file(f"Manual {number}", f"manual-{number}.pdf").pk)
    build.write_pages(get_document_model().objects.get(pk=SHOWN[-1]), dict.fromkeys(range(1, 21), "A page"))


@pytest.fixture
def full(sites):
    SHOWN.clear()
    with hooks.register_temporarily(DOCUMENTS_SHOWN, in_the_manuals):
        yield filled(sites)


def filled(sites):
    for slug in ("southend", "thurrock", "essex"):
        build.make_contact("children-front-door", f"{slug} hub", "01702 215007", sites.site(slug))
    build.make_standard(sites.home("set"), "About", "about", show_in_menus=True)
    fill(sites, 0)
    build.make_note(build.topic_index(sites.home("southend")), "topic-0", "a local note")
    return sites


def cost(read, slug: str, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        read(slug, path)
    return len(queries)


def costs(read) -> dict[tuple[str, str, bool], int]:
    counted = {}
    for slug in ("southend", "set"):
        for path in BUDGETS:
            build.forget()
            counted[slug, path, True] = cost(read, slug, path)
            counted[slug, path, False] = cost(read, slug, path)
    return counted


def test_every_kind_of_page_within_its_budget_with_1_and_20_rows(full, read):
    """Cold at most fifteen (search twelve), warm at most nine, and not one more with twenty times the content."""
    costs(read)  # content types are remembered for the life of the process
    few = costs(read)
    for (slug, path, cold), count in few.items():
        assert count <= (BUDGETS[path] if cold else WARM), (slug, path, cold, count)
    for number in range(1, 20):
        fill(full, number)
    for number in range(5):
        build.make_site(f"area-{number}")
    assert costs(read) == few


def test_searching_writes_nothing(full, read):
    """A reader's search leaves no trace in the database."""
    with CaptureQueriesContext(connection) as queries:
        read("southend", "/search/?q=topic")
    assert all(query["sql"].startswith("SELECT") for query in queries.captured_queries)
