"""What every test stands on: an empty cache, and sites built by name."""

import gc
import os
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.test.utils import setup_databases, teardown_databases

from portal.groups import create_groups

from . import build
from .ground import Ground, laid, order, wanted

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Each test starts with no remembered facts: the token of a rolled-back test must not serve the next."""
    build.forget()
    yield
    build.forget()


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the garbage collector looking at it again and again took an eighth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=order)


@pytest.fixture(scope="session")
def django_db_setup(
    django_test_environment, django_db_modify_db_settings, django_db_keepdb, django_db_createdb, django_db_blocker
):
    """As pytest-django does it, but also for tests that reach the database only through a server."""
    with django_db_blocker.unblock():
        made = setup_databases(verbosity=0, interactive=False, keepdb=django_db_keepdb and not django_db_createdb)
    yield
    if not django_db_keepdb:
        with django_db_blocker.unblock():
            teardown_databases(made, verbosity=0)


@pytest.fixture(scope="session")
def whole_ground(django_db_setup, django_db_blocker) -> Iterator[Ground]:
    """What one process keeps from test to test."""
    ground = Ground()
    yield ground
    with django_db_blocker.unblock():
        ground.become([])


@pytest.fixture
def ground(request, whole_ground, django_db_blocker) -> Ground:
    """What the test's fixtures ask for stands, whoever came before."""
    with django_db_blocker.unblock():
        whole_ground.become(wanted(request.node))
    return whole_ground


@pytest.fixture
def _django_db_helper(ground, _django_db_helper):
    """A test's own transaction, of pytest-django, begins on its ground."""


@laid
def shipped() -> None:
    """The content as it is shipped."""
    build.make_root()
    call_command("load_content", verbosity=0, stdout=StringIO())


@laid
def sites() -> build.Sites:
    """SET and its three partnerships, each with a home page and nothing else."""
    return build.make_sites()


@laid
def groups(sites) -> None:
    """The groups of the sites' partnerships, as the command makes them."""
    create_groups()


@pytest.fixture
def read(client: Client):
    """`read("southend", "/topics/")`: an anonymous reader's GET on that partnership's host."""

    def get(slug: str, path: str, **kwargs):
        return client.get(path, headers={"host": build.host(slug)}, **kwargs)

    return get


@pytest.fixture
def sign_in(groups):
    """`sign_in("Southend editors")`: a browser with somebody of that group signed in to the admin; `.staff` is who."""

    def browser(group: str) -> Client:
        client = Client(headers={"host": build.host("set")})
        client.staff = build.make_staff(group)
        client.force_login(client.staff)
        return client

    return browser
