"""The statutory shelf: where each duty is met, when it is due, how it stands, for readers and for the partnership's own staff."""

import re
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from wagtail import hooks

from governance.to_publish import ToPublish
from portal.overlay import Overlay
from portal.shelf import SHELF, SOON, Duty, Kept, State, shelf

from . import build
from .governance import make_arrangements, make_structure, without_text

NOON = datetime(2026, 11, 26, 12)
DUE = date(2027, 3, 1)
LATER = date(2027, 11, 1)


@pytest.mark.parametrize(
    ("kept", "day", "state"),
    [
        (Kept(Duty.REVIEWS), DUE, State.MISSING),
        (Kept(Duty.REVIEWS, path="/x/"), DUE, State.ELSEWHERE),
        (Kept(Duty.REVIEWS, path="/x/", due=DUE), DUE + timedelta(1), State.ELSEWHERE),
        (Kept(Duty.REVIEWS, path="/x/", here=True), DUE, State.HERE),
        (Kept(Duty.REVIEWS, path="/x/", here=True, due=DUE), DUE - SOON - timedelta(1), State.HERE),
        (Kept(Duty.REVIEWS, path="/x/", here=True, due=DUE), DUE - SOON, State.SOON),
        (Kept(Duty.REVIEWS, path="/x/", here=True, due=DUE), DUE, State.SOON),
        (Kept(Duty.REVIEWS, path="/x/", here=True, due=DUE), DUE + timedelta(1), State.OVERDUE),
        (Kept(Duty.REVIEWS, path="/x/", here=True, is_empty=True), DUE, State.NONE),
    ],
)
def test_how_a_duty_stands_on_a_day(kept, day, state):
    """The due day is the last in time, the warning begins sixty days before; what cannot be read here is not “published”."""
    assert kept.state(day) == state


@pytest.fixture
def kept(sites):
    """SET has the pages of a website and a threshold document; Thurrock its arrangements, under review; Essex named ones only."""
    make_structure(sites.home("set"))
    for slug in ("accessibility", "privacy"):
        build.make_standard(sites.home("set"), slug.title(), slug, review_due=LATER)
    build.make_procedure(
        sites.home("set"), "Thresholds", "thresholds", kind="threshold", edition="2025", review_by=LATER
    )
    make_arrangements(sites.home("thurrock"), "How Thurrock works together", review_by=DUE)
    make_arrangements(sites.home("essex"), "How Essex works together", ())
    return sites


def states(sites, slug: str, at: datetime = NOON) -> dict[str, str]:
    return {str(row.duty): str(row.state) for row in shelf(Overlay.at(sites.site(slug)), at).rows}


def test_each_site_has_the_duties_that_are_its_own(kept):
    """What is shared counts everywhere; a file that is still to come is not here; SET has the duties of a website."""
    common = {"accessibility": "here", "privacy": "here"}
    nothing = {"annual-report": "missing", "reviews": "missing"}
    assert states(kept, "set") == common
    assert states(kept, "thurrock") == {"arrangements": "here", "thresholds": "here", **nothing, **common}
    assert states(kept, "essex") == {"arrangements": "elsewhere", "thresholds": "here", **nothing, **common}
    assert states(kept, "southend") == {"arrangements": "missing", "thresholds": "here", **nothing, **common}


def test_an_own_document_counts_before_a_shared_one_and_one_to_be_read_before_one_that_is_named(kept):
    home = kept.home("southend")
    without_text(build.make_procedure(home, "Southend’s thresholds", "own-thresholds", kind="threshold"))
    row = shelf(Overlay.at(kept.site("southend")), NOON).rows[1]
    assert (row.kept.title, row.state) == ("Thresholds", State.HERE)
    build.make_procedure(home, "Southend’s continuum", "continuum", kind="threshold", edition="2024")
    row = shelf(Overlay.at(kept.site("southend")), NOON).rows[1]
    assert (row.kept.title, row.kept.dated) == ("Southend’s continuum", "edition of 2024")


def test_what_is_withdrawn_or_has_not_begun_is_missing(kept):
    page = make_arrangements(kept.home("southend"), "Coming", slug="coming", effective_from=date(2027, 1, 1))
    assert states(kept, "southend")["arrangements"] == "missing"
    assert states(kept, "southend", datetime(2027, 1, 1, 0, 0, 1))["arrangements"] == "here"
    build.publish(page, "2026-11-20", withdrawn_on=date(2027, 2, 1), withdrawn_why="Over.")
    assert states(kept, "southend", datetime(2027, 1, 31, 23, 59))["arrangements"] == "here"
    assert states(kept, "southend", datetime(2027, 2, 1))["arrangements"] == "missing"


