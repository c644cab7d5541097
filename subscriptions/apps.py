from django.apps import AppConfig


class SubscriptionsConfig(AppConfig):
    name = "subscriptions"

    def ready(self) -> None:
        from . import background, checks  # noqa: F401 - listening to the tick, and asked by Django
