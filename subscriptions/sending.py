"""One batch of a mailing: a few seconds of work, after which the next one is put by, until all letters have gone (NL4).

A chain of batches has a number, `Mailing.run`. Who finds another number there stops: the tick has begun a new chain, because
nothing was heard of this one. Both may be alive all the same; what keeps letters from going out twice is in `claims`.
"""

from __future__ import annotations

import contextlib
import logging
import math
import time
from collections import Counter
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db.models import Max, Min, Q

from portal.moments import moment

from . import claims
from .claims import LEASE, claim, move, move_surely, ready, release, rows_of
from .handing import Answer, Outcome, connection, hand_over, why_down
from .interrupting import Interrupted, interruptible
from .leaving import suppress
from .models import Delivery, DeliveryState, Mailing, State, Subscriber
from .models.suppression import Reason
from .writers import NotYet, Writer, writer_for

logger = logging.getLogger(__name__)

BATCH = timedelta(seconds=5)
CHUNK = 20  # rows taken at a time: so many are given back late if the batch is killed
AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (5, 30, 120, 360))  # for a letter refused for now
SETBACKS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 30))  # when nothing can be sent
IN_A_ROW = 20  # letters refused one after the other: it is not the addresses


def send_some(pk: int, run: UUID) -> timedelta | None:
    """One batch of the chain. Returns after how long the next one is to follow; None: not by this chain."""
    if not heard(pk, run):
        return None
    mailing = Mailing.objects.select_related("site", "page").get(pk=pk)
    claims.release_the_silent(mailing, moment())
    began = time.monotonic()
    batch = Batch(mailing, run)
    with interruptible() as interrupted:
        batch.work(interrupted)
    return batch.settle(timedelta(seconds=time.monotonic() - began))


def heard(pk: int, run: UUID) -> bool:
    """A sign of life. False where the chain is not the one that sends the mailing: it was stopped, or thought dead."""
    return bool(Mailing.objects.filter(pk=pk, state=State.SENDING, run=run).update(heard_at=moment()))


def allowance(now: datetime) -> float:
    """How many letters a batch may send now, over all mailings, by `MAIL_PER_MINUTE`; infinite, where that is 0."""
    most = settings.MAIL_PER_MINUTE
    if not most:
        return math.inf
    minute_ago = now - timedelta(minutes=1)
    handed = Q(state=DeliveryState.HANDED, taken_at__gt=minute_ago)
    gone = Delivery.objects.filter(Q(sent_at__gt=minute_ago) | handed).count()
    return max(0, min(most - gone, math.ceil(most * BATCH.total_seconds() / 60)))


