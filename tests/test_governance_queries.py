"""Every address of governance costs the same few queries with one group and with twenty of twenty members each."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from governance.models import GroupPage, Member

from . import build
from .governance import make_agency, make_arrangements, make_group, make_structure

MOST = 15
PATHS = (
    *("/about/structure/", "/about/g-0/", "/about/what-we-must-publish/"),
    *("/groups.json", "/groups/open-data/"),
)


def fill(sites, number: int, members: int) -> None:
    """A group of SET and one of Southend, below others, with so many agencies on each."""
    agencies = [make_agency(f"Agency {each}") for each in range(members)]
    for slug, prefix in (("set", "s"), ("southend", "g")):
        above = GroupPage.objects.filter(slug=f"{prefix}-{number // 2}").first()
        group = make_group(sites.home(slug), f"Group {number}", f"{prefix}-{number}", reports_to=above, chair="A role")
        Member.objects.bulk_create(
            Member(page=group, agency=agency, role="A role", part="relevant", sort_order=place)
            for place, agency in enumerate(agencies)
        )


@pytest.fixture
def small(sites):
    build.make_service("business-team")
    make_structure(sites.home("set"), "We meet.")
    for slug in ("accessibility", "privacy"):
        build.make_standard(sites.home("set"), slug.title(), slug)
    for slug in ("southend", "thurrock", "essex"):
        build.make_contact("children-front-door", f"{slug} hub", "01702 215007", sites.site(slug))
        make_arrangements(sites.home(slug), f"Arrangements of {slug}")
    fill(sites, 0, 1)
    terms = build.make_procedure(sites.home("southend"), "Terms", "terms", kind="terms", edition="2025")
    GroupPage.objects.filter(slug="g-0").update(terms_of_reference=terms)
    return sites


def cost(read, slug: str, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert read(slug, path).status_code == 200, path
    return len(queries)


def costs(read) -> dict[tuple[str, str, bool], int]:
    """With nothing remembered, and then once more."""
    counted = {}
    for slug in ("southend", "set"):
        for path in PATHS:
            if slug == "set" and "g-0" in path:
                continue
            build.forget()
            counted[slug, path, True] = cost(read, slug, path)
            counted[slug, path, False] = cost(read, slug, path)
    return counted


def test_every_address_costs_the_same_with_twenty_groups(small, read):
    """At most fifteen queries, with nothing remembered."""
    costs(read)
    few = costs(read)
    for number in range(1, 20):
        fill(small, number, 20)
    assert costs(read) == few
    assert max(few.values()) <= MOST, few


def test_another_partnership_costs_the_shelves_side_by_side_little(small, read):
    """What serves every site is read once, however many partnerships there are."""
    costs(read)
    build.forget()
    before = cost(read, "set", "/about/what-we-must-publish/")
    build.make_site("kent")
    make_arrangements(small.home("kent"), "Arrangements of Kent")
    build.forget()
    assert cost(read, "set", "/about/what-we-must-publish/") == before


def test_the_list_of_groups_costs_the_same_for_one_and_for_twenty(small, sign_in):
    client = sign_in("SET publishers")
    address = reverse("group_list:index")

    def count() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    few = count()
    for number in range(1, 12):
        fill(small, number, 0)
    assert count() == few
