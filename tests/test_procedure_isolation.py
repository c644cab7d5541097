"""A procedure shows where its tree does and nowhere else, whichever door is tried; withdrawn, it says so (DESIGN 6.4, 6.5)."""

from datetime import date

import pytest
import time_machine
from wagtail.documents import get_document_model

from portal.documents import shown_on
from portal.models import BasePage, Passage, SwitchedOff
from portal.overlay import Overlay

from . import build
from .build import section
from .ground import laid

SECRET = "xylophone"


@laid
def everywhere(sites):
    """Each site has a live procedure and a draft, both with a word of their own."""
    for slug in sites.slugs:
        words = section("Word", f"The {SECRET} of {slug}.")
        build.make_procedure(
            sites.home(slug), f"Rule of {slug}", f"rule-{slug}", words, part=build.make_part(), edition="2025"
        )
        draft = build.make_procedure(sites.home(slug), f"Draft of {slug}", f"draft-{slug}", words)
        draft.unpublish()
    return sites


DOORS = [
    "/procedures/rule-{}/",
    "/procedures/rule-{}/2025-06-01/",
    "/procedures/rule-{}/versions/1/",
    "/procedures/rule-{}/changes/",
    "/feeds/procedures.atom?procedure=rule-{}",
]


@pytest.mark.parametrize("reader", ["set", "southend", "thurrock", "essex"])
def test_own_and_shared_procedures_answer_and_no_others(everywhere, read, reader):
    """Every address of every site's procedure, asked on every site."""
    answers = {
        (door, whose): read(reader, door.format(whose)).status_code for door in DOORS for whose in everywhere.slugs
    }
    assert answers == {(door, whose): 200 if whose in (reader, "set") else 404 for door, whose in answers}


@pytest.mark.parametrize("reader", ["set", "southend", "thurrock", "essex"])
def test_lists_name_no_neighbours_procedure_and_no_draft(everywhere, read, reader):
    for path in ("/procedures/", "/procedures/manual/", "/sitemap.xml"):
        page = read(reader, path).content.decode()
        for whose in everywhere.slugs:
            named = f"rule-{whose}" in page or f"Rule of {whose}" in page
            listed = whose == reader or (whose == "set" and path != "/sitemap.xml")
            assert named is listed, (path, whose)
        assert "raft" not in page


def test_a_procedure_taken_down_has_no_address(everywhere, read):
    for door in ("", "2025-06-01/", "versions/1/", "changes/"):
        assert read("set", f"/procedures/draft-set/{door}").status_code == 404, door


def test_a_procedure_switched_off_is_gone_from_that_site_only(everywhere, read):
    """As any shared page."""
    page = BasePage.objects.get(slug="rule-set")
    SwitchedOff.objects.create(page=page, site=everywhere.site("essex"))
    for door in DOORS:
        assert read("essex", door.format("set")).status_code == 404, door
        assert read("thurrock", door.format("set")).status_code == 200, door
    assert "Rule of set" not in read("essex", "/procedures/manual/").content.decode()


@laid
def withdrawn(sites):
    """Issue 1 in force from 2 March 2026, withdrawn from 1 December 2026."""
    build.make_service("business-team")
    page = build.make_procedure(sites.home("set"), "Old way", "old-way", section("How", "So."), on="2026-03-02")
    return build.publish(
        page, "2026-11-20", withdrawn_on=date(2026, 12, 1), withdrawn_why="The law has changed.", replaced_by=None
    )


