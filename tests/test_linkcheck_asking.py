"""EW2: what comes of following a link to another site, and where we never go (SSRF). A real server on this machine answers."""

import socket
import time

import pytest

from linkcheck import asking
from linkcheck.asking import Answer, Manners, Pauses, ask
from linkcheck.models import Outcome
from linkcheck.public import is_public

from .linkcheck import elsewhere, make_certificate


@pytest.fixture(scope="module")
def there():
    with elsewhere() as site:
        yield site


OUTCOMES = {
    "/": Outcome.OK,
    "/status/204": Outcome.OK,
    "/status/404": Outcome.NOT_FOUND,
    "/status/410": Outcome.GONE,
    "/status/401": Outcome.REFUSED,
    "/status/403": Outcome.REFUSED,
    "/status/429": Outcome.UNCHECKED,
    "/status/500": Outcome.FAULT,
    "/status/503": Outcome.FAULT,
    "/status/418": Outcome.FAULT,
    "/status/302": Outcome.FAULT,  # without saying where to
    "/go/302/HERE/new": Outcome.OK,
    "/go/302/HERE/status/404": Outcome.NOT_FOUND,
    "/go/301/HERE/status/410": Outcome.GONE,
    "/go/302//": Outcome.OK,
    "/go/302/http://[": Outcome.ASTRAY,
    "/circle/": Outcome.ASTRAY,
    "/go/302/ftp://example.org/": Outcome.UNCHECKED,
    "/get-only": Outcome.OK,
    "/head-breaks": Outcome.OK,
    "/silent": Outcome.TIMED_OUT,
    "/nonsense": Outcome.UNREACHABLE,
}


def test_each_outcome(there):
    assert {path: there.ask(path).outcome for path in OUTCOMES} == OUTCOMES


def test_what_moved_for_good_says_where_to(there):
    """The last address that is reached by permanent steps alone; a temporary one is no reason to change the link."""
    new = there.url("/new")
    assert there.ask("/go/301/HERE/new") == Answer(Outcome.MOVED, "", new)
    assert there.ask(f"/go/308/HERE/go/301/{new}").moved_to == new
    assert there.ask(f"/go/301/HERE/go/302/{new}").moved_to == there.url(f"/go/302/{new}")
    assert there.ask(f"/go/302/HERE/go/301/{new}") == Answer(Outcome.OK)


def test_head_first_and_get_where_that_is_not_understood(there):
    there.asked.clear()
    there.ask("/")
    there.ask("/get-only")
    assert there.asked == [("HEAD", "/"), ("HEAD", "/get-only"), ("GET", "/get-only")]


def test_five_redirects_and_no_more(there):
    there.asked.clear()
    there.ask("/circle/")
    assert len(there.asked) == 6


def test_it_says_who_asks_and_carries_nothing_else(there):
    there.headers.clear()
    there.ask("/a path/ü?q=1#part")
    (sent,) = there.headers
    assert sorted(sent) == ["Accept", "Accept-Encoding", "Connection", "Host", "User-Agent"]
    assert sent["User-Agent"].startswith("SafeguardingPortal-LinkCheck/")
    assert there.asked[-1] == ("HEAD", "/a%20path/%C3%BC?q=1")


def test_a_body_without_end_is_not_read(there):
    started = time.monotonic()
    assert there.ask("/huge").outcome == Outcome.OK
    assert time.monotonic() - started < 1


def test_a_letter_now_and_then_does_not_hold_us(there):
    """Each comes in time, so that only a limit for the whole ends it."""
    started = time.monotonic()
    assert there.ask("/drip", at_most=0.5).outcome == Outcome.TIMED_OUT
    assert time.monotonic() - started < 2.5


