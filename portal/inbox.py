"""What the portal has written, as the people it wrote to would see it: `/inbox/`, on a developer’s machine alone.

Its addresses are there only where mail goes to a folder (`settings.MAIL_FOLDER`), and answer only on the same machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .screens import screen

NEAR = ("127.0.0.1", "::1", "")  # the last one: over a socket, which another machine cannot reach
LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)]")

# A letter has its styles inline, and its pictures on this machine's sites. Nothing else is loaded, nothing runs.
LETTER = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data: http://localhost:* http://*.localhost:*; "
    "frame-ancestors 'self'; form-action 'none'; base-uri 'self'; sandbox allow-popups allow-popups-to-escape-sandbox"
)


def on_this_machine(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the view of a developer’s tool. Raises Http404 for whoever comes from elsewhere."""

    @require_safe
    @never_cache
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.MAIL_FOLDER or request.META.get("REMOTE_ADDR", "") not in NEAR:
            raise Http404("There is no inbox here.")
        return view(request, *args, **kwargs)

    return wrapped


class Message:
    """A message in the folder."""

    def __init__(self, file: Path) -> None:
        self.name = file.stem
        parsed = message_from_bytes(file.read_bytes(), policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.parsed = parsed

    @property
    def subject(self) -> str:
        return str(self.parsed["Subject"] or "(no subject)")

    @property
    def to(self) -> str:
        return str(self.parsed["To"] or "")

    @property
    def sender(self) -> str:
        return str(self.parsed["From"] or "")

    @property
    def at(self) -> Any:
        return parsedate_to_datetime(self.parsed["Date"]) if self.parsed["Date"] else None

    @property
    def headers(self) -> list[tuple[str, str]]:
        return [(name, str(value)) for name, value in self.parsed.items()]

    @property
    def text(self) -> str:
        return self._part("plain")

    @property
    def html(self) -> str:
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.parsed.get_body(preferencelist=(kind,))
        return part.get_content() if part is not None else ""

    @property
    def links(self) -> list[str]:
        """The addresses in its text and its headers, each once: to follow without a mail program."""
        words = [self.text, *(value for name, value in self.headers if name == "List-Unsubscribe")]
        return list(dict.fromkeys(LINK.findall("\n".join(words))))


def files() -> list[Path]:
    """The messages, the newest first."""
    return sorted(Path(settings.MAIL_FOLDER).glob("*.eml"), reverse=True)


def find(name: str) -> Message:
    """Raises Http404 for a name that is none of theirs."""
    file = next((file for file in files() if file.stem == name), None)
    if file is None:
        raise Http404("There is no such message.")
    return Message(file)


@on_this_machine
def inbox(request: HttpRequest) -> HttpResponse:
    """All messages, a screenful at a time."""
    page = screen(files(), request)
    return render(request, "portal/inbox.html", {"page_obj": page, "letters": [Message(file) for file in page]})


@on_this_machine
def message(request: HttpRequest, name: str) -> HttpResponse:
    """One message: as it looks, as plain text, its links and its headers."""
    return render(request, "portal/inbox_message.html", {"letter": find(name)})


@on_this_machine
def as_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML of a message, for the frame that shows it. Its links open beside the inbox."""
    answer = HttpResponse(re.sub(r"(<head[^>]*>)", r'\1<base target="_blank">', find(name).html, count=1))
    answer.headers["Content-Security-Policy"] = LETTER
    return answer


urlpatterns = [
    path("inbox/", inbox, name="inbox"),
    path("inbox/<slug:name>/", message, name="inbox_message"),
    path("inbox/<slug:name>/html/", as_html, name="inbox_html"),
]
