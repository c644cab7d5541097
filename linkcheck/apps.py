from django.apps import AppConfig


class LinkcheckConfig(AppConfig):
    name = "linkcheck"

    def ready(self) -> None:
        from . import checking  # noqa: F401 - listening to the tick
