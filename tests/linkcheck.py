"""A site elsewhere to follow links to: a real server on this machine, and the links of a test."""

import socketserver
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from linkcheck.asking import Answer, Manners, Pauses, ask
from linkcheck.collecting import collect
from linkcheck.models import Address, Link, Outcome
from portal.moments import LONDON

from . import build

QUICK = {"patience": 0.4, "at_most": 1.0, "pause": 0}
NIGHT = datetime(2026, 11, 26, 2, 0, tzinfo=LONDON)


@dataclass
class Elsewhere:
    """Another site. `/status/404` answers that; `asked` is what it was asked, as (method, path)."""

    server: ThreadingHTTPServer
    scheme: str = "http"
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://{self.place}{path}"

    @property
    def place(self) -> str:
        return f"127.0.0.1:{self.server.server_port}"

    def manners(self, **more) -> Manners:
        """Short ones, which let this server be on our own machine."""
        return Manners(**{**QUICK, "trusted": frozenset({self.place}), **more})

    def ask(self, path: str, **more) -> Answer:
        return ask(self.url(path), self.manners(**more), Pauses())


class Answers(BaseHTTPRequestHandler):
    """What the server does is said by the path it is asked for."""

    def log_message(self, *args) -> None:
        pass

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        self.server.elsewhere.asked.append((self.command, self.path))
        self.server.elsewhere.headers.append(dict(self.headers))
        kind, _, rest = self.path[1:].partition("/")
        getattr(self, f"do_{kind.replace('-', '_')}", self.ok)(rest)

    def ok(self, rest: str = "", status: int = 200, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def do_status(self, rest: str) -> None:
        self.ok(status=int(rest))

    def do_go(self, rest: str) -> None:
        """`/go/301/http://…` leads on."""
        status, _, where = rest.partition("/")
        self.ok(status=int(status), Location=where.replace("HERE", f"http://{self.server.elsewhere.place}"))

    def do_circle(self, rest: str) -> None:
        self.ok(status=302, Location=f"/circle/{len(rest)}{rest}")

    def do_get_only(self, rest: str) -> None:
        self.ok(status=405 if self.command == "HEAD" else 200)

    def do_head_breaks(self, rest: str) -> None:
        if self.command == "HEAD":
            self.connection.close()
        else:
            self.ok()

    def do_silent(self, rest: str) -> None:
        time.sleep(1.2)

    def do_drip(self, rest: str) -> None:
        """A letter now and then, each in time, for ever."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(40):
            time.sleep(0.1)
            self.wfile.write(b"x")

    def do_huge(self, rest: str) -> None:
        """A body without end, also after HEAD was refused."""
        if self.command == "HEAD":
            self.ok(status=405)
            return
        self.ok()
        while True:
            self.wfile.write(b"x" * 65536)

    def do_nonsense(self, rest: str) -> None:
        self.wfile.write(b"\x00\xff what is this\r\n\r\n")


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is what we test."""

    def server_bind(self) -> None:
        socketserver.TCPServer.server_bind(self)  # without looking up the machine's name
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]


@contextmanager
def elsewhere(certificate: tuple[str, str] | None = None) -> Iterator[Elsewhere]:
    """The server, for as long as the block lasts; with a certificate and its key, over TLS."""
    server = Quiet(("127.0.0.1", 0), Answers)
    server.elsewhere = Elsewhere(server, "https" if certificate else "http")
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield server.elsewhere
    finally:
        server.shutdown()
        server.server_close()


def make_certificate(folder: Path, name: str = "127.0.0.1") -> tuple[str, str]:
    """A certificate that the machine named there signs for itself, and its key."""
    certificate, key = str(folder / f"{name}.pem"), str(folder / f"{name}.key")
    kind = "IP" if name[0].isdigit() else "DNS"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-keyout",
        key,
        "-out",
        certificate,
    ]
    subprocess.run(
        [*command, "-subj", "/CN=test", "-addext", f"subjectAltName={kind}:{name}"], check=True, capture_output=True
    )
    return certificate, key


def make_links(
    sites, slug: str, count: int, outcome: Outcome = Outcome.NOT_FOUND, broken: bool = True, first: int = 0
) -> list[Link]:
    """Pages of that site, each with a link of its own that came out so."""
    home = sites.home(slug)
    for i in range(count):
        name = f"{slug}-{outcome}-{first + i}"
        href = f"https://www.example.org/{name}"
        build.make_standard(home, name, name, f'<a href="{href}">Leaflet {i}</a>')
    collect(NIGHT)
    found = Address.objects.filter(address__startswith=f"https://www.example.org/{slug}-{outcome}-")
    found.update(outcome=outcome, broken=broken, detail="the site answers 404", failing_since=NIGHT, failures=2)
    return list(Link.objects.filter(address__in=found))
