"""What staff do with a mailing: ask, approve, send, schedule, stop, go on. Of two who take the same step one does."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.log_actions import log

from portal.letters import Letter, SentAsLetter
from portal.models import BasePage
from portal.moments import moment
from portal.overlay import Overlay

from . import claims, recipients
from .chain import begin_chain
from .models import Delivery, DeliveryState, Mailing, MailingKind, SendingRules, State
from .models.mailing import OPEN

ASKED, APPROVED, SCHEDULED, SENT, STOPPED, WENT_ON, ENDED, TAKEN_BACK, AGAIN = (
    f"subscriptions.mailing.{step}"
    for step in ("ask", "approve", "schedule", "send", "stop", "go_on", "end", "take_back", "again")
)
ACTIONS = {
    ASKED: ("Ask to send", "Asked for a second person to approve sending it by e-mail"),
    APPROVED: ("Approve sending", "Approved sending it by e-mail"),
    SCHEDULED: ("Schedule sending", "Decided that it goes out by e-mail at a later time"),
    SENT: ("Send by e-mail", "Began to send it by e-mail"),
    STOPPED: ("Stop sending", "Stopped sending it by e-mail"),
    WENT_ON: ("Go on sending", "Went on sending it by e-mail"),
    ENDED: ("End sending", "Ended sending it by e-mail before everybody had it"),
    TAKEN_BACK: ("Take back", "Took sending it by e-mail back"),
    AGAIN: ("Send again", "Had letters sent once more that failed or had no answer"),
}
"""What the history of the page and of the mailing says, by the name of the action."""

NOT_PUBLIC = "It has to be published, and open to everybody, before it is sent: people read it on the web too."
NOBODY = "Nobody would get it: everybody who asked for this newsletter has got this issue, or nobody has asked yet."
FORGOTTEN = "It was sent years ago, and it is no longer known who got it: some would get it twice."


class NotPossible(Exception):
    """Why it cannot be done, in words for the person who wanted it."""


def is_letter(page: Any) -> bool:
    """Is it a page that can be sent?"""
    return issubclass(page.specific_class or type(page), SentAsLetter)


def mailing_of(page: BasePage) -> Mailing:
    """The mailing of that page that is not over yet, or else a new one, which is not saved."""
    found = Mailing.objects.select_related("site", "page").filter(page=page.pk, state__in=OPEN).first()
    return found or Mailing(page=page, site=page.get_site(), kind=MailingKind.NEWSLETTER)


def kept(mailing: Mailing) -> Mailing:
    """The same, saved. Of two people who begin at the same moment both get the same one."""
    if mailing.pk:
        return mailing
    with transaction.atomic():
        page = BasePage.objects.select_for_update().get(pk=mailing.page_id)
        mailing = mailing_of(page)
        if not mailing.pk:
            mailing.save()
    return mailing


def reason_not_to_send(mailing: Mailing) -> str:
    """Why the issue cannot go out as things stand, in words; empty if it can (NL3)."""
    page = mailing.page
    if page is None or mailing.site is None:
        return "Its page is no longer there."
    if not page.live or not Overlay.at(mailing.site).meets(page):
        return NOT_PUBLIC
    if Mailing.objects.filter(page=page, counted__isnull=False).exists():
        return FORGOTTEN
    return ""


def letter_of(mailing: Mailing, at: datetime | None = None) -> Letter:
    """What goes out: as it was fixed, or, before that, as the page stands."""
    if mailing.started_at or mailing.kind == MailingKind.DIGEST:
        return mailing.letter
    return mailing.page.specific.letter(mailing.site, at)


def needs_a_second(mailing: Mailing) -> bool:
    return mailing.site is not None and SendingRules.asks_for_a_second_person(mailing.site)


def may_approve(mailing: Mailing, user: Any) -> bool:
    """Whoever asked does not approve."""
    return mailing.state == State.ASKED and mailing.made_by_id is not None and mailing.made_by_id != user.pk


@transaction.atomic
def ask(mailing: Mailing, user: Any, send_at: datetime | None = None) -> Mailing:
    """Ask a second person to approve that it goes out, at once or at that time."""
    mailing = _ready(mailing)
    _step(mailing, (State.DRAFT,), state=State.ASKED, made_by=user, approved_by=None, send_at=send_at, trouble="")
    _log(mailing, ASKED, user)
    return mailing


def approve(mailing: Mailing, user: Any, at: datetime | None = None) -> None:
    """Agree: it goes out at its time, or at once. Raises NotPossible for who asked."""
    if not may_approve(mailing, user):
        raise NotPossible("A second person has to approve it: somebody else than who asked.")
    _ready(mailing)
    now = moment(at)
    with transaction.atomic():
        _step(
            mailing,
            (State.ASKED,),
            state=State.SCHEDULED,
            approved_by=user,
            decided_at=now,
            send_at=mailing.send_at or now,
        )
        _log(mailing, APPROVED, user)
    _start_if_due(mailing, user, at)


def send(mailing: Mailing, user: Any, send_at: datetime | None = None, at: datetime | None = None) -> Mailing:
    """Send without a second person, where the partnership asks for none: at once or at that time."""
    if needs_a_second(mailing):
        raise NotPossible("This partnership wants a second person to approve it.")
    mailing = _ready(mailing)
    now = moment(at)
    decided: dict[str, Any] = {"made_by": user, "decided_at": now, "send_at": send_at or now, "trouble": ""}
    with transaction.atomic():
        _step(mailing, (State.DRAFT,), state=State.SCHEDULED, **decided)
        if send_at:
            _log(mailing, SCHEDULED, user)
    _start_if_due(mailing, user, at)
    return mailing


def _ready(mailing: Mailing) -> Mailing:
    """The mailing, saved. Raises NotPossible where it cannot go out, or there is nobody to get it."""
    if reason := reason_not_to_send(mailing):
        raise NotPossible(reason)
    if recipients.counts(mailing).will_get < 1:
        raise NotPossible(NOBODY)
    return kept(mailing)


def _start_if_due(mailing: Mailing, user: Any, at: datetime | None) -> None:
    if mailing.send_at is None or mailing.send_at <= moment(at):
        try:
            start(mailing, user, at)
        except NotPossible as reason:
            back_to_draft(mailing, str(reason))
            raise


def start(mailing: Mailing, user: Any = None, at: datetime | None = None) -> None:
    """Fix what is sent, write down who gets it, and begin. Raises NotPossible, and then nothing has begun.

    The page’s row is locked meanwhile: of two mailings of one issue the second finds who has got the first.
    """
    now = moment(at)
    with transaction.atomic():
        page = BasePage.objects.select_for_update().filter(pk=mailing.page_id).first()
        mailing.page = page
        if reason := reason_not_to_send(mailing):
            raise NotPossible(reason)
        assert page is not None
        if mailing.decided_at and page.last_published_at and page.last_published_at > mailing.decided_at:
            raise NotPossible("It was published again after it was approved. Look at it once more.")
        letter = letter_of(mailing, at)
        fixed = {"subject": letter.subject[:255], "html": letter.html, "text": letter.text}
        _step(mailing, (State.SCHEDULED,), state=State.SENDING, started_at=now, trouble="", setbacks=0, **fixed)
        if not recipients.write_down(mailing):
            raise NotPossible(NOBODY)
        if not Mailing.objects.filter(page=page.pk, started_at__isnull=False).exclude(pk=mailing.pk).exists():
            page.specific.has_been_sent(now)
        _log(mailing, SENT, user)
        begin_chain(mailing, at)


def back_to_draft(mailing: Mailing, trouble: str = "") -> bool:
    """It does not go out as was decided, if it has not begun; `trouble` says why to who looks at it next. Did this change it?"""
    rows = Mailing.objects.filter(pk=mailing.pk, state__in=(State.ASKED, State.SCHEDULED))
    to = {"state": State.DRAFT, "approved_by": None, "decided_at": None, "send_at": None, "trouble": trouble[:300]}
    return bool(rows.update(**to))


@transaction.atomic
def take_back(mailing: Mailing, user: Any) -> None:
    """Not yet, after all: what was asked for, or is scheduled. Raises NotPossible where it has begun in the meantime."""
    if not back_to_draft(mailing):
        raise NotPossible("There is nothing to take back.")
    _log(mailing, TAKEN_BACK, user)


@transaction.atomic
def stop(mailing: Mailing, user: Any) -> None:
    """No more letters, within a moment. Those that have gone have gone."""
    _step(mailing, (State.SENDING,), state=State.STOPPED, run=None)
    _log(mailing, STOPPED, user)


def go_on(mailing: Mailing, user: Any, at: datetime | None = None) -> None:
    """Send the rest."""
    with transaction.atomic():
        _step(mailing, (State.STOPPED,), state=State.SENDING, trouble="", setbacks=0, resume_at=None)
        _log(mailing, WENT_ON, user)
        begin_chain(mailing, at)


def end(mailing: Mailing, user: Any, at: datetime | None = None) -> None:
    """The rest do not get it, and this mailing is over. The issue may be sent anew, to those who have not got it."""
    with transaction.atomic():
        _step(mailing, (State.STOPPED,), state=State.SENT, finished_at=moment(at), trouble="")
        rest = Delivery.objects.filter(mailing=mailing, state__in=(DeliveryState.WAITING, DeliveryState.TAKEN))
        rest.update(state=DeliveryState.SKIPPED, reason="The mailing was ended before its turn came")
        _log(mailing, ENDED, user)


def send_again(mailing: Mailing, which: str, user: Any, at: datetime | None = None) -> int:
    """Send once more those that failed, or those whose answer was lost, who may then get two. Returns how many."""
    now = moment(at)
    rows = Delivery.objects.filter(mailing=mailing, subscriber__isnull=False)
    rows = rows.filter(claims.lost(now)) if which == DeliveryState.HANDED else rows.filter(state=DeliveryState.FAILED)
    waiting: dict[str, Any] = {"state": DeliveryState.WAITING, "tries": 0, "reason": "", "not_before": None}
    with transaction.atomic():
        number = rows.update(taken_by=None, taken_at=None, **waiting)
        if not number:
            raise NotPossible("There are none to be sent again.")
        over = Mailing.objects.filter(pk=mailing.pk, state__in=(State.SENT, State.SENDING))
        if over.update(state=State.SENDING, finished_at=None, resume_at=None, setbacks=0):
            begin_chain(mailing, at)
        _log(mailing, AGAIN, user, number=number)
    return number


def _step(mailing: Mailing, starting: tuple[State, ...], **to: Any) -> None:
    """One step, from one of these states. Raises NotPossible where somebody has taken one in the meantime."""
    if not Mailing.objects.filter(pk=mailing.pk, state__in=starting).update(**to):
        raise NotPossible("Somebody has done something about it in the meantime. Look at it again.")
    for name, value in to.items():
        setattr(mailing, name, value)


def _log(mailing: Mailing, action: str, user: Any, **data: Any) -> None:
    """In the history of the page, where there is one, and of the mailing."""
    said = {"mailing": mailing.pk, **data}
    for instance in (mailing, mailing.page):
        if instance is not None:
            log(instance=instance, action=action, user=user, data=said, content_changed=False)
