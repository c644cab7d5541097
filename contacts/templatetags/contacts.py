"""Contacts in templates. All read `Directory`, so that they cost no query of their own."""

from datetime import datetime
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Site

from contacts.answers import Line
from contacts.chip import at_any_time
from contacts.chip import chip as named_in_a_sentence
from contacts.directory import CHILDLINE, EMERGENCY, FRONT_DOOR, POLICE, Directory
from contacts.found import Found, found
from contacts.get_help import childline, turn_to
from contacts.hours import moment
from contacts.hours.words import lines, standing
from contacts.models import Channel, Contact, Service
from portal.audiences import Audience
from portal.current_request import current_request
from portal.partnerships import Neighbour

register = template.Library()


def here(context: template.Context) -> Directory:
    """The directory of whoever reads; SET's where nobody does."""
    request: HttpRequest | None = context.get("request") or current_request.get()
    return Directory.of(request) if request else Directory.at(Site.objects.get(is_default_site=True))


def common(context: template.Context) -> dict[str, Any]:
    """What the templates of contacts share."""
    return {"emergency": EMERGENCY, "request": context.get("request")}


def moment_of(context: template.Context) -> datetime | None:
    """The moment the page is about: when its request began."""
    request = context.get("request") or current_request.get()
    return getattr(request, "at", None)


@register.simple_tag
def channel_link(channel: Channel, words: str = "") -> SafeString:
    """The link that rings, texts, writes or opens.

    A number is announced as it is seen and then digit by digit, so that nobody hears a sum of thousands.
    """
    seen = f"{words} {channel}".strip()
    if not channel.is_number:
        return format_html('<a class="contact__address" href="{}">{}</a>', channel.href, seen)
    said = f"{seen}: {channel.spelled}"
    return format_html('<a class="contact__number" href="{}" aria-label="{}">{}</a>', channel.href, said, seen)


@register.simple_tag
def in_text(contact: Contact) -> SafeString:
    """A contact as a sentence names it: “Thurrock MASH on 01375 652802”."""
    ways = format_html_join(" or", " {} {}", ((word, channel_link(way)) for word, way in contact.in_text))
    return format_html("{}{}", contact.called, ways)


@register.inclusion_tag("contacts/hours.html", takes_context=True)
def hours_of(context: template.Context, contact: Contact) -> dict[str, Any]:
    """When a contact answers, in words."""
    return {"contact": contact, "lines": lines(contact.hours, moment_of(context))}


@register.simple_tag(takes_context=True)
def standing_of(context: template.Context, line: Line) -> str:
    """“Open now, until 5.30pm”; nothing where the hours are not known."""
    return standing(line, moment(moment_of(context)))


@register.inclusion_tag("contacts/help_strip.html", takes_context=True)
def help_strip(context: template.Context) -> dict[str, Any]:
    """For the header: danger, who answers now about a child here (for young people Childline), and the way to more help."""
    directory = here(context)
    young = context.get("audience") == Audience.YOUNG_PEOPLE
    known: list[Line] = []
    if directory.area or young:
        answers = directory.answers(CHILDLINE if young else FRONT_DOOR, at=moment_of(context))
        known = answers[0][1].answering
    return {**common(context), "known": known, "young": young, "area": directory.area}


@register.inclusion_tag("contacts/help_panel.html", takes_context=True)
def help_panel(context: template.Context) -> dict[str, Any]:
    """For the footer: danger, the police, who answers now about a child and who else, and Childline."""
    directory, at = here(context), moment_of(context)
    return {
        **common(context),
        "answers": directory.answers(FRONT_DOOR, at=at) if directory.areas else [],
        "police": directory.answers(POLICE, at=at)[0][1].lines,
        "childline": directory.answers(CHILDLINE, at=at)[0][1].lines,
    }


@register.inclusion_tag("contacts/help_cards.html", takes_context=True)
def help_cards(context: template.Context) -> dict[str, Any]:
    """What the help panel holds, for a page that says first who helps; for young people Childline comes first."""
    return {**help_panel(context), "young": context.get("audience") == Audience.YOUNG_PEOPLE}


@register.inclusion_tag("contacts/help_now.html", takes_context=True)
def help_now(context: template.Context) -> dict[str, Any]:
    """What somebody is told whose words suggest danger: 999, Childline, who answers now about a child."""
    directory, at = here(context), moment(moment_of(context))
    return {
        **common(context),
        "childline": childline(directory, at),
        "parts": turn_to(directory, [FRONT_DOOR], at),
        "area": directory.area,
        "young": context.get("audience") == Audience.YOUNG_PEOPLE,
    }


@register.inclusion_tag("contacts/contact_card.html", takes_context=True)
def contact_card(context: template.Context, service: Service | str | None, level: int = 3) -> dict[str, Any]:
    """Who fills the service, whoever answers now first, with all the ways to reach them; on SET every area's.

    `level` is that of the card's heading. Of a service that only covers another, and is closed, it says who answers instead.
    """
    slug = service.slug if isinstance(service, Service) else service or ""
    directory = here(context)
    filling = directory.filling(slug)
    at = moment_of(context)
    answers = directory.answers(slug, at=at) if filling else []
    meanwhile: list[Line] = []
    if directory.area and not any(answer.answering for _, answer in answers):
        covered = [each.service.slug for each in directory.fillings.values() if each.cover == slug]
        meanwhile = [line for _, answer in directory.answers(*covered, at=at) for line in answer.answering]
    side_by_side = directory.area is None and any(area for area, _ in answers)
    return {
        **common(context),
        "filling": filling,
        "answers": answers,
        "meanwhile": meanwhile,
        "side_by_side": side_by_side,
        "level": level,
    }


@register.inclusion_tag("contacts/letter_card.html", takes_context=True)
def contact_in_letter(context: template.Context, service: Service | None, level: int = 3) -> dict[str, Any]:
    """Who fills the service and who covers it, with all ways and hours; where the area is not known, the way to its page."""
    filling = here(context).filling(service.slug) if service else None
    known = filling is not None and bool(filling.contacts) and not filling.side_by_side
    lines = at_any_time(filling, context["request"]) if filling and known else []
    return {**common(context), "service": service, "filling": filling, "lines": lines, "level": level}


@register.simple_tag
def chip(slug: str) -> SafeString:
    """A service as a sentence names it: “Thurrock MASH on 01375 652802”, whoever answers now first."""
    return mark_safe(named_in_a_sentence(slug))


@register.simple_tag(takes_context=True)
def contacts_found(context: template.Context, query: str) -> Found:
    """What was searched for, among the contacts: “MASH”, “LADO”, an old number, a cry for help."""
    return found(here(context), query, moment_of(context))


@register.inclusion_tag("contacts/no_way.html", takes_context=True)
def no_way(context: template.Context, contact: Contact | None = None, area: Neighbour | None = None) -> dict[str, Any]:
    """What is said where nobody fills a service, or nobody knows how to reach who does: never an empty card.

    Sends the reader to the area's children's front door, to the police where it has none, and to 999 in danger.
    """
    directory = here(context)
    if contact and contact.site_id:
        area = next((each for each in directory.areas if each.site_id == contact.site_id), None)
    area = area or directory.area
    doors = [
        line.contact
        for at, answer in directory.answers(FRONT_DOOR, at=moment_of(context))
        if at == area
        for line in answer.in_order
    ]
    instead = [*doors, *directory.contacts(POLICE)] if area else []
    return {"contact": contact, "area": area, "instead": next(iter(instead), None), "emergency": EMERGENCY}
