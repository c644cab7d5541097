"""The question at the end of a page costs no query; every address of feedback costs a few, with 1 and with many rows."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from feedback.models import Usefulness
from feedback.templatetags import feedback as tags

from . import build
from . import feedback as saying

COLD = 15
PATHS = ["/have-your-say/", "/have-your-say/page-0/", "/feedback/?page=/about/", "/about/"]


@pytest.fixture(autouse=True)
def on_that_day():
    with time_machine.travel(saying.SENT, tick=False):
        yield


def fill(sites, numbers: range) -> None:
    for number in numbers:
        saying.consultation(sites.home("set"), f"page-{number}")
        for slug in ("set", "southend"):
            saying.message(sites.site(slug), f"message {number}")
            saying.message(sites.site(slug), f"urgent message {number}", urgent=True)
            site = sites.site(slug)
            Usefulness.objects.create(site=site, path=f"/p{number}/", day=saying.SENT.date(), yes=1, no=1)


def counted(get, paths) -> dict[str, int]:
    costs = {}
    for path in paths:
        build.forget()
        with CaptureQueriesContext(connection) as queries:
            assert get(path).status_code == 200, path
        costs[path] = len(queries)
    return costs


def test_pages_and_the_inbox_cost_the_same_with_1_and_with_20_of_each(sites, read, sign_in):
    build.make_standard(sites.home("set"), "About", "about")
    staff = sign_in("Southend publishers")
    inbox = [reverse("wagtailsnippets_feedback_message:list"), reverse("page_usefulness:index")]
    fill(sites, range(1))
    staff.get("/admin/")
    before = counted(lambda path: read("southend", path), PATHS), counted(staff.get, inbox)
    fill(sites, range(1, 20))
    after = counted(lambda path: read("southend", path), PATHS), counted(staff.get, inbox)
    assert after == before
    assert max(after[0].values()) <= COLD, after[0]


def test_the_question_costs_no_query(sites, read, monkeypatch):
    build.make_standard(sites.home("set"), "About", "about")
    read("southend", "/about/")  # what a process learns once, it knows now
    with_it = counted(lambda path: read("southend", path), ["/about/"])
    monkeypatch.setattr(tags, "shown", lambda *of: None)
    assert counted(lambda path: read("southend", path), ["/about/"]) == with_it


def test_sending_costs_a_few(sites, client):
    saying.consultation(sites.home("set"), "safer")
    with CaptureQueriesContext(connection) as queries:
        saying.send(client, "southend", "/have-your-say/safer/", **{"q-do_you_feel_safe_in_town": "Yes"})
    assert len(queries) <= 2 * COLD
