"""EV1 and FC2, as staff meet them: what publishing an event writes, when calendars are told, what the form refuses."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from events.models import EventPage, Occurrence, Session
from portal.models import Passage

from . import events
from .events import session

NOW = "2026-03-02T12:00:00+00:00"


@pytest.fixture(autouse=True)
def on_2_march():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def event(sites):
    events.event_index(sites.home("set"))
    return events.make_event(sites.home("southend"), "Talk", "talk", session("2026-07-03", "18:00", "20:30"))


def form(*sessions: dict, first: int = 0, **changes) -> dict:
    """What the editor of an event sends, publishing it; `first` of the sessions are known already."""
    empty = dict.fromkeys(
        ("name", "begins", "last_day", "ends", "place", "repeats", "until", "except_on", "cancelled_on"), ""
    )
    rows = [{"precision": "day", "key": "", "id": "", **empty, **row} for row in sessions]
    values = {
        "title": "Talk",
        "slug": "talk",
        "summary": "About Talk.",
        "kind": "training",
        "body": streamfield([("text", rich_text("<p>Come.</p>"))]),
        "afterwards": streamfield([]),
        "how_to_book": rich_text(""),
        "sessions": inline_formset(rows, initial=first),
        "comments": inline_formset([]),
        "review_due": "2027-03-02",
        "action-publish": "Publish",
        **dict.fromkeys(
            ("mode", "place", "dates_note", "organiser", "group", "cost", "capacity", "booking_url", "cancelled_on"), ""
        ),
        "cancelled_why": "",
    }
    return nested_form_data(values | changes)


def row(known: Session | None = None, day: str = "2026-07-03", **changes) -> dict:
    """A session of the form: one that is known, or a new one."""
    ids = {"id": known.pk, "key": str(known.key)} if known else {}
    return {"day": day, "begins": "18:00", "ends": "20:30", **ids, **changes}


@pytest.fixture
def publish(event, sign_in):
    """`publish(row(...), title="…")`: what the form says against it, by field; nothing if it is done. As a publisher does."""
    client = sign_in("Southend publishers")

    def send(*sessions: dict, first: int = 1, **changes) -> dict:
        address = reverse("wagtailadmin_pages:edit", args=[event.pk])
        response = client.post(address, form(*sessions, first=first, **changes))
        if response.status_code == 302:
            return {}
        found = response.context["form"]
        formset = found.formsets["sessions"]
        return {**found.errors, **{k: v for each in formset.errors for k, v in each.items()}}

    send.client = client
    return send


def now(event: EventPage) -> EventPage:
    return EventPage.objects.get(pk=event.pk)


REFUSED = [
    ({"ends": "17:00"}, "ends", "This is not after it begins."),
    ({"begins": ""}, "begins", "Say when it begins as well."),
    ({"last_day": "2026-07-02"}, "last_day", "This is before the day on which it begins."),
    ({"repeats": "weekly"}, "until", "Say until when it comes again."),
    ({"repeats": "weekly", "until": "2026-07-02"}, "until", "This is before its first day."),
    ({"repeats": "weekly", "until": "2036-07-02"}, "until", "more than 5 years"),
    ({"except_on": "Christmas"}, "except_on", "“Christmas” is not a day."),
    ({"precision": "month"}, "begins", "There can be no times"),
    ({"day": "9999-12-31"}, "day", "last or this century"),
    ({"day": ""}, "day", "required"),
]


def test_the_form_refuses_times_that_cannot_be_next_to_their_field(event, publish):
    """And the event stays as it was; too many dates of all sessions together are refused as well."""
    known = event.sessions.get()
    for changes, field, words in REFUSED:
        found = publish(row(known, **changes))
        assert words in str(found.get(field)), (changes, found)
    for slug in ("past", "open-data", "2026-07", "2026-07-03"):
        assert "is another page of the portal" in str(publish(row(known), slug=slug)["slug"]), slug
    weekly = {"repeats": "weekly", "until": "2031-07-03"}
    assert "an event can have 400" in str(publish(row(known, **weekly), row(**weekly))["__all__"])
    assert now(event).latest_revision is None
    assert Occurrence.objects.count() == 1


def test_publishing_writes_when_it_takes_place(event, publish, read):
    """The rows of before are gone, other sites' readers see it at once; taking it down leaves the rows and shows nothing."""
    known = event.sessions.get()
    other = row(None, "2026-10-18", repeats="weekly", until="2026-11-01", name="Autumn", place="Library")
    assert publish(row(known, "2026-07-04"), other) == {}
    assert list(Occurrence.objects.values_list("day", "starts", "name", "place", "session")) == [
        (date(2026, 7, 4), datetime(2026, 7, 4, 17, tzinfo=UTC), "", "", known.key),
        *(
            (date(2026, month, day), datetime(2026, month, day, hour, tzinfo=UTC), "Autumn", "Library", mine)
            for mine in [now(event).sessions.get(name="Autumn").key]
            for month, day, hour in ((10, 18, 17), (10, 25, 18), (11, 1, 18))
        ),
    ]
    assert "Saturday 4 July 2026, 6pm to 8.30pm" in read("southend", "/events/").content.decode()
    now(event).unpublish()
    assert Occurrence.objects.count() == 4
    assert "talk" not in read("southend", "/events/").content.decode()
    assert b"BEGIN:VEVENT" not in read("southend", "/events/calendar.ics").content


