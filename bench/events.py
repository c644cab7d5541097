"""Queries and milliseconds of the addresses of events, with few and with many events.

    DATABASE_URL=sqlite:////tmp/bench.sqlite3 python bench/events.py --events 5000

Builds its own content in the database it is given, which must be empty: events over six years around today, a tenth of them
weekly for three months. Prints, for each address, the queries of a first request with nothing remembered and of a second one,
the milliseconds of the first, the median of ten more, of those what this process was busy for, and the size of the answer.
"""

import argparse
import os
import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from events.models import EventPage, Occurrence, Session  # noqa: E402
from portal.models import BasePage  # noqa: E402
from tests import build, events  # noqa: E402

TODAY = date.today()
PATHS = (
    *("/", "/events/", "/events/?audience=parents&kind=workshop&how=online", "/events/?page=100", "/events/past/"),
    *(f"/events/{TODAY:%Y-%m}/", "/events/event-1/", "/events/calendar.ics", "/events/calendar.ics?kind=meeting"),
    *("/events/event-1/event.ics", "/events.json", "/feeds/events.atom"),
)
KINDS = ("training", "workshop", "meeting", "campaign")


def fill(number: int) -> None:
    """SET with that many shared events. Pages are added one by one, their sessions and times together."""
    build.make_sites()
    home = build.Sites([]).home("set")
    index = events.event_index(home)
    sessions = []
    for n in range(number):
        page = EventPage(
            title=f"Event {n}",
            slug=f"event-{n}",
            summary=f"About it, rare{n}.",
            kind=KINDS[n % 4],
            mode="online" if n % 2 else "in-person",
            readers=("parents",) if n % 3 else (),
            place="Civic Centre",
            live=True,
            told="x",
            changed_at=events.moment(events.PUBLISHED),
            first_published_at=events.moment(events.PUBLISHED),
            last_published_at=events.moment(events.PUBLISHED),
        )
        index.add_child(instance=page)
        index = type(index).objects.get(pk=index.pk)
        first = TODAY + timedelta(days=(n * 37) % 2190 - 1095)
        again = {"repeats": "weekly", "until": str(first + timedelta(weeks=12))} if n % 10 == 0 else {}
        each = events.session(str(first), "18:00", "20:30", **again)
        each.page = page
        sessions.append(each)
    Session.objects.bulk_create(sessions, batch_size=500)
    rows = [
        Occurrence(page=each.page, session=each.key, **{name: getattr(at, name) for name in at.__dataclass_fields__})
        for each in sessions
        for at in each.instances
    ]
    Occurrence.objects.bulk_create(rows, batch_size=500)


def measure() -> None:
    client = Client()
    print(f"{connection.vendor}: {EventPage.objects.count()} events, {Occurrence.objects.count()} times")
    print(f"{'address':58} {'cold':>5} {'warm':>5} {'first':>8} {'ms':>7} {'busy':>7} {'KB':>6}")
    for path in PATHS:
        counts, first, response = [], 0.0, None
        for cold in (True, False):
            if cold:
                build.forget()
            start = time.perf_counter()
            with CaptureQueriesContext(connection) as queries:
                response = client.get(path, headers={"host": "southend.localhost"})
            first = first or (time.perf_counter() - start) * 1000
            counts.append(len(queries))
        times, busy = [], []
        for _ in range(10):
            start, began = time.perf_counter(), time.process_time()
            client.get(path, headers={"host": "southend.localhost"})
            times.append((time.perf_counter() - start) * 1000)
            busy.append((time.process_time() - began) * 1000)
        size = len(response.content) / 1000
        ms, cpu = statistics.median(times), statistics.median(busy)
        print(f"{path:58} {counts[0]:5} {counts[1]:5} {first:8.1f} {ms:7.1f} {cpu:7.1f} {size:6.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=50)
    options = parser.parse_args()
    call_command("migrate", verbosity=0)
    if BasePage.objects.filter(depth__gt=2).exists():
        sys.exit("The database already holds pages: give this script an empty one.")
    build.make_root()
    tasks = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    quiet = patch("portal.passages.keep"), patch("portal.generation.start_new")  # of no use here, and slow 5,000 times
    with override_settings(TASKS=tasks), quiet[0], quiet[1], transaction.atomic():
        fill(options.events)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    measure()


if __name__ == "__main__":
    main()
