"""A letter as it was received, looked at by another program than the one that wrote it: `manage.py check_letter`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from html.parser import HTMLParser
from urllib.parse import urlsplit

from portal.letters import TOO_LONG

LIST = re.compile(r"\s*<([^<>\s]+)>\s*(?:,|$)")
SIGNED = re.compile(r"(?:^|;)\s*h\s*=\s*([^;]*)")
ONE_CLICK = "List-Unsubscribe=One-Click"
BOTH = ("list-unsubscribe", "list-unsubscribe-post")
TINY = 2  # pixels: no picture for people


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: is it right, and in which words?"""

    right: bool
    words: str


def findings(raw: bytes) -> list[Finding]:
    """All that was looked at, in the order of reading (NL2, NL3; RFC 8058 for both headers and their signature)."""
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    html_part, text_part = message.get_body(("html",)), message.get_body(("plain",))
    html = html_part.get_content() if html_part else ""
    return [
        *_unsubscribe(message),
        *_signature(message),
        Finding(bool(text_part and text_part.get_content().strip()), "a plain-text part"),
        *_pictures(html),
        Finding(len(html.encode()) <= TOO_LONG, f"at most 100 KB of HTML: {len(html.encode()) / 1024:.0f} KB"),
    ]


def _unsubscribe(message: EmailMessage) -> list[Finding]:
    """RFC 2369 and RFC 8058, section 3.1: one https address, and the one value there is."""
    said = " ".join(message.get_all("List-Unsubscribe", []))
    addresses = LIST.findall(said)
    web = [each for each in addresses if each.startswith("https://") and urlsplit(each).hostname]
    mail = [each for each in addresses if re.match(r"mailto:[^@\s]+@[^@\s]+", each)]
    whole = bool(addresses) and LIST.sub("", said).strip() == ""
    post = [value.strip() for value in message.get_all("List-Unsubscribe-Post", [])]
    return [
        Finding(whole and len(web) == 1, "List-Unsubscribe has one https address, in angle brackets"),
        Finding(whole and bool(mail), "List-Unsubscribe has a mailto address"),
        Finding(post == [ONE_CLICK], f"List-Unsubscribe-Post is “{ONE_CLICK}”"),
    ]


def _signature(message: EmailMessage) -> list[Finding]:
    """RFC 8058, section 4: a valid signature has to cover both headers. Whether it is valid is the receiver’s to say."""
    signatures = message.get_all("DKIM-Signature", [])
    covered = [
        {name.strip().lower() for name in found[1].split(":")}
        for each in signatures
        if (found := SIGNED.search(str(each)))
    ]
    return [
        Finding(bool(signatures), "a DKIM signature"),
        Finding(any(names.issuperset(BOTH) for names in covered), "the signature’s h= names both headers"),
    ]


class _Pictures(HTMLParser):
    """The attributes of every picture."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))


def _pictures(html: str) -> list[Finding]:
    reader = _Pictures()
    reader.feed(html)
    without = [each for each in reader.found if "alt" not in each]
    return [
        Finding(not without, f"every picture has an alt text: {len(without)} of {len(reader.found)} have none"),
        Finding(not any(_watches(each) for each in reader.found), "no picture that looks like a tracking pixel"),
    ]


def _watches(picture: dict[str, str | None]) -> bool:
    """Is it too small for people, or hidden from them?"""
    style = (picture.get("style") or "").replace(" ", "").lower()
    sizes = [picture.get("width"), picture.get("height"), *re.findall(r"(?:^|;)(?:width|height):(\d+)px", style)]
    tiny = any(size is not None and size.strip().isdigit() and int(size) <= TINY for size in sizes)
    return tiny or "display:none" in style or "visibility:hidden" in style or "opacity:0;" in f"{style};"
