"""A real browser on a portal with a page of every kind and every block."""

import functools
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connections
from playwright.sync_api import BrowserContext, Page, Playwright, Route
from pytest_django.live_server_helper import LiveServer
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection

from tests import build, campaigns, events, feedback, governance, newsletters, publications, reviews, subscriptions
from tests.ground import Ground

BANDS = ("4-7", "8-10", "11-13", "14+")


def cannot_run(why: str) -> None:
    """Leaves the browser tests out, and says why; where nothing may be left out, fails."""
    (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(why)


@pytest.fixture(scope="session")
def bare_ground(whole_ground: Ground, django_db_blocker) -> None:
    with django_db_blocker.unblock():
        whole_ground.become([])


@pytest.fixture(scope="session")
def playwright(bare_ground, playwright: Playwright) -> Iterator[Playwright]:
    """While Playwright runs, Django has a connection of its own for it: what stands in the other's transaction goes first."""
    yield playwright
    connections.close_all()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict) -> dict:
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        cannot_run("Browser tests need Chromium: apt-get install chromium.")
    if not (settings.BASE_DIR / "build" / "static" / "css" / "site.css").exists():
        cannot_run("Browser tests need the built front end: npm ci --ignore-scripts && npm run build.")
    return {**browser_type_launch_args, "executable_path": chromium, "args": ["--no-sandbox"]}


@pytest.fixture
def context(context: BrowserContext):
    """A reader's browser. It remembers which hosts were asked, and answers for the world outside itself."""
    context.asked = []  # type: ignore[attr-defined]

    def answer(route: Route) -> None:
        host = urlsplit(route.request.url).hostname or ""
        context.asked.append(host)  # type: ignore[attr-defined]
        if host.endswith("localhost"):
            route.fallback()
        else:
            route.fulfill(body="<title>Elsewhere</title>", content_type="text/html")

    context.route("**/*", answer)
    return context


def every_block(site, service) -> list[tuple]:
    """One of each block a page's body may hold."""
    resources = [
        build.make_resource(
            site, "Keeping safe", url="https://example.org/", publisher="A charity", description="Tips."
        ),
        build.make_resource(site, "A film", kind="video", publisher="Another charity"),
    ]
    table = {
        "caption": "When the office is open",
        "columns": [{"type": "text", "heading": "Day"}, {"type": "text", "heading": "Hours"}],
        "rows": [{"values": ["<p>Monday</p>", "<p>9am to 5pm</p>"]}],
    }
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")  # the test before emptied every table
    image = get_image_model().objects.create(title="Beach", file=get_test_image_file())
    recording = build.make_recording("Harbour film", captions=ContentFile(b"WEBVTT\n", name="c.vtt"))
    elsewhere = {
        "title": "Water",
        "url": "https://example.org/film",
        "publisher": "A charity",
        "transcript": "<p>Look.</p>",
    }
    paper = build.make_document("Threshold document", b"%PDF-1.7")
    picture = {"image": ImageBlock().to_python({"image": image.pk, "alt_text": "A beach", "decorative": False})}
    return [
        ("text", "<p>Words with a <a href='/about/'>link about us</a>.</p><h3>Smaller</h3><ul><li>One</li></ul>"),
        ("do", {"items": ["<p>Listen.</p>"]}),
        ("dont", {"items": ["<p>Promise.</p>"]}),
        ("warning", {"heading": "Danger", "text": "<p>Ring now.</p>"}),
        ("callout", {"heading": "Good to know", "text": "<p>It is free.</p>"}),
        (
            "steps",
            {"steps": [{"title": "Tell someone.", "text": "<p>Now.</p>"}, {"title": "Write it down.", "text": ""}]},
        ),
        ("questions", {"questions": [{"question": "Will they know?", "answer": "<p>No.</p>"}]}),
        ("picture", {**picture, "caption": "Southend"}),
        ("table", table),
        ("contact", {"service": service}),
        ("resources", {"resources": resources}),
        ("text", f"<p>Read {build.link_to(paper, 'the thresholds')}.</p>"),
        ("recording", {"recording": recording}),
        ("elsewhere", {**elsewhere, "still": image}),
    ]