def words(response) -> str:
    assert response.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def test_the_page_says_it_all_in_words(kept, read):
    """Rule and source, where it is, its day, when it is due, that it is under review, and how it stands."""
    with time_machine.travel(NOON, tick=False):
        response = read("thurrock", "/about/what-we-must-publish/")
    html, said = response.content.decode(), words(response)
    for duty in Duty:
        assert f"{duty.label} {duty.rule} {duty.source}." in said
    assert (
        "Published How Thurrock works together Dated: 1 January 2023. Review due by 1 March 2027. "
        "Under review. It counts until a new version takes its place." in said
    )
    assert 'href="/procedures/arrangements/"' in html
    assert "Not published here We have nothing of this kind on this site." in said
    assert '<li><a href="/about/">About us</a></li>' in html  # the way back
    assert 'rel="canonical" href="http://thurrock.localhost/about/what-we-must-publish/"' in html


def test_on_set_the_partnerships_stand_side_by_side(kept, read):
    """Each with its state and the way to its own site."""
    with time_machine.travel(NOON, tick=False):
        response = read("set", "/about/what-we-must-publish/")
    html, said = response.content.decode(), words(response)
    for state in ("Essex Not on this site yet", "Southend Not published here", "Thurrock Published How Thurrock"):
        assert state in said
    assert 'href="http://thurrock.localhost/procedures/arrangements/"' in html
    assert html.count("<h3>Thurrock</h3>") == len(Duty)


def test_the_page_is_one_step_from_everywhere(kept, read):
    """In the footer, and on the page of the structure; whatever is added to its address changes nothing."""
    for path in ("/", "/about/structure/"):
        assert 'href="/about/what-we-must-publish/"' in read("essex", path).content.decode()
    assert read("essex", "/about/what-we-must-publish/?page=%00&at=9999-99-99").status_code == 200


def panel(client, sites, at: datetime) -> dict[str, list[tuple[str, str]]]:
    """What the admin's first page asks for, by partnership."""
    request = client.get(reverse("wagtailadmin_home")).wsgi_request
    request.user, request.at = client.staff, at
    shelves = ToPublish(request).shelves
    return {
        each.overlay.partnership.short_name: [(row.duty.value, row.state.value) for row in each.to_do]
        for each in shelves
    }


def test_staff_are_told_of_their_own_partnership(kept, sign_in):
    """What is missing, named only, due soon or overdue; nothing of a neighbour's, nothing to who edits no site."""
    nothing = [("annual-report", "missing"), ("reviews", "missing")]
    days = [
        (datetime(2026, 12, 30, 23, 59), nothing),
        (datetime(2026, 12, 31), [("arrangements", "soon"), *nothing]),
        (datetime(2027, 3, 1, 23, 59), [("arrangements", "soon"), *nothing]),
        (datetime(2027, 3, 2), [("arrangements", "overdue"), *nothing]),
    ]
    client = sign_in("Thurrock editors")
    for at, expected in days:
        assert panel(client, kept, at) == {"Thurrock": expected}, at
    keeper = sign_in("SET publishers")
    assert panel(keeper, kept, NOON) == {}
    assert panel(keeper, kept, datetime(2027, 11, 2)) == {"SET": [("accessibility", "overdue"), ("privacy", "overdue")]}
    assert panel(sign_in("Comms"), kept, NOON) == {}
    html = " ".join(client.get(reverse("wagtailadmin_home")).content.decode().split())
    assert "What we must publish" in html
    assert "Essex Safeguarding" not in html
    assert 'href="http://thurrock.localhost/about/what-we-must-publish/"' in html


def test_any_app_may_answer_for_a_duty(kept):
    """The first that can be read there counts, whoever says so."""

    def keeps(overlay, at):
        yield Kept(Duty.REVIEWS, "Reviews elsewhere", "/elsewhere/")
        yield Kept(Duty.REVIEWS, "Reviews", "/reviews/", here=True)

    with hooks.register_temporarily(SHELF, keeps):
        assert states(kept, "southend")["reviews"] == "here"


def test_a_partnerships_own_statement_counts_on_its_site_alone(kept):
    """Here a note of Southend's adds to the shared one, and Essex has a statement of its own, long overdue."""
    build.make_note(kept.home("southend"), "privacy", "Write to us.")
    build.make_standard(kept.home("essex"), "Ours", "accessibility", review_due=date(2022, 1, 1))
    assert states(kept, "southend")["privacy"] == "here"
    assert states(kept, "essex")["accessibility"] == "overdue"
    assert states(kept, "thurrock")["accessibility"] == "here"
