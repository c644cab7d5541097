"""Files that are nothing but text: which encoding they are in, and whether they are text at all."""

import re
from typing import IO

from .found import Found, Unit, Unreadable
from .tidy import lines

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def decoded(content: bytes) -> str | None:
    """The text in these bytes: UTF-8, UTF-16 if it says so, or else Windows'. None if it is none of them."""
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def is_text(content: bytes) -> bool:
    """Is this text that a person could read?"""
    words = decoded(content)
    return words is not None and not CONTROL.search(words)


def read(file: IO[bytes]) -> Found:
    words = decoded(file.read())
    if words is None:
        raise Unreadable("it is not text")
    return Found([Unit(1, "", lines([words]))])
