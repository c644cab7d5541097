"""A developer's machine, and the demonstration that `make run` serves."""

from .base import *  # noqa: F403
from .base import BASE_DIR, env

# Off, so that a demonstration shows readers' error pages; on with DEBUG=on, for those who change the code.
DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env("SECRET_KEY", default="only-for-a-developers-own-machine")
ALLOWED_HOSTS = ["localhost", ".localhost", "127.0.0.1", "[::1]"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND, MAIL_FOLDER = "portal.postbox.EmailBackend", BASE_DIR / "var" / "mail"
DEMO_PASSWORD = env("DEMO_PASSWORD", default="demo-password")
