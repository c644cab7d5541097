from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "contacts"

    def ready(self) -> None:
        from django.db.models.signals import pre_delete

        from portal import generation

        from . import checks, reminders  # noqa: F401 - asked by Django, and listening to the tick
        from .changes.recorded import before_delete
        from .guard import sweep  # noqa: F401 - the same
        from .models import Channel, Contact, FormerNumber, Need, OpeningHours, Route, Service

        generation.watch(Service, Contact, Channel, FormerNumber, OpeningHours, Need, Route)
        pre_delete.connect(before_delete, sender=Contact, dispatch_uid="number-changes")