def test_a_draft_changes_nothing_until_it_is_published(event, publish, read):
    """Nor does one that is to go live later, until it does."""
    known = event.sessions.get()
    draft = form(row(known, "2026-08-01"), first=1)
    del draft["action-publish"]
    assert publish.client.post(reverse("wagtailadmin_pages:edit", args=[event.pk]), draft).status_code == 302
    assert Occurrence.objects.get().day == date(2026, 7, 3)
    page = now(event).get_latest_revision_as_object()
    page.go_live_at = datetime(2026, 3, 3, tzinfo=UTC)
    page.save_revision().publish()
    assert Occurrence.objects.get().day == date(2026, 7, 3)


def test_a_preview_shows_the_draft(event):
    """With times that no list has yet, as it is and as a partnership would show it."""
    page = now(event)
    page.sessions.set([session("2026-08-07", "18:00", repeats="weekly", until="2026-08-14")])
    page.title = "Rather this"
    answer = page.make_preview_request(preview_mode=page.default_preview_mode)
    answer = answer.render() if hasattr(answer, "render") else answer
    assert answer.status_code == 200
    assert "Every Friday until 14 August 2026, 6pm" in answer.content.decode()
    assert Occurrence.objects.get().day == date(2026, 7, 3)


CHANGES = [
    ("nothing", {}, {}, 0),
    ("other words", {}, {"summary": "Otherwise."}, 0),
    ("the cost", {}, {"cost": "Free"}, 0),
    ("its title", {}, {"title": "Discussion"}, 1),
    ("its place", {}, {"place": "Town Hall"}, 1),
    ("the day", {"day": "2026-07-04"}, {}, 1),
    ("the time", {"begins": "18:30"}, {}, 1),
    ("the place of a session", {"place": "Room 2"}, {}, 1),
    ("a day left out", {"except_on": "2026-07-10"}, {}, 1),
    ("a session cancelled", {"cancelled_on": "2026-03-02"}, {}, 1),
    ("all of it cancelled", {}, {"cancelled_on": "2026-03-02", "cancelled_why": "Snow."}, 1),
]


def test_calendars_are_told_of_a_change_that_concerns_them_and_of_no_other(event, publish):
    """SEQUENCE rises by one each time something is other than before; the identity of the session stays."""
    known = event.sessions.get()
    expected = 0
    for hour, (what, of_session, of_page, raised) in enumerate(CHANGES):
        with time_machine.travel(f"2026-03-03T{hour:02}:00:00+00:00", tick=False):
            assert publish(row(known, **of_session), **of_page) == {}, what
            expected += raised
            assert now(event).sequence == expected, what
            assert (now(event).changed_at == now(event).last_published_at) is bool(raised), what
            publish(row(known))  # as it was
            expected += raised
            assert now(event).sequence == expected, f"back from {what}"
        assert list(now(event).sessions.values_list("key", flat=True)) == [known.key], what


def test_an_older_draft_does_not_turn_the_count_back(event):
    """The count is of the page, not of a revision."""
    early = event.save_revision()
    for day in (4, 5):
        page = now(event)
        page.sessions.set([session(f"2026-07-0{day}", key=event.sessions.first().key)])
        page.save_revision().publish()
    assert now(event).sequence == 2
    early.publish()
    assert now(event).sequence == 3


