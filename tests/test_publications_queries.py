"""Each address of annual reports costs the same few queries with 1 and with 20 reports or chapters."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.overlay import Overlay
from portal.shelf import shelf

from . import build
from .publications import figures, make_chapter, make_report

MOST = 15
PATHS = ("", "2024-2025/", "2024-2025/c-0/", "2024-2025/whole/")


def cost(read, path: str) -> int:
    build.forget()
    with CaptureQueriesContext(connection) as queries:
        assert read("southend", path).status_code == 200, path
    return len(queries)


def shelf_cost(sites) -> int:
    overlay = Overlay.at(sites.site("southend"))
    with CaptureQueriesContext(connection) as queries:
        shelf(overlay)
    return len(queries)


@pytest.fixture
def report(sites):
    build.make_service("business-team")
    for slug in ("southend", "thurrock", "essex"):
        build.make_contact("children-front-door", f"{slug} hub", "01702 215007", sites.site(slug))
    home = sites.home("southend")
    report = make_report(home, 2025, document=build.make_document("Paper", b"%PDF-1.7"), in_file=("money",))
    make_report(sites.home("set"), 2000, title="Shared one")
    fill(report, 0)
    make_chapter(report, "Last", slug="last")
    return report


def fill(report, number: int) -> None:
    text = '<embed embedtype="service" slug="children-front-door"/> <a href="/annual-reports/">all</a>'
    body = (build.section("What", text), figures(("2024", 1), ("2025", number)))
    make_chapter(report, f"C {number}", *body, slug=f"c-{number}", contains=("done", "training"))


def test_every_address_costs_the_same_with_20_reports_of_20_chapters(report, read, sites, client):
    """At most fifteen queries with nothing remembered; so do the feed and the shelf."""
    paths = [*(f"/annual-reports/{rest}" for rest in PATHS), "/feeds/annual-reports.atom"]
    for path in paths:
        cost(read, path)  # what a process asks once is asked
    few = {path: cost(read, path) for path in paths}
    shelved = shelf_cost(sites)
    assert max(few.values()) <= MOST, few
    assert client.get("/annual-reports/latest/", headers={"host": "southend.localhost"}).status_code == 302
    for number in range(1, 20):
        fill(report, number)
        other = make_report(sites.home("southend"), 2025 - number, file_wanted=bool(number % 2))
        make_chapter(other, "Only", slug="only")
    assert {path: cost(read, path) for path in paths} == few
    assert cost(read, "/annual-reports/?page=2") <= MOST  # of twenty a screen, and one shared
    assert shelf_cost(sites) == shelved
