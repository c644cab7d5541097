from . import people_hooks  # noqa: F401 - hooks register themselves