def test_a_session_keeps_its_identity_through_drafts(event, publish):
    """Also one that was added to a draft, which has no id until it is published; two added at once are told apart."""
    known = event.sessions.get()
    same = "11111111-1111-4111-8111-111111111111"
    assert publish(row(known), row(None, "2026-08-01", key=same), row(None, "2026-08-02", key=same)) == {}
    keys = {each.day.day: each.key for each in now(event).sessions.all()}
    assert len(set(keys.values())) == 3
    page = now(event).get_latest_revision_as_object()
    shown = publish.client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).context["form"].formsets["sessions"]
    assert {str(each["key"].value()) for each in shown.forms} == set(map(str, keys.values()))
    rows = [
        row(None, str(each.day), key=str(each.key), id=each.pk or "", begins="17:00") for each in page.sessions.all()
    ]
    assert publish(*rows, first=sum(bool(each["id"]) for each in rows)) == {}
    assert {each.day.day: each.key for each in now(event).sessions.all()} == keys
    assert now(event).sequence == 2


def test_a_copy_is_another_event_to_calendars(event, publish, read, sites):
    """As the editor copies a page: nothing of its cancellation, its count, or what calendars know it by."""
    EventPage.objects.filter(pk=event.pk).update(sequence=4, cancelled_on=date(2026, 3, 1))
    address = reverse("wagtailadmin_pages:copy", args=[event.pk])
    sent = {
        "new_title": "Talk again",
        "new_slug": "talk-again",
        "new_parent_page": event.get_parent().pk,
        "publish_copies": "on",
    }
    assert publish.client.post(address, sent).status_code == 302
    copy = EventPage.objects.get(slug="talk-again")
    assert (copy.live, copy.sequence, copy.cancelled_on) == (True, 0, None)
    for _ in range(2):
        uids = {
            line
            for path in ("/events/calendar.ics", "/events/talk/event.ics", "/events/talk-again/event.ics")
            for line in read("southend", path).content.decode().split("\r\n")
            if line.startswith("UID")
        }
        assert len(uids) == 2
        copy.save_revision().publish()
    assert Occurrence.objects.filter(page=copy).count() == 1


def test_an_alias_takes_place_as_its_original_does(event, publish, sites, read):
    """Copied as an alias it is live at once: lists know its days, and not only from the next change of the original on."""
    sent = {"new_title": "Talk", "new_slug": "the-same", "new_parent_page": event.get_parent().pk, "alias": "on"}
    assert publish.client.post(reverse("wagtailadmin_pages:copy", args=[event.pk]), sent).status_code == 302
    alias = EventPage.objects.get(slug="the-same")
    assert list(alias.occurrences.values_list("day", flat=True)) == [date(2026, 7, 3)]
    assert "/events/the-same/" in read("southend", "/events/2026-07/").content.decode()


def test_nobody_gets_round_the_form(event):
    """A program that publishes what cannot be is refused, and says of which session."""
    page = now(event)
    page.sessions.set([session("2026-07-03", "18:00", "17:00")])
    revision = page.save_revision()
    with pytest.raises(ValidationError, match="3 July 2026: This is not after it begins"):
        revision.publish()


def test_searches_find_it_with_its_day_and_then_as_past(event):
    """SE1: from the day after, what was found says that it is over; what has no date says nothing."""
    found = {p.place: (p.since, p.until) for p in Passage.objects.filter(page=event)}
    assert found == {
        "3 July 2026": (None, date(2026, 7, 4)),
        "Past: 3 July 2026": (date(2026, 7, 4), None),
    }


def test_staff_find_their_events_by_how_they_stand(event, sites, sign_in, publish):
    """In the menu: the next one first, each with its day, what wants looking after; nothing of a neighbour's."""
    home = sites.home("southend")
    events.make_event(home, "Month only", "month-only", session("2026-04-10", precision="month"), kind="conference")
    events.make_event(home, "Gone", "gone", session("2026-01-10"))
    events.make_event(home, "On request", "on-request", booking_url="https://booking.example/")
    events.make_event(home, "Draft", "draft", session("2026-04-12"), live=False)
    events.make_event(sites.home("thurrock"), "Theirs", "theirs", session("2026-04-10", precision="month"))
    address = reverse("event_list:index")

    def titles(query: str = "") -> list[str]:
        return [page.title for page in publish.client.get(f"{address}{query}").context["object_list"]]

    assert titles()[:2] == ["Month only", "Talk"]
    assert set(titles()) == {"Month only", "Talk", "Gone", "On request", "Draft"}
    assert titles("?stands=over") == ["Gone"]
    assert titles("?stands=undated&kind=training") == ["On request", "Draft"]
    assert titles("?wants=day") == ["Month only"]
    assert titles("?wants=booking") == ["Month only", "Talk"]
    assert "Friday 3 July 2026, 6pm to 8.30pm" in publish.client.get(address).content.decode()
    first = publish.client.get(reverse("wagtailadmin_home")).content.decode()
    panel = first[first.index("Events to look after") :]
    assert "Month only" in panel
    assert "Theirs" not in panel
