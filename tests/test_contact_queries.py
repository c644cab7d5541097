"""Contacts cost a fixed number of queries: the same for one as for twenty, and none once they are remembered."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from contacts.directory import Directory
from portal import generation
from portal.overlay import Overlay

from . import build
from .contacts import chip, front_doors
from .ground import laid

TOKEN = 1  # outside a request the token is asked for each time


def cost(action) -> int:
    generation.start_new()
    with CaptureQueriesContext(connection) as queries:
        action()
    return len(queries)


def more(sites):
    for number in range(20):
        service = build.make_service(f"service-{number}")
        build.make_need(f"need-{number}", {"who": "parents", "services": service.slug}, {"services": service.slug})
        for slug in ("southend", "thurrock", "essex"):
            build.make_contact(service, f"{slug} {number}", "0345 606 1212", sites.site(slug))
            build.make_contact("children-front-door", f"{slug} door {number}", "0345 606 1212", sites.site(slug))


@pytest.mark.parametrize("slug", ["southend", "set"])
def test_loading_the_directory(sites, slug):
    """Three queries beyond what is known of the site itself."""
    front_doors(sites)
    site = sites.site(slug)
    Overlay.at(site)  # content types are remembered for the life of the process
    known = cost(lambda: Overlay.at(site)) + TOKEN
    assert cost(lambda: Directory.at(site)) == known + 3
    more(sites)
    assert cost(lambda: Directory.at(site)) == known + 3


PATHS = [
    "/get-help/",
    "/contacts/",
    "/contacts/?open=now&audience=parents",
    "/contacts/children-front-door/",
    "/contacts/children-front-door.vcf",
    "/contacts.json",
    "/contacts.csv",
    "/contacts/card/",
    "/contacts/card/wallet/",
    "/contacts/open-data/",
    "/many/",
]
SLUGS = ["southend", "set"]


def cost_of_page(slug: str, path: str) -> int:
    """Asked a second time: content types are remembered for the life of the process."""

    def ask():
        Client().get(path, headers={"host": build.host(slug)})

    ask()
    return cost(ask)


@laid
def few(sites) -> dict[tuple[str, str], int]:
    """What each page costs with one contact for each area."""
    front_doors(sites)
    build.make_standard(sites.home("set"), "Many", "many", " ".join([chip()] * 30))
    return {(slug, path): cost_of_page(slug, path) for slug in SLUGS for path in PATHS}


@laid
def many(sites, few) -> None:
    more(sites)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_page_costs_the_same_with_one_and_with_many(few, many, slug, path):
    assert cost_of_page(slug, path) == few[slug, path]
    assert few[slug, path] <= (10 if path == "/get-help/" else 15)


def test_chips_and_cards_cost_nothing_once_remembered(sites, read):
    front_doors(sites)
    plain = build.make_standard(sites.home("set"), "Plain", "plain", "Nothing.")
    build.make_standard(sites.home("set"), "Many", "many", " ".join([chip()] * 30))
    assert plain
    for path in ("/plain/", "/many/"):
        read("southend", path)

    def warm(path):
        with CaptureQueriesContext(connection) as queries:
            read("southend", path)
        return len(queries)

    assert warm("/many/") == warm("/plain/")
