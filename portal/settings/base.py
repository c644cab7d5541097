"""Settings every environment shares: secure unless `dev` or `test` says otherwise.

Every value that differs between installations is read from the environment (see `.env.example`).
"""

from pathlib import Path

import environ

BASE_DIR = Path(__file__).resolve().parents[2]
env = environ.Env()
env.read_env(BASE_DIR / ".env")

DEBUG = False
SECRET_KEY = env("SECRET_KEY", default="")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])

INSTALLED_APPS = [
    "portal",  # the base page: before Wagtail, whose tables refer to it
    "contacts",
    "library",
    "topics",
    "procedures",
    *("reviews", "publications", "governance", "events"),
    *("subscriptions", "feedback", "banners", "linkcheck"),
    "content",
    *(f"wagtail.contrib.{app}" for app in ("forms", "redirects", "routable_page", "settings", "typed_table_block")),
    *(f"wagtail.{name}" for name in ("embeds", "sites", "users", "snippets", "documents", "images")),
    "wagtailmedia",
    *("wagtail.search", "wagtail.admin", "wagtail"),
    *("modelcluster", "taggit", "django_tasks", "django_tasks_db", "anymail"),
    *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages"),
    "django.contrib.postgres",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.headers.Headers",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "portal.current_request.CurrentRequest",
    "contacts.expiry.Expiry",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context.reader",
            ],
            "builtins": ["portal.templatetags.portal"],
        },
    }
]

DATABASES = {
    "default": env.db_url_config(env("DATABASE_URL", default="") or f"sqlite:///{BASE_DIR / 'var/portal.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # One writer at a time, readers never blocked: the web process, the worker and the tick share the file.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Facts about each site are remembered per process under one token (portal/generation.py).
CACHES = {
    name: {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": name,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    }
    for name in ("default", "facts")
}

# The worker runs what is put by. A command that must leave nothing for later sets the variable (bin/serve).
TASKS = {"default": {"BACKEND": env("TASKS_BACKEND", default="django_tasks_db.DatabaseBackend")}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "wagtailadmin_login"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
STATICFILES_DIRS = [BASE_DIR / "build" / "static", ("images", BASE_DIR / "static" / "images")]
MEDIA_URL = "/media/"
MEDIA_ROOT = Path(env("MEDIA_ROOT", default=BASE_DIR / "var" / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Nothing watches the reader: no cookie that scripts can read, none sent elsewhere, no address passed on.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "SAMEORIGIN"

WAGTAIL_SITE_NAME = "Safeguarding portal"
WAGTAIL_PAGE_MODEL = "portal.BasePage"
WAGTAILADMIN_BASE_URL = env("ADMIN_BASE_URL", default="http://localhost:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_DATE_FORMAT = "%Y-%m-%d"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_MODEL = "library.Document"
WAGTAILDOCS_MAX_UPLOAD_SIZE = WAGTAILIMAGES_MAX_UPLOAD_SIZE = 50 * 1024**2  # octets; the proxy has its own limit
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "pptx", "xlsx", "csv", "txt"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "library.forms.DocumentForm"
WAGTAILIMAGES_IMAGE_MODEL = "library.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "library.forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "svg"]
WAGTAILMEDIA = {"MEDIA_MODEL": "library.Media", "MEDIA_FORM_BASE": "library.forms.MediaForm"}
WAGTAILEMBEDS_FINDERS: list = []  # nothing is fetched from, or shown by, another site
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "wagtail.search.backends.database", "SEARCH_CONFIG": "english", "AUTO_UPDATE": True}
}

# What editors may put into the body of any page, in the order of the picker (portal/blocks/).
# Named here so that the kernel needs no import of the apps that bring their own.
BODY_BLOCKS = {
    "contact": "contacts.blocks.ContactBlock",
    "resources": "library.blocks.ResourceListBlock",
    "recording": "library.blocks.RecordingBlock",
    "elsewhere": "library.blocks.ElsewhereBlock",
    "figures": "publications.blocks.FiguresBlock",
}

# Where “Exit this page” goes: an everyday page on https that shows nothing about the reader.
EXIT_URL = env("EXIT_URL", default="https://www.bbc.co.uk/weather")

# How many proxies of ours stand before the portal, each adding to X-Forwarded-For whom it was asked by.
PROXIES = env.int("PROXIES", default=0)

# Letters to those who asked for them (docs/mail.md). No limit a minute: 0. A folder for mail is for development alone.
UNSUBSCRIBE_MAILBOX = env("UNSUBSCRIBE_MAILBOX", default="")
MAIL_PER_MINUTE = env.int("MAIL_PER_MINUTE", default=0)
MAIL_FOLDER: Path | None = None
ANYMAIL = env.json("ANYMAIL", default={})

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "problems": {"class": "logging.StreamHandler", "formatter": "line", "level": "WARNING"},
    },
    "loggers": {
        "wagtail": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # probes for other hosts, answered with 400
        # The worker sets the level of its loggers anew, so their handler holds back what is not worth a line.
        "django_tasks": {"handlers": ["problems"], "propagate": False},
        "django_tasks_db": {"handlers": ["problems"], "propagate": False},
    },
    "root": {"handlers": ["stderr"], "level": "INFO"},
}
