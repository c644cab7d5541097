from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "events"

    def ready(self) -> None:
        from portal import generation

        from .models import Occurrence

        generation.watch(Occurrence)
