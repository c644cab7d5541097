"""Milliseconds of the question “who answers?”, with few and with many contacts, and far from and near a change-over.

    python bench/answers.py --contacts 300

Needs no database: it times the reckoning itself, which every page does for its strip and panel.
"""

import argparse
import os
import statistics
import sys
import time
from datetime import datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")

import django

django.setup()

from contacts.answers import who_answers  # noqa: E402
from contacts.hours import LONDON  # noqa: E402
from contacts.hours.notation import parse  # noqa: E402
from contacts.models import Channel, Contact  # noqa: E402

DAY = "Mon-Thu 09:00-17:30; Fri 09:00-16:30; Sat-Sun,hol closed"
NIGHT = "Mon-Thu 17:30-09:00; Fri 16:30-09:00; Sat-Sun,hol 09:00-09:00"
MOMENTS = {
    "a Thursday": datetime(2026, 11, 26, 17, 15, tzinfo=LONDON),
    "before Christmas": datetime(2026, 12, 24, 18, tzinfo=LONDON),
    "the hour that comes twice": datetime(2026, 10, 25, 1, 30, tzinfo=LONDON),
}


def contact(hours: str) -> Contact:
    made = Contact(name="Team")
    made.ways = [Channel(kind="voice", value="01702 215007")]
    made.all_hours = parse(hours)
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--contacts", type=int, default=300)
    many = parser.parse_args().contacts
    who_answers([contact(DAY)], MOMENTS["a Thursday"])  # the package of bank holidays is read once a process
    for number in (2, many):
        contacts = [contact(NIGHT if n % 2 else DAY) for n in range(number)]
        for name, at in MOMENTS.items():
            taken = []
            for _ in range(20):
                began = time.perf_counter()
                who_answers(contacts, at)
                taken.append((time.perf_counter() - began) * 1000)
            print(f"{number:4} contacts, {name:26} {statistics.median(taken):8.2f} ms")


if __name__ == "__main__":
    main()
