"""The one-minute tick: what is due is done, once, and one failure keeps nothing else from being done."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import StringIO
from threading import Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from portal import tick

from . import build


@contextmanager
def receiving(receiver):
    tick.minute.connect(receiver)
    try:
        yield
    finally:
        tick.minute.disconnect(receiver)


@pytest.fixture
def database_file(tmp_path, monkeypatch):
    """On SQLite the lock lies beside the database's file, which a database in memory does not have."""
    if connection.vendor == "sqlite":
        monkeypatch.setitem(connection.settings_dict, "NAME", str(tmp_path / "portal.sqlite3"))


def scheduled(sites, **when):
    page = build.make_standard(sites.home("southend"), "Summer campaign", "summer", live=False)
    for name, value in when.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def test_a_page_goes_live_at_the_first_tick_after_its_time(sites, read, time_machine):
    time_machine.move_to("2027-03-01 09:00Z")
    scheduled(sites, go_live_at=timezone.now() + timedelta(hours=1))

    call_command("tick")
    assert read("southend", "/summer/").status_code == 404

    time_machine.move_to("2027-03-01 10:01Z")
    call_command("tick")
    assert read("southend", "/summer/").status_code == 200


def test_a_page_that_is_refused_delays_no_other(sites, read, time_machine):
    """Its address was taken while it waited: the others go live on time, and the failure is told."""
    time_machine.move_to("2027-03-01 09:00Z")
    refused = build.make_standard(sites.home("southend"), "Spring", "spring", live=False)
    refused.go_live_at = timezone.now() + timedelta(minutes=30)
    revision = refused.save_revision()
    revision.publish()
    build.make_standard(sites.home("southend"), "Taken", "taken")
    revision.content["slug"] = "taken"
    revision.save()
    scheduled(sites, go_live_at=timezone.now() + timedelta(hours=1))

    time_machine.move_to("2027-03-01 10:01Z")
    with pytest.raises(CommandError):
        call_command("tick")
    assert read("southend", "/summer/").status_code == 200


def test_a_page_comes_down_at_the_first_tick_after_it_expires(sites, read, time_machine):
    time_machine.move_to("2027-03-01 09:00Z")
    scheduled(sites, expire_at=timezone.now() + timedelta(hours=1))
    assert read("southend", "/summer/").status_code == 200

    time_machine.move_to("2027-03-01 10:01Z")
    call_command("tick")
    assert read("southend", "/summer/").status_code == 404


def test_a_tick_that_begins_while_another_runs_does_nothing(db, database_file):
    served = []

    def slow(at, **kwargs):
        served.append(at)
        if len(served) == 1:
            second = Thread(target=tick_in_another_session)
            second.start()
            second.join()

    def tick_in_another_session():
        try:
            tick.run()
        finally:
            connection.close()

    with receiving(slow):
        tick.run()
        assert len(served) == 1, "the second tick ran beside the first"
        tick.run()
        assert len(served) == 2, "the lock was not given back"


def test_a_failing_receiver_is_reported_and_keeps_no_other_from_its_work(db, caplog):
    served = []

    def failing(at, **kwargs):
        raise RuntimeError("the mail server is away")

    def working(at, **kwargs):
        served.append(at)

    with receiving(failing), receiving(working), pytest.raises(CommandError, match="1 of what was due failed"):
        call_command("tick")
    assert served
    assert "the mail server is away" in caplog.text


@pytest.mark.parametrize(
    ("given", "served"),
    [
        ("2027-03-28T09:00", datetime(2027, 3, 28, 8, tzinfo=UTC)),
        ("2027-01-28T09:00", datetime(2027, 1, 28, 9, tzinfo=UTC)),
        ("2027-03-28T09:00+00:00", datetime(2027, 3, 28, 9, tzinfo=UTC)),
    ],
)
def test_the_moment_given_is_london_time(db, given, served):
    """Summer or winter, receivers are told the London time."""
    told = []

    def receiver(at, **kwargs):
        told.append(at)

    with receiving(receiver):
        call_command("tick", f"--at={given}")
    assert told == [served]
    assert str(told[0].tzinfo) == "Europe/London"


def test_finished_background_work_is_forgotten_once_a_night(db, commands_run):
    tick.run(datetime(2027, 3, 1, 3, 30, tzinfo=UTC))
    tick.run(datetime(2027, 3, 1, 3, 31, tzinfo=UTC))
    assert commands_run.count("prune_db_task_results") == 1
    assert commands_run.count("publish_scheduled") == 2


@pytest.fixture
def commands_run(monkeypatch):
    """The commands a tick runs, named instead of run."""
    run: list[str] = []
    monkeypatch.setattr(tick, "call_command", lambda name, **kwargs: run.append(name))
    return run


def test_a_quiet_tick_says_nothing(db):
    """Cron mails whatever a job prints."""
    out = StringIO()
    call_command("tick", stdout=out, stderr=out)
    assert not out.getvalue()
