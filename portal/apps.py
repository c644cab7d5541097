from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from . import generation, guards, links, passages

        generation.connect()
        guards.connect()
        links.connect()
        passages.connect()