def furnish(port: int) -> None:
    """A page of every kind; one page with every block."""
    sites = build.make_sites()
    service = build.make_service("children-front-door")
    for slug in ("southend", "thurrock", "essex"):
        build.make_contact(service, f"{slug.title()} children’s team", "01702 215007", sites.site(slug), hours="always")
    build.make_contact("childline", "Childline", "0800 1111")
    blocks = every_block(sites.site("set"), service)
    body = [*blocks, ("section", {"heading": "First things", "content": blocks})]
    body += [build.section(heading, "Words.") for heading in ("Second things", "Third things", "Last things")]
    young = [build.section(f"For ages {band}", "You can tell someone.", band) for band in BANDS]

    shared = functools.partial(sites.home, "set")
    build.make_area(shared(), "professionals", "Professionals", "What to do first.")
    build.make_area(shared(), "parents", "Parents and carers", "Plain advice.")
    build.make_area(shared(), "young-people", "Help for young people", "It is not your fault.")
    build.make_topic(shared(), "Bullying", "bullying", parents=body, professionals="Do this.", young_people=young)
    build.make_topic(shared(), "Water", "water", parents="Swim between the flags.", exit_button=True)
    build.make_note(build.topic_index(sites.home("southend")), "bullying", "Our school project helps.", ("parents",))
    furnish_procedures(shared())
    for slug in ("about", "accessibility", "privacy", "staying-private"):
        build.make_standard(shared(), slug.replace("-", " ").capitalize(), slug, show_in_menus=slug == "about")
    for each in (reviews, publications, governance, events, feedback, newsletters, subscriptions, campaigns):
        each.furnish(sites)


def furnish_procedures(home) -> None:
    """A chapter with an old, a present and a coming version; a document whose file is missing; one that was withdrawn."""
    build.make_service("business-team")
    words = 'Tell the <embed embedtype="service" slug="children-front-door"/>. See <a href="#writing">writing</a>.'
    sections = (
        build.section("Telling", words),
        build.section("Writing", "Write it down."),
        build.section("Old", "Gone soon."),
    )
    page = build.make_procedure(home, "Bruising", "bruising", *sections, part=build.make_part(), edition="2024")
    for day, text in (("2026-02-01", "Write it down at once."), ("2099-01-01", "Write it down within an hour.")):
        page = build.publish(
            page,
            "2026-02-01",
            body=build.with_sections(page, ("Telling", "Telling", words), ("Writing", "Writing it down", text)),
            significance="significant",
            change_summary="Writing it down is quicker.",
            changes=[("change", {"section": "Writing", "sentence": "The time is shorter."})],
            effective_from=date.fromisoformat(day),
        )
    build.make_procedure(home, "Protocol", "protocol", kind="protocol", file_wanted=True, under_review=True)
    old = build.make_procedure(home, "Old way", "old-way", kind="policy")
    build.publish(
        old, "2026-03-01", withdrawn_on=date(2026, 3, 1), withdrawn_why="The law has changed.", replaced_by=page
    )


@pytest.fixture(scope="session")
def reading_server(django_db_setup) -> Iterator[LiveServer]:
    server = LiveServer("localhost")
    yield server
    server.stop()


@pytest.fixture
def serve(whole_ground: Ground, reading_server: LiveServer, django_db_blocker) -> Iterator[Callable]:
    """`serve(builder)`: for tests that only read. What `builder(port)` builds is served, and stays for the tests after.

    Gives `address("southend", "/topics/")`.
    """

    def address(slug: str, path: str) -> str:
        return f"http://{build.host(slug)}:{reading_server.thread.port}{path}"

    def built(builder: Callable[[int], object]) -> Callable[[str, str], str]:
        whole_ground.commit(builder, reading_server.thread.port)
        return address

    with django_db_blocker.unblock():
        yield built


@pytest.fixture
def visit(serve) -> Callable[[str, str], str]:
    """`visit("southend", "/topics/")`: the address of that page, on a furnished portal. For tests that only read."""
    return serve(furnish)


KINDS = [
    "/",
    "/professionals/",
    "/parents/",
    "/parents/bullying/",
    "/young-people/",
    "/young-people/4-7/",
    "/young-people/11-13/bullying/",
    "/young-people/14+/",
    "/topics/",
    "/topics/bullying/",
    "/about/",
    "/get-help/",
    "/contacts/",
    "/contacts/?open=now",
    "/contacts/children-front-door/",
    "/contacts/open-data/",
    "/contacts/card/",
    "/contacts/card/wallet/",
    "/procedures/",
    "/procedures/manual/",
    "/procedures/bruising/",
    "/procedures/bruising/2024-06-01/",
    "/procedures/bruising/versions/3/",
    "/procedures/bruising/changes/",
    "/procedures/bruising/changes/?from=1&to=3",
    "/procedures/bruising/changes/?since=never",
    "/procedures/protocol/",
    "/procedures/old-way/",
    "/procedures/amendments/",
    "/procedures/amendments/?from=never",
    *reviews.KINDS,
    *publications.KINDS,
    *governance.KINDS,
    *events.KINDS,
    *feedback.KINDS,
    *newsletters.KINDS,
    *subscriptions.KINDS,
    *campaigns.KINDS,
    "/search/?q=bullying",
    "/search/?q=nothingatall",
    "/no-such-page/",
]
"""An address of every kind of page."""


@pytest.fixture
def focused(page: Page) -> Callable[[], str]:
    """What a keyboard user stands on: the words of the focused element."""
    return lambda: page.evaluate("document.activeElement.innerText || document.activeElement.id").strip()
