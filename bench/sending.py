"""A mailing to thousands while the workers that send it are killed: what arrives, read by another program (NL4, NL2).

    DATABASE_URL=sqlite:////tmp/bench.sqlite3 python bench/sending.py --subscribers 5000 --kills 12
    DATABASE_URL=postgres://… python bench/sending.py

Builds its own content in the database it is given, which must be empty. Starts an SMTP server on the loopback address and real
`manage.py db_worker` processes, kills them at random moments with SIGKILL and SIGTERM, lets ticks begin anew, has readers
unsubscribe meanwhile, and then counts. Ends with 1 if anybody got two, or was missed, or a letter is not as it should be.
"""

import argparse
import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ |= {  # a public installation, on the database that the environment names
    "DJANGO_SETTINGS_MODULE": "portal.settings.production",
    "SECRET_KEY": "a key of nobody's, for a measurement alone, and long enough",
    "ALLOWED_HOSTS": "localhost,.localhost",
    "EMAIL_FROM": "portal@set.example",
}

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django_tasks_db.models import DBTaskResult  # noqa: E402

from portal import tick  # noqa: E402
from portal.moments import moment  # noqa: E402
from subscriptions import claims, leaving, mailings  # noqa: E402
from subscriptions.models import (  # noqa: E402  # noqa: E402
    Delivery,
    DeliveryState,
    Mailing,
    MailingKind,
    NewsList,
    State,
    Subscriber,
    Subscription,
)
from tests import build  # noqa: E402
from tests.mailings import HTML, LONG_AGO, OnLoopback, Received, issue, plain_letters  # noqa: E402

logging.getLogger("mail.log").setLevel(logging.ERROR)
LONG = HTML.replace("<h1>", "<p>" + "Words of a letter as long as letters are. " * 500 + "</p><h1>")


class Timed(Received):
    """Notes when each letter came."""

    def __init__(self) -> None:
        super().__init__()
        self.times: list[float] = []

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        self.times.append(time.time())
        return answer


def fill(number: int) -> Mailing:
    build.make_sites()
    site = build.Sites([]).site("southend")
    some = [Subscriber(address=f"reader-{n:05}@example.org", confirmed_at=LONG_AGO) for n in range(number)]
    Subscriber.objects.bulk_create(some, batch_size=1000)
    rows = [Subscription(subscriber=each, site=site, news=NewsList.NEWSLETTER, since=LONG_AGO) for each in some]
    Subscription.objects.bulk_create(rows, batch_size=1000)
    page = issue(build.Sites([]).home("southend"))
    return Mailing.objects.create(
        page=page, site=site, kind=MailingKind.NEWSLETTER, state=State.SCHEDULED, send_at=moment()
    )


