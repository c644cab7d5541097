"""NL3, NL5: issues of the newsletter on the web: what their items say, the archive by year, the feed, and what nobody may see."""

from datetime import date, datetime

import feedparser
import pytest
import time_machine
from django.core.exceptions import ValidationError
from wagtail.models import PageViewRestriction

from events.models import EventPage
from portal.moments import moment
from publications.models import NewsletterPage

from . import build, events, newsletters, reviews
from .events import session
from .newsletters import button, item, items, make_issue, section, text

SENT = moment(datetime(2026, 3, 2, 12))


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel("2026-03-02T12:00:00+00:00", tick=False):
        yield


def words(response) -> str:
    """The main part of the page, in one line."""
    return " ".join(response.content.decode().split("<main", 1)[1].split("</main>")[0].split())


def change(page, **fields) -> None:
    """Published by an editor."""
    page = type(page).objects.get(pk=page.pk)
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


@pytest.fixture
def talk(sites) -> EventPage:
    return events.make_event(
        sites.home("set"), "Talk", "talk", session("2026-07-03", "18:00", "20:30"), place="Town Hall", mode="in-person"
    )


def test_items_follow_their_pages_until_the_issue_is_sent(sites, read, talk):
    """Title, summary, facts and address of each kind; afterwards as they were sent, whatever becomes of the page."""
    home = sites.home("southend")
    procedure = build.make_procedure(
        home, "Bruising", "bruising", change_summary="Tell the doctor first.", effective_from=date(2026, 2, 1)
    )
    review = reviews.make(home, "Ruby", "ruby", published_on=date(2026, 1, 5))
    topic = build.make_topic(sites.home("set"), "Water", "water")
    gone = build.make_standard(home, "Soon gone", "soon-gone")
    issue = make_issue(
        home,
        "spring",
        2026,
        item(talk, words="Bring a friend."),
        section("More", items(procedure, review), item(topic), item(gone)),
    )
    page = words(read("southend", issue_path := "/newsletters/spring-2026/"))
    for said in (
        *('<a href="/events/talk/">Talk</a>', "Friday 3 July 2026, 6pm to 8.30pm", "Town Hall (in person)"),
        *("Bring a friend.", "About Talk.", "In force since 1 February 2026", "Tell the doctor first."),
        *("Published 5 January 2026", '<a href="/topics/water/">Water</a>', "About Water."),
    ):
        assert said in page, said
    change(talk, title="Talk for all", slug="talk-for-all", cancelled_on=date(2026, 3, 1), cancelled_why="No hall.")
    page = words(read("southend", issue_path))
    assert '<a href="/events/talk-for-all/">Talk for all</a>' in page and "Cancelled. No hall." in page

    issue.has_been_sent(SENT)
    change(talk, title="Other", summary="Other.", cancelled_on=None)
    change(topic, title="Fire")
    page = words(read("southend", issue_path))
    assert '<a href="/events/talk-for-all/">Talk for all</a>' in page and "Cancelled. No hall." in page
    assert "Water" in page and "Fire" not in page and "Sent by e-mail</dt><dd>2 March 2026" in page
    talk.refresh_from_db()
    talk.unpublish()
    build.BasePage.objects.get(pk=gone.pk).specific.delete()
    page = words(read("southend", issue_path))
    assert (
        "Talk for all" in page
        and "/events/talk-for-all/" not in page
        and "Soon gone" in page
        and "/soon-gone/" not in page
    )


def test_a_sent_issue_keeps_what_it_said_and_may_be_corrected_in_own_words(sites, read, talk):
    """A draft from before it was sent, a second sending, an item added afterwards: none undoes what the letters say."""
    hidden = build.make_standard(sites.home("southend"), "Hidden", "hidden", live=False)
    issue = make_issue(sites.home("southend"), "spring", 2026, item(talk), item(hidden))
    draft = issue.save_revision()
    issue.has_been_sent(SENT)
    issue.has_been_sent(moment(datetime(2026, 3, 9)))
    change(talk, title="Other")
    build.BasePage.objects.filter(pk=hidden.pk).update(live=True)
    draft.publish()
    issue = NewsletterPage.objects.get(pk=issue.pk)
    assert issue.sent_at == SENT and len(issue.said) == 2
    page = words(read("southend", "/newsletters/spring-2026/"))
    assert "Talk" in page and "Other" not in page and "Hidden" not in page  # what was left out stays left out

    issue.body[0].value["title"], issue.body[0].value["words"] = "The talk", "It was in the small hall."
    issue.body.append(item(build.make_topic(sites.home("set"), "Water", "water")))
    issue.save_revision().publish()
    change(talk, title="Another")
    build.BasePage.objects.filter(slug="water").update(title="Fire")
    page = words(read("southend", "/newsletters/spring-2026/"))
    assert "The talk" in page and "It was in the small hall." in page and "Another" not in page
    assert "Water" in page and "Fire" not in page
    assert NewsletterPage.exclude_fields_in_copy == ["document", "file_wanted", "sent_at", "said"]