class Batch:
    """One batch at work, under a number of its own."""

    def __init__(self, mailing: Mailing, run: UUID) -> None:
        self.mailing, self.run, self.number = mailing, run, uuid4()
        self.count: Counter[Outcome] = Counter()
        self.row: list[Outcome] = []  # the latest letters that were refused one after the other
        self.down = ""  # why nothing can be sent
        self.unfit = ""  # why the letter itself is taken by nobody

    def work(self, interrupted: Interrupted) -> None:
        """Send until the time is over, everything is sent, nothing can be sent, or somebody stops it."""
        until = moment() + BATCH
        left = allowance(moment())
        writer = writer_for(self.mailing)
        backend: Any = None
        try:
            while left > 0 and moment() < until and not interrupted and heard(self.mailing.pk, self.run):
                rows = claim(self.mailing, self.number, int(min(CHUNK, left)), moment())
                if not rows:
                    break
                if backend is None:
                    backend = self.opened()
                if backend is None or not self.send_all(rows, writer, backend, until, interrupted):
                    break
                left -= len(rows)
        finally:
            release(self.mailing, self.number)
            if backend is not None:
                with contextlib.suppress(Exception):  # a connection that broke: what it was for is known by now
                    backend.close()

    def opened(self) -> Any:
        """A connection for the whole batch; None, where there is none to be had."""
        backend = connection()
        try:
            backend.open()
        except Exception as error:
            self.down = why_down(error)
            return None
        return backend

    def send_all(
        self, rows: list[Delivery], writer: Writer, backend: Any, until: datetime, interrupted: Interrupted
    ) -> bool:
        """Send these. May more be taken?"""
        taken = moment()
        for delivery in rows:
            if interrupted or moment() > max(until, taken + LEASE / 2):
                return False
            if not self.send_one(delivery, writer, backend):
                return False
        return True

    def send_one(self, delivery: Delivery, writer: Writer, backend: Any) -> bool:
        """Send it, if it is still wanted, and write down what came of it. May another be sent?"""
        try:
            message = writer.message(delivery)
        except NotYet as later:
            back = {"state": DeliveryState.WAITING, "taken_by": None, "taken_at": None, "not_before": later.until}
            move(delivery, self.number, DeliveryState.TAKEN, **back)
            return True
        except (ValueError, TypeError, LookupError) as error:
            logger.error("The letter of delivery %s cannot be written: %s.", delivery.pk, type(error).__name__)
            return self.note(delivery, Answer(Outcome.UNFIT, f"The letter cannot be written ({type(error).__name__})"))
        if message is None:
            words = {"state": DeliveryState.SKIPPED, "reason": "Not wanted any more when its turn came"}
            move(delivery, self.number, DeliveryState.TAKEN, **words)
            return True

        def handing() -> bool:
            handed = {"state": DeliveryState.HANDED, "taken_at": moment()}
            return move(delivery, self.number, DeliveryState.TAKEN, **handed)

        return self.note(delivery, hand_over(backend, message, handing))

    def note(self, delivery: Delivery, answer: Answer) -> bool:
        """Write down what came of one letter. May another be sent on this connection?"""
        self.count[answer.outcome] += 1
        either = (DeliveryState.TAKEN, DeliveryState.HANDED)
        if answer.outcome is Outcome.SENT:
            done = {"state": DeliveryState.SENT, "sent_at": moment(), "reason": "", "tries": delivery.tries + 1}
            move_surely(delivery, self.number, DeliveryState.HANDED, **done)
            self.row.clear()
            return True
        if answer.outcome is Outcome.LOST:
            move_surely(delivery, self.number, DeliveryState.HANDED, reason=answer.reason)
            self.down = answer.reason
            return False
        if answer.outcome is Outcome.NOT_OURS:
            return False  # the connection went with it
        if answer.outcome is Outcome.DOWN:
            back = {"state": DeliveryState.WAITING, "taken_by": None, "taken_at": None}
            move_surely(delivery, self.number, *either, **back)
            self.down = answer.reason
            return False
        if answer.outcome is Outcome.PUT_OFF and delivery.tries < len(AGAIN_AFTER):
            later = moment() + AGAIN_AFTER[delivery.tries]
            back = {"state": DeliveryState.WAITING, "taken_by": None, "taken_at": None, "not_before": later}
            move_surely(delivery, self.number, *either, tries=delivery.tries + 1, reason=answer.reason, **back)
        else:
            again = f", {delivery.tries + 1} times" if delivery.tries else ""
            failed = {"state": DeliveryState.FAILED, "reason": answer.reason + again, "tries": delivery.tries + 1}
            move_surely(delivery, self.number, *either, **failed)
            if answer.no_such_mailbox and delivery.subscriber is not None:
                self.forget(delivery.subscriber)
        return self.goes_on(answer)

    @staticmethod
    def forget(subscriber: Subscriber) -> None:
        """The mailbox does not exist: nothing is sent to it from now on."""
        if Subscriber.objects.filter(pk=subscriber.pk).exists():
            suppress(subscriber, Reason.BOUNCED)

    def goes_on(self, answer: Answer) -> bool:
        """One refused letter is that letter’s affair. Many in a row are not, unless it is for their addresses."""
        self.row.append(answer.outcome)
        latest = self.row[-IN_A_ROW:]
        if len(latest) < IN_A_ROW or Outcome.REFUSED in latest:
            return True
        if Outcome.PUT_OFF in latest:
            self.down = answer.reason
        else:
            self.unfit = answer.reason
        return False

    def settle(self, took: timedelta) -> timedelta | None:
        """What is to happen next with the mailing, written down. Returns as `send_some` does."""
        mine = Mailing.objects.filter(pk=self.mailing.pk, state=State.SENDING, run=self.run)
        now = moment()
        if self.unfit:
            why = f"One letter after the other was refused. {self.unfit}."
            mine.update(state=State.STOPPED, run=None, trouble=why[:300])
            return None
        if self.down and not self.count[Outcome.SENT]:
            setbacks = self.mailing.setbacks
            later = now + SETBACKS[min(setbacks, len(SETBACKS) - 1)]
            mine.update(run=None, resume_at=later, setbacks=min(setbacks + 1, 1000), trouble=f"{self.down}."[:300])
            return None
        if self.count[Outcome.SENT]:
            mine.update(setbacks=0, trouble="")
        rows = rows_of(self.mailing)
        if rows.filter(ready(now)).exists():
            return max(BATCH - took, timedelta(0)) if settings.MAIL_PER_MINUTE else timedelta(0)
        later_on = next_moment(self.mailing, now)
        if later_on is not None:
            mine.update(run=None, resume_at=later_on)
        else:
            last = rows.aggregate(last=Max("sent_at"))["last"]
            mine.update(state=State.SENT, run=None, resume_at=None, trouble="", finished_at=last or now)
        return None


def next_moment(mailing: Mailing, now: datetime) -> datetime | None:
    """When there is something to do, where there is nothing at present: a letter put off, or one that a silent batch has."""
    still = Q(state=DeliveryState.TAKEN) | Q(state=DeliveryState.HANDED, taken_at__gte=now - LEASE)
    found = rows_of(mailing).aggregate(
        put_off=Min("not_before", filter=Q(state=DeliveryState.WAITING)), silent=Min("taken_at", filter=still)
    )
    moments = [found["put_off"], found["silent"] and found["silent"] + LEASE]
    return min((each for each in moments if each), default=None)
