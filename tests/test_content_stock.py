"""Procedures, reviews, reports, groups and events as they are shipped: all that the sources name, in their state, on the
right sites, with the right contacts."""

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from content.source import read_page
from events.models import EventPage, Session
from governance.models import Agency, GroupPage, StructurePage
from procedures.models import ProcedurePage, Version
from publications.models import AnnualReportPage
from reviews.models import LearningPoint, Recommendation, ReviewPage, Theme

from . import build
from .stock import EVENTS, GROUPS, LAST_DAY, REVIEWS, STOCK

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipped")]

PROCEDURES = sorted(Path(settings.BASE_DIR, "fixtures", "pages").glob("*/procedures/*.md"))
CHAPTERS = [file for file in PROCEDURES if "part: " in file.read_text()]

UNDER_REVIEW = ("police-protection", "safeguarding-arrangements")
NOT_UPLOADED = "The file has not been uploaded yet"


@cache
def covers(site: str, slug: str) -> set[str]:
    file = Path(settings.BASE_DIR, "fixtures", "pages", site, "procedures", f"{slug}.md")
    return set(read_page(file)[0].get("covers", []))


@pytest.mark.parametrize(("site", "slug", "kind", "known", "wanted", "ids"), STOCK)
def test_each_procedure_is_there_in_its_state(read, site, slug, kind, known, wanted, ids):
    """Its kind, its date as far as it is known, and whether its file is missing, said to the reader with whom to ask."""
    assert ids <= covers(site, slug)
    page = ProcedurePage.objects.get(url_path=f"/{site}/procedures/{slug}/")
    version = Version.objects.get(page=page)
    day = known if isinstance(known, date) else None
    assert (page.kind, version.effective_from, version.file_wanted) == (kind, day, wanted)
    assert version.edition == ("" if day else known)
    html = read(site, f"/procedures/{slug}/").content.decode()
    assert (NOT_UPLOADED in html) is wanted
    assert ("Under review" in html) is (slug in UNDER_REVIEW)
    assert re.search(r"In force\b", html)


def test_nothing_is_there_beside_the_stock():
    """A new file is written down here with what is known of it."""
    found = {(file.parts[-3], file.stem) for file in PROCEDURES}
    assert found == {(site, slug) for site, slug, *_ in STOCK}
    assert ProcedurePage.objects.live().count() == len(STOCK)


def test_the_set_procedures_count_from_the_first_of_july_2025(read):
    """On the day, not before, and the log has their four changes."""
    assert read("essex", "/procedures/set-procedures/2025-07-01/").status_code == 200
    assert read("essex", "/procedures/set-procedures/2025-06-30/").status_code == 404
    log = read("essex", "/procedures/amendments/").content.decode()
    for words in ("Working Together 2023, updated in", "2024 edition of Keeping", "(ICBs)", "brought up to date"):
        assert words in log


# site, chapter, words a reader finds there, words that stand on another site only
CONTACTS = [
    *[(slug, "child-deaths", ["24 hours", "01279 357996", "tpa-tr.SET-CDR-RRT@nhs.net"], []) for slug in build.AREAS],
    ("southend", "suspicious-injuries-and-bruising", ["01702 215007", "0345 606 1212"], ["01375", "0345 603 7627"]),
    ("thurrock", "suspicious-injuries-and-bruising", ["01375 652802", "01375 372468"], ["01702", "0345"]),
    ("essex", "suspicious-injuries-and-bruising", ["0345 603 7627", "0345 606 1212"], ["01375", "01702"]),
    ("set", "suspicious-injuries-and-bruising", ["01702 215007", "01375 652802", "0345 603 7627"], []),
    ("thurrock", "allegations", ["07762 406606", "LADO@thurrock.gov.uk", "Within 1 working day", "4.30pm"], ["01702"]),
    ("southend", "allegations", ["01702 215007", "senior manager", "Section 7"], ["07762", "1 working day", "01375"]),
    ("essex", "allegations", ["0345 603 7627", "senior manager", "Section 7"], ["07762", "1 working day", "01375"]),
    ("thurrock", "escalation", ["2020", "01375 652802"], ["01702"]),
    ("southend", "escalation", ["01702 215007"], ["2020", "01375"]),
    ("thurrock", "thresholds", ["2025-2027", "CAF", "01375 652802"], ["01702"]),
    ("southend", "thresholds", ["01702 215007"], ["2025-2027", "CAF", "01375"]),
    ("thurrock", "common-assessment-framework", ["one agency about one issue", "01375 652802"], ["01702"]),
    ("thurrock", "lead-professional", ["Team Around the Family", "One point of contact", "01375 652802"], ["01702"]),
    ("thurrock", "signs-of-safety", ["0 to 10", "Signs of Stability", "01375 652802"], ["01702"]),
]


