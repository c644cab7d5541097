"""What is due is told: to staff on the admin's first page, and to whoever keeps the contact by mail, once and then weekly."""

import re
from datetime import date, datetime

import pytest
import time_machine
from django.core import mail
from django.core.checks import run_checks
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from contacts.hours import LONDON, bank_holidays
from contacts.models import Contact
from portal import tick

from . import build
from .contacts import front_doors
from .ground import laid

CHECKED = date(2026, 11, 12)  # due on 12 May 2027, long overdue from 11 June
KEEPER = "keeper@example.org"


@laid
def kept(sites):
    """Three front doors, Southend's and Essex's kept by one person, Thurrock's by nobody; all checked on the same day."""
    doors = front_doors(sites)
    Contact.objects.update(confirmed_on=CHECKED)
    for slug in ("southend", "essex"):
        Contact.objects.filter(pk=doors[slug].pk).update(owner=KEEPER)
    return doors


def tick_at(when: str) -> list[mail.EmailMessage]:
    """The mails of the tick at this London time."""
    before = len(mail.outbox)
    assert tick.run(datetime.fromisoformat(when).replace(tzinfo=LONDON)) == []
    return mail.outbox[before:]


def test_a_keeper_gets_one_mail_with_all_that_is_due(kept):
    sent = tick_at("2027-05-12T08:00")
    assert [message.to for message in sent] == [[KEEPER]]
    body = sent[0].body
    assert "Southend front door" in body and "Essex front door" in body and "Thurrock" not in body
    assert "01702 215007" in body and "due on 12 May 2027" in body and "Last checked on 12 November 2026" in body
    assert sent[0].subject == "Please check 2 contacts"
    assert "<" not in body and "&" not in body


def test_on_the_day_it_is_due_and_every_week_until_it_is_confirmed(kept):
    """Ticks come every minute; mails at eight, or with the first tick after it."""
    days = (
        "2027-05-11",
        "2027-05-12",
        "2027-05-13",
        "2027-05-18",
        "2027-05-19",
        "2027-05-20",
        "2027-05-26",
        "2027-06-20",
    )
    ticks = [f"{day}T{clock}" for day in days for clock in ("00:00", "07:59", "08:00", "08:01", "15:30", "23:59")]
    told = [when for when in ticks if tick_at(when)]
    assert told == ["2027-05-12T08:00", "2027-05-19T08:00", "2027-05-26T08:00", "2027-06-20T08:00"]


def test_a_tick_that_comes_late_tells_it_late(kept):
    assert len(tick_at("2027-05-14T16:45")) == 1
    assert tick_at("2027-05-14T16:46") == [] and tick_at("2027-05-15T09:00") == []


def test_eight_is_londons(kept):
    """In summer that is seven by UTC."""
    assert tick.run(datetime.fromisoformat("2027-05-12T06:59:00+00:00")) == [] and not mail.outbox
    tick.run(datetime.fromisoformat("2027-05-12T07:00:00+00:00"))
    assert len(mail.outbox) == 1


def test_confirming_it_ends_the_mails_until_the_next_check(kept, sign_in):
    tick_at("2027-05-12T08:00")
    with time_machine.travel("2027-05-13T10:00:00+01:00", tick=False):
        client = sign_in("Administrators")
        for slug in ("southend", "essex"):
            client.post(reverse(Contact.snippet_viewset.get_url_name("confirm"), args=[kept[slug].pk]))
    assert tick_at("2027-05-20T08:00") == [] and tick_at("2027-11-12T08:00") == []
    assert len(tick_at("2027-11-13T08:00")) == 1


def test_a_date_changed_by_hand_begins_anew(kept):
    """What was told of the last check says nothing of the next."""
    tick_at("2027-05-12T08:00")
    Contact.objects.filter(owner=KEEPER).update(next_check=date(2027, 5, 14))
    assert tick_at("2027-05-13T08:00") == [] and len(tick_at("2027-05-14T08:00")) == 1


def test_what_falls_due_in_between_is_told_with_what_is_due_already(kept):
    tick_at("2027-05-12T08:00")
    Contact.objects.filter(pk=kept["thurrock"].pk).update(owner=KEEPER.upper(), next_check=date(2027, 5, 15))
    body = tick_at("2027-05-15T08:00")[0].body
    assert "Thurrock front door" in body and "Southend front door" in body
    assert tick_at("2027-05-19T08:00") == [] and len(tick_at("2027-05-22T08:00")) == 1


def test_each_keeper_hears_of_their_own_only(kept):
    Contact.objects.filter(pk=kept["essex"].pk).update(owner="essex@example.org")
    sent = {message.to[0]: message.body for message in tick_at("2027-05-12T08:00")}
    assert "Essex" not in sent[KEEPER] and "Southend" not in sent["essex@example.org"]


def test_without_a_keeper_or_never_confirmed_nobody_is_written_to(kept):
    Contact.objects.filter(pk=kept["southend"].pk).update(confirmed_on=None)
    Contact.objects.filter(pk=kept["essex"].pk).update(owner="")
    assert tick_at("2027-05-12T08:00") == []


