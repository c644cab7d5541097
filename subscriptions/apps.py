from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"

    def ready(self) -> None:
        # They listen to the tick, are asked by Django, are told by services.
        from . import background, bounces, checks, joining, retention  # noqa: F401
        from .private import HidesTokens

        HidesTokens.install()
