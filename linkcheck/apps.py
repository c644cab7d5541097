from django.apps import AppConfig


class LinkcheckConfig(AppConfig):
    name = "linkcheck"
