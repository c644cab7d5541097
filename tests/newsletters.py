"""Builders of newsletters: a site's section, an issue with its items, and one address of every kind of page they have."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from wagtail.images.blocks import ImageBlock
from wagtail.models import Collection, Site

from portal.models import BasePage
from portal.moments import moment
from publications.models import NewsletterIndexPage, NewsletterPage

from . import build, events

KINDS = [
    "/newsletters/",
    "/newsletters/2031/",
    "/newsletters/spring-2031/",
    "/newsletters/winter-2030/",
    "/newsletters/autumn-2030/",
]
CHIP = '<embed embedtype="service" slug="children-front-door"/>'


def newsletter_index(home: BasePage) -> BasePage:
    """The page the site's issues hang below: the index on SET, a stub on a partnership."""
    found = BasePage.objects.filter(url_path=f"{home.url_path}newsletters/").first()
    if found:
        return found.specific
    if Site.objects.get(root_page=home).is_default_site:
        return build.add(home, NewsletterIndexPage(title="Newsletters", slug="newsletters", summary="What is new."))
    return build.make_note(home, "newsletters")


def make_issue(
    home: BasePage, season: str = "summer", year: int = 2031, *body: tuple, live: bool = True, **fields: Any
) -> NewsletterPage:
    """An issue of that site at an address that follows from its season and year, as it is in the database."""
    fields.setdefault("title", f"Newsletter, {season.title()} {year}")
    fields.setdefault("summary", "What was done, and what comes next.")
    if live:
        fields.setdefault("first_published_at", moment(datetime(2026, 2, 2, 9, 30)))
    page = NewsletterPage(season=season, year=year, body=list(body), **fields)
    build.add(newsletter_index(home), page, live)
    return NewsletterPage.objects.get(pk=page.pk)


def item(page: BasePage | None = None, title: str = "", words: str = "") -> tuple:
    """A block that tells of a page."""
    return ("item", {"page": page, "title": title, "words": words})


def items(*pages: BasePage) -> tuple:
    return ("items", {"pages": list(pages)})


def button(words: str, page: BasePage | None = None, url: str = "") -> tuple:
    return ("button", {"words": words, "page": page, "url": url})


def section(heading: str, *content: tuple) -> tuple:
    return ("section", {"heading": heading, "content": list(content)})


def picture(title: str = "Beach", alt: str = "A beach") -> tuple:
    image = build.make_image(title)
    return ("picture", {"image": ImageBlock().to_python({"image": image.pk, "alt_text": alt, "decorative": False})})


def text(words: str) -> tuple:
    return ("text", f"<p>{words}</p>")


def full(home: BasePage, sites: build.Sites, season: str = "spring", year: int = 2031, **fields: Any) -> NewsletterPage:
    """An issue with one of every block, about pages of SET that are made for it."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")  # a browser test before emptied every table
    shared = sites.home("set")
    talk = events.make_event(
        shared,
        f"Talk {year}",
        f"talk-{year}",
        events.session("2031-05-06", "18:00", "20:00"),
        place="Town Hall",
        mode="both",
    )
    off = events.make_event(
        shared,
        f"Fair {year}",
        f"fair-{year}",
        events.session("2031-06-06"),
        cancelled_on=date(2026, 2, 3),
        cancelled_why="The hall is closed.",
    )
    topic = build.make_topic(shared, f"Water {year}", f"water-{year}")
    resource = build.make_resource(
        sites.site("set"),
        f"Leaflet {year}",
        url="https://example.org/leaflet",
        publisher="A charity",
        description="Tips.",
    )
    service = build.make_service("children-front-door")
    body = [
        text(f"Welcome to the new issue. Worried? Call {CHIP}. <a href='/about/'>Read about us</a>."),
        section(
            "What is on",
            item(talk, words="Come and bring a friend."),
            items(off, topic),
            button("See all events", url="https://example.org/events"),
        ),
        section("In short", item(title="A word of thanks", words="To everyone who came."), picture(f"Beach {year}")),
        ("callout", {"heading": "Good to know", "text": "<p>It is free.</p><ul><li>One</li><li>Two</li></ul>"}),
        section("Whom to ask", ("contact", {"service": service}), ("resources", {"resources": [resource]})),
    ]
    return make_issue(home, season, year, *body, **fields)


def furnish(sites: build.Sites) -> None:
    """What the addresses of `KINDS` show on SET and on every partnership's site: an issue with every block, one that was
    sent and has a file, and one that is only named.
    """
    home = sites.home("set")
    build.make_service("business-team")
    full(home, sites)
    sent = make_issue(
        home, "winter", 2030, text("What was."), document=build.make_document("Winter issue", b"%PDF-1.7")
    )
    sent.has_been_sent(moment(datetime(2026, 2, 2, 12)))
    make_issue(home, "autumn", 2030, file_wanted=True)
