from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    name = "procedures"

    def ready(self) -> None:
        from portal import generation

        from . import publishing
        from .models import Part, Version

        generation.watch(Part, Version)
        publishing.connect()
