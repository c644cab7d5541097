"""EW2: links are checked weekly, at night, in batches that survive being killed; broken is what failed on two days."""

from datetime import timedelta

import pytest
import time_machine

from linkcheck import checking
from linkcheck.asking import Answer
from linkcheck.checking import by_turns, check, due, record
from linkcheck.collecting import collect
from linkcheck.models import Address, Link, Outcome, Round, State
from portal import tick

from . import build
from .linkcheck import NIGHT, elsewhere, make_links

DAY = timedelta(days=1)
FAILS = Answer(Outcome.TIMED_OUT)


@pytest.fixture
def address(sites) -> Address:
    return make_links(sites, "southend", 1, Outcome.WAITING, broken=False)[0].address


@pytest.fixture
def asked(monkeypatch) -> list[str]:
    """What would have been asked of other sites; all of them answer."""
    seen: list[str] = []

    def ask(address, manners=None):
        seen.append(address)
        return Answer(Outcome.OK)

    monkeypatch.setattr(checking, "ask", ask)
    return seen


def addresses(count: int, **fields) -> list[Address]:
    rows = [Address(address=f"https://h{i}.example/", host=f"h{i}.example", **fields) for i in range(count)]
    return Address.objects.bulk_create(rows)


def state(address: Address, at) -> State:
    return Link.objects.standing(at).get(address=address).state


def test_broken_is_what_failed_on_two_different_days(address):
    """A temporary outage alarms nobody, however often it is met in one day; a success in between begins anew."""
    Address.objects.update(failing_since=None, failures=0)
    address.refresh_from_db()
    steps = [
        (NIGHT, FAILS, State.FAILED),
        (NIGHT + timedelta(hours=20), FAILS, State.FAILED),
        (NIGHT + DAY, Answer(Outcome.OK), State.OK),
        (NIGHT + 2 * DAY, FAILS, State.FAILED),
        (NIGHT + 3 * DAY, Answer(Outcome.NOT_FOUND), State.BROKEN),
        (NIGHT + 4 * DAY, Answer(Outcome.UNCHECKED, "the site asks us to come back later (429)"), State.UNCHECKED),
        (NIGHT + 5 * DAY, Answer(Outcome.GONE, certain=True), State.BROKEN),
        (NIGHT + 6 * DAY, Answer(Outcome.MOVED, "", "https://new.example/"), State.MOVED),
    ]
    for at, answer, expected in steps:
        record(address, answer, at)
        assert state(address, at) == expected, at
    assert (address.failures, address.failing_since) == (0, None)


def test_marked_as_right_until_the_day(address):
    for at in (NIGHT, NIGHT + DAY):
        record(address, Answer(Outcome.REFUSED), at)
    Link.objects.update(seen_until=(NIGHT + 2 * DAY).date(), seen_why="It refuses robots.")
    assert [state(address, NIGHT + n * DAY) for n in (1, 2, 3)] == [State.SEEN, State.SEEN, State.BROKEN]


def test_what_is_due(sites):
    """At night: what is new, a week old, or failed yesterday; by day only what somebody asked for."""
    new, fresh, week, failed, broken, wanted = addresses(6)
    for each, days in ((fresh, 1), (week, 7), (failed, 1), (broken, 1), (wanted, 1)):
        Address.objects.filter(pk=each.pk).update(last_checked=NIGHT - days * DAY)
    Address.objects.filter(pk=failed.pk).update(failing_since=NIGHT - DAY)
    Address.objects.filter(pk=broken.pk).update(failing_since=NIGHT - 2 * DAY, broken=True)
    Address.objects.filter(pk=wanted.pk).update(asked=True)
    assert list(due(NIGHT)) == [wanted, new, week, failed]
    assert list(due(NIGHT.replace(hour=14))) == [wanted]


def test_by_itself_once_a_night_and_each_link_once_a_week(sites, asked):
    """From the tick to the last batch; the next night asks nobody again, the eighth day does."""
    home = sites.home("southend")
    links = "".join(f'<a href="https://h{i}.example/">x</a>' for i in range(checking.BATCH + 5))
    build.make_standard(home, "Links", "links", links)
    counts = []
    for days in (0, 1, 7):
        for minute in (0, 1):
            with time_machine.travel(NIGHT + days * DAY + timedelta(minutes=minute), tick=False):
                assert tick.run() == []
        counts.append(len(asked))
        asked.clear()
    assert counts == [25, 0, 25]
    with time_machine.travel(NIGHT.replace(hour=14), tick=False):
        tick.run()
    assert asked == []


