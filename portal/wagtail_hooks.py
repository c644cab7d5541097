"""The portal's additions to Wagtail's admin."""

from wagtail import hooks

from .site_scope import DeleteOwn

hooks.register("register_bulk_action", DeleteOwn, order=10)  # after Wagtail's, which it replaces
