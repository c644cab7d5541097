from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from portal import generation

        from .models import Theme, Withdrawal

        generation.watch(Theme, Withdrawal)
