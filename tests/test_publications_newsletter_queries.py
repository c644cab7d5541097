"""The addresses of newsletters cost the same few queries with 1 and with 20 items of each kind, and with 1 and 20 issues."""

from datetime import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.moments import moment
from publications.models import NewsletterPage

from . import build, events, reviews
from .events import session
from .newsletters import CHIP, button, item, items, make_issue, newsletter_index, section, text

MOST = 15
SENT = moment(datetime(2026, 3, 2, 12))
PATHS = (
    "/newsletters/",
    "/newsletters/2026/",
    "/newsletters/spring-2026/",
    "/newsletters/summer-2026/",
    "/feeds/newsletters.atom",
)


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel("2026-03-02T12:00:00+00:00", tick=False):
        yield


def cost(read, path: str) -> int:
    build.forget()
    with CaptureQueriesContext(connection) as queries:
        assert read("southend", path).status_code == 200, path
    return len(queries)


def letter_cost(sites) -> int:
    issue = NewsletterPage.objects.get(season="spring", year=2026)
    build.forget()
    with CaptureQueriesContext(connection) as queries:
        issue.letter(sites.site("southend"))
    return len(queries)


def of_each_kind(sites, number: int) -> list[tuple]:
    """An item, a listed one and a button of each kind of page that has facts, and of one that has none."""
    home = sites.home("southend")
    pages = [
        events.make_event(home, f"Talk {number}", f"talk-{number}", session("2026-07-03"), session("2026-08-03")),
        build.make_procedure(home, f"Procedure {number}", f"procedure-{number}"),
        reviews.make(home, f"Review {number}", f"review-{number}"),
        build.make_topic(home, f"Topic {number}", f"topic-{number}"),
    ]
    resource = build.make_resource(sites.site("southend"), f"Leaflet {number}", url="https://example.org/")
    blocks = [*map(item, pages), items(*pages), *(button("Go", page) for page in pages), text(f"Call {CHIP}.")]
    service = build.make_service("children-front-door")
    inside = [("resources", {"resources": [resource]}), ("contact", {"service": service})]
    return [*blocks, section(f"Part {number}", *blocks, *inside)]


def test_every_address_costs_the_same_few_queries(sites, read):
    """NL5: at most fifteen with nothing remembered, of an issue that follows its items, of one that was sent, of the letter."""
    contact = build.make_contact("children-front-door", "Hub", "01702 215007", sites.site("southend"))
    home = sites.home("southend")
    newsletter_index(sites.home("set"))
    blocks = of_each_kind(sites, 0)
    spring, summer = (make_issue(home, season, 2026, *blocks) for season in ("spring", "summer"))
    summer.has_been_sent(SENT)
    contact.channels.first().delete()
    contact.channels.create(kind="voice", value="01702 215008", sort_order=0)
    contact.save()
    for path in PATHS:
        cost(read, path)  # what a process asks once is asked
    few, letter = {path: cost(read, path) for path in PATHS}, letter_cost(sites)
    assert max(*few.values(), letter) <= MOST, (few, letter)
    many = [block for number in range(1, 20) for block in of_each_kind(sites, number)]
    for issue in (spring, summer):
        NewsletterPage.objects.get(pk=issue.pk)
        issue.body = [*blocks, *many]
        issue.save()
    NewsletterPage.objects.filter(pk=summer.pk).update(sent_at=None)
    NewsletterPage.objects.get(pk=summer.pk).has_been_sent(SENT)
    for number in range(19):
        make_issue(
            home,
            "winter",
            2000 + number if number % 2 else 2026,
            slug=f"winter-{2000 + number if number % 2 else 2026}-n{number}",
        )
    assert {path: cost(read, path) for path in PATHS} == few
    assert letter_cost(sites) == letter
