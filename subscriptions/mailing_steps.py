"""What each button of a mailing’s screen does, and what staff are told of it then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from . import mailings, trying
from .models import DeliveryState, Mailing, State

Done = tuple[Mailing, str]
Step = Callable[[Mailing, Any, datetime | None, datetime], Done]
"""Called with the mailing, who pressed the button, the time for which it is asked, and the moment. Raises `NotPossible`."""


def _ask(mailing: Mailing, user: Any, send_at: datetime | None, at: datetime) -> Done:
    said = "You have asked for it. Somebody else who may send for this partnership has to approve."
    return mailings.ask(mailing, user, send_at), said


def _approve(mailing: Mailing, user: Any, send_at: datetime | None, at: datetime) -> Done:
    mailings.approve(mailing, user, at)
    return mailing, _started(mailing)


def _send(mailing: Mailing, user: Any, send_at: datetime | None, at: datetime) -> Done:
    mailing = mailings.send(mailing, user, send_at, at)
    return mailing, _started(mailing)


def _started(mailing: Mailing) -> str:
    if mailing.state == State.SCHEDULED:
        return "It goes out by itself at its time."
    return "It is being sent. You need not wait here."


def _take_back(mailing: Mailing, user: Any, send_at: datetime | None, at: datetime) -> Done:
    mailings.take_back(mailing, user)
    return mailing, "It does not go out."


def _stop(mailing: Mailing, user: Any, send_at: datetime | None, at: datetime) -> Done:
    mailings.stop(mailing, user)
    return mailing, "It is stopped. What was on its way at this moment has still gone."


def _go_on(mailing: Mailing, user: Any, send_at: datetime | None, at: datetime) -> Done:
    mailings.go_on(mailing, user, at)
    return mailing, "The rest is being sent."


def _end(mailing: Mailing, user: Any, send_at: datetime | None, at: datetime) -> Done:
    mailings.end(mailing, user, at)
    return mailing, "It is over. The rest do not get it."


def _again(which: str) -> Step:
    def step(mailing: Mailing, user: Any, send_at: datetime | None, at: datetime) -> Done:
        number = mailings.send_again(mailing, which, user, at)
        return mailing, f"{number} letter{' is' if number == 1 else 's are'} to be sent once more."

    return step


def _test(mailing: Mailing, user: Any, send_at: datetime | None, at: datetime) -> Done:
    if reason := mailings.reason_not_to_send(mailing):
        raise mailings.NotPossible(reason)
    trying.send_test(mailing, user, at)
    return mailing, "A test is on its way to your own address."


STEPS: dict[str, Step] = {
    "ask": _ask,
    "approve": _approve,
    "send": _send,
    "take-back": _take_back,
    "stop": _stop,
    "go-on": _go_on,
    "end": _end,
    "again-failed": _again(DeliveryState.FAILED),
    "again-lost": _again(DeliveryState.HANDED),
    "test": _test,
}
"""By the name of the button, which comes as `do`."""
