"""PD1, PD2: what a procedure's addresses answer on each London day, around every change of version."""

from datetime import date

import pytest
import time_machine

from procedures.models import FrozenVersion, Version
from procedures.publishing import freeze, next_number

from . import build
from .build import section
from .ground import laid


@laid
def escalation(sites):
    """Issue 1 in force from 2 March 2026, issue 2 announced for 1 December 2026."""
    build.make_service("business-team")
    page = build.make_procedure(
        sites.home("set"),
        "Escalation",
        "escalation",
        section("Talk first", "Talk to the other worker."),
        on="2026-03-02",
        effective_from=date(2026, 3, 2),
        responsible="The SET board",
        approved_by="The SET board",
        approved_on=date(2026, 2, 20),
        review_by=date(2027, 3, 1),
    )
    return build.publish(
        page,
        "2026-11-20",
        effective_from=date(2026, 12, 1),
        significance="significant",
        change_summary="Managers have two days, not five.",
        body=build.with_sections(page, ("Talk first", "Talk first", "Talk within two days.")),
    )


def at(moment: str):
    return time_machine.travel(moment, tick=False)


def text(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("moment", "issue"),
    [
        ("2026-11-21T12:00:00+00:00", "Talk to the other worker."),
        ("2026-11-30T23:59:59+00:00", "Talk to the other worker."),
        ("2026-12-01T00:00:00+00:00", "Talk within two days."),
        ("2030-01-01T00:00:00+00:00", "Talk within two days."),
    ],
)
def test_a_version_takes_over_by_itself_at_midnight(escalation, read, moment, issue):
    """To the second, with nobody pressing anything."""
    with at(moment):
        assert issue in text(read("southend", "/procedures/escalation/"))


@pytest.mark.parametrize(
    ("moment", "issue"),
    [("2026-06-30T22:59:59+00:00", "Old."), ("2026-06-30T23:00:00+00:00", "New.")],
)
def test_midnight_is_londons_in_summer_too(sites, read, moment, issue):
    """On 1 July London is an hour ahead of UTC."""
    page = build.make_procedure(sites.home("set"), "Summer", "summer", section("One", "Old."), on="2026-05-01")
    build.publish(
        page,
        "2026-06-01",
        effective_from=date(2026, 7, 1),
        significance="significant",
        change_summary="New.",
        body=build.with_sections(page, ("One", "One", "New.")),
    )
    with at(moment):
        assert issue in text(read("set", "/procedures/summer/"))


@pytest.mark.parametrize(
    ("day", "status", "words"),
    [
        ("2026-03-01", 404, "was not in force on 1 March 2026"),
        ("2026-03-02", 200, "Talk to the other worker."),
        ("2026-11-30", 200, "Talk to the other worker."),
        ("2026-12-01", 200, "Talk within two days."),
        ("2031-01-01", 200, "Talk within two days."),
        ("2026-02-30", 404, "Page not found"),
        ("0000-00-00", 404, "Page not found"),
    ],
)
def test_a_day_in_the_address_answers_what_counted_then(escalation, read, day, status, words):
    """PD2: 404 before the first version, and for what is no day."""
    with at("2026-11-25T18:00:00+00:00"):
        response = read("southend", f"/procedures/escalation/{day}/")
    assert response.status_code == status
    assert words in text(response) or status == 404


def test_before_its_day_a_version_is_announced_beside_the_one_in_force(escalation, read):
    """PD1: the page says from when the new one counts and links to it, and the new one links back."""
    with at("2026-11-25T18:00:00+00:00"):
        now, coming = (read("southend", f"/procedures/escalation/{rest}") for rest in ("", "versions/2/"))
    assert "A new version comes into force on Tuesday 1 December 2026" in text(now)
    assert 'href="/procedures/escalation/versions/2/"' in text(now)
    assert "Comes into force on Tuesday 1 December 2026" in text(coming)
    assert 'follow <a href="/procedures/escalation/">issue 1, the version in force</a>' in text(coming)


def test_document_control_stands_on_the_page(escalation, read):
    """PD1: owner, issue, approval, day of effect and review."""
    with at("2026-11-25T18:00:00+00:00"):
        page = text(read("thurrock", "/procedures/escalation/"))
    for fact in (
        "<dt>Owner</dt><dd>The SET board</dd>",
        "<dt>Issue</dt><dd>1</dd>",
        "<dt>In force from</dt><dd>2 March 2026</dd>",
        "<dt>Approved</dt><dd>by The SET board on 20 February 2026</dd>",
        "<dt>Review by</dt><dd>1 March 2027</dd>",
    ):
        assert fact in page


