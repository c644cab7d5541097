"""Checking links in the background: every one weekly, at night, in small batches that go on where the last one ended.

A run is whoever holds the one row of `Round`. One that was killed loses it after a quarter of an hour, and the tick begins
another, which goes on with what is left. A link that failed is tried again the night after: broken is what failed on two days.
"""

from __future__ import annotations

import logging
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Case, F, Q, QuerySet, When
from django.dispatch import receiver
from django_tasks import task

from portal import tick
from portal.moments import LONDON, midnight, moment, today

from . import dead, inside
from .asking import Answer, Manners, ask
from .collecting import collect
from .models import Address, Link, Outcome, Round

logger = logging.getLogger(__name__)

NIGHT = range(1, 6)  # the hours, London time, in which other sites are asked
COLLECTS = range(1, 3)  # and in which the links are collected: before the nightly chores
AGAIN_AFTER = timedelta(days=6)  # and the night that follows, so that a link is checked on the same weekday
BATCH = 20
LEASE = timedelta(minutes=15)
PROBES = 3  # sites that are asked whether our own line works
OUTAGE = 5  # so many hosts, none of them reached, and nobody else: it is our own line that is down


def due(at: datetime | None = None) -> QuerySet[Address]:
    """What is to be checked now: what somebody asked for; at night what was not checked for a week, or failed the day before."""
    wanted = Q(asked=True)
    if moment(at).astimezone(LONDON).hour in NIGHT:
        wanted |= overdue(at)
    return Address.objects.filter(wanted).order_by("-asked", F("last_checked").asc(nulls_first=True), "pk")


def overdue(at: datetime | None = None) -> Q:
    begins = midnight(today(at))
    failed = Q(broken=False, last_checked__lt=begins) & ~Q(failing_since=None)
    return Q(last_checked=None) | Q(last_checked__lt=begins - AGAIN_AFTER) | failed


def answer_for(address: Address, manners: Manners | None = None) -> Answer:
    """What comes of following it: ours from the database, what is known to have closed without asking, the rest by asking."""
    if address.is_ours:
        return inside.look_up(address.address)
    closed = dead.at(address.address)
    if closed:
        return Answer(Outcome.GONE, f"{closed.said}"[:255], certain=True)
    return ask(address.address, manners)


def record(address: Address, answer: Answer, at: datetime | None = None) -> None:
    """Write down what came of it; broken is what failed on two different days in London, or is certain."""
    now = moment(at)
    address.last_checked, address.asked = now, False
    address.outcome, address.detail, address.moved_to = answer.outcome, answer.detail[:255], answer.moved_to
    if answer.outcome.fails:
        address.failing_since = address.failing_since or now
        address.failures += 1
        address.broken = address.broken or answer.certain or today(address.failing_since) < today(at)
    else:
        address.failing_since, address.failures, address.broken = None, 0, False
    fields = ("last_checked", "asked", "outcome", "detail", "moved_to", "failing_since", "failures", "broken")
    Address.objects.filter(pk=address.pk).update(**{name: getattr(address, name) for name in fields})


def by_turns(addresses: Iterable[Address]) -> list[Address]:
    """The same, so that one host is asked after the other and each has its pause."""
    hosts: dict[str, list[Address]] = defaultdict(list)
    for each in addresses:
        hosts[each.host].append(each)
    turns = [(turn, each) for queue in hosts.values() for turn, each in enumerate(queue)]
    return [each for _, each in sorted(turns, key=lambda pair: pair[0])]


def check(
    addresses: Iterable[Address],
    at: datetime | None = None,
    manners: Manners | None = None,
    go_on: Callable[[], bool] = lambda: True,
) -> bool:
    """Check these and write down each as soon as it is known. False where our own line is down, which says nothing of them.

    Only then are failures held back: `go_on` is asked before each, and ends the run when it says no.
    """
    held: list[tuple[Address, Answer]] = []
    line_works = False
    for address in by_turns(addresses):
        if not go_on():
            return False
        answer = answer_for(address, manners)
        if answer.outcome == Outcome.UNREACHABLE and not line_works:
            held.append((address, answer))
            continue
        line_works = line_works or (not address.is_ours and not answer.certain)
        record(address, answer, at)
    silent = {address.host for address, _ in held}
    if not line_works and len(silent) >= OUTAGE and not others_answer(silent, manners):
        logger.warning("None of %s sites could be reached: the links are checked later.", len(held))
        return False
    for address, answer in held:
        record(address, answer, at)
    return True


def others_answer(silent: set[str], manners: Manners | None) -> bool:
    """Does a site answer that is none of these? Those are asked that answered last time, as far as there are such."""
    works = When(outcome__in=(Outcome.OK, Outcome.MOVED), then=0)
    others = Address.objects.exclude(host__in=["", *silent]).order_by(Case(works, default=1), "-last_checked", "pk")
    return any(answer_for(each, manners).outcome != Outcome.UNREACHABLE for each in others[:PROBES])


def start(at: datetime | None = None) -> str:
    """Begin a run, unless one is going on; the run's name, or nothing."""
    now, holder = moment(at), str(uuid.uuid4())
    Round.objects.get_or_create(pk=1)
    free = Round.objects.filter(pk=1).filter(Q(busy_until=None) | Q(busy_until__lt=now))
    return holder if free.update(holder=holder, busy_until=now + LEASE) else ""


def still(holder: str, at: datetime | None = None) -> bool:
    """Does this run still hold the row? Then it may go on for another while."""
    return bool(Round.objects.filter(pk=1, holder=holder).update(busy_until=moment(at) + LEASE))


def end(holder: str) -> None:
    Round.objects.filter(pk=1, holder=holder).update(busy_until=None, holder="")


def enqueue(at: datetime | None = None) -> bool:
    """Have what is due checked in the background. False if that is going on already."""
    holder = start(at)
    if holder:
        check_batch.enqueue(holder)
    return bool(holder)


@task()
def check_batch(holder: str) -> None:
    """Check the next few of what is due, then put by the next batch; a run that lost its hold does nothing.

    Where our own line is down the hold is kept until it runs out: so long nobody tries again.
    """
    if not still(holder) or not check(list(due()[:BATCH]), go_on=lambda: still(holder)):
        return
    if due().exists():
        check_batch.enqueue(holder)
    else:
        end(holder)


@task()
def collect_links() -> None:
    collect()
    enqueue()


@receiver(tick.minute)
def check_weekly(at: datetime, **kwargs: Any) -> None:
    """Once a night the links are collected; what is due is then checked, and gone on with where a run was killed."""
    Round.objects.get_or_create(pk=1)
    if at.hour in COLLECTS:
        fresh = Round.objects.filter(pk=1).exclude(collected_on=today(at))
        if fresh.update(collected_on=today(at)):
            collect_links.enqueue()
            return
    if due(at).exists():
        enqueue(at)


def ask_for(links: QuerySet[Link]) -> None:
    """Have the addresses of these links checked now."""
    Address.objects.filter(pk__in=links.values("address")).update(asked=True)
    if not enqueue():
        logger.info("Links are being checked already: these come next.")
