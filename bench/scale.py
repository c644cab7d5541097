"""Queries and milliseconds of each kind of page, with few and with many pages and partnerships.

    DATABASE_URL=sqlite:////tmp/bench.sqlite3 python bench/scale.py --pages 3000 --partnerships 150

Builds its own content in the database it is given, which must be empty. Prints, for each address, the queries of a first
request with nothing remembered and of a second one, and the median milliseconds of twenty more.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from portal.models import BasePage  # noqa: E402
from tests import build  # noqa: E402

PATHS = (
    *("/", "/professionals/", "/parents/", "/young-people/", "/young-people/11-13/"),
    *("/topics/", "/topics/topic-1/", "/parents/topic-1/", "/about/", "/get-help/", "/contacts/"),
    *("/search/?q=word", "/search/?q=rare17", "/search/?q=common+words+here", "/nothing/"),
)


def fill(pages: int, partnerships: int) -> None:
    """SET with that many topics, and partnerships of which each has a contact, a topic, a note and an about page of its own."""
    from topics.models import TopicPage

    build.make_sites()
    for number in range(partnerships - 3):
        build.make_site(f"area-{number}")
    shared = build.Sites([]).home("set")
    index = build.topic_index(shared)
    build.make_standard(shared, "About", "about", show_in_menus=True)
    build.make_service("children-front-door", required=True)
    for number in range(pages):
        text = f"common words here, a word, rare{number}"
        topic = TopicPage(
            title=f"Topic {number}", slug=f"topic-{number}", summary="About it.", theme="everyday", live=True
        )
        topic.parents = topic.professionals = [build.section("Advice", text)]
        topic.young_people = [build.section("For you", text, "11-13", "14+")]
        index.add_child(instance=topic)
        index = type(index).objects.get(pk=index.pk)
    for home in BasePage.objects.filter(depth=2).exclude(slug="set").specific():
        site = home.sites_rooted_here.first()
        build.make_contact("children-front-door", f"{site} hub", "01702 215007", site)
        build.make_topic(home, f"Own topic of {site}", "topic-2", parents="own words")
        build.make_note(build.topic_index(home), "topic-1", "a local note")
        build.make_standard(home, f"About {site}", "about")


def measure() -> None:
    client = Client()
    print(f"{connection.vendor}: {BasePage.objects.count()} pages")
    print(f"{'host':20} {'address':32} {'cold':>5} {'warm':>5} {'ms':>7}")
    for host in ("southend.localhost", "localhost"):
        for path in PATHS:
            counts = []
            for cold in (True, False):
                if cold:
                    build.forget()
                with CaptureQueriesContext(connection) as queries:
                    client.get(path, headers={"host": host})
                counts.append(len(queries))
            times = []
            for _ in range(20):
                start = time.perf_counter()
                client.get(path, headers={"host": host})
                times.append((time.perf_counter() - start) * 1000)
            print(f"{host:20} {path:32} {counts[0]:5} {counts[1]:5} {statistics.median(times):7.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--partnerships", type=int, default=3)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if BasePage.objects.filter(depth__gt=2).exists():
        sys.exit("The database already holds pages: give this script an empty one.")
    build.make_root()
    tasks = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    with override_settings(TASKS=tasks):
        fill(options.pages, options.partnerships)
    call_command("update_index", verbosity=0)
    measure()


if __name__ == "__main__":
    main()
