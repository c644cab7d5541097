"""Taking a published review down by the rules: asked for with a reason, agreed to by a second person within the first year.

Working Together to Safeguard Children (2023), chapter 5, for the year.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from wagtail.log_actions import log

from portal.moments import moment

from .kept import withdrawing
from .models import ReviewPage, Withdrawal

ASKED, REFUSED, WITHDRAWN = (f"reviews.withdrawal.{step}" for step in ("ask", "refuse", "withdraw"))
ACTIONS = {
    ASKED: ("Ask to withdraw", "Asked for the withdrawal of the review"),
    REFUSED: ("Refuse withdrawal", "Refused the withdrawal of the review"),
    WITHDRAWN: ("Withdraw", "Withdrew the review"),
}
"""What the page's history says, by the name of the action."""


class NotPossible(Exception):
    """Why it cannot be done, in words for the person who wanted it."""


def ask(page: ReviewPage, user: Any, reason: str, public_reason: str, at: datetime | None = None) -> Withdrawal:
    """Ask for the withdrawal of a live review; after the year it is withdrawn at once.

    Raises NotPossible where it is not published here, or somebody has asked already.
    """
    if not page.live or page.released_at is None:
        raise NotPossible("It is not published here, so there is nothing to withdraw.")
    withdrawal = Withdrawal(
        page=page,
        site=page.get_site(),
        pseudonyms=page.pseudonyms,
        kind=page.called or page.get_kind_display(),
        published=page.published_words,
        reason=reason,
        public_reason=public_reason,
        early=page.is_early(at),
        asked_by=user,
        asked_at=moment(at),
    )
    try:
        with transaction.atomic():
            withdrawal.save()
            log(instance=page, action=ASKED, user=user, data={"withdrawal": withdrawal.pk, "reason": reason})
            if not withdrawal.early:
                agree(withdrawal, user, at)
    except IntegrityError as error:
        raise NotPossible("Somebody has asked for its withdrawal already.") from error
    return withdrawal


def may_agree(withdrawal: Withdrawal, user: Any, at: datetime | None = None) -> bool:
    """Within the year a second person has to; whether they may publish the page is asked elsewhere."""
    return withdrawal.asked_by_id != user.pk or not withdrawal.page.is_early(at)


@transaction.atomic
def agree(withdrawal: Withdrawal, user: Any, at: datetime | None = None) -> None:
    """Take the review down, and record it. Raises NotPossible for who asked for it, and where somebody has decided before."""
    if not may_agree(withdrawal, user, at):
        raise NotPossible("A second person has to agree: somebody else who may publish this review.")
    _decide(withdrawal, user, at, withdrawn_at=moment(at))
    page = ReviewPage.objects.get(pk=withdrawal.page_id)
    with withdrawing():
        page.unpublish(user=user, log_action=False)
    log(instance=page, action=WITHDRAWN, user=user, data={"withdrawal": withdrawal.pk, "reason": withdrawal.reason})


@transaction.atomic
def refuse(withdrawal: Withdrawal, user: Any, at: datetime | None = None) -> None:
    """Leave the review as it is. Who asked may take the request back in the same way. Raises NotPossible as `agree` does."""
    _decide(withdrawal, user, at)
    log(instance=withdrawal.page, action=REFUSED, user=user, data={"withdrawal": withdrawal.pk})


def _decide(withdrawal: Withdrawal, user: Any, at: datetime | None, **more: Any) -> None:
    """One decision only, whoever else decides at this moment: the row changes for the first of them."""
    decided = {"decided_by": user, "decided_at": moment(at), **more}
    if not Withdrawal.objects.waiting().filter(pk=withdrawal.pk).update(**decided):
        raise NotPossible("Somebody has decided about it in the meantime.")
    withdrawal.refresh_from_db()
    withdrawal.save()  # what is remembered of the sites is read anew
