"""Staff are told of times ahead at which nobody answers: the front door and its cover both closed."""

from datetime import date, datetime, time

import pytest
import time_machine
from django.urls import reverse

from contacts.gaps import closed, gaps
from contacts.hours import LONDON
from contacts.models import Contact, OpeningHours

from . import build
from .ground import laid

DAY = "Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat-Sun,hol closed"
NIGHT = "Mon-Thu 17:30-09:00; Fri 16:30-09:00; Sat-Sun,hol 09:00-09:00"
NOW = datetime(2026, 12, 14, 12, tzinfo=LONDON)


@laid
def covered(sites):
    """Southend's front door by day and its cover at all other times."""
    night = build.make_service("out-of-hours", "Out of hours")
    day = build.make_service("children-front-door", "Children’s front door", cover=night)
    build.make_contact(day, "Day team", "01702 215007", sites.site("southend"), DAY)
    build.make_contact(night, "Night team", "0345 606 1212", sites.site("southend"), NIGHT)
    return sites


def on(name: str, day: date, opens: time | None = None, closes: time | None = None) -> None:
    """A row for one date; without times, closed."""
    contact = Contact.objects.get(name=name)
    row = {"opens": opens, "closes": closes, "closed": opens is None}
    OpeningHours.objects.create(contact=contact, first=day, sort_order=9, **row)


def told(at: datetime = NOW) -> list[str]:
    return [str(gap) for gap in gaps(at)]


def test_cover_without_a_gap_is_not_mentioned(covered):
    """Over Christmas too: bank holidays are the cover's."""
    assert told() == [] and told(datetime(2026, 12, 24, tzinfo=LONDON)) == []


def test_a_date_entered_for_one_only_is_a_gap(covered):
    """The day team closes early on Christmas Eve, and nobody told the night team."""
    on("Day team", date(2026, 12, 24), time(9), time(13))
    services = "(Children’s front door, Out of hours)"
    assert told() == [f"Southend: nobody answers on 24 December 2026 from 1pm to 5.30pm {services}"]
    on("Night team", date(2026, 12, 24), time(13), time(9))
    assert told() == []


@pytest.mark.parametrize(
    ("at", "seen"),
    [
        (datetime(2026, 12, 10, 23, 59, tzinfo=LONDON), False),  # more than fourteen days ahead
        (datetime(2026, 12, 11, 0, 0, tzinfo=LONDON), True),
        (datetime(2026, 12, 24, 17, 29, 59, tzinfo=LONDON), True),
        (datetime(2026, 12, 24, 17, 30, tzinfo=LONDON), False),  # over
    ],
)
def test_fourteen_days_ahead_and_until_it_is_over(covered, at, seen):
    on("Day team", date(2026, 12, 24), time(9), time(13))
    assert bool(told(at)) == seen


def test_a_gap_past_midnight_names_both_days(covered):
    on("Night team", date(2026, 12, 17))
    assert told()[0].startswith(
        "Southend: nobody answers from 5.30pm on 17 December 2026 to 9am on 18 December 2026 (Children’s"
    )


def test_a_gap_until_midnight_is_that_days(covered):
    on("Night team", date(2026, 12, 17), time(0), time(9))
    on("Night team", date(2026, 12, 18), time(0), time(9))
    assert told()[0].startswith("Southend: nobody answers on 17 December 2026 from 5.30pm to midnight")


def test_hours_that_nobody_knows_are_no_gap_and_nor_is_a_service_without_cover(covered):
    build.make_contact(
        "lado", "LADO", "01702 534600", covered.site("southend"), "Mon-Fri 09:00-17:00; Sat-Sun,hol closed"
    )
    build.make_contact("out-of-hours", "Thurrock night", "01375 372468", covered.site("thurrock"))
    build.make_contact("children-front-door", "Thurrock day", "01375 652802", covered.site("thurrock"), DAY)
    assert told() == []


def test_where_the_cover_is_missing_every_night_is_a_gap(covered):
    build.make_contact("children-front-door", "Thurrock day", "01375 652802", covered.site("thurrock"), DAY)
    starts = [gap.start.strftime("%a %d") for gap in gaps(NOW) if gap.area == "Thurrock"]
    nights = ["Mon 14", "Tue 15", "Wed 16", "Thu 17", "Fri 18", "Mon 21", "Tue 22", "Wed 23", "Thu 24"]
    assert starts == nights, "weekends and bank holidays are one gap with the night before"


def test_of_nobody_there_is_nothing_to_say():
    assert closed([], NOW, datetime(2027, 1, 1, tzinfo=LONDON)) == []


def test_the_clock_change_makes_no_gap(covered):
    assert told(datetime(2026, 10, 20, tzinfo=LONDON)) == [] and told(datetime(2027, 3, 20, tzinfo=LONDON)) == []


@pytest.mark.parametrize(
    ("group", "seen"),
    [("Southend editors", True), ("Administrators", True), ("Thurrock editors", False), ("Comms", False)],
)
def test_those_who_keep_the_areas_contacts_see_it_on_their_first_page(covered, sign_in, group, seen):
    on("Day team", date(2026, 12, 24), time(9), time(13))
    with time_machine.travel(NOW, tick=False):
        page = sign_in(group).get(reverse("wagtailadmin_home"))
    assert ("Southend: nobody answers on 24 December 2026 from 1pm to 5.30pm" in page.text) == seen
