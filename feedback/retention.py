"""What readers told us is erased when its time is over, and so are the counts of useful pages."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from portal.tick import night

from .models import ConsultationPage, Kind, Message, Usefulness
from .models.message import kept_until


@receiver(night)
def erase(at: datetime, **kwargs: Any) -> None:
    """Erase the messages whose day has come, whatever has become of them, and old counts."""
    Message.objects.to_erase(at).delete()
    Usefulness.objects.to_erase(at).delete()


@receiver(page_published)
def another_last_day(sender: type, instance: Any, **kwargs: Any) -> None:
    """Answers are kept by the last day of their consultation: where that is another one now, so is the day they are erased on."""
    if issubclass(sender, ConsultationPage):
        changed = []
        for message in Message.objects.filter(consultation=instance.pk).only("pk", "at", "erase_on"):
            until = kept_until(Kind.CONSULTATION, message.at, instance.closes_on)
            if until != message.erase_on:
                message.erase_on = until
                changed.append(message)
        Message.objects.bulk_update(changed, ["erase_on"], batch_size=500)
