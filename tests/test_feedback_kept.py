"""How long messages are kept, and when a partnership is told of them: by the tick, with time as an argument."""

from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.core.management import CommandError

from feedback.models import Kind, Message, State, Usefulness
from portal import tick
from portal.moments import LONDON, moment

from . import feedback as saying

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def run(text: str) -> None:
    errors = tick.run(at(text))
    assert [each for each in errors if not isinstance(each, CommandError)] == []  # the tests have no database of tasks


def test_feedback_goes_after_ninety_days_and_answers_a_year_after_the_last_day(sites):
    """Whatever has become of them, at night, once; counts after a year."""
    site = sites.site("southend")
    page = saying.consultation(sites.home("set"), "safer", saying.question("What helps?"))
    saying.message(site, "one", at=at("2026-01-01T12:00"))
    saying.message(site, "two", at=at("2026-01-01T23:30"), state=State.HELD_BACK, urgent=True)
    saying.message(site, "three", at=at("2026-01-02T00:10"), state=State.DEALT_WITH)
    Usefulness.objects.create(site=site, path="/about/", day=date(2025, 8, 31), yes=2)
    Usefulness.objects.create(site=site, path="/about/", day=date(2025, 9, 2), yes=3)
    run("2026-03-31T03:30")
    assert Message.objects.count() == 3
    run("2026-04-01T12:00")
    assert Message.objects.count() == 3  # not by day
    run("2026-04-01T03:30")
    assert [each.words for each in Message.objects.all()] == ["three"]
    run("2026-09-01T03:30")  # a few nights were missed
    assert not Message.objects.exists() and Usefulness.objects.get().yes == 3

    fields = {"kind": Kind.CONSULTATION, "consultation": page, "at": at("2026-11-26T10:00")}
    answer = saying.message(site, "", erase_on=date(2027, 12, 11), **fields)
    page.closes_on = date(2026, 12, 24)  # it stays open for longer
    page.save_revision().publish()
    answer.refresh_from_db()
    assert answer.erase_on == date(2027, 12, 24)
    run("2027-12-23T03:30")
    assert Message.objects.exists()
    run("2027-12-24T03:30")
    assert not Message.objects.exists()


def test_a_partnership_is_told_of_what_is_urgent_at_once_and_of_the_rest_once_a_day(sites):
    """Without a word of what was written; only where it gives an address; what cannot be sent is tried again."""
    home = sites.partnership("southend")
    home.feedback_address = "inbox@southend.example"
    home.save()
    saying.message(home.site, "A xylophone is wrong", page_title="Xylophones")
    saying.message(sites.site("essex"), "Nobody is told of this one")
    saying.message(home.site, "cheap xylophones", state=State.HELD_BACK)
    run("2026-11-26T08:59")
    assert mail.outbox == []
    run("2026-11-26T09:05")
    run("2026-11-26T09:06")
    saying.message(home.site, "Another xylophone")
    run("2026-11-26T15:00")
    assert [each.subject for each in mail.outbox] == ["1 new message from readers"]
    saying.message(home.site, "i want to die", urgent=True)
    run("2026-11-26T23:59")
    run("2026-11-27T09:00")
    assert [each.subject for each in mail.outbox[1:]] == [
        "Urgent: 1 new message from readers",
        "1 new message from readers",
    ]
    for each in mail.outbox:
        assert each.to == ["inbox@southend.example"] and "/admin/snippets/feedback/message/" in each.body
        assert "xylophone" not in f"{each.subject}{each.body}".lower() and "want to die" not in each.body
    assert "1 message from readers of the Southend site waits in the inbox." in mail.outbox[0].body
    assert "1 message from readers of the Southend site suggests that somebody" in mail.outbox[1].body


def test_a_mail_that_cannot_be_sent_is_sent_at_the_next_tick(sites, monkeypatch):
    home = sites.partnership("southend")
    home.feedback_address = "inbox@southend.example"
    home.save()
    saying.message(home.site, "help me", urgent=True)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", lambda self: 1 / 0)
        run("2026-11-26T10:00")
    assert mail.outbox == []
    run("2026-11-26T10:01")
    assert len(mail.outbox) == 1
    assert moment(at("2026-11-26T10:01")) - Message.objects.get().told_at < timedelta(minutes=1)
