"""No copy of a page is kept past the moment at which who answers changes (GH8)."""

import re

import pytest
import time_machine

from . import build
from .ground import laid

DAY = "Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat-Sun,hol closed"
NIGHT = "Mon-Thu 17:30-09:00; Fri 16:30-09:00; Sat-Sun,hol 09:00-09:00"
PATHS = ["/", "/get-help/", "/contacts/", "/contacts/children-front-door/", "/about/", "/nothing/"]


@laid
def answering(sites):
    """Southend's front door by day, its duty team at all other times, and a page that shows them."""
    night = build.make_service("out-of-hours")
    day = build.make_service("children-front-door", cover=night)
    build.make_contact(day, "Day team", "01702 215007", sites.site("southend"), DAY)
    build.make_contact(night, "Night team", "0345 606 1212", sites.site("southend"), NIGHT)
    build.make_standard(sites.home("set"), "About", "about")


def max_age(response) -> int:
    return int(re.search(r"max-age=(\d+)", response["Cache-Control"])[1])


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("slug", ["southend", "set"])
def test_ten_seconds_before_the_change_over_a_page_is_kept_for_ten_seconds(answering, read, slug, path):
    with time_machine.travel("2026-11-26T17:29:50+00:00", tick=False):
        assert max_age(read(slug, path)) == 10
    with time_machine.travel("2026-11-26T17:29:59.9+00:00", tick=False):
        assert max_age(read(slug, path)) == 0


def test_after_the_change_over_the_other_line_comes_first(answering, read):
    """What was got at 17:29:50 has expired by 17:30:00, and what is got then is right."""
    with time_machine.travel("2026-11-26T17:29:50+00:00", tick=False):
        before = strip(read("southend", "/about/"))
    with time_machine.travel("2026-11-26T17:30:00+00:00", tick=False):
        after = strip(read("southend", "/about/"))
    assert "tel:+441702215007" in before
    assert "tel:+443456061212" not in before
    assert "tel:+443456061212" in after
    assert "tel:+441702215007" not in after


def strip(response) -> str:
    return response.content.decode().partition('class="help-strip"')[2].partition("<header")[0]


@pytest.mark.parametrize(
    ("at", "seconds"),
    [
        ("2026-11-26T12:00:00+00:00", 60),  # nothing changes soon
        ("2026-11-26T23:59:45+00:00", 15),  # midnight: “tomorrow” becomes “today”
        ("2026-07-01T22:59:45+00:00", 15),  # in summer London's midnight is an hour before UTC's
        ("2026-07-02T16:29:30+00:00", 30),  # and so is its half past five
    ],
)
def test_a_minute_at_most_and_never_past_a_change(answering, read, at, seconds):
    with time_machine.travel(at, tick=False):
        assert max_age(read("southend", "/about/")) == seconds
        assert max_age(read("southend", "/about/")) == seconds, "remembered or not"


def test_a_copy_is_asked_for_anew_once_it_is_old(answering, read):
    assert "must-revalidate" in read("southend", "/")["Cache-Control"]


def test_what_staff_are_shown_is_kept_by_nobody(answering, sign_in):
    response = sign_in("Southend editors").get("/about/")
    assert response["Cache-Control"] == "private, no-cache"


def test_a_changed_contact_changes_the_moment(answering, read):
    """What is remembered of the next change-over is forgotten when somebody changes the hours."""
    from contacts.models import Contact

    with time_machine.travel("2026-11-26T16:59:50+00:00", tick=False):
        assert max_age(read("southend", "/")) == 60
        row = Contact.objects.get(name="Day team").opening_hours.first()
        row.closes = "17:00"
        row.save()
        assert max_age(read("southend", "/")) == 10
