"""Forms that readers send: without a cookie, and with spam held back without anybody else's help (PR1).

Nobody who reads is signed in, so there is no session that another site could abuse; what has to be shown is that the form
was opened here a moment ago. A signed hidden field says so, and the browser's own word on where the request comes from.

    @readers_form
    def subscribe(request): form = SubscribeForm(request, request.POST or None) …
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from .moments import moment

SALT = "portal.public_forms"
TOO_SOON = timedelta(seconds=2)  # nobody reads and fills in a form in less
TOO_LATE = timedelta(days=2)
AGAIN = "Please look over what you chose and wrote, and send it once more."


def proof(request: HttpRequest, name: str, at: datetime | None = None) -> str:
    """What a form of that name carries: that it was opened on this host, and when."""
    return signing.dumps([name, request.get_host(), int(moment(at).timestamp())], salt=SALT)


def is_proof(
    text: str, request: HttpRequest, name: str, at: datetime | None = None, soonest: timedelta = TOO_SOON
) -> bool:
    """Was that form opened on this host, neither a moment nor days ago?"""
    try:
        *of, opened = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    age = moment(at).timestamp() - opened
    return of == [name, request.get_host()] and soonest.total_seconds() <= age <= TOO_LATE.total_seconds()


def readers_form(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For a view that takes what readers send. Raises PermissionDenied if the browser says that another site sends it."""

    @never_cache
    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and request.headers.get("Sec-Fetch-Site", "same-origin") in (
            "cross-site",
            "same-site",
        ):
            raise PermissionDenied("This form can only be sent from the page it stands on.")
        return view(request, *args, **kwargs)

    return wrapped


class PublicForm(forms.Form):
    """A form with its proof, and a field that only a machine fills in.

    What looks like a machine is not told so: `is_spam` says it, and the view answers as ever and keeps nothing.
    """

    name: str  # what the proof is for: “subscribe”
    soonest = TOO_SOON  # none for a page that only has a button
    proof = forms.CharField(widget=forms.HiddenInput, required=False)
    website = forms.CharField(required=False, widget=forms.TextInput(attrs={"autocomplete": "off", "tabindex": "-1"}))

    def __init__(self, request: HttpRequest, *args: Any, at: datetime | None = None, **kwargs: Any) -> None:
        self.request, self.at = request, at
        super().__init__(*args, **kwargs)
        self.fields["website"].label = "Leave this empty"

    @property
    def fresh_proof(self) -> str:
        """For the page that shows the form, for the first time or once more."""
        return proof(self.request, self.name, self.at)

    @property
    def is_spam(self) -> bool:
        return bool(self.data.get(self.add_prefix("website")))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.is_spam and not self._is_fresh(cleaned.get("proof", "")):
            self.add_error(None, AGAIN)
        return cleaned

    def _is_fresh(self, text: str) -> bool:
        return is_proof(text, self.request, self.name, self.at, self.soonest)