def test_nothing_unpublished_and_nothing_of_a_neighbour_shows(sites, read, talk, sign_in):
    """Neither items of an issue, nor an issue: on its page, in its letter, in the archive, the feeds and the search."""
    draft = build.make_standard(sites.home("southend"), "Drafted", "drafted", live=False)
    theirs = build.make_standard(sites.home("essex"), "Theirs", "theirs")
    private = build.make_standard(sites.home("southend"), "Private", "private")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    hidden = (draft, theirs, private)
    body = [*map(item, hidden), items(*hidden, talk), *(button(f"Go to {page.slug}", page) for page in hidden)]
    issue = make_issue(sites.home("southend"), "spring", 2026, *body)
    make_issue(sites.home("southend"), "summer", 2026, item(title="Not yet seen"), live=False, title="Unseen")
    make_issue(sites.home("essex"), "autumn", 2026, text("Not yet seen"), title="Unseen")
    letter = issue.letter(sites.site("southend"))
    seen = [letter.html, letter.text, letter.subject]
    paths = (
        "/newsletters/spring-2026/",
        "/newsletters/",
        "/newsletters/2026/",
        "/feeds/newsletters.atom",
        "/feeds/news.atom",
    )
    for slug in ("southend", "thurrock"):
        seen += [
            read(slug, path).content.decode() for path in (*paths, "/search/?q=unseen", "/search/?q=drafted+theirs")
        ]
    for name in (
        "Drafted",
        "Theirs",
        "Private",
        "drafted/",
        "theirs/",
        "/private/",
        "Unseen<",
        "summer-2026",
        "autumn-2026",
        "Not yet",
    ):
        assert not [each for each in seen if name in each], name
    assert "Talk" in seen[0] and read("southend", "/newsletters/summer-2026/").status_code == 404
    assert read("thurrock", "/newsletters/spring-2026/").status_code == 404
    edited = sign_in("Southend publishers").get(f"/admin/pages/{issue.pk}/edit/").content.decode()
    assert "9 items or buttons are left out" in " ".join(edited.split())
    assert sign_in("Essex publishers").get(f"/admin/pages/{issue.pk}/edit/").status_code == 302


def test_the_archive_is_in_years_and_odd_addresses_are_answered(sites, read):
    """FC1, NL3: the latest first, also those of SET; a year without issues, and what is no year, is not found."""
    set_, southend = sites.home("set"), sites.home("southend")
    newsletters.newsletter_index(set_)
    for slug in ("set", "southend"):
        page = words(read(slug, "/newsletters/"))
        assert "published" in page and "/newsletters/subscribe/" in page
        assert ("Each partnership’s own" in page) is (slug == "set")
    make_issue(set_, "winter", 2025)
    for season, year in (("spring", 2026), ("winter", 2026), ("summer", 2026), ("summer", 2025)):
        make_issue(southend, season, year, file_wanted=year == 2025)
    page = words(read("southend", "/newsletters/"))
    order = [
        page.index(f'/newsletters/{each}/"')
        for each in ("winter-2026", "summer-2026", "spring-2026", "winter-2025", "summer-2025")
    ]
    assert order == sorted(order) and "Shared by all three areas" in page and "has not been uploaded yet" in page
    assert page.index('id="year-2026"') < order[0] < page.index('id="year-2025"') < order[3]
    of_year = words(read("southend", "/newsletters/2025/"))
    assert "summer-2025" in of_year and "spring-2026" not in of_year
    for odd in (
        "2024/",
        "9999/",
        "99999/",
        "²⁰²⁵/",
        "0000/",
        "?page=2",
        "?page=x",
        "2025/?page=99",
        "2025/x/",
        "%00/",
        "years/",
    ):
        assert read("southend", f"/newsletters/{odd}").status_code == 404, odd
    entries = feedparser.parse(read("southend", "/feeds/newsletters.atom").content).entries
    assert len(entries) == 5 and {entry.updated for entry in entries} == {"2026-02-02T09:30:00+00:00"}
    assert {entry.id.split(",")[0] for entry in entries} == {"tag:localhost", "tag:southend.localhost"}
    assert "Newsletter, Spring 2026" in read("southend", "/feeds/news.atom").content.decode()


