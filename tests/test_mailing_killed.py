"""NL4: a process that sends is really killed, at the worst moments, and others go on: nobody gets two, nobody is missed."""

import os
import signal
import smtplib
import sqlite3
from collections import Counter
from datetime import timedelta

import pytest
from django.db import connection, connections

from subscriptions import claims, sending
from subscriptions.models import Delivery, DeliveryState, Mailing

from .mailings import being_sent, issue, mail_server, subscribe

MANY = 60
TOLD_TO_END = 15  # seconds until the suite gives up on a process


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def on(number: int, what, before=None, after=None):
    """The function, with something done before or after its call of that number."""
    calls = []

    def wrapped(*args, **kwargs):
        calls.append(1)
        if len(calls) == number and before:
            before()
        answer = what(*args, **kwargs)
        if len(calls) == number and after:
            after()
        return answer

    return wrapped


def before_handing(number: int) -> None:
    sending.hand_over = on(number, sending.hand_over, before=die)


def noted_and_no_dot_sent(number: int) -> None:
    """Between the note that it goes now and the dot: the one moment in which a letter can be missed."""
    real = sending.hand_over
    counted = on(number, lambda: None, after=die)

    def hand_over(backend, message, handing):
        def noted():
            yes = handing()
            counted()
            return yes

        return real(backend, message, noted)

    sending.hand_over = hand_over


def dot_sent_and_no_answer_read(number: int) -> None:
    real = smtplib.SMTP.send
    counted = on(number, lambda: None, after=die)

    def send(self, data):
        real(self, data)
        if data == b".\r\n":
            counted()

    smtplib.SMTP.send = send


def answered_and_not_written_down(number: int) -> None:
    real = sending.move_surely
    counted = on(number, lambda: None, after=die)

    def move_surely(delivery, batch, *starting, **to):
        if to.get("state") == DeliveryState.SENT:
            counted()
        return real(delivery, batch, *starting, **to)

    sending.move_surely = move_surely


def told_to_end(number: int) -> None:
    """Twice, as a shell and whatever started it may do: the letter is finished, and the rest given back."""
    signal.signal(signal.SIGTERM, lambda *args: None)  # the worker’s own way of ending waits for its task

    def twice():
        os.kill(os.getpid(), signal.SIGTERM)
        os.kill(os.getpid(), signal.SIGTERM)

    sending.hand_over = on(number, sending.hand_over, before=twice)


def nothing(number: int) -> None:
    """It may work in peace."""


def in_a_process_of_its_own(database: str, pk: int, prepare, number: int) -> int:
    """Send until killed; what came of the process: the signal it died of, or 0."""
    pid = os.fork()
    if pid == 0:
        try:
            connections.settings["default"]["NAME"] = database
            connections["default"] = connections.create_connection("default")
            claims.LEASE = sending.LEASE = timedelta(0)  # whoever had it is dead, as the test knows
            prepare(number)
            while sending.send_some(pk, Mailing.objects.get(pk=pk).run) is not None:
                if prepare is told_to_end:
                    break
        finally:
            os._exit(0)
    signal.signal(signal.SIGALRM, lambda *args: os.kill(pid, signal.SIGKILL))
    signal.alarm(TOLD_TO_END)
    status = os.waitpid(pid, 0)[1]
    signal.alarm(0)
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0


@pytest.mark.skipif(connection.vendor != "sqlite", reason="bench/sending.py does it on PostgreSQL, with workers")
def test_whoever_is_killed_at_whatever_moment_each_letter_goes_out_once(sites, tmp_path):
    """Three letters are in doubt, and counted as such: one was never sent, and none is sent again by itself."""
    for number in range(MANY):
        subscribe(sites.site("southend"), address=f"reader-{number:02}@example.org")
    mailing = being_sent(issue(sites.home("southend")))
    database = str(tmp_path / "portal.sqlite3")
    (tmp_path / "portal.sqlite3").write_bytes(connection.connection.serialize())
    with mail_server() as received:
        for prepare, died_of in [
            (before_handing, signal.SIGKILL),
            (noted_and_no_dot_sent, signal.SIGKILL),
            (dot_sent_and_no_answer_read, signal.SIGKILL),
            (told_to_end, 0),
            (answered_and_not_written_down, signal.SIGKILL),
            (nothing, 0),
        ]:
            assert in_a_process_of_its_own(database, mailing.pk, prepare, 7) == died_of, prepare.__name__
    twice = [address for address, number in Counter(received.addresses).items() if number > 1]
    assert twice == []
    rows = sqlite3.connect(database).execute(
        "SELECT d.state, s.address FROM subscriptions_delivery d JOIN subscriptions_subscriber s ON s.id = d.subscriber_id"
    )
    by_state: dict[str, set[str]] = {}
    for state, address in rows:
        by_state.setdefault(state, set()).add(address)
    assert {state: len(some) for state, some in by_state.items()} == {"sent": MANY - 3, "handed": 3}
    missing = {f"reader-{number:02}@example.org" for number in range(MANY)} - set(received.addresses)
    assert len(missing) == 1 and missing < by_state["handed"]
    assert by_state["sent"] <= set(received.addresses)
    assert Delivery.objects.filter(state="waiting").count() == MANY  # the test’s own database saw nothing of it