@pytest.mark.parametrize(
    ("address", "indexed"),
    [("", True), ("versions/1/", True), ("2026-03-05/", True), ("versions/2/", False), ("2026-12-05/", False)],
)
def test_only_the_version_in_force_is_indexed(escalation, read, address, indexed):
    """Search engines keep no other version; every address names the procedure's own as the one to index."""
    with at("2026-11-25T18:00:00+00:00"):
        response = read("southend", f"/procedures/escalation/{address}")
    assert ("X-Robots-Tag" not in response.headers) is indexed
    assert '<link rel="canonical" href="http://localhost/procedures/escalation/">' in text(response)


def test_after_the_change_the_old_version_says_so_and_leads_to_the_new(escalation, read):
    """Nothing is lost, and nobody follows it by mistake."""
    with at("2026-12-02T09:00:00+00:00"):
        response = read("essex", "/procedures/escalation/versions/1/")
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "This is not the version in force" in text(response)
    assert 'href="/procedures/escalation/">Read issue 2, in force now' in text(response)


def test_a_procedure_that_has_not_begun_says_from_when(sites, read):
    """Announced before anything was in force."""
    build.make_procedure(
        sites.home("set"), "New", "new", section("One", "To come."), on="2026-11-01", effective_from=date(2027, 1, 4)
    )
    with at("2026-11-25T18:00:00+00:00"):
        response = read("set", "/procedures/new/")
        assert read("set", "/procedures/new/2026-11-25/").status_code == 404
    assert "Comes into force on Monday 4 January 2027" in text(response)
    assert "Nothing is in force before that day." in text(response)


def test_where_only_the_year_is_known_no_day_is_claimed(sites, read):
    """DESIGN 6.9: no date without a source."""
    build.make_procedure(sites.home("set"), "Old", "old", on="2026-11-01", edition="2017")
    page = text(read("set", "/procedures/old/"))
    assert "edition of 2017; the day is not known" in page
    assert "1 January 2017" not in page
    assert "Of this version we know the year only" in text(read("set", "/procedures/old/2017-05-05/"))
    assert read("set", "/procedures/old/2016-12-31/").status_code == 404


def test_where_nothing_is_known_it_counts_from_its_publication_here(sites, read):
    build.make_procedure(sites.home("set"), "Undated", "undated", on="2026-11-01")
    assert "from which day it counts is not known" in text(read("set", "/procedures/undated/"))
    assert read("set", "/procedures/undated/2026-10-31/").status_code == 404
    assert read("set", "/procedures/undated/2026-11-01/").status_code == 200


def test_a_correction_counts_from_the_day_it_is_made(sites, read):
    """What was said the day before is still there to be read; the day of effect stays the owner's."""
    page = build.make_procedure(
        sites.home("set"), "Typo", "typo", section("One", "Teh form."), on="2026-04-01", effective_from=date(2026, 4, 1)
    )
    build.publish(page, "2026-05-05", significance="minor", body=build.with_sections(page, ("One", "One", "The form.")))
    assert "Teh form." in text(read("set", "/procedures/typo/2026-05-04/"))
    assert "The form." in text(read("set", "/procedures/typo/2026-05-05/"))
    assert "in force from 1 April 2026, corrected on 5 May 2026" in text(read("set", "/procedures/typo/"))


@pytest.mark.parametrize(
    ("number", "significant", "following"),
    [
        ("1", True, "2"),
        ("1", False, "1.1"),
        ("2.1", False, "2.2"),
        ("2.9", False, "2.10"),
        ("2.1", True, "3"),
        ("Issue 4", True, "Issue 5"),
        ("2025-2027", False, "2025-2027.1"),
        ("v1", True, "v1.1"),
    ],
)
def test_issues_follow_each_other(number, significant, following):
    """Where the editor names none."""
    assert next_number(number, significant) == following


def test_a_published_version_is_frozen(escalation):
    """Neither changed nor deleted; only a file that was missing may be added."""
    version = Version.objects.get(page=escalation, ordinal=1)
    version.change_summary = "Something else"
    with pytest.raises(FrozenVersion):
        version.save()
    with pytest.raises(FrozenVersion):
        Version.objects.get(page=escalation, ordinal=1).delete()


def test_publishing_without_a_change_makes_no_version(escalation):
    """A new title or another place in the manual is no new version."""
    page = build.publish(escalation, "2026-11-25", title="Escalating")
    assert page.versions.count() == 2
    assert freeze(page.pk) == page.versions.get(ordinal=2)
    assert page.versions.count() == 2