def test_the_address_is_the_season_and_the_year(sites):
    """It comes by itself; another one is refused, and so is a year that is none, and a block that says nothing."""
    issue = make_issue(sites.home("essex"), "summer", 2025, title="Our news", slug="our-news")
    assert issue.slug == "summer-2025"
    for field, value, wrong in (
        *(("slug", "summer-2025-easy-read", False), ("slug", "summer-2026", True), ("slug", "subscribe", True)),
        *(("slug", "2025", True), ("year", 25, True), ("season", "yule", True), ("season", "", True)),
    ):
        other = NewsletterPage.objects.get(pk=issue.pk)
        setattr(other, field, value)
        if wrong:
            with pytest.raises(ValidationError, match=field):
                other.full_clean()
        else:
            other.full_clean()
    page = build.make_standard(sites.home("essex"), "Page", "page")
    blocks = NewsletterPage.body.field.stream_block.child_blocks
    for name, value, wrong in (
        *(("item", {}, True), ("item", {"title": "Thanks"}, False), ("item", {"page": page}, False)),
        *(("button", {"words": "Go"}, True), ("button", {"words": "Go", "page": page}, False)),
        ("button", {"words": "Go", "page": page, "url": "https://example.org/"}, True),
    ):
        empty = dict.fromkeys(blocks[name].child_blocks, "")
        value = blocks[name].normalize({**empty, "page": None, **value})
        if wrong:
            with pytest.raises(ValidationError):
                blocks[name].clean(value)
        else:
            blocks[name].clean(value)


def test_what_an_event_a_review_and_a_procedure_say_in_brief(sites):
    """At one moment, of the last time that is left, of what is withdrawn or only announced."""
    home = sites.home("set")
    times = [
        session("2026-02-03"),
        session("2026-04-07", "9:00".zfill(5), "12:00", place="Library"),
        session("2026-05-05"),
    ]
    course = events.make_event(home, "Course", "course", *times, place="Town Hall", mode="online")
    off = events.make_event(home, "Off", "off", session("2026-07-03", cancelled_on="2026-03-01"), dates_note="In July")
    old = events.make_event(home, "Old", "old", session("2020-07-03", precision="month"))
    asked = events.make_event(home, "Asked", "asked", dates_note="On request", mode="any-time")
    assert EventPage.objects.get(pk=course.pk).in_brief() == [
        "Tuesday 7 April 2026, 9am to midday and 1 more date",
        "Library (online)",
    ]
    assert course.in_brief(datetime(2026, 6, 1)) == ["Past: Tuesday 5 May 2026", "Town Hall (online)"]
    assert [each.in_brief() for each in (off, old, asked)] == [
        ["Cancelled.", "In July"],
        ["Past: July 2020"],
        ["On request", "Online, at any time"],
    ]
    under_way = reviews.make(sites.home("southend"), "Sam", "sam", decision="under-way", kind="thematic")
    assert under_way.in_brief() == ["Thematic review", "Under way"]
    plain = build.make_procedure(home, "Plain", "plain")
    ahead = build.publish(
        plain,
        "2026-02-02",
        effective_from=date(2026, 9, 1),
        significance="significant",
        change_summary="Quicker.",
        body=[build.section("New", "New.")],
    )
    assert ahead.in_brief() == ["In force from 1 September 2026", "Quicker."]
    assert ahead.in_brief(datetime(2026, 9, 2)) == ["In force since 1 September 2026", "Quicker."]
    gone = build.publish(plain, "2026-03-01", withdrawn_on=date(2026, 3, 1), withdrawn_why="The law.")
    assert gone.in_brief() == ["Withdrawn on 1 March 2026"]


def test_the_issue_that_is_only_a_file_says_so(sites, read):
    """NL3: a page before it is sent, also where there is only a file, or nothing but its name."""
    build.make_contact("business-team", "Business team", "01702 215007", sites.site("southend"))
    home = sites.home("southend")
    make_issue(home, "summer", 2025, file_wanted=True)
    make_issue(home, "autumn", 2025, document=build.make_document("Autumn issue", b"%PDF-1.7"))
    named = words(read("southend", "/newsletters/summer-2025/"))
    assert "has not been uploaded yet" in named and "Business team" in named
    filed = read("southend", "/newsletters/autumn-2025/").content.decode()
    link = filed.split('class="document__link" href="')[1].split('"')[0]
    assert read("southend", link).status_code == 200
    letter = NewsletterPage.objects.get(season="autumn").letter(sites.site("southend"))
    assert f"http://southend.localhost{link}" in letter.html and f"http://southend.localhost{link}" in letter.text
