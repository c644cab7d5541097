"""Which addresses may be asked at all: those of the public internet, never of our own machine or network (SSRF)."""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from .models import LONGEST

PORTS = {"http": 80, "https": 443}
SAFE = "%/:=&?~#+!$,;'@()*[]"
NAT64 = ipaddress.ip_network("64:ff9b::/96")


class NotAsked(Exception):
    """We do not ask there; says why."""


class Malformed(ValueError):
    """It is no address; says why."""


@dataclass(frozen=True)
class Target:
    """An address in the parts a connection needs."""

    scheme: str
    host: str
    port: int
    path: str

    @classmethod
    def of(cls, address: str) -> Target:
        """Raises Malformed for what is no address, NotAsked for what we do not ask."""
        if len(address) >= LONGEST:
            raise NotAsked("the address is too long")
        try:
            parts = urlsplit(address)
            host, port = parts.hostname or "", parts.port
            if parts.scheme not in PORTS:
                raise NotAsked("only web addresses are tried")
            if "." not in host and ":" not in host:
                raise Malformed("there is no site in it")
            if any(ord(character) < 32 for character in address) or any(map(str.isspace, host)):
                raise Malformed("there is a sign in it that no address has")
            host = host if ":" in host else host.encode("idna").decode()
        except ValueError as error:
            raise Malformed(str(error) if isinstance(error, Malformed) else "it cannot be read as one") from error
        if parts.username is not None or parts.password is not None:
            raise NotAsked("there is a user name or password in it, which every reader would be given")
        target = quote(f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}", safe=SAFE)
        return cls(parts.scheme, host.lower(), port or PORTS[parts.scheme], target)

    @property
    def place(self) -> str:
        """`example.org:443`"""
        return f"{self.host}:{self.port}"

    @property
    def named(self) -> str:
        """The host as the other side is told it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def is_public(number: str) -> bool:
    """Is this a machine of the public internet, and not one of ours, of a private network or reached through another number?"""
    address = ipaddress.ip_address(number.split("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address.sixtofour or address.teredo or address.is_site_local or address in NAT64:
            return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def numbers_of(target: Target, trusted: frozenset[str]) -> list[str]:
    """What the host's name resolves to, all of it public. Raises NotAsked, or OSError where the name does not exist."""
    if target.place not in trusted and target.port != PORTS[target.scheme]:
        raise NotAsked(f"it names port {target.port}")
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(peer[0]) for *_, peer in found))
    if target.place not in trusted and not all(map(is_public, numbers)):
        raise NotAsked("it is inside a private network")
    return numbers
