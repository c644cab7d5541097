"""Settings of `bench/sending.py` and of the workers it starts: a database and a mail server that it names in the environment."""

from portal.settings.test import *  # noqa: F403
from portal.settings.test import env

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", env.int("BENCH_SMTP_PORT", default=25)
DEFAULT_FROM_EMAIL = "portal@set.example"
