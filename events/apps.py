from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self) -> None:
        from portal import generation

        from . import publishing
        from .models import Occurrence

        generation.watch(Occurrence)
        publishing.connect()