@pytest.mark.parametrize(("site", "slug", "there", "elsewhere"), CONTACTS)
def test_a_chapter_gives_the_contacts_of_the_readers_area(read, site, slug, there, elsewhere):
    """And the facts that hold there, no others."""
    main = main_of(read(site, f"/procedures/{slug}/"))
    assert [words for words in there if words not in main] == []
    assert [words for words in elsewhere if words in main] == []


def main_of(response) -> str:
    html = response.content.decode()
    assert response.status_code == 200
    return html[html.index("<main") : html.index("</main")]


@pytest.mark.parametrize("site", ["set", "southend", "essex"])
def test_what_is_only_thurrocks_stays_there(read, site):
    """Not at its address, not in the lists, not in the manual, not in the words of a shared chapter."""
    own = {slug for where, slug, *_ in STOCK if where == "thurrock"} - {
        slug for where, slug, *_ in STOCK if where == "set"
    }
    assert own
    for slug in own:
        assert read(site, f"/procedures/{slug}/").status_code == 404
    shared = ["", "manual/", "amendments/", *(f"{slug}/" for where, slug, *_ in STOCK if where == "set")]
    for path in shared:
        main = main_of(read(site, f"/procedures/{path}"))
        assert not [slug for slug in own if f"/procedures/{slug}/" in main], path
        if site != "set":  # SET names the contacts of every area
            assert not re.search(r"Thurrock (?:LSCP|LADO|MASH|Emergency)|Signs of Safety|Brighter Futures", main), path


def test_links_to_chapters_and_sections_lead_there_on_every_site(read):
    """Whatever page they stand on, shared or own: the section is on the page that the reader gets."""
    pages: dict[tuple[str, str], str] = {}

    def text(site: str, path: str) -> str:
        if (site, path) not in pages:
            response = read(site, path)
            assert response.status_code == 200, (site, path)
            pages[site, path] = response.content.decode()
        return pages[site, path]

    seen = set()
    for site in build.AREAS:
        own = [slug for where, slug, *_ in STOCK if where in ("set", site)]
        for path in (*(f"/procedures/{slug}/" for slug in own), "/professionals/child-death-reviews/"):
            for target, anchor in re.findall(r'href="(/procedures/[\w-]+/)#([\w-]+)"', text(site, path)):
                assert f'id="{anchor}"' in text(site, target), (site, path, target, anchor)
                seen.add((site, target, anchor))
    assert len(seen) > 10


def test_shared_chapters_have_one_number_everywhere(read):
    """Own chapters come last in a part, so that people of two areas mean the same by “2.1”."""
    numbers: dict[str, set[str]] = {}
    for site in build.AREAS:
        html = read(site, "/procedures/").content.decode()
        for slug, number in re.findall(r'href="/procedures/([\w-]+)/"><span class="number">([\d.]+)<', html):
            numbers.setdefault(slug, set()).add(number)
    assert len(numbers) == len({file.stem for file in CHAPTERS})
    assert all(len(found) == 1 for found in numbers.values()), numbers


@pytest.mark.parametrize("file", CHAPTERS, ids=lambda file: f"{file.parts[-3]}/{file.stem}")
def test_a_chapter_begins_with_what_to_do_and_ends_with_who_can_help(file):
    """Whom to call stands before the second section; every section has a lasting name; the last says who can help."""
    _, body, _ = read_page(file)
    headings = re.findall(r"^## (.+)$", body, re.MULTILINE)
    assert headings[-1] == "Who can help {#help}"
    assert all(re.search(r"\{#[a-z0-9-]+\}$", heading) for heading in headings)
    first = body.split("\n## ")
    assert re.search(r"\{\{(emergency|children-front-door)\}\}", first[0] + first[1])


@pytest.mark.parametrize("file", PROCEDURES, ids=lambda file: f"{file.parts[-3]}/{file.stem}")
def test_no_number_of_our_own_chapters_is_typed(file):
    """The page adds them as they are today; only sections of the SET procedures themselves may be named by number."""
    body = read_page(file)[1].replace("Section 7 of the [SET", "").replace("Section 7 of the 2025 procedures", "")
    assert not re.search(r"\b(chapter|section|part)s? \d", body, re.IGNORECASE)


