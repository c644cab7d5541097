"""NL3: an issue as an e-mail: its page, its plain text, its contacts at any hour, and what the editor sees before it is sent."""

import re
from datetime import datetime
from html.parser import HTMLParser
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings
from wagtail.test.utils.form_data import nested_form_data, streamfield

from portal.groups import create_groups
from portal.letter_text import WIDTH, as_text
from portal.letters import TOO_LONG
from publications.letter_blocks import LetterBody
from publications.models import NewsletterPage

from . import build, newsletters
from .newsletters import CHIP, full, make_issue, section, text

DAY, NIGHT = datetime(2026, 3, 2, 12), datetime(2026, 3, 2, 23)


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel("2026-03-02T12:00:00+00:00", tick=False):
        yield


@pytest.fixture
def doors(sites) -> None:
    """In Southend a front door by day and, outside its hours, a team that covers it; one in Essex; a business team."""
    night = build.make_service("out-of-hours", "Out of hours")
    build.make_service("children-front-door", "Children’s front door", cover=night)
    day = "Mon-Fri 09:00-17:00; Sat-Sun,hol closed"
    build.make_contact("children-front-door", "Day & team", "01702 215007", sites.site("southend"), hours=day)
    build.make_contact("children-front-door", "Essex <hub>", "0345 603 7627", sites.site("essex"), hours=day)
    build.make_contact(night, "Night team", "0345 606 1212", sites.site("southend"), hours="Mon-Sun,hol 17:00-09:00")
    build.make_service("business-team")


