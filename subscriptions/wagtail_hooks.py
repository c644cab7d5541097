from . import mailing_hooks  # noqa: F401 - hooks register themselves
