"""What every test stands on: an empty cache, and sites built by name."""

import os
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client

from portal.groups import create_groups

from . import build

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Each test starts with no remembered facts: the token of a rolled-back test must not serve the next."""
    build.forget()
    yield
    build.forget()


@pytest.fixture(scope="module")
def shipped(django_db_setup, django_db_blocker):
    """The content as it is shipped, loaded once for a file whose tests only read it; the file is marked `django_db`."""
    with django_db_blocker.unblock(), transaction.atomic():
        build.make_root()
        call_command("load_content", stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def sites(db) -> build.Sites:
    """SET and its three partnerships, each with a home page and nothing else."""
    return build.make_sites()


@pytest.fixture
def read(client: Client):
    """`read("southend", "/topics/")`: an anonymous reader's GET on that partnership's host."""

    def get(slug: str, path: str, **kwargs):
        return client.get(path, headers={"host": build.host(slug)}, **kwargs)

    return get


@pytest.fixture
def groups(sites):
    """The groups of the sites' partnerships, as the command makes them."""
    create_groups()


@pytest.fixture
def sign_in(groups):
    """`sign_in("Southend editors")`: a browser with somebody of that group signed in to the admin; `.staff` is who."""

    def browser(group: str) -> Client:
        client = Client(headers={"host": build.host("set")})
        client.staff = build.make_staff(group)
        client.force_login(client.staff)
        return client

    return browser
