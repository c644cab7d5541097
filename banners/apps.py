from django.apps import AppConfig


class BannersConfig(AppConfig):
    name = "banners"

    def ready(self) -> None:
        from portal import generation

        from .models import AlertBanner

        generation.watch(AlertBanner)