def test_our_own_machine_and_network_are_refused(there):
    """Asked for by number, by name, or by a redirect; only a test may name an exception."""
    there.asked.clear()
    said = {
        there.url("/"): "it names port",
        "http://127.0.0.1/": "it is inside a private network",
        "http://localhost.localdomain/": "it",
        "https://10.0.0.8/": "it is inside a private network",
        "http://169.254.169.254/latest/meta-data/": "it is inside a private network",
        "http://[::1]/": "it is inside a private network",
        "http://[::ffff:127.0.0.1]/": "it is inside a private network",
        "http://2130706433/": "there is no site in it",
        "https://user:secret@example.org/": "there is a user name or password in it",
        "gopher://example.org/": "only web addresses",
    }
    for address, words in said.items():
        answer = ask(address, Manners(pause=0), Pauses())
        assert answer.outcome in (Outcome.UNCHECKED, Outcome.MALFORMED, Outcome.UNREACHABLE), address
        assert words in answer.detail or answer.outcome == Outcome.UNREACHABLE, (address, answer)
    for inside in ("http://10.0.0.8/", "http://[fe80::1]/", "http://127.0.0.1/", "file:///etc/passwd"):
        answer = there.ask(f"/go/302/{inside}")
        assert (answer.outcome, answer.detail[:40]) == (
            Outcome.UNCHECKED,
            "it leads on to where we do not go: it is"[:40]
            if "file" not in inside
            else "it leads on to where we do not go: only ",
        )
    assert {path.split("/")[1] for _, path in there.asked} == {"go"}


def test_a_name_that_leads_inside_is_refused_and_resolved_once(there, monkeypatch):
    """The connection goes to what was looked at, so that a second answer of the name server changes nothing."""
    asked = []

    def resolve(host, port, **kwargs):
        asked.append(host)
        number = "93.184.215.14" if len(asked) == 1 else "10.0.0.8"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    reached = []

    def connect(peer, timeout):
        reached.append(peer)
        raise ConnectionRefusedError

    monkeypatch.setattr(asking.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(asking.socket, "create_connection", connect)
    manners = Manners(pause=0)
    assert ask("https://rebinds.example/", manners, Pauses()).outcome == Outcome.UNREACHABLE
    assert reached == [("93.184.215.14", 443)] and asked == ["rebinds.example"]
    assert ask("https://rebinds.example/", manners, Pauses()).detail == "it is inside a private network"
    assert len(reached) == 1


@pytest.mark.parametrize(
    ("number", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        *(
            (number, False)
            for number in ("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.1.1", "0.0.0.0")
        ),
        *((number, False) for number in ("100.64.0.1", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1%eth0")),
        *(
            (number, False)
            for number in ("fc00::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1", "fec0::1", "ff02::1")
        ),
    ],
)
def test_what_is_public(number, public):
    assert is_public(number) is public


def test_certificates_are_verified(tmp_path):
    """One that nobody vouches for, and one for another name; with the authority it is fine."""
    certificate = make_certificate(tmp_path)
    with elsewhere(certificate) as there:
        assert there.ask("/").outcome == Outcome.CERTIFICATE
        assert there.ask("/", authority=certificate[0]).outcome == Outcome.OK
    other = make_certificate(tmp_path, "other.example")
    with elsewhere(other) as there:
        answer = there.ask("/", authority=other[0])
        assert answer.outcome == Outcome.CERTIFICATE and "127.0.0.1" in answer.detail


def test_a_secure_address_is_proposed_where_there_is_one(monkeypatch):
    """Only for a plain one that works: and only if the secure one does."""
    works = {"http://a.example/x", "https://a.example/x", "http://b.example/"}
    monkeypatch.setattr(
        asking, "followed", lambda address, *_: Answer(Outcome.OK if address in works else Outcome.UNREACHABLE)
    )
    assert ask("http://a.example/x").moved_to == "https://a.example/x"
    assert ask("http://b.example/") == Answer(Outcome.OK)


def test_one_host_is_given_a_pause_and_another_is_not():
    pauses, started = Pauses(), time.monotonic()
    pauses.wait("a.example", 0.2)
    pauses.wait("b.example", 0.2)
    assert time.monotonic() - started < 0.15
    pauses.wait("a.example", 0.2)
    assert time.monotonic() - started >= 0.2


def test_a_name_nobody_has(monkeypatch):
    def resolve(*args, **kwargs):
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(asking.socket, "getaddrinfo", resolve)
    assert ask("https://nobody.example/", Manners(pause=0)).detail == "there is no site of that name"