def worker(port: int) -> subprocess.Popen:
    command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--no-reload", "--interval", "0.2"]
    environment = {**os.environ, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen(command, cwd=ROOT, env=environment, **quiet)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--subscribers", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=12)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=6)
    asked = parser.parse_args()
    chance = random.Random(asked.seed)
    call_command("migrate", verbosity=0)
    mailing = fill(asked.subscribers)
    received = Timed()
    server = OnLoopback(received, hostname="127.0.0.1", port=0)
    server.start()
    settings.EMAIL_PORT = server.port

    began = time.time()
    with plain_letters(html=LONG):
        mailings.start(mailing)
    started = time.time()
    running = [worker(server.port) for _ in range(asked.workers)]
    kills: Counter[str] = Counter()
    left: dict[str, float] = {}
    ticks = 0
    worked_until = 0.0
    while True:
        mailing.refresh_from_db()
        if mailing.state == State.SENT:
            break
        waits = not Delivery.objects.filter(mailing=mailing, state=DeliveryState.WAITING).exists()
        if waits and not worked_until:
            worked_until = time.time()
        if sum(kills.values()) < asked.kills and not waits:
            so_far, patience = len(received.messages), time.time() + 30
            while len(received.messages) < so_far + 5 and time.time() < patience:
                time.sleep(0.02)
            time.sleep(chance.uniform(0, 1.2))
            victim = chance.randrange(len(running))
            how = chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM])
            running[victim].send_signal(how)
            running[victim].wait()
            kills[how.name] += 1
            running[victim] = worker(server.port)
        for _ in range(5):
            waiting = Delivery.objects.filter(mailing=mailing, state=DeliveryState.WAITING, subscriber__isnull=False)
            row = waiting.select_related("subscriber").order_by("?").first() if len(left) < 100 else None
            if row is not None and row.subscriber is not None:
                address, key = row.subscriber.address, str(row.subscriber.key)
                if leaving.leave(key, mailing.site_id, NewsList.NEWSLETTER):
                    left[address] = time.time()
        if waits:  # what the dead had taken: as if the two minutes of their lease had passed
            for each in running:
                each.terminate()
            for each in running:
                each.wait()
            taken = Delivery.objects.filter(state__in=(DeliveryState.TAKEN, DeliveryState.HANDED))
            taken.update(taken_at=moment() - 2 * claims.LEASE)
            Mailing.objects.update(run=None, resume_at=None)
            running = [worker(server.port) for _ in range(asked.workers)]
        # A tick three minutes from now thinks whoever works dead: two chains at once, too, must do no harm.
        if tick.run(moment() + timedelta(minutes=3)):
            raise SystemExit("A tick failed.")
        ticks += 1
        patience = time.time() + (120 if waits else 0.5)
        while time.time() < patience and not Mailing.objects.filter(pk=mailing.pk, state=State.SENT).exists():
            time.sleep(0.5)
    ended = time.time()
    for each in running:
        each.terminate()
    for each in running:
        each.wait()
    server.stop()

    got = Counter(received.addresses)
    came = dict(zip(received.addresses, received.times, strict=True))
    every = [f"reader-{n:05}@example.org" for n in range(asked.subscribers)]
    in_doubt = {
        row.subscriber.address
        for row in Delivery.objects.filter(state=DeliveryState.HANDED).select_related("subscriber")
        if row.subscriber
    }
    twice = [address for address, number in got.items() if number > 1]
    missed = [address for address in every if address not in got and address not in left and address not in in_doubt]
    too_late = [address for address, when in left.items() if came.get(address, 0) > when + 0.5]
    odd = sum(not is_as_it_should_be(letter) for letter in received.read())
    seconds = Counter(int(when) for when in received.times)
    states = dict(Counter(Delivery.objects.values_list("state", flat=True)))
    tasks = dict(Counter(DBTaskResult.objects.values_list("status", flat=True)))
    print(f"database            {connection.vendor}")
    print(f"subscribers         {asked.subscribers}")
    print(f"begun in            {started - began:.2f} s (letter fixed, deliveries written)")
    print(f"killed              {dict(kills)}, {ticks} ticks")
    took = max(received.times) - started
    print(f"received            {len(received.messages)} letters in {took:.0f} s, {ended - began:.0f} s in all")
    usual = sorted(seconds.values())[len(seconds) // 2]
    print(f"letters a second    {usual} (median of the seconds in which any came), most {max(seconds.values())}")
    print(f"got two             {len(twice)}")
    print(f"missed              {len(missed)}")
    print(f"answer lost         {len(in_doubt)}, of which arrived {len(in_doubt & set(got))}")
    print(f"unsubscribed        {len(left)} while it was sent; letters to them more than 0.5 s later: {len(too_late)}")
    print(f"not as they should  {odd} (headers, text part)")
    print(f"deliveries          {states}")
    print(f"tasks               {tasks}")
    if twice or missed or too_late or odd:
        raise SystemExit(1)


def is_as_it_should_be(letter) -> bool:
    """As Python's own reader of mail finds it."""
    parts = [part.get_content_type() for part in letter.iter_parts()]
    web, box = (each.strip() for each in letter["List-Unsubscribe"].split(","))
    return (
        parts == ["text/plain", "text/html"]
        and letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        and web.startswith("<http://southend.localhost/newsletters/unsubscribe/")
        and box.startswith("<mailto:portal@set.example?subject=unsubscribe%20")
        and "[[" not in next(letter.iter_parts()).get_content()
        and bool(letter["Message-ID"] and letter["List-Id"])
    )


if __name__ == "__main__":
    main()
