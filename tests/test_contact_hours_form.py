"""Hours that cannot be right are refused, in words that name the days, and hours that can are taken (EC2)."""

import pytest
from django.conf import settings
from django.urls import reverse

from contacts.hours.checks import problems, shared_time
from contacts.hours.notation import parse
from content.source import read_records

from . import build
from .contacts import form_of
from .ground import laid

WEEK = "Mon-Fri 09:00-17:00; Sat-Sun,hol closed"

RIGHT = [
    "unknown",
    "always",
    "always; 2026-12-25 closed",
    WEEK,
    "Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat-Sun,hol closed",
    # Nights that end when the next begins, round the week and over bank holidays.
    "Mon-Thu 17:30-09:00; Fri 16:30-09:00; Sat-Sun,hol 09:00-09:00",
    "Mon-Sun 09:00-12:00; Mon-Sun 12:00-17:00; hol closed",
    # Wiltshire’s night, as two contacts of one service (GH10).
    "Mon-Fri 17:00-00:00; Sat-Sun,hol 09:00-00:00",
    "Mon-Sun,hol 00:00-09:00",
    f"{WEEK}; Mon-Sun,hol 08:00-20:00 text",
    f"{WEEK}; 2026-12-24 09:00-12:00; 2026-12-24 13:00-15:00; 2026-12-29..2026-12-31 closed",
    f"{WEEK}; 2026-12-24 closed text; 2026-12-24 09:00-12:00 voice",
    "Mon-Sat 09:00-09:00; Sun 09:00-10:00; hol 00:00-00:00",
]

WRONG = [
    ("always; Mon 09:00-17:00", "hours on a 24-hour line"),
    ("2026-12-24 09:00-12:00", "no row names a day of the week"),
    ("Mon-Fri 09:00-17:00", "Nothing is said about Saturday, Sunday and bank holidays: add a row for them, marked closed"),
    ("Mon-Sat 09:00-17:00; hol closed", "Nothing is said about Sunday: add a row for it"),
    ("Mon-Sun 09:00-17:00", "Nothing is said about bank holidays: add a row for them"),
    (f"{WEEK}; Mon 16:00-20:00", "Monday 9am to 5pm and Monday 4pm to 8pm overlap"),
    ("Mon-Sun 17:00-09:00; Tue 08:00-10:00; hol closed", "Monday 5pm to 9am the next morning and Tuesday 8am to 10am"),
    ("Sun 20:00-06:00; Mon-Sat 05:00-10:00; hol closed", "Sunday 8pm to 6am the next morning and Monday 5am to 10am"),
    ("Mon-Sun 00:00-00:00; Wed 12:00-13:00; hol closed", "Wednesday all day and Wednesday midday to 1pm overlap"),
    (f"{WEEK}; hol 10:00-12:00; hol 11:00-13:00", "Bank holidays 10am to midday and Bank holidays 11am to 1pm overlap"),
    (f"{WEEK}; Sat 10:00-12:00", "Saturday is both closed and open"),
    (f"{WEEK}; Mon-Fri 08:00-20:00 text", "For text messages: Nothing is said about Saturday, Sunday and bank holidays"),
    (f"{WEEK}; 2026-12-24 09:00-12:00; 2026-12-24 11:00-15:00", "The hours on 24 December 2026 overlap"),
    (f"{WEEK}; 2026-12-24 closed; 2026-12-20..2026-12-28 10:00-12:00", "24 December 2026 is both closed and open"),
    (f"{WEEK}; 2026-12-24 20:00-10:00; 2026-12-25 09:00-12:00", "The hours on 24 December 2026 overlap"),
]  # fmt: skip


@pytest.mark.parametrize("hours", RIGHT)
def test_hours_that_can_be_right(hours):
    assert problems(parse(hours)) == []


@pytest.mark.parametrize(("hours", "said"), WRONG)
def test_hours_that_cannot_be_right(hours, said):
    assert said in " ".join(problems(parse(hours)))


def test_a_whole_week_in_common_is_told_once():
    assert len(problems(parse(f"{WEEK}; Mon-Fri 16:00-20:00"))) == 1


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (WEEK, "Mon-Fri 17:00-09:00; Sat-Sun,hol 09:00-09:00", ""),
        (WEEK, "Mon-Fri 16:59-09:00; Sat-Sun,hol 09:00-09:00", "Monday 9am to 5pm and Monday 4.59pm to 9am"),
        ("Mon 09:00-17:00; Tue-Sun,hol closed", "Sun 22:00-10:00; Mon-Sat,hol closed", "Monday 9am to 5pm and Sunday 10pm"),
        ("hol 09:00-17:00; Mon-Sun closed", "Mon-Sun 09:00-17:00; hol closed", ""),
    ],
)  # fmt: skip
def test_when_two_answer_at_the_same_time(one, other, shared):
    said = shared_time(parse(one), parse(other))
    assert said.startswith(shared) and bool(said) == bool(shared)


def test_the_content_files_hold_none_of_this():
    """The hours of every contact that is loaded can be right."""
    for record in read_records(settings.BASE_DIR / "fixtures" / "contacts.yaml"):
        assert problems(parse(str(record.get("hours", "")))) == [], record["key"]


@laid
def door(sites):
    return build.make_contact("children-front-door", "Front door", "01702 215007", sites.site("southend"), hours=WEEK)


def post(client, contact, **changes):
    edit = reverse(contact.snippet_viewset.get_url_name("edit"), args=[contact.pk])
    return client.post(edit, form_of(contact, **changes))


def said_of_hours(response) -> str:
    assert response.status_code == 200, "nothing was refused"
    return " ".join(response.context["form"].formsets["opening_hours"].non_form_errors())


def test_a_day_taken_out_of_the_week_is_missed_next_to_the_rows(door, sign_in):
    """The closed row is deleted: the editor is told above the rows, and the contact stays as it was."""
    response = post(sign_in("Southend editors"), door, **{"opening_hours-1-DELETE": "1"})
    said = "Nothing is said about Saturday, Sunday and bank holidays"
    assert said in said_of_hours(response)
    assert said in response.text
    assert door.opening_hours.count() == 2


@pytest.mark.parametrize(
    ("answers", "said"),
    [("always", "hours on a 24-hour line"), ("unknown", "“We do not know when” above")],
)
def test_rows_and_what_is_chosen_above_them_must_agree(door, sign_in, answers, said):
    assert said in said_of_hours(post(sign_in("Southend editors"), door, answers=answers))


def test_hours_without_rows_are_refused(sites, sign_in):
    contact = build.make_contact("lado", "LADO", "01702 215008", sites.site("southend"))
    assert "no row names a day" in said_of_hours(post(sign_in("Southend editors"), contact, answers="hours"))


def test_a_row_that_is_wrong_by_itself_is_told_at_its_field(door, sign_in):
    """Half a pair of times: the message stands at the time, and nothing is said about the week."""
    response = post(sign_in("Southend editors"), door, **{"opening_hours-0-closes": ""})
    hours = response.context["form"].formsets["opening_hours"]
    assert "Give both times" in str(hours.forms[0].errors["closes"]) and not hours.non_form_errors()


def test_hours_that_can_be_right_are_saved(door, sign_in):
    assert post(sign_in("Southend editors"), door, **{"opening_hours-0-closes": "18:00"}).status_code == 302
    assert {str(row.closes) for row in door.opening_hours.all()} == {"18:00:00", "None"}
