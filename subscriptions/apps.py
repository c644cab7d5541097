from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"

    def ready(self) -> None:
        from . import bounces, joining  # noqa: F401 - they listen to the tick and to the sending service
        from .private import HidesTokens

        HidesTokens.install()
