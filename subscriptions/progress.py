"""How far a mailing has come, counted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from portal.moments import moment

from . import claims
from .models import Delivery, DeliveryState, Mailing


@dataclass(frozen=True)
class Progress:
    """Of all letters: those that wait or are being written, those sent, and those that will not be, with reasons."""

    sent: int = 0
    waiting: int = 0
    put_off: int = 0  # of those waiting: refused for now
    skipped: int = 0
    failed: int = 0
    no_answer: int = 0  # may have arrived or not
    reasons: list[tuple[str, int]] = field(default_factory=list)

    @property
    def all(self) -> int:
        return self.sent + self.waiting + self.skipped + self.failed + self.no_answer


def progress(mailing: Mailing, at: datetime | None = None) -> Progress:
    """As it is at this moment. One query; none where its deliveries are forgotten (`retention`)."""
    if mailing.counted:
        return Progress(**mailing.counted)
    now = moment(at)
    rows = Delivery.objects.filter(mailing=mailing).values("state", "reason").order_by()
    counted = list(
        rows.annotate(
            number=Count("pk"),
            lost=Count("pk", filter=claims.lost(now)),
            later=Count("pk", filter=Q(not_before__gt=now)),
        )
    )
    by_state: dict[str, int] = {}
    for row in counted:
        by_state[row["state"]] = by_state.get(row["state"], 0) + row["number"]
    lost = sum(row["lost"] for row in counted)
    waiting = (DeliveryState.WAITING, DeliveryState.TAKEN, DeliveryState.HANDED)
    failed = [(row["reason"], row["number"]) for row in counted if row["state"] == DeliveryState.FAILED]
    return Progress(
        sent=by_state.get(DeliveryState.SENT, 0),
        waiting=sum(by_state.get(state, 0) for state in waiting) - lost,
        put_off=sum(row["later"] for row in counted if row["state"] == DeliveryState.WAITING),
        skipped=by_state.get(DeliveryState.SKIPPED, 0),
        failed=by_state.get(DeliveryState.FAILED, 0),
        no_answer=lost,
        reasons=sorted(failed, key=lambda each: (-each[1], each[0])),
    )
