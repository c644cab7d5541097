"""NL5: after a contact changes that a sent issue shows, its page says what was put right; so does the record of the change."""

from datetime import datetime

import pytest
import time_machine

from contacts.models import Contact, Correction
from portal.moments import moment

from . import build
from .newsletters import CHIP, make_issue, section, text

SENT = moment(datetime(2026, 3, 2, 12))


def ring(contact: Contact, number: str, day: int, kind: str = "voice") -> None:
    """The contact is given that number on this day of March; with none, what it had of the kind is taken away."""
    with time_machine.travel(datetime(2026, 3, day, 9), tick=False):
        contact = Contact.objects.get(pk=contact.pk)
        channels = list(contact.channels.all())
        for channel in channels:
            if channel.kind == kind:
                channel.value = number
        contact.channels.set([each for each in channels if each.kind != kind or number])
        contact.save()


def noted(read, slug: str, path: str = "/newsletters/spring-2026/") -> list[str]:
    """The corrections that readers of the site are told on the page."""
    with time_machine.travel(datetime(2026, 3, 20, 9), tick=False):
        page = " ".join(read(slug, path).content.decode().split())
    if 'id="corrections"' not in page:
        return []
    rows = page.split('id="corrections"')[1].split("</aside>")[0].split("<li>")[1:]
    return [row.split("</li>")[0].replace("<strong>", "").replace("</strong>", "") for row in rows]


@pytest.fixture
def doors(sites) -> dict[str, Contact]:
    """Front doors of two areas, the night team that covers Southend's, and one service that no issue names."""
    night = build.make_service("out-of-hours", "Out of hours")
    build.make_service("children-front-door", "Children’s front door", cover=night)
    made = {
        "southend": build.make_contact("children-front-door", "Southend hub", "01702 215007", sites.site("southend")),
        "essex": build.make_contact("children-front-door", "Essex hub", "0345 603 7627", sites.site("essex")),
        "night": build.make_contact(night, "Night team", "0345 606 1212", sites.site("southend")),
        "lado": build.make_contact("lado", "LADO", "01702 534539", sites.site("southend")),
    }
    made["southend"].channels.create(kind="email", value="hub@example.org", sort_order=1)
    made["southend"].save()
    return made


def test_the_page_of_a_sent_issue_says_what_was_put_right(sites, doors, read):
    """Old and new and since when, of what its own readers see; twice changed once told, changed back not at all."""
    with time_machine.travel(datetime(2026, 3, 1, 9), tick=False):
        body = section("Whom to ask", text(f"Call {CHIP}."))
        issues = [make_issue(sites.home(slug), "spring", 2026, body) for slug in ("southend", "set")]
        other = make_issue(sites.home("southend"), "summer", 2026, text("Call nobody."))
        unsent = make_issue(sites.home("southend"), "autumn", 2026, body)
    ring(doors["southend"], "01702 215008", 1)  # before it was sent
    for issue in (*issues, other):
        issue.has_been_sent(SENT)
    assert noted(read, "southend") == []
    ring(doors["southend"], "01702 215006", 3)
    ring(doors["southend"], "01702 215005", 4)
    ring(doors["southend"], "team@example.org", 5, kind="email")  # no chip says it
    ring(doors["night"], "0345 606 1213", 6)
    ring(doors["lado"], "01702 534538", 7)
    ring(doors["essex"], "0345 603 7628", 8)
    told = [
        "Night team: 0345 606 1213 since 6 March 2026. The e-mail says 0345 606 1212.",
        "Southend hub: 01702 215005 since 4 March 2026. The e-mail says 01702 215008.",
    ]
    assert noted(read, "southend") == told
    assert noted(read, "essex") == ["Essex hub: 0345 603 7628 since 8 March 2026. The e-mail says 0345 603 7627."]
    assert noted(read, "set") == [] == noted(read, "thurrock")  # there the area is not known, and a chip names nobody
    for season in ("summer", "autumn"):
        assert noted(read, "southend", f"/newsletters/{season}-2026/") == [], season
    ring(doors["southend"], "01702 215008", 9)
    assert noted(read, "southend") == told[:1]
    with time_machine.travel(datetime(2026, 3, 10, 9), tick=False):
        Contact.objects.get(pk=doors["night"].pk).delete()
    gone = "Night team: 0345 606 1212 is not in use any more since 10 March 2026."
    assert gone in noted(read, "southend") and unsent.sent_at is None


def test_a_block_shows_every_way_and_on_set_every_area(sites, doors, read):
    with time_machine.travel(datetime(2026, 3, 1, 9), tick=False):
        issue = make_issue(
            sites.home("set"),
            "spring",
            2026,
            section("Ask", ("contact", {"service": build.make_service("children-front-door")})),
        )
    issue.has_been_sent(SENT)
    ring(doors["southend"], "team@example.org", 5, kind="email")
    ring(doors["essex"], "0345 603 7628", 8)
    assert [row.split(":")[0] for row in noted(read, "set")] == ["Essex hub", "Southend hub"]
    assert noted(read, "southend") == [
        "Southend hub: team@example.org since 5 March 2026. The e-mail says hub@example.org."
    ]


def test_the_record_of_a_change_names_the_letters_that_cannot_be_changed(sites, doors):
    """EC1: beside the page, which changed by itself, what was sent of it, to be seen to."""
    issue = make_issue(sites.home("southend"), "spring", 2026, text(f"Call {CHIP}."), title="Spring news")
    make_issue(sites.home("southend"), "summer", 2026, text(f"Call {CHIP}."))
    issue.has_been_sent(SENT)
    ring(doors["southend"], "01702 215006", 3)
    rows = Correction.objects.filter(url__contains="newsletters").order_by("pk").values_list("kind", "place", "done_at")
    assert [(kind, place, bool(done)) for kind, place, done in rows] == [
        ("itself", "Spring news (/newsletters/spring-2026/)", True),
        ("elsewhere", "E-mails of “Spring news”, sent on 2 March 2026", False),
        ("itself", "Newsletter, Summer 2026 (/newsletters/summer-2026/)", True),
    ]
