from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = "Portal"

    def ready(self) -> None:
        from . import checks, generation, guards, links  # noqa: F401 - checks register themselves on import

        generation.connect()
        guards.connect()
        links.connect()