def test_a_run_that_is_killed_is_gone_on_with_and_nothing_is_asked_twice(sites, asked, monkeypatch):
    """EW2: the third answer kills the worker. Nobody goes on before its hold runs out; then the rest is checked, once each."""
    addresses(6)

    def dies(address, manners=None):
        asked.append(address)
        if len(asked) == 3:
            raise KeyboardInterrupt
        return Answer(Outcome.OK)

    monkeypatch.setattr(checking, "ask", dies)
    at = NIGHT.replace(hour=4)
    with time_machine.travel(at, tick=False), pytest.raises(KeyboardInterrupt):
        checking.check_batch.func(checking.start(at))
    assert Address.objects.exclude(last_checked=None).count() == 2
    with time_machine.travel(at + timedelta(minutes=5), tick=False):
        tick.run()
        assert len(asked) == 3
    with time_machine.travel(at + timedelta(minutes=16), tick=False):
        tick.run()
    assert Address.objects.filter(last_checked=None).count() == 0
    assert sorted(asked) == sorted([*(f"https://h{i}.example/" for i in range(6)), asked[2]])


def test_two_runs_never_work_at_once(sites, asked):
    addresses(1)
    first = checking.start(NIGHT)
    assert first and checking.start(NIGHT) == ""
    later = NIGHT + checking.LEASE + timedelta(minutes=1)
    second = checking.start(later)
    assert second and not checking.still(first, later) and checking.still(second, later)
    with time_machine.travel(later, tick=False):
        checking.check_batch.func(first)
    assert asked == []


def test_an_outage_of_our_own_is_held_against_nobody(sites, monkeypatch):
    """Where no site at all can be reached, nothing is written down; one that answers makes the others' failures theirs."""
    rows = addresses(6)
    monkeypatch.setattr(checking, "ask", lambda address, manners=None: Answer(Outcome.UNREACHABLE))
    assert check(rows, NIGHT) is False
    assert Address.objects.filter(last_checked=None).count() == 6
    monkeypatch.setattr(
        checking, "ask", lambda address, manners=None: Answer(Outcome.OK if "h5" in address else Outcome.UNREACHABLE)
    )
    assert check(rows, NIGHT) is True
    assert Address.objects.filter(failures=1).count() == 5
    monkeypatch.setattr(checking, "ask", lambda address, manners=None: Answer(Outcome.UNREACHABLE))
    assert check(rows[:4], NIGHT) is True  # too few to tell
    Address.objects.create(address="https://good.example/", host="good.example", outcome=Outcome.OK)
    monkeypatch.setattr(
        checking, "ask", lambda address, manners=None: Answer(Outcome.OK if "good" in address else Outcome.UNREACHABLE)
    )
    assert check(rows, NIGHT) is True  # one that answered last week still does: so it is these that are down


def test_hosts_take_turns():
    rows = [Address(address=f"https://{host}.example/{n}", host=host) for host in "aab" for n in (1, 2)]
    assert [each.host for each in by_turns(rows)][:2] == ["a", "b"]


def test_from_the_page_to_the_report_with_a_real_server(sites):
    """EW2 from end to end: collected, followed, written down."""
    with elsewhere() as there:
        links = "".join(f'<a href="{there.url(path)}">x</a>' for path in ("/", "/status/404", "/go/301/HERE/new"))
        build.make_standard(sites.home("southend"), "Links", "links", links)
        collect(NIGHT)
        assert check(due(NIGHT), NIGHT, there.manners()) is True
        outcomes = dict(Address.objects.values_list("address", "outcome"))
        assert outcomes == {
            there.url("/"): Outcome.OK,
            there.url("/status/404"): Outcome.NOT_FOUND,
            there.url("/go/301/HERE/new"): Outcome.MOVED,
        }
        there.asked.clear()
        check(list(Address.objects.all()), NIGHT)  # without the exception for tests our own machine is not asked
        assert there.asked == []
        assert set(Address.objects.values_list("outcome", flat=True)) == {Outcome.UNCHECKED}


def test_the_round_is_one_row(sites):
    checking.start(NIGHT)
    checking.start(NIGHT)
    assert Round.objects.count() == 1
