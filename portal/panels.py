"""A panel on the admin's first page, about what concerns whoever looks at it."""

from django.http import HttpRequest
from wagtail.admin.ui.components import Component


class FirstPagePanel(Component):
    """Made for one request; a subclass says with what its template is filled, and that shows nothing where there is nothing."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
