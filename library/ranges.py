"""Part of a file, for players that jump to the middle of a film (RFC 9110, section 14)."""

import re
from collections.abc import Iterator
from typing import IO, Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response

ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)$")
AT_A_TIME = 64 * 1024  # octets


def in_part(request: HttpRequest, held: Any, length: int, content_type: str, etag: str) -> HttpResponseBase:
    """The whole file (200), the one range of octets asked for (206), or 416 for a range beyond its end.

    Several ranges at once, and a range of another version of the file, are answered with the whole, as the RFC allows.
    """
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    asked = ONE_RANGE.match(request.headers.get("range", "").strip())
    if asked and (not any(asked.groups()) or request.headers.get("if-range", etag) != etag):
        asked = None
    start, end = bounds(asked, length) if asked else (0, length - 1)
    if start > end or start >= length:
        response: HttpResponseBase = HttpResponse(status=416)
        response["Content-Range"] = f"bytes */{length}"
    else:
        file = held.storage.open(held.name, "rb")
        response = StreamingHttpResponse(octets(file, start, end - start + 1), content_type=content_type)
        response["Content-Length"] = str(end - start + 1)
        if asked:
            response.status_code = 206
            response["Content-Range"] = f"bytes {start}-{end}/{length}"
    response["Accept-Ranges"], response["ETag"] = "bytes", etag
    return response


def bounds(asked: re.Match[str], length: int) -> tuple[int, int]:
    """The first and the last octet asked for: `5-9`, from 5 to the end `5-`, or the last five `-5`."""
    first, last = asked.groups()
    if not first:
        return max(length - int(last), 0), length - 1 if int(last) else -1
    return int(first), min(int(last), length - 1) if last else length - 1


def octets(file: IO[bytes], start: int, count: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while count > 0 and (chunk := file.read(min(AT_A_TIME, count))):
            count -= len(chunk)
            yield chunk
