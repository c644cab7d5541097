from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "reviews"

    def ready(self) -> None:
        from wagtail.models import Revision

        from portal import generation

        from . import kept, publishing
        from .models import Theme, Withdrawal

        generation.watch(Theme, Withdrawal, Revision)  # a revision that is scheduled closes its files
        kept.connect()
        publishing.connect()
