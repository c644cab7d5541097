"""What the sending service tells us of a letter: it came back, it was reported as spam, they unsubscribed there (NL4).

The service calls `/letters/events/<service>/`. django-anymail checks its signature or password and puts what it says into
common words; who has neither is refused. Told again, nothing more happens.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from anymail import urls as anymail_urls
from anymail.exceptions import AnymailConfigurationError
from anymail.signals import AnymailTrackingEvent, EventType, RejectReason, tracking
from anymail.utils import get_anymail_setting
from django.conf import settings
from django.dispatch import receiver
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.urls import Resolver404, URLPattern
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from portal.moments import moment

from .addresses import digest, normal
from .leaving import suppress, suppress_address
from .models import Delivery, SignUp, Subscriber, Suppression
from .models.suppression import Reason

logger = logging.getLogger(__name__)

TOO_OLD = timedelta(days=7)  # no service tells later; a call that was recorded then is not believed again
REASONS = {
    RejectReason.BOUNCED: Reason.BOUNCED,
    RejectReason.INVALID: Reason.BOUNCED,
    RejectReason.SPAM: Reason.COMPLAINED,
    RejectReason.UNSUBSCRIBED: Reason.UNSUBSCRIBED,
}
NOTES = {
    Reason.BOUNCED: "Came back: the address does not exist",
    Reason.COMPLAINED: "Reported as spam",
    Reason.UNSUBSCRIBED: "They unsubscribed at the sending service",
}
SOFT_WORDS = {
    "softbounce",
    "soft_bounce",
    "soft bounce",
    "soft_bounced",
    "activity.soft_bounced",
    "transient",
    "undetermined",
}
SOFT_CLASSES = {"20", "21", "22", "23", "24", "40", "70", "100"}  # SparkPost’s, of what may be taken another day


def service() -> str:
    """The service that sends for us, as its part of `EMAIL_BACKEND` says: `mailgun`; empty where there is none."""
    package, _, rest = settings.EMAIL_BACKEND.partition("anymail.backends.")
    return "" if package else rest.partition(".")[0]


@never_cache
@csrf_exempt
def events(request: HttpRequest, name: str) -> HttpResponse:
    """What the service calls. 404 for any other, and for one that could not prove who it is; 400 for what is not its own."""
    if name != service():
        raise Http404("“" + name + "” does not send for this portal.")
    view = tracking_view(name)
    if not is_guarded(view.view_class):
        logger.error("What %s tells of letters is not heard: the settings have no secret to know it by.", name)
        raise Http404("“" + name + "” cannot prove who it is: the settings have no secret for it.")
    try:
        return view(request)
    except (AnymailConfigurationError, KeyError, TypeError, ValueError, AttributeError) as error:
        logger.warning("A call of %s cannot be read: %s.", name, type(error).__name__)
        return HttpResponseBadRequest("This is not what the service sends.", content_type="text/plain")


def is_guarded(view_class: Any) -> bool:
    """Do the settings have what the service signs with, or the password it shows? Without either anymail would hear anybody."""
    password = get_anymail_setting("webhook_secret", default=None)
    try:
        signs = not view_class(webhook_secret="only to ask").warn_if_no_basic_auth  # noqa: S106 - nothing is let in by it
    except AnymailConfigurationError:
        return False
    return signs or bool(password)


def tracking_view(name: str) -> Any:
    """The view of django-anymail that hears this service."""
    for pattern in anymail_urls.urlpatterns:
        if isinstance(pattern, URLPattern):
            try:
                if pattern.resolve(f"{name}/tracking/"):
                    return pattern.callback
            except Resolver404:
                continue
    raise Http404("“" + name + "” tells nothing of letters.")


@receiver(tracking)
def hear(event: AnymailTrackingEvent, **kwargs: Any) -> None:
    """Take off whoever cannot or does not want to be written to; anything else changes nothing."""
    reason = reason_of(event)
    if reason is None or not event.recipient:
        return
    told, now = event.timestamp, moment()
    if told and moment(told) < now - TOO_OLD:
        return
    address = normal(event.recipient)
    subscriber = Subscriber.objects.filter(address=address).first()
    if subscriber and told and joined_after(subscriber, moment(told)):
        return
    note(event.metadata, NOTES[reason])
    if subscriber:
        suppress(subscriber, reason)
    elif is_known(address):
        suppress_address(address, reason)


def reason_of(event: AnymailTrackingEvent) -> Reason | None:
    """For what it says nothing more is to be sent; None where it is no such thing, or may be better tomorrow."""
    if event.event_type == EventType.COMPLAINED:
        return Reason.COMPLAINED
    if event.event_type == EventType.UNSUBSCRIBED:
        return Reason.UNSUBSCRIBED
    if event.event_type == EventType.BOUNCED and not is_soft(event.esp_event):
        return Reason.BOUNCED
    if event.event_type == EventType.REJECTED:  # the service did not even try, for what it remembers of the address
        return REASONS.get(event.reject_reason)
    return None


def is_soft(said: Any) -> bool:
    """Does the service call it a bounce for now only? Its own words are asked: the common ones do not tell."""
    for name, value in told_by(said):
        soft_class = name == "bounce_class" and str(value) in SOFT_CLASSES
        blocked_for_now = name == "type" and str(value).lower() == "blocked"
        if str(value).lower() in SOFT_WORDS or soft_class or blocked_for_now or (name == "hard_bounce" and not value):
            return True
    return False


def told_by(said: Any) -> Iterator[tuple[str, Any]]:
    """Every name and value of a service's own message, however deep."""
    if isinstance(said, Mapping):
        for name, value in said.items():
            yield from told_by(value) if isinstance(value, Mapping | list) else [(str(name), value)]
    elif isinstance(said, list):
        for each in said:
            yield from told_by(each)


def joined_after(subscriber: Subscriber, told: datetime) -> bool:
    """Has the subscriber said yes since then? What was told before is about another time."""
    latest = subscriber.consents.exclude(how="preferences").values_list("at", flat=True).first()
    return told < max(filter(None, (subscriber.confirmed_at, latest)))


def is_known(address: str) -> bool:
    """Have we anything of this address? Of others, such as staff's, nothing is kept."""
    return (
        SignUp.objects.filter(address=address).exists() or Suppression.objects.filter(digest=digest(address)).exists()
    )


def note(metadata: Any, words: str) -> None:
    """Say it of the letter too, if the service knows which it was."""
    try:
        key = uuid.UUID(str((metadata or {}).get("delivery")))
    except (ValueError, AttributeError):
        return
    Delivery.objects.filter(key=key).update(reason=words)
