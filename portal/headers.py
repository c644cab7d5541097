"""What every answer says to the browser: what may be loaded, and what may be passed on."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

PUBLIC = {
    "default-src": "'self'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
# Wagtail's admin still writes inline scripts and styles (docs/adr/0003).
ADMIN = {
    **PUBLIC,
    "img-src": "'self' data: blob:",
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
}
FEATURES = ("camera", "geolocation", "microphone", "payment", "usb", "browsing-topics", "interest-cohort")


def _policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in directives.items())


class Headers:
    """Middleware: the content security policy (strict for the public) and the permissions policy."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        admin = request.path.startswith("/admin/")
        response.setdefault("Content-Security-Policy", _policy(ADMIN if admin else PUBLIC))
        if admin or settings.CSRF_COOKIE_NAME in response.cookies:
            # Under the public `no-referrer` a browser sends forms with `Origin: null`, which Django's check of the
            # form's cookie refuses: staff's pages, and the password asked for a private one.
            response.setdefault("Referrer-Policy", "same-origin")
        response.setdefault("Permissions-Policy", ", ".join(f"{feature}=()" for feature in FEATURES))
        return response
