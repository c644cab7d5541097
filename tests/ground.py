"""What stands in the database when a test begins: built once, and kept while tests that want the same follow each other."""

from collections.abc import Callable, Iterable
from contextlib import ExitStack, contextmanager
from io import StringIO

from django.core.management import call_command
from django.db import transaction

from portal.groups import create_groups

from . import build


def load_shipped() -> None:
    build.make_root()
    call_command("load_content", stdout=StringIO())


LAYERS: dict[str, Callable[[], object]] = {
    "sites": build.make_sites,
    "groups": create_groups,
    "shipped": load_shipped,
}
"""By the fixture that asks for it: what builds it, on what stands already."""


def wanted(fixtures: Iterable[str]) -> list[str]:
    """The layers that a test with these fixtures begins on; none for one that commits, and builds what it needs."""
    return [] if commits(fixtures) else [name for name in LAYERS if name in fixtures]


def commits(fixtures: Iterable[str]) -> bool:
    return bool({"transactional_db", "live_server"} & set(fixtures))


def order(fixtures: Iterable[str]) -> tuple[int, list[str]]:
    """Where a test with these fixtures comes among all: beside those on the same ground; last those that empty every table."""
    if commits(fixtures):
        return 3, []
    if "serve" in fixtures:
        return (1 if "visit" in fixtures else 2), []
    return 0, wanted(fixtures)


@contextmanager
def layer(name: str):
    with transaction.atomic():
        LAYERS[name]()
        build.forget()
        yield
        transaction.set_rollback(True)


class Ground:
    """The layers that stand now, each in a transaction inside the one before; or, for servers to see, something committed."""

    def __init__(self) -> None:
        self.layers: list[tuple[str, ExitStack]] = []
        self.committed: object = None

    def __contains__(self, name: str) -> bool:
        return name in [each for each, _ in self.layers]

    def become(self, names: list[str]) -> None:
        """Take away what is not wanted and what stands on it, and build what is missing."""
        if self.committed:
            self.committed = None
            call_command("flush", verbosity=0, interactive=False)
        while [name for name, _ in self.layers] != names[: len(self.layers)]:
            self.layers.pop()[1].close()
        for name in names[len(self.layers) :]:
            stack = ExitStack()
            stack.enter_context(layer(name))
            self.layers.append((name, stack))

    def commit(self, builder: Callable[[int], object], port: int) -> None:
        """Let there be what it builds for a server on that port, and nothing else."""
        if self.committed is not builder:
            self.become([])
            self.committed = "half of it"
            builder(port)
            build.forget()
            self.committed = builder
