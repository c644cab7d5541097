"""Every place that names a service says who answers now: strip, panel, card, chip, directory."""

import re

import pytest
import time_machine

from . import build
from .contacts import chip
from .ground import laid

DAY = "Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat-Sun,hol closed"
NIGHT = "Mon-Thu 17:30-09:00; Fri 16:30-09:00; Sat-Sun,hol 09:00-09:00"
MASH, TEAM = "tel:+441702215007", "tel:+443456061212"
NOON, EVENING = "2026-11-26T12:00:00+00:00", "2026-11-26T18:00:00+00:00"


@laid
def answering(sites):
    night = build.make_service("out-of-hours", "Out of hours team")
    day = build.make_service("children-front-door", "Children's front door", cover=night)
    site = sites.site("southend")
    build.make_contact(day, "MASH", "01702 215007", site, DAY)
    build.make_contact(night, "Duty team", "0345 606 1212", site, NIGHT)
    build.make_contact("police-non-emergency", "Police", "101", hours="always")
    build.make_contact("childline", "Childline", "0800 1111")
    build.make_standard(sites.home("set"), "Worry", "worry", f"Call {chip()}.")
    block = [("contact", {"service": day})]
    build.add(sites.home("set"), build.StandardPage(title="Card", slug="card-page", summary="x", body=block))


def parts(response) -> dict[str, str]:
    page = " ".join(response.content.decode().split())
    return {
        "strip": page.partition('class="help-strip"')[2].partition("<header")[0],
        "main": page.partition("<main")[2].partition("</main>")[0],
        "panel": page.partition('class="help-panel"')[2].partition("<footer")[0],
    }


def seen(part: str) -> list[str]:
    return [number for number in re.findall(r'href="(tel:[^"]+)"', part) if number in (MASH, TEAM)]


@pytest.mark.parametrize(("at", "now", "later"), [(NOON, MASH, TEAM), (EVENING, TEAM, MASH)])
def test_whoever_answers_now_comes_first_and_the_other_is_never_hidden(answering, read, at, now, later):
    with time_machine.travel(at, tick=False):
        words, card = parts(read("southend", "/worry/")), parts(read("southend", "/card-page/"))
    assert seen(words["strip"]) == [now]
    assert seen(words["main"]) == [now, later]
    assert seen(words["panel"]) == [now, later]
    assert seen(card["main"]) == [now, later]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOON, ["MASH on", "(from 5.30pm, Duty team on", "Open now, until 5.30pm", "Closed now, opens at 5.30pm"]),
        (EVENING, ["Duty team on", "(from 9am tomorrow, MASH on", "Open now, until 9am tomorrow"]),
        ("2026-12-24T20:00:00+00:00", ["(from 9am on Tuesday, MASH on", "Closed now, opens at 9am on Tuesday"]),
    ],
)
def test_it_is_said_until_when(answering, read, at, said):
    with time_machine.travel(at, tick=False):
        page = parts(read("southend", "/worry/"))
    whole = re.sub(r"<[^>]+>", "", page["main"] + page["panel"])
    for words in said:
        assert words in whole


def test_the_other_line_is_shown_with_its_hours(answering, read):
    with time_machine.travel(NOON, tick=False):
        assert "Monday to Thursday 5.30pm to 9am the next morning" in parts(read("southend", "/worry/"))["panel"]
    with time_machine.travel(EVENING, tick=False):
        assert "Monday to Thursday 9am to 5.30pm" in parts(read("southend", "/worry/"))["panel"]


def test_where_the_hours_are_not_known_both_stand_equally(answering, read, sites):
    from contacts.models import Contact

    Contact.objects.filter(site=sites.site("southend")).update(answers="unknown")
    build.forget()
    page = parts(read("southend", "/worry/"))
    assert seen(page["strip"]) == [MASH, TEAM]
    assert seen(page["main"]) == [MASH, TEAM]
    assert "We do not have their hours" in page["panel"]
    assert "Open now" not in page["panel"]


def test_on_set_no_area_comes_before_another(answering, read, sites):
    """GH7: each area under its name, and none in the strip."""
    build.make_contact("children-front-door", "Hub", "0345 603 7627", sites.site("essex"), DAY)
    with time_machine.travel(NOON, tick=False):
        page = parts(read("set", "/worry/"))
    assert seen(page["strip"]) == []
    headings = [page["panel"].index(f"Worried about a child in {area}") for area in ("Essex", "Southend", "Thurrock")]
    assert headings == sorted(headings)


def test_a_young_reader_sees_childline_in_the_strip_at_any_time(answering, read):
    """GH6 in the header: whatever the hour."""
    for at in (NOON, EVENING):
        with time_machine.travel(at, tick=False):
            strip = parts(read("southend", "/young-people/"))["strip"]
        assert "tel:+448001111" in strip
        assert "tel:999" in strip


def test_asked_by_day_for_the_team_of_the_night_it_says_who_to_call_now(answering, read):
    with time_machine.travel(NOON, tick=False):
        page = parts(read("southend", "/contacts/out-of-hours/"))["main"]
    assert seen(page) == [MASH, TEAM]
    assert "Now call MASH" in re.sub(r"<[^>]+>", "", page)
    with time_machine.travel(EVENING, tick=False):
        assert seen(parts(read("southend", "/contacts/out-of-hours/"))["main"]) == [TEAM]


def test_what_always_answers_is_not_said_to_be_open_until_something(answering, read):
    page = parts(read("southend", "/worry/"))["panel"]
    assert "All day, every day" in page.partition("tel:101")[2].partition("</div>")[0]
