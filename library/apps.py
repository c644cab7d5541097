from django.apps import AppConfig


class LibraryConfig(AppConfig):
    name = "library"

    def ready(self) -> None:
        from portal import generation

        from . import extraction, leftovers, links, shown  # noqa: F401 - listening to what is saved, and to the tick
        from .models import Document, Media, Resource

        generation.watch(Document, Media, Resource)
        links.connect()