class Addresses(HTMLParser):
    """Every address that the HTML names, and every picture."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.pictures: list[dict] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        self.links += [value for name, value in attrs if name in ("href", "src", "background", "action")]
        self.pictures += [said] if tag == "img" else []


def test_the_letter_holds_everything_of_the_issue_and_nothing_that_watches(sites, doors):
    """NL3: whole addresses that nobody has rewritten, styles inline, pictures with words and a size, the ways out visible."""
    issue = full(sites.home("southend"), sites, title="News & views <of> 2031")
    letter = issue.letter(sites.site("southend"), DAY)
    assert letter.subject == "Southend: News & views <of> 2031" and letter.size < TOO_LONG and not letter.is_too_long
    found = Addresses(letter.html)
    root = "http://southend.localhost/"
    known = (root, root.rstrip("/"), "tel:", "mailto:", "[[")
    elsewhere = {link for link in found.links if not link.startswith(known)}
    assert elsewhere == {"https://example.org/events", "https://example.org/leaflet"}
    assert f"{root}newsletters/spring-2031/" == found.links[0] and f"{root}events/talk-2031/" in found.links
    (picture,) = found.pictures
    assert (
        picture["alt"] == "A beach" and picture["src"].startswith(f"{root}media/") and picture["src"].endswith(".jpg")
    )
    assert int(picture["width"]) <= 592 and int(picture["height"])
    assert {"[[unsubscribe]]", "[[preferences]]"} <= set(found.links) and "[[why]]" in letter.html
    for never in ("<script", "<link", "@import", "url(", "<svg", "<form", "News & views <of>"):
        assert never not in letter.html, never
    assert letter.html.count("<style") == 1 and 'style="' in letter.html and "prefers-color-scheme" in letter.html
    for said in ("[[why]]", "[[preferences]]", "[[unsubscribe]]", "Southend Safeguarding Children Partnership"):
        assert said in letter.text, said
    filled = letter.to(why="Asked <b>", preferences="https://x.example/?a=1&b=2", unsubscribe="https://x.example/u")
    assert "[[" not in filled.html + filled.text and 'href="https://x.example/?a=1&amp;b=2"' in filled.html
    assert "Asked &lt;b&gt;" in filled.html and "Asked <b>" in filled.text


def test_a_fill_in_that_an_editor_types_is_nobodys_link(sites):
    """In a title, a sentence or an entity, in whatever brackets: words stay words, and only the foot has a reader’s links."""
    odd = text("[[unsubscribe]] [[[preferences]]] &#91;[why]] [[why]<b></b>]")
    issue = make_issue(
        sites.home("set"), "summer", 2031, odd, title="On [[unsubscribe]]", summary="See [[preferences]]"
    )
    letter = issue.letter(sites.site("set"), DAY)
    for words in (letter.html, letter.text):
        assert [words.count(each) for each in ("[[unsubscribe]]", "[[preferences]]", "[[why]]")] == [1, 1, 1]
    assert "On [ [unsubscribe] ]" in letter.html and "On [ [unsubscribe] ]" in letter.text


def test_the_plain_text_reads_well(sites, doors):
    """NL3: the same words, in short lines, the addresses after what they belong to, nothing escaped."""
    letter = full(sites.home("southend"), sites, title="News & views <of> 2031").letter(sites.site("southend"), DAY)
    words = letter.text
    for said in (
        "Southend Safeguarding Children Partnership\n\nRead this as a web page:\nhttp://southend.localhost/newsletters/spring-2031/",
        "News & views <of> 2031\n======================\n\nWhat was done",
        "What is on\n----------\n\nTalk 2031\nhttp://southend.localhost/events/talk-2031/\n\nTuesday 6 May 2031, 6pm to 8pm\n"
        "Town Hall (in person and online)\n\nCome and bring a friend.",
        "- Fair 2031\n  http://southend.localhost/events/fair-2031/\n  Cancelled. The hall is closed.\n",
        "See all events\nhttps://example.org/events\n",
        "[Picture: A beach]",
        "It is free.\n\n- One\n- Two\n",
        "Day & team\n\n01702 215007\n\n- Monday to Friday 9am to 5pm\n- Closed on Saturday, Sunday and bank holidays\n\n",
    ):
        assert said in words, said
    assert "&amp;" not in words and "&lt;" not in words and "\n\n\n" not in words
    assert max(len(line) for line in words.splitlines() if "://" not in line) <= WIDTH
    html = (
        "<h1>A</h1><p>Read <a href='/x/'>this  page</a>, or <a href='tel:+441'>ring 1</a>.<br>Next.</p><style>p{}</style>"
        "<ol><li>One<ul><li>In</li></ul></li><li><a href='https://y.example/'>Two</a></li></ol><ul><li>New</li></ul>"
        f"<table><tr><td>{'word ' * 20}</td></tr></table><img src='x' alt=''><a href='#a'>a</a>"
    )
    assert as_text(html, "https://s.example") == (
        "A\n=\n\nRead this page <https://s.example/x/>, or ring 1.\nNext.\n\n1. One\n  - In\n2. Two\n   https://y.example/\n\n"
        f"- New\n\n{('word ' * 14).strip()}\n{('word ' * 6).strip()}\n\na"
    )


def test_contacts_in_a_letter_are_right_at_any_hour(sites, doors):
    """DESIGN 6.7: the same letter by day and by night: every line with its hours, and never who answers now."""
    service = build.make_service("children-front-door")
    issue = make_issue(
        sites.home("southend"), "spring", 2026, text(f"Call {CHIP}."), section("Ask", ("contact", {"service": service}))
    )
    by_day, by_night = (issue.letter(sites.site("southend"), at) for at in (DAY, NIGHT))
    assert by_day == by_night
    said = " ".join(by_day.text.split())
    day = "Day & team on 01702 215007 (Monday to Friday 9am to 5pm; closed on Saturday, Sunday and bank holidays)"
    assert f"Call {day} or Night team on 0345 606 1212 (every day 5pm to 9am the next morning)." in said
    assert said.count("Day & team") == said.count("Night team") == 2
    for never in ("now", "Open", "until", "Essex"):
        assert never not in by_day.text, never
    shared = make_issue(
        sites.home("set"), "spring", 2026, text(f"Call {CHIP}."), section("Ask", ("contact", {"service": service}))
    )
    letter = shared.letter(sites.site("set"), DAY)
    assert "0345" not in letter.html and "01702" not in letter.html
    assert letter.html.count("http://localhost/contacts/children-front-door/") == 2
    assert "your local children’s front door <http://localhost/contacts/children-front-door/>" in " ".join(
        letter.text.split()
    )
    here = shared.letter(sites.site("essex"), DAY)
    assert "Essex &lt;hub&gt;" in here.html and "Essex <hub>" in here.text


def form_of(issue: NewsletterPage, *body: tuple) -> dict:
    fields = ("title", "slug", "summary", "season", "year", "also_called", "responsible", "review_due", "to_confirm")
    values = {name: getattr(issue, name) for name in (*fields, "other_numbers")}
    return nested_form_data(
        {**values, "seo_title": "", "search_description": "", "document": "", "body": streamfield(body)}
    )


def test_the_editor_sees_the_letter_before_it_is_sent(sites, doors, sign_in):
    """In a wide and a narrow window and as text, of what is being written; nothing of it runs, framed at home only."""
    issue = make_issue(sites.home("southend"), "spring", 2026, text("Old words."), live=False)
    client = sign_in("Southend editors")
    door = f"/admin/pages/{issue.pk}/edit/preview/"
    sent = client.post(
        door, form_of(issue, ("button", {"words": "New words", "url": "https://example.org/", "page": ""}))
    )
    assert sent.json() == {"is_valid": True, "is_available": True}
    pages = {
        mode: client.get(f"{door}?{urlencode({'mode': mode})}")
        for mode in ("", "letter-wide", "letter-narrow", "letter-text")
    }
    for mode, page in pages.items():
        assert page.status_code == 200 and "New words" in page.content.decode(), mode
        assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    wide, narrow, plain = (pages[f"letter-{mode}"] for mode in ("wide", "narrow", "text"))
    assert 'width="640"' in wide.content.decode() and 'width="320"' in narrow.content.decode()
    for page in (wide, narrow, plain):
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy and "style-src 'unsafe-inline'" in policy and "script" not in policy
    assert "New words\nhttps://example.org/" in plain.content.decode() and "[[" not in plain.content.decode()
    assert "script-src" not in pages[""].headers["Content-Security-Policy"]
    neighbour = sign_in("Essex editors")
    assert neighbour.get(f"/admin/pages/{issue.pk}/edit/preview/?mode=letter-text").status_code in (302, 403)


def test_staff_see_how_far_an_issue_has_come(sites, sign_in):
    """In one list: draft, published, sent; the comms team those of every site. A long letter is warned of."""
    newsletters.newsletter_index(sites.home("set"))
    make_issue(sites.home("southend"), "spring", 2026, live=False, title="Drafted")
    long = make_issue(
        sites.home("southend"),
        "summer",
        2026,
        *[section("Long", text("word " * 500)) for _ in range(45)],
        title="Long one",
    )
    make_issue(sites.home("essex"), "spring", 2026, live=False, title="Theirs").has_been_sent(DAY)
    create_groups()
    for group, seen in (("Southend publishers", {"Drafted", "Long one"}), ("Comms", {"Drafted", "Long one", "Theirs"})):
        client = sign_in(group)
        page = client.get("/admin/newsletter_list/").content.decode()
        assert {name for name in ("Drafted", "Long one", "Theirs") if name in page} == seen, group
        assert "Published, not sent" in page and ("Sent on 2 March 2026" in page) is ("Theirs" in seen)
        edit = client.get(f"/admin/pages/{long.pk}/edit/")
        assert edit.status_code == 200 and "longer than 100 KB" in edit.content.decode(), group


def test_every_block_of_an_issue_has_a_form_for_mail():
    folder = settings.BASE_DIR / "templates/letters/blocks"
    body = LetterBody().child_blocks
    names = {*body, *body["section"].child_blocks["content"].child_blocks}
    assert names == {path.stem for path in folder.glob("*.html")}


def test_the_colours_of_letters_are_those_of_the_sites():
    """A theme is known by the same colour in both."""
    sheet = (settings.BASE_DIR / "templates/letters/letter.css").read_text()
    themes = (settings.BASE_DIR / "static/scss/_themes.scss").read_text()
    brands = dict(re.findall(r'\[data-theme="(\w+)"\] \{\s+--brand: (#\w+);', themes))
    for theme, colour in brands.items():
        named = (
            f".head {{ padding: 20px 24px; background-color: {colour};"
            if theme == "slate"
            else f'[data-theme="{theme}"] .head {{ background-color: {colour}; }}'
        )
        assert named in sheet, theme
