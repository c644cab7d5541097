from . import mailing_hooks, people_hooks  # noqa: F401 - hooks register themselves
