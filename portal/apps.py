from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from . import generation, guards, limits, links, passages  # noqa: F401  (limits listens to the tick)

        generation.connect()
        guards.connect()
        links.connect()
        passages.connect()
