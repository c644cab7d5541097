"""What the admin is told of subscribers: the menu, the addresses, and what its history may say."""

from django.urls import URLPattern
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from portal.desk import DESK

from . import import_admin, people, people_admin

hooks.register(DESK, people_admin.menu_item)


@hooks.register("register_admin_urls")
def people_urls() -> list[URLPattern]:
    return [*people_admin.urlpatterns, *import_admin.urlpatterns]


@hooks.register("register_log_actions")
def people_actions(actions: LogActionRegistry) -> None:
    for name, (label, message) in people.ACTIONS.items():
        actions.register_action(name, label, message)
