"""A procedure costs the same few queries with 1 or 500 versions, and the lists the same with 1 or 20 procedures."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from procedures.models import Version

from . import build
from .build import section

MOST = 15
OF_ONE = ("", "2020-02-01/", "versions/1/", "changes/", "changes/?from=1&to=2", "changes/?since=2020-02-01")
OF_ALL = ("/procedures/", "/procedures/manual/", "/procedures/amendments/", "/feeds/procedures.atom")


def more_versions(page, last: int) -> None:
    """Versions of the same text up to this one, a day apart and all begun before the first."""
    first = page.versions.get(ordinal=1)
    have = page.versions.count()
    Version.objects.bulk_create(
        Version(
            page=page,
            ordinal=ordinal,
            number=str(ordinal),
            starts=date(2020, 1, 1) + timedelta(days=ordinal),
            change_summary="Changed.",
            title=page.title,
            body=first.body.get_prep_value(),
            outline=first.outline,
            anchors=first.anchors,
            published_at=timezone.now(),
        )
        for ordinal in range(have + 1, last + 1)
    )
    page.save()  # what is remembered of the site is read anew


def fill(sites, number: int) -> None:
    text = '<a href="/procedures/p-0/#what">what</a> <embed embedtype="service" slug="children-front-door"/>'
    build.make_procedure(
        sites.home("set"),
        f"P {number}",
        f"p-{number}",
        section("What", text if number else "This."),
        part=build.make_part(f"Part {number % 3}", number % 3),
        change_summary="New.",
    )
    build.make_procedure(
        sites.home("set"), f"D {number}", f"d-{number}", kind="policy", edition="2025", file_wanted=True
    )
    build.make_procedure(sites.home("southend"), f"Own {number}", f"own-{number}", kind="policy")


@pytest.fixture
def full(sites):
    build.make_service("business-team")
    for slug in ("southend", "thurrock", "essex"):
        build.make_contact("children-front-door", f"{slug} hub", "01702 215007", sites.site(slug))
    fill(sites, 0)
    build.make_note(build.procedure_index(sites.home("southend")), "p-0", "Our note.")
    more_versions(build.ProcedurePage.objects.get(slug="p-0"), 2)
    return sites


def cost(read, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert read("southend", path).status_code == 200, path
    return len(queries)


def costs(read, paths) -> dict[tuple[str, bool], int]:
    """With nothing remembered, and then once more."""
    counted = {}
    for path in paths:
        build.forget()
        counted[path, True] = cost(read, path)
        counted[path, False] = cost(read, path)
    return counted


def test_a_procedure_costs_the_same_with_500_versions(full, read):
    """At most fifteen queries, with nothing remembered."""
    page = build.ProcedurePage.objects.get(slug="p-0")
    paths = [f"/procedures/p-0/{rest}" for rest in OF_ONE]
    costs(read, paths)
    few = costs(read, paths)
    assert max(few.values()) <= MOST, few
    more_versions(page, 500)
    assert costs(read, paths) == few


def test_the_lists_cost_the_same_with_20_procedures(full, read):
    """The index, the manual, the log and the feed."""
    costs(read, OF_ALL)
    few = costs(read, OF_ALL)
    assert max(few.values()) <= MOST, few
    for number in range(1, 20):
        fill(full, number)
    assert costs(read, OF_ALL) == few
