from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "governance"

    def ready(self) -> None:
        from portal import generation

        from .models import Agency

        generation.watch(Agency)