def test_every_review_is_there_in_its_state():
    """Each with its kind, its pseudonyms, what was decided, and what is known of its time; no lesson is made up."""
    found = {
        review.url_path: (
            *(review.kind, review.pseudonyms, review.decision),
            *(review.time_frame or review.published_note, review.report_wanted),
        )
        for review in ReviewPage.objects.live()
    }
    assert found == REVIEWS
    assert not LearningPoint.objects.exists() and not Recommendation.objects.exists()
    assert not ReviewPage.objects.exclude(published_on=None).exists()
    for review in ReviewPage.objects.filter(decision="not-published"):
        assert "do not have the review" in review.decision_reason and review.to_confirm
    baby = ReviewPage.objects.get(slug="ashley-and-shae")
    assert baby.ages == "7 weeks and 9 months" and [theme.slug for theme in baby.themes.all()] == ["babies", "injuries"]
    assert ReviewPage.objects.get(slug="frankie").ages == "15"
    about = ReviewPage.objects.get(slug="sudden-deaths-of-babies").partnerships.all()
    assert {partnership.short_name for partnership in about} == {"Southend", "Essex", "Thurrock"}
    assert all(theme.reviews.exists() for theme in Theme.objects.all())


def test_every_annual_report_is_there():
    """Thurrock's five with their years, each without its file; of Southend's only that there is one is known."""
    found = sorted((report.first_year, report.last_year) for report in AnnualReportPage.objects.live())
    assert found == [(2019, 2021), (2021, 2022), (2022, 2023), (2023, 2024), (2024, 2025)]
    for report in AnnualReportPage.objects.all():
        assert report.url_path == f"/thurrock/annual-reports/{report.first_year}-{report.last_year}/"
        assert report.file_wanted and report.published_on is None


def test_every_group_is_there_and_answers_to_the_right_one():
    """The 20 groups of the sources with their kind and place, and their members, by agency or role."""
    groups = GroupPage.objects.live().select_related("reports_to")
    assert {g.url_path: (g.kind, g.reports_to.slug if g.reports_to else None) for g in groups} == GROUPS
    assert all(g.reports_to.url_path.split("/")[1] == g.url_path.split("/")[1] for g in groups if g.reports_to)
    lscp = GroupPage.objects.get(url_path="/thurrock/about/partnership/")
    partners = [str(member) for member in lscp.members.filter(part="partner")]
    assert partners == ["Essex Police", "Thurrock Council", "Mid and South Essex Integrated Care Board"]
    assert lscp.established == "May 2019" and "Local Safeguarding Children Board" in lscp.replaces
    assert lscp.members.filter(part="relevant").count() == 5
    board = GroupPage.objects.get(slug="management-executive-board")
    assert (board.frequency, board.meeting_length, board.short_name) == ("four times a year", "2.5 hours", "MEB")
    assert board.terms_of_reference.slug == "meb-terms-of-reference"
    assert Agency.objects.count() == 11
    structures = {page.url_path for page in StructurePage.objects.live()}
    assert structures == {f"/{site}/about/structure/" for site in ("set", "thurrock", "southend")}


def test_every_event_is_there_and_all_of_them_are_past():
    """Meetings, workshops and dates to know with the days the sources give; training without days, and whom to ask."""
    found = {
        event.url_path: (
            event.kind,
            [(s.day, s.last_day, s.begins, s.ends, s.precision) for s in event.sessions.order_by("sort_order")],
        )
        for event in EventPage.objects.live()
    }
    assert found == EVENTS
    assert not Session.objects.filter(day__gt=LAST_DAY).exists()
    for event in EventPage.objects.filter(kind="training"):
        assert 'slug="business-team"' in event.how_to_book and event.to_confirm
    meetings = EventPage.objects.get(kind="meeting")
    assert meetings.group.slug == "management-executive-board"
    workshops = EventPage.objects.get(slug="child-exploitation-awareness-week-workshops")
    assert (workshops.place, workshops.cost) == ("Civic Offices and Microsoft Teams", "Free")
    assert (workshops.mode, workshops.organiser) == ("both", "Thurrock Council exploitation team")


def test_arrangements_and_terms_are_procedures():
    """So that their versions are kept, and the shelf finds them."""
    kinds = dict(ProcedurePage.objects.filter(kind__in=("arrangements", "terms")).values_list("url_path", "kind"))
    assert kinds == {
        "/thurrock/procedures/safeguarding-arrangements/": "arrangements",
        "/thurrock/procedures/meb-terms-of-reference/": "terms",
    }


def test_loading_again_changes_nothing(capsys):
    """What is shipped is loaded once: sessions keep their keys, and no page gets a new revision."""
    keys = set(Session.objects.values_list("key", flat=True))
    call_command("load_content")
    said = capsys.readouterr().out
    assert "unchanged" in said and "updated" not in said and "created" not in said
    assert set(Session.objects.values_list("key", flat=True)) == keys and len(keys) == Session.objects.count()
