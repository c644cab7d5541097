"""Letters: what the portal says by e-mail to those who asked for it, as a page and as plain text, the same words in both.

A letter is written once for all who get it. What differs is filled in for each (`Letter.to`): `[[unsubscribe]]` and
`[[preferences]]`, addresses of whoever gets it, and `[[why]]`, the words on why they do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

import css_inline
from django.template.loader import render_to_string
from django.utils.html import escape
from wagtail.models import Site

from .current_request import reading

FILL_INS = ("unsubscribe", "preferences", "why")

TOO_LONG = 100 * 1024
"""Octets of HTML: some mail programs cut off what is longer."""

HERE = re.compile(r"""(\b(?:href|src)=["'])/(?!/)""")
BETWEEN_TAGS = re.compile(r">\s*\n\s*<")


@dataclass(frozen=True)
class Letter:
    """A subject, and the words as HTML with its styles inline and as plain text."""

    subject: str
    html: str
    text: str

    @property
    def size(self) -> int:
        """Octets of its HTML."""
        return len(self.html.encode())

    @property
    def is_too_long(self) -> bool:
        """Would some mail programs cut its end off, with the way to unsubscribe?"""
        return self.size > TOO_LONG

    def to(self, **said: str) -> Letter:
        """For one reader: `letter.to(unsubscribe="https://…", preferences="https://…", why="…")`."""
        html, text = self.html, self.text
        for name, words in said.items():
            html = html.replace(f"[[{name}]]", escape(words))
            text = text.replace(f"[[{name}]]", words)
        return replace(self, html=html, text=text)


def compose(site: Site, template: str, context: dict[str, Any], at: datetime | None = None) -> Letter:
    """The letter that `<template>.html`, `.txt` and `.subject.txt` make of the context, as read on that site.

    Links are whole addresses, styles are inline, and contacts are shown with all their hours: a letter is read at any time.
    What depends on the screen or on the reader's choice of colours stays in one style sheet in the head.
    """
    with reading(site, at) as request:
        request.in_letter = True  # type: ignore[attr-defined]
        places = {name: f"{name}-{uuid4().hex}" for name in FILL_INS}
        context = {**context, "filled_in": places}
        html, text, subject = (
            render_to_string(f"{template}.{kind}", context, request) for kind in ("html", "txt", "subject.txt")
        )
    whole = BETWEEN_TAGS.sub(">\n<", HERE.sub(rf"\1{site.root_url}/", html))
    inlined = css_inline.inline(whole, keep_at_rules=True, load_remote_stylesheets=False)
    plain = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return Letter(" ".join(subject.split()), _with_fill_ins(inlined, places), _with_fill_ins(plain, places))


def _with_fill_ins(words: str, places: dict[str, str]) -> str:
    """The fill-ins where the templates have them, and nowhere else: what an editor typed is nobody’s link, but words."""
    for name, place in places.items():
        words = words.replace(f"[[{name}]]", f"[ [{name}] ]").replace(place, f"[[{name}]]")
    return words


class SentAsLetter:
    """A page type that can also be sent to who asked for its site's newsletter. Whoever sends it asks this of the page."""

    sent_at: datetime | None = None
    """When it first went out, in UTC; None: it has not."""

    def letter(self, site: Site, at: datetime | None = None) -> Letter:
        """What is sent of the page as it stands, to readers of that site."""
        raise NotImplementedError

    def has_been_sent(self, at: datetime) -> None:
        """It went out at this moment: from now on it keeps what it says."""
        raise NotImplementedError