@pytest.mark.parametrize(
    ("moment", "path", "status", "words"),
    [
        ("2026-11-30T23:59:59+00:00", "", 200, "So."),
        ("2026-12-01T00:00:00+00:00", "", 410, "The law has changed."),
        ("2026-12-01T00:00:00+00:00", "2026-11-30/", 200, "So."),
        ("2026-12-01T00:00:00+00:00", "2026-12-01/", 410, "You asked for 1 December 2026."),
        ("2026-12-01T00:00:00+00:00", "2026-03-01/", 404, ""),
        ("2026-12-01T00:00:00+00:00", "versions/1/", 200, "This procedure has been withdrawn"),
        ("2026-12-01T00:00:00+00:00", "changes/", 200, "Read issue 1"),
    ],
)
def test_a_withdrawn_procedure_answers_with_the_reason(withdrawn, read, moment, path, status, words):
    """From its day on, to the second; what it said before stays to be read."""
    with time_machine.travel(moment, tick=False):
        response = read("southend", f"/procedures/old-way/{path}")
    assert response.status_code == status
    assert words in " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("moment", "listed"), [("2026-11-30T12:00:00+00:00", True), ("2026-12-01T12:00:00+00:00", False)]
)
def test_a_withdrawn_procedure_leaves_the_lists(withdrawn, read, moment, listed):
    with time_machine.travel(moment, tick=False):
        assert ("/procedures/old-way/" in read("southend", "/procedures/").content.decode()) is listed


def test_what_replaces_it_is_named(withdrawn, sites, read):
    """With the way there, on the reader's own site."""
    new = build.make_procedure(sites.home("set"), "New way", "new-way")
    build.publish(withdrawn, "2026-11-21", replaced_by=new)
    with time_machine.travel("2026-12-05T12:00:00+00:00", tick=False):
        page = " ".join(read("essex", "/procedures/old-way/").content.decode().split())
    assert 'Follow instead: <a href="/procedures/new-way/">New way</a>' in page
    assert "Superseded" in page


def test_searches_find_each_section_on_its_own_days(sites):
    """The version in force, the one to come from its day on, and nothing after the day it is withdrawn."""
    page = build.make_procedure(sites.home("set"), "Rule", "rule", section("How", "Old words."), on="2026-03-02")
    page = build.publish(
        page,
        "2026-11-20",
        significance="significant",
        change_summary="New.",
        effective_from=date(2026, 12, 1),
        body=build.with_sections(page, ("How", "How it is done", "New words.")),
    )
    build.publish(page, "2026-11-21", withdrawn_on=date(2027, 1, 1), withdrawn_why="Over.")
    found = Passage.objects.filter(page=page, source__startswith="version")
    assert sorted(found.values_list("title", "fragment", "text", "since", "until")) == [
        ("How", "how", "Old words.", date(2026, 3, 2), date(2026, 12, 1)),
        ("How it is done", "how", "New words.", date(2026, 12, 1), date(2027, 1, 1)),
    ]


def test_superseded_sections_are_not_kept_for_searches(sites):
    """Once its days are over nothing of a version is found."""
    page = build.make_procedure(sites.home("set"), "Rule", "rule", section("How", "Old words."), on="2026-03-02")
    build.publish(
        page, "2026-05-02", significance="minor", body=build.with_sections(page, ("How", "How", "New words."))
    )
    assert list(Passage.objects.filter(source__startswith="version").values_list("text", flat=True)) == ["New words."]


def test_files_of_every_published_version_may_be_opened_where_the_procedure_shows(sites):
    """Each with the days on which searches find it."""
    first, second = (get_document_model().objects.create(title=n, file=f"{n}.pdf") for n in ("one", "two"))
    page = build.make_procedure(sites.home("southend"), "Rule", "rule", on="2026-03-02", document=first)
    page = build.publish(page, "2026-05-02", significance="minor", document=second)
    for slug, expected in (("southend", {first.pk, second.pk}), ("thurrock", set()), ("set", set())):
        assert set(shown_on(Overlay.at(sites.site(slug)))) == expected
    [shown] = shown_on(Overlay.at(sites.site("southend")))[first.pk]
    assert (shown.since, shown.until, shown.url) == (date(2026, 3, 2), date(2026, 5, 2), "/procedures/rule/")
    page.unpublish()
    assert shown_on(Overlay.at(sites.site("southend"))) == {}
