from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "contacts"

    def ready(self) -> None:
        from portal import generation

        from . import sweep  # noqa: F401 - listens to the tick
        from .models import Channel, Contact, FormerNumber, Need, OpeningHours, Route, Service

        generation.watch(Service, Contact, Channel, FormerNumber, OpeningHours, Need, Route)
