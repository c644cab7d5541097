"""What every test stands on: an empty cache, and sites built by name."""

import os

import pytest
from django.core.cache import cache
from django.test import Client

from . import build

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(autouse=True)
def nothing_remembered():
    """Each test starts with no remembered facts: the token of a rolled-back test must not serve the next."""
    cache.clear()
    yield
    cache.clear()


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