def test_the_link_leads_to_the_button_and_answers_go_to_the_partnership(kept, settings, sites, sign_in):
    settings.WAGTAILADMIN_BASE_URL = "https://set.example"
    partnership = sites.partnership("southend")
    partnership.feedback_address = "office@example.org"
    partnership.save()
    Contact.objects.filter(pk=kept["essex"].pk).update(owner="")
    message = tick_at("2027-05-12T08:00")[0]
    link = re.search(r"https://set\.example(/\S+)", message.body)[1]
    assert sign_in("Southend editors").get(link).status_code == 200
    assert message.reply_to == ["office@example.org"] and "answer this message" in message.body


def test_staff_only_words_are_not_mailed(kept):
    """The keeper may be outside the partnership."""
    Contact.objects.update(to_confirm="Ask whether Ms Smith still works there.")
    assert "Smith" not in tick_at("2027-05-12T08:00")[0].body


def test_a_mail_that_cannot_be_sent_is_tried_again_and_keeps_no_other_from_going(kept, monkeypatch, caplog):
    Contact.objects.filter(pk=kept["essex"].pk).update(owner="essex@example.org")
    real = EmailBackend.send_messages

    def refuses(self, messages):
        if messages[0].to == [KEEPER]:
            raise OSError("the mail server is away")
        return real(self, messages)

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", refuses)
        assert [message.to for message in tick_at("2027-05-12T08:00")] == [["essex@example.org"]]
    assert "the mail server is away" in caplog.text and KEEPER not in caplog.text
    assert [message.to for message in tick_at("2027-05-12T08:01")] == [[KEEPER]]
    assert tick_at("2027-05-12T08:02") == []


def test_the_tick_costs_the_same_with_1_and_20_contacts_of_which_none_is_due(sites):
    tick_at("2027-01-12T08:00")  # what is done once a day is done
    counts = []
    for number in range(20):
        build.make_contact("lado", f"Contact {number}", "01702 534600", owner=KEEPER, confirmed_on=CHECKED)
        if number in (0, 19):
            with CaptureQueriesContext(connection) as queries:
                tick_at("2027-01-12T08:01")
            counts.append(len(queries))
    assert counts[0] == counts[1]


def panel(sign_in, group: str, at: str) -> str:
    """What the panel on the first page says to somebody of the group at this London time; nothing if there is none."""
    with time_machine.travel(datetime.fromisoformat(at).replace(tzinfo=LONDON), tick=False):
        page = sign_in(group).get(reverse("wagtailadmin_home")).text
    assert "Dashboard" in page
    return " ".join(re.sub(r"<[^>]+>", " ", page.partition("Contacts to check")[2]).split())


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("2027-05-11T12:00", ["1 contact to be confirmed", "1 contact kept by nobody"]),
        ("2027-05-12T12:00", ["1 contact due to be checked", "1 contact to be confirmed", "1 contact kept by nobody"]),
        ("2027-06-11T12:00", ["1 contact long overdue", "1 contact to be confirmed", "1 contact kept by nobody"]),
    ],
)
def test_staff_see_how_many_of_their_own_wait_with_a_link_to_them(kept, sites, sign_in, at, said):
    build.make_contact("lado", "Southend LADO", "01702 534600", sites.site("southend"))
    shown = panel(sign_in, "Southend editors", at)
    assert all(words in shown for words in said)
    assert ("1 contact due" in shown) == ("1 contact due" in " ".join(said))


def test_the_links_of_the_panel_list_what_was_counted(kept, sign_in):
    with time_machine.travel("2027-05-12T12:00:00+01:00", tick=False):
        client = sign_in("Southend editors")
        home = client.get(reverse("wagtailadmin_home")).text
        link = re.search(r'href="([^"]+check=due[^"]*)"', home)[1]
        listed = client.get(link).text
    assert "Southend front door" in listed and "Essex front door" not in listed


def test_who_keeps_no_contacts_is_told_nothing(kept, sign_in):
    assert panel(sign_in, "Comms", "2027-05-12T12:00") == ""


def test_the_first_page_costs_the_same_with_1_and_20_contacts(sites, sign_in):
    client, counts = sign_in("Southend editors"), []
    for number in range(20):
        build.make_contact("lado", f"Contact {number}", "01702 534600", sites.site("southend"))
        if number in (0, 19):
            client.get(reverse("wagtailadmin_home"))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("wagtailadmin_home"))
            counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.fixture
def data_that_ends(monkeypatch):
    """Bank holidays known up to 2027."""
    known = bank_holidays.of_year
    monkeypatch.setattr(bank_holidays, "of_year", lambda year: known(year) if year <= 2027 else None)


@pytest.mark.parametrize(
    ("at", "years"),
    [("2026-12-31T08:00", []), ("2027-01-01T08:00", ["2028"]), ("2028-01-01T08:00", ["2028", "2029"])],
)
def test_the_end_of_the_bank_holiday_data_raises_the_alarm_a_year_ahead(
    kept, data_that_ends, sign_in, caplog, at, years
):
    """GH5: in the log as an error once a day, in the system check, and before staff."""
    shown = panel(sign_in, "Southend editors", at)
    with time_machine.travel(datetime.fromisoformat(at).replace(tzinfo=LONDON), tick=False):
        checks = [each.msg for each in run_checks() if each.id == "contacts.W001"]
    tick_at(at)
    tick_at(at.replace("08:00", "08:01"))
    errors = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert len(checks) == len(errors) == len(years)
    for year, check, error in zip(years, checks, errors, strict=True):
        assert year in check and year in error and f"bank holidays of {year} are not known" in shown
    assert years or "bank holidays" not in shown
