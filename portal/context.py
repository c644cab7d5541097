"""What every template is given."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from .audiences import Audience
from .overlay import Overlay


def reader(request: HttpRequest) -> dict[str, Any]:
    """The site being read. Lazy: a template that asks for nothing costs no query."""
    return {"overlay": lambda: Overlay.of(request), "audiences": list(Audience), "exit_url": settings.EXIT_URL}
