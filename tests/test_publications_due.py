"""AR1, a report in every twelve months: when the next is due, what the shelf says of it, and who is warned, to the second."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from portal.moments import LONDON
from portal.overlay import Overlay
from portal.shelf import Duty, State, shelf
from publications.due import due_after
from publications.models import AnnualReportPage

from . import build
from .publications import make_chapter, make_report


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("published_on", "period_ends", "due"),
    [
        (date(2025, 10, 3), None, date(2026, 10, 3)),
        (date(2024, 2, 29), None, date(2025, 2, 28)),
        (None, date(2025, 8, 31), date(2026, 8, 31)),
        (None, None, date(2026, 3, 31)),
        (date(2025, 10, 3), date(2025, 3, 31), date(2026, 10, 3)),
    ],
)
def test_the_next_is_due_twelve_months_after_the_last(published_on, period_ends, due):
    """After its publication; where that is not known, after the last day it reports on."""
    report = AnnualReportPage(first_year=2024, last_year=2025, published_on=published_on, period_ends=period_ends)
    assert due_after(report) == due


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-08-03T23:59:59", State.HERE),
        ("2026-08-04T00:00:00", State.SOON),
        ("2026-10-03T23:59:59", State.SOON),
        ("2026-10-04T00:00:00", State.OVERDUE),
    ],
)
def test_the_warning_comes_sixty_days_before_and_turns_after_the_day(sites, moment, state):
    """London days, in summer time too: due on 3 October 2026."""
    report = make_report(sites.home("thurrock"), published_on=date(2025, 10, 3))
    make_chapter(report, "Work")
    at = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
    [row] = [each for each in shelf(Overlay.at(sites.site("thurrock")), at).rows if each.duty == Duty.ANNUAL_REPORT]
    assert (row.state, row.kept.due, row.kept.path) == (state, date(2026, 10, 3), "/annual-reports/2024-2025/")


def on_the_shelf(sites, slug: str, at: datetime) -> tuple:
    rows = [row for row in shelf(Overlay.at(sites.site(slug)), at).rows if row.duty == Duty.ANNUAL_REPORT]
    return [(row.state, row.kept.title, row.kept.due) for row in rows]


def test_what_counts_is_the_partnerships_own_newest_live_report(sites):
    """Not SET's, not a draft, not a neighbour's; a report that is only named is not on the site yet."""
    at = datetime(2025, 11, 1, 12, tzinfo=LONDON)
    make_report(sites.home("set"), 2025, title="Shared")
    make_report(sites.home("essex"), 2024, title="Old", published_on=date(2024, 12, 1))
    named = make_report(sites.home("thurrock"), 2025, title="Named", file_wanted=True)
    draft = make_report(sites.home("essex"), 2025, title="New", live=False, published_on=date(2025, 10, 1))
    assert on_the_shelf(sites, "southend", at) == [(State.MISSING, "", None)]
    assert on_the_shelf(sites, "thurrock", at) == [(State.ELSEWHERE, "Named", date(2026, 3, 31))]
    assert on_the_shelf(sites, "essex", at) == [(State.ELSEWHERE, "Old", date(2025, 12, 1))]
    assert on_the_shelf(sites, "set", at) == []
    named.document = build.make_document("Paper", b"%PDF-1.7")
    named.save()
    draft.save_revision().publish()
    make_chapter(draft, "Work")
    assert on_the_shelf(sites, "thurrock", at) == [(State.HERE, "Named", date(2026, 3, 31))]
    assert on_the_shelf(sites, "essex", at) == [(State.HERE, "New", date(2026, 10, 1))]


def test_those_who_write_a_partnerships_pages_are_warned(sites, sign_in, time_machine):
    """On the first page of the admin, from sixty days before: of theirs, not of a neighbour's; SET's staff of none."""
    for slug in ("southend", "thurrock", "essex"):
        make_chapter(make_report(sites.home(slug), title=f"Report of {slug}", published_on=date(2025, 10, 3)), "Work")
    staff = {who: sign_in(who) for who in ("Thurrock publishers", "Essex editors", "SET publishers", "Comms")}

    def first_page(who: str) -> str:
        return " ".join(staff[who].get(reverse("wagtailadmin_home")).content.decode().split())

    expected = {
        "2026-08-03T12:00:00+01:00": "",
        "2026-08-04T12:00:00+01:00": "Published, due again soon. Next report due by 3 October 2026.",
        "2026-10-04T12:00:00+01:00": "Published, overdue. Next report was due by 3 October 2026.",
    }
    for moment, words in expected.items():
        time_machine.move_to(datetime.fromisoformat(moment), tick=False)
        for who, area in (("Thurrock publishers", "thurrock"), ("Essex editors", "essex")):
            page = first_page(who)
            assert (f"Report of {area}" in page and words in page) if words else "Annual report:" not in page
            assert "Report of southend" not in page
        assert "Annual report:" not in first_page("SET publishers") + first_page("Comms")
    make_chapter(make_report(sites.home("thurrock"), 2026, published_on=date(2026, 10, 4)), "Work")
    assert "Annual report:" not in first_page("Thurrock publishers")
