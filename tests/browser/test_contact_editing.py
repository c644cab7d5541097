"""A Southend editor changes hours and number of a contact: refused once, then led to every place that showed the old one."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.models import Collection

from contacts.models import Contact, Correction, NumberChange
from portal.groups import create_groups
from tests import build
from tests.contacts import chip

pytestmark = pytest.mark.browser

HOURS = "Mon-Fri 09:00-17:00; Sat-Sun,hol closed"


@pytest.fixture
def door(sites: build.Sites) -> Contact:
    """With a page that names it, and one with its number typed."""
    contact = build.make_contact(
        "children-front-door", "Front door", "01702 215007", sites.site("southend"), hours=HOURS
    )
    build.make_standard(sites.home("southend"), "By chip", "chip", f"Call {chip()}.")
    build.make_standard(sites.home("southend"), "Typed", "typed", "Call 01702 215007.")
    return contact


@pytest.fixture
def goto(page: Page, live_server, sites: build.Sites, door) -> Callable[[str], None]:
    """`goto("/admin/")`: as a Southend editor."""
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")  # the test before emptied every table
    create_groups()
    editor = build.make_staff("Southend editors")
    site = f"http://localhost:{live_server.thread.port}"
    page.goto(site + reverse("wagtailadmin_login"))
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill("x")
    page.get_by_role("button", name="Sign in").click()
    return lambda path: page.goto(site + path)


def test_from_the_number_to_the_last_correction(page, goto, door):
    goto(reverse(Contact.snippet_viewset.get_url_name("edit"), args=[door.pk]))
    places = page.get_by_role("region", name="Where it shows")
    expect(places).to_contain_text("1 page shows this contact")
    expect(places.get_by_role("link", name="By chip")).to_be_visible()

    hours = page.locator("#panel-hours-section")
    page.get_by_role("region", name="How to reach them").get_by_label("Value").fill("01702 534706")
    closing = hours.locator("[name=opening_hours-0-closes]")
    closing.fill("18:00")
    closing.press("Tab")
    hours.locator("[name=opening_hours-1-days][value=sun]").uncheck()
    save = page.get_by_role("button", name="Save")
    save.click()
    expect(page.get_by_text("The contact could not be saved due to errors.")).to_be_visible()
    expect(hours).to_contain_text("Nothing is said about Sunday: add a row for it, marked closed if nobody answers.")
    why = page.get_by_role("region", name="Why did it change?")
    expect(why).to_contain_text("01702 215007 becomes 01702 534706. Say why")
    assert [way.value for way in Contact.objects.get().ways] == ["01702 215007"], "nothing is saved by itself"

    hours.locator("[name=opening_hours-1-days][value=sun]").check()
    why.get_by_role("textbox").fill("The team has moved.")
    save.click()
    change = NumberChange.objects.get()
    page.wait_for_url(f"**{reverse(NumberChange.snippet_viewset.get_url_name('inspect'), args=[change.pk])}")
    contact = Contact.objects.get()
    assert [way.value for way in contact.ways] == ["01702 534706"]
    assert {str(row.closes) for row in contact.opening_hours.all()} == {"18:00:00", "None"}

    main = page.get_by_role("main")
    expect(main).to_contain_text(
        "3 places showed the old one. 1 changed by itself, 2 are to be corrected by hand: 2 still open."
    )
    expect(main).to_contain_text("The team has moved.")
    page.get_by_role("button", name="Done: Typed (/typed/)").click()
    expect(main).to_contain_text("1 still open")
    expect(page.get_by_role("button", name="Not done after all: Typed (/typed/)")).to_be_visible()
    done = Correction.objects.get(place="Typed (/typed/)")
    assert done.done_by == change.by

    page.get_by_role("link", name="Add a place").click()
    page.get_by_label("Place").last.fill("Poster in the library")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("main")).to_contain_text("Poster in the library")
    page.get_by_role("link", name="Print the list").click()
    expect(page.get_by_role("table")).to_contain_text("Poster in the library")
