"""Asking another site whether an address still answers: politely, for no longer than need be, and never inside our own network.

A name is resolved once and the connection made to what it resolved to, so that no second answer of the name server leads inside
(SSRF). Redirects are followed by hand, each under the same rules. Nothing is sent but the question, and no body is read.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from threading import Timer
from urllib.parse import quote, urldefrag, urljoin

from .models import LONGEST, Outcome
from .public import SAFE, Malformed, NotAsked, Target, numbers_of

AGENT = "SafeguardingPortal-LinkCheck/1.0 (weekly check of links; asks for headers only)"
FOLLOWED = {301, 302, 303, 307, 308}
FOR_GOOD = {301, 308}
TRIES = 3  # of the addresses that a name has


@dataclass(frozen=True)
class Manners:
    """How long to wait and how far to follow; times in seconds."""

    patience: float = 10  # for the connection, and for the next piece of an answer
    at_most: float = 20  # for one question all in all
    pause: float = 2  # between two questions to one host
    redirects: int = 5
    trusted: frozenset[str] = frozenset()  # hosts with their ports that may be our own machine: for tests
    authority: str | None = None  # a file of certificates to trust besides: for tests


@dataclass(frozen=True)
class Answer:
    """What came of it. `certain`: no second try on another day is needed."""

    outcome: Outcome
    detail: str = ""
    moved_to: str = ""
    certain: bool = False


@dataclass
class Pauses:
    """When each host was asked last, in this process."""

    last: dict[str, float] = field(default_factory=dict)

    def wait(self, host: str, pause: float) -> None:
        """Wait until the host may be asked again."""
        early = self.last.get(host, -pause) + pause - time.monotonic()
        if pause and early > 0:
            time.sleep(min(early, pause))
        self.last[host] = time.monotonic()


PAUSES = Pauses()


@cache
def secure(authority: str | None) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if authority:
        context.load_verify_locations(authority)
    return context


class Deadline:
    """Ends whatever a connection is doing when its time is up: a server may send a letter every few seconds for ever."""

    def __init__(self, seconds: float) -> None:
        self.connection: socket.socket | None = None
        self.is_over = False
        self.timer = Timer(seconds, self.end)
        self.timer.daemon = True

    def end(self) -> None:
        self.is_over = True
        if self.connection is not None:
            with suppress(OSError):
                self.connection.shutdown(socket.SHUT_RDWR)


@contextmanager
def connected(target: Target, manners: Manners) -> Iterator[socket.socket]:
    """A connection to one of the numbers that the name resolved to, secured where the address says so."""
    error: OSError | None = None
    numbers = numbers_of(target, manners.trusted)
    deadline = Deadline(manners.at_most)
    deadline.timer.start()
    try:
        for number in numbers[:TRIES]:
            try:
                connection = socket.create_connection((number, target.port), timeout=manners.patience)
                break
            except OSError as failed:
                error = failed
        else:
            raise error or OSError("no number")
        if target.scheme == "https":
            connection = secure(manners.authority).wrap_socket(
                connection, server_hostname=target.host, do_handshake_on_connect=False
            )
        deadline.connection = connection
        with connection:
            if isinstance(connection, ssl.SSLSocket):
                connection.do_handshake()
            yield connection
            if deadline.is_over:  # half an answer looks like a whole one
                raise TimeoutError
    except (OSError, http.client.HTTPException, ValueError) as failed:
        if deadline.is_over:
            raise TimeoutError from failed
        raise
    finally:
        deadline.timer.cancel()


def question(method: str, target: Target, manners: Manners) -> tuple[int, str]:
    """The status that is answered, and where to go on."""
    headers = {"Host": target.named, "User-Agent": AGENT, "Accept": "*/*", "Connection": "close"}
    with connected(target, manners) as connection:
        http_ = http.client.HTTPConnection(target.host, target.port)
        http_.sock = connection
        http_.request(method, target.path, headers=headers)
        answer = http_.getresponse()
        return answer.status, answer.getheader("Location") or ""


def status_of(target: Target, manners: Manners, pauses: Pauses) -> tuple[int, str]:
    """Asked by HEAD, and by GET where that is not understood: many a site answers only the second."""
    try:
        pauses.wait(target.host, manners.pause)
        status, location = question("HEAD", target, manners)
        if status < 400:
            return status, location
    except (http.client.HTTPException, TimeoutError, ConnectionResetError, BrokenPipeError):
        pass
    pauses.wait(target.host, manners.pause)
    return question("GET", target, manners)


def ask(address: str, manners: Manners | None = None, pauses: Pauses | None = None) -> Answer:
    """Does this address answer? Never raises for what another site does."""
    manners, pauses = manners or Manners(), pauses or PAUSES
    answer = followed(address, manners, pauses)
    if answer.outcome == Outcome.OK and address.startswith("http://"):
        better = "https" + address[4:]
        if followed(better, manners, pauses).outcome == Outcome.OK:
            return Answer(Outcome.MOVED, "it also answers over a secure connection", better)
    return answer


def followed(address: str, manners: Manners, pauses: Pauses) -> Answer:
    """Follow the address to its end."""
    here, moved, for_good = address, "", True
    for _ in range(manners.redirects + 1):
        try:
            status, location = status_of(Target.of(here), manners, pauses)
        except NotAsked as why:
            return Answer(
                Outcome.UNCHECKED, str(why) if here == address else f"it leads on to where we do not go: {why}"
            )
        except Malformed as why:
            return Answer(Outcome.MALFORMED, str(why), certain=here == address)
        except Exception as error:  # whatever the other side does, it is an answer
            return failed(error)
        if status not in FOLLOWED or not location:
            return answered(status, moved)
        try:
            # Headers come as Latin-1, whatever the other side meant.
            here, _ = urldefrag(urljoin(here, quote(location.strip(), safe=SAFE)))
        except ValueError:
            return Answer(Outcome.ASTRAY, "it leads on to what is no address")
        for_good = for_good and status in FOR_GOOD
        moved = here if for_good else moved
    return Answer(Outcome.ASTRAY, f"it leads on more than {manners.redirects} times")


def answered(status: int, moved: str) -> Answer:
    """What a status means to a reader who follows the link."""
    if status < 300 or status == 304:
        return Answer(Outcome.MOVED, "", moved[:LONGEST]) if moved else Answer(Outcome.OK)
    if status == 429:
        return Answer(Outcome.UNCHECKED, "the site asks us to come back later (429)")
    kinds = {
        404: Outcome.NOT_FOUND,
        410: Outcome.GONE,
        **dict.fromkeys((401, 403, 405, 406, 451, 999), Outcome.REFUSED),
    }
    return Answer(kinds.get(status, Outcome.FAULT), f"the site answers {status}")


def failed(error: Exception) -> Answer:
    """What went wrong, for staff: without the numbers and names of our own machine."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return Answer(Outcome.CERTIFICATE, str(error.verify_message or "it is not valid")[:200])
    if isinstance(error, TimeoutError):
        return Answer(Outcome.TIMED_OUT)
    if isinstance(error, socket.gaierror):
        return Answer(Outcome.UNREACHABLE, "there is no site of that name")
    if isinstance(error, ssl.SSLError):
        return Answer(Outcome.UNREACHABLE, "no secure connection can be made")
    if isinstance(error, ConnectionRefusedError):
        return Answer(Outcome.UNREACHABLE, "the site takes no connections")
    if isinstance(error, (OSError, http.client.HTTPException)):
        return Answer(Outcome.UNREACHABLE, "the connection broke off")
    return Answer(Outcome.FAULT, "what it answers makes no sense")
