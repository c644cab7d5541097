"""What stands in the database when a test begins: built once, and kept while tests that want the same follow each other."""

import copy
import inspect
from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from . import build

FIRST = ("sites", "groups", "shipped")  # always the lowest, so that most tests have most in common


def laid(builder: Callable) -> Callable:
    """A fixture that is not built for each test: those that ask for it begin with it, and get a copy of what it returned.

    It may ask for fixtures of this kind only. It leaves nothing behind but rows in the database: what makes files, or
    patches anything, is an ordinary fixture, since only the rows are as they were for the next test. Each copy is of its
    own: `door` is not the very object in `doors`. A test that commits (`live_server`) builds it anew.
    """

    def fixture(db, ground, **needs):
        return ground.what_it_gave(builder) if builder in ground else builder(**needs)

    own = [inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY) for name in ("db", "ground")]
    needs = [each.replace(kind=each.KEYWORD_ONLY) for each in inspect.signature(builder).parameters.values()]
    fixture.__signature__ = inspect.Signature([*own, *needs])  # type: ignore[attr-defined]
    fixture.__doc__ = builder.__doc__
    fixture.builder = builder  # type: ignore[attr-defined]
    return pytest.fixture(name=builder.__name__)(fixture)


def commits(item: pytest.Item) -> bool:
    return bool({"transactional_db", "live_server"} & set(item.fixturenames))


def wanted(item: pytest.Item) -> list[Callable]:
    """What the test begins on, each on what it needs; nothing if it commits."""
    known, found = item._fixtureinfo.name2fixturedefs, []

    def add(name: str) -> None:
        builder = getattr(known[name][-1].func, "builder", None) if name in known else None
        if builder and builder not in found:
            for need in inspect.signature(builder).parameters:
                add(need)
            found.append(builder)

    for name in () if commits(item) else (*FIRST, *item.fixturenames):
        add(name)
    return found


def order(item: pytest.Item) -> tuple[int, list[str]]:
    """Where the test comes among all: beside those on the same ground; last those that empty every table."""
    if commits(item):
        return 3, []
    if "serve" in item.fixturenames:
        return (1 if "visit" in item.fixturenames else 2), []
    return 0, [f"{builder.__module__}.{builder.__name__}" for builder in wanted(item)]


class Ground:
    """The layers that stand now, each in a transaction inside the one before; or, for servers to see, something committed."""

    def __init__(self) -> None:
        self.layers: list[tuple[Callable, ExitStack, Any]] = []
        self.committed: object = None

    def __contains__(self, builder: Callable) -> bool:
        return builder in self.builders

    @property
    def builders(self) -> list[Callable]:
        return [builder for builder, _, _ in self.layers]

    def what_it_gave(self, builder: Callable) -> Any:
        return copy.deepcopy(self.layers[self.builders.index(builder)][2])

    def become(self, builders: list[Callable]) -> None:
        """Take away what is not wanted and what stands on it, and build what is missing."""
        if self.committed:
            self.committed = None
            call_command("flush", verbosity=0, interactive=False)
        while self.builders != builders[: len(self.layers)]:
            self.layers.pop()[1].close()
        for builder in builders[len(self.layers) :]:
            stack = ExitStack()
            self.layers.append((builder, stack, stack.enter_context(self._layer(builder))))

    @contextmanager
    def _layer(self, builder: Callable):
        below = {each.__name__: each for each in self.builders}
        with transaction.atomic():
            gave = builder(**{name: self.what_it_gave(below[name]) for name in inspect.signature(builder).parameters})
            build.forget()
            yield gave
            transaction.set_rollback(True)

    def commit(self, builder: Callable[[int], object], port: int) -> None:
        """Let there be what it builds for a server on that port, and nothing else."""
        if self.committed is not builder:
            self.become([])
            self.committed = "half of it"
            builder(port)
            build.forget()
            self.committed = builder
