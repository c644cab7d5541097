from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"

    def ready(self) -> None:
        from . import background, bounces, checks, joining  # noqa: F401 - listening to the tick, asked by Django, told by services
        from .private import HidesTokens

        HidesTokens.install()
