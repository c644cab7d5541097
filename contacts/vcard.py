"""Contacts as cards for a telephone's address book: vCard 3.0 (RFC 2426), which every address book reads.

Written here because `segno.helpers` knows neither UID, several labelled numbers, line folding nor the escape of a comma.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from .directory import Directory, Filling
from .hours import today
from .hours.words import dates_in_words, lines
from .models import Channel, ChannelKind, Contact
from .numbers import PhoneNumber
from .open_data.records import OpenData
from .proof import checked_on

FOLD = 75  # octets a line, RFC 2426 §2.6


def in_reach(filling: Filling) -> list[Contact]:
    """Those of a service that a card can be made of: there is a way to reach them."""
    return [contact for contact in filling.contacts if contact.ways]


@require_safe
def vcard(request: HttpRequest, slug: str) -> HttpResponse:
    """The cards of those who fill a service here; on SET of every area's. 404 if nobody does, or nobody can be reached."""
    filling = Directory.of(request).filling(slug)
    if filling is None or not in_reach(filling):
        raise Http404(f"There is no contact to save for “{slug}”.")
    data = OpenData.of(request)
    page = data.address(filling.service.get_absolute_url())
    text = "".join(card(contact, str(data.id_of(contact)), page, data.at) for contact in in_reach(filling))
    response = HttpResponse(text, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{slug}.vcf"'
    return response


def card(contact: Contact, uid: str, page: str, at: datetime) -> str:
    """One card, as it stands at this moment. `page` is where a reader checks it, `uid` a UUID that never changes."""
    name = escaped(contact.name)
    content = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:urn:uuid:{uid}",
        f"REV:{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        f"FN:{name}",
        f"N:{name};;;;",
        f"ORG:{name}",
        "X-ABShowAs:COMPANY",
        *_ways(contact.ways),
        f"URL:{page}",
        f"NOTE:{escaped(note(contact, page, at))}",
        "END:VCARD",
    ]
    return "".join(f"{folded(line)}\r\n" for line in content)


def _ways(ways: Iterable[Channel]) -> Iterator[str]:
    """Each way to reach them, grouped with the words that say what it is for."""
    kinds = {
        ChannelKind.VOICE: "TEL;TYPE=WORK,VOICE",
        ChannelKind.TEXT: "TEL;TYPE=CELL",
        ChannelKind.EMAIL: "EMAIL;TYPE=INTERNET",
        ChannelKind.WEB: "URL",
    }
    for number, way in enumerate(ways, 1):
        label = way.label or ("Text messages" if way.kind == ChannelKind.TEXT else "")
        value = (
            f"{PhoneNumber(way.value).dialled}{f',{way.extension}' if way.extension else ''}" if way.is_number else ""
        )
        yield f"item{number}.{kinds[ChannelKind(way.kind)]}:{escaped(value) or way.value}"
        if label:
            yield f"item{number}.X-ABLabel:{escaped(label)}"


def note(contact: Contact, page: str, at: datetime) -> str:
    """What the card says in words: what it is for, when they answer, and that it may be out of date one day."""
    hours = lines(contact.hours, at)
    checked = checked_on(contact, at)
    told = [
        contact.summary,
        *(hours or ["We do not know their hours."]),
        contact.hours_note,
        *(line for way in contact.ways if way.menu_steps for line in ("When the menu answers:", *way.menu_steps)),
        *(way.cost for way in contact.ways),
        f"Checked {dates_in_words(checked)}." if checked else "",
        f"Saved on {dates_in_words(today(at))}. Numbers change: see {page}",
        "In danger: call 999.",
    ]
    return "\n".join(filter(None, told))


def escaped(text: str) -> str:
    """The text as a value: backslash, comma, semicolon and line breaks mean themselves (RFC 2426 §5)."""
    for sign in ("\\", ",", ";"):
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join(text.splitlines())


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never cutting a letter in two."""
    pieces = [b""]
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > FOLD:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces).decode()
