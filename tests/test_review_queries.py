"""Every address of reviews costs the same few queries with 1 or 20 of them, with nothing remembered and the second time."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from . import build, reviews

MOST = 15
LINKING = "/reviews/own-0/"
"""Its text links to a file: once until somebody publishes, what all pages of the site show is asked for as well."""
MORE = 4
PATHS = (
    *("/reviews/", "/reviews/?theme=babies-under-one&year=2025", "/reviews/themes/babies-under-one/", "/reviews.json"),
    *("/reviews.csv", "/feeds/reviews.atom", "/reviews/open-data/", "/reviews/r-0/", "/reviews/r-0/briefing/"),
    LINKING,
)


@pytest.fixture
def full(sites):
    build.make_service("business-team")
    for slug in ("southend", "thurrock", "essex"):
        build.make_contact("children-front-door", f"{slug} hub", "01702 215007", sites.site(slug))
        build.make_contact("business-team", f"{slug} team", "01702 534500", sites.site(slug))
    sites.chapter = build.make_procedure(sites.home("set"), "Bruising", "bruising")
    build.make_note(reviews.index(sites.home("southend")), "r-0", "Our note.")
    fill(sites, 0)
    return sites


def fill(sites, number: int) -> None:
    """A shared review with files and everything else, and one of Southend's own."""
    file = build.make_document(f"Report {number}", f"%PDF-1.7 {number}".encode())
    text = [("text", f"<p>{build.link_to(file)}</p>")]
    areas = [sites.partnership("southend"), sites.partnership("essex")]
    evidence = [{"text": "Do it.", "evidence_file": file, "due": date(2026, 1, 1)}, {"text": "And that."}]
    more = {"report": file, "recommendations": evidence, "related": [sites.chapter]}
    reviews.full(sites.home("set"), f"r-{number}", number, partnerships=areas, **more)
    reviews.full(sites.home("southend"), f"own-{number}", number, report=file, body=text)


def costs(read, paths) -> dict[tuple[str, bool], int]:
    counted = {}
    for path in paths:
        build.forget()
        for again in (False, True):
            with CaptureQueriesContext(connection) as queries:
                assert read("southend", path).status_code == 200, path
            counted[path, again] = len(queries)
    return counted


def test_every_address_costs_the_same_with_20_reviews(full, read):
    """At most fifteen queries; the files and the withdrawn as well."""
    costs(read, PATHS)
    few = costs(read, PATHS)
    assert [cost for cost in few.items() if cost[1] > MOST + MORE * (cost[0][0] == LINKING)] == []
    for number in range(1, 20):
        fill(full, number)
    assert costs(read, PATHS) == few
