"""A Southend editor pastes a wrong number and sees at the block which contact to put there instead (EC3)."""

import re
from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.models import Collection

from portal.groups import create_groups
from tests import build

pytestmark = pytest.mark.browser

PASTE = """(editor, text) => {
    const pasted = new DataTransfer()
    pasted.setData("text/plain", text)
    editor.dispatchEvent(new ClipboardEvent("paste", {clipboardData: pasted, bubbles: true, cancelable: true}))
}"""


@pytest.fixture
def editing(page: Page, live_server, sites: build.Sites) -> Iterator[Page]:
    """The editor open on a page of Southend's with two passages of text."""
    team = build.make_contact("out-of-hours", "Emergency Duty Team", "0345 606 1212")
    team.former_numbers.create(number="0845 606 1212")
    team.save()
    if Collection.get_first_root_node() is None:
        Collection.add_root(name="Root")  # the test before emptied every table
    create_groups()
    editor = build.make_staff("Southend editors")
    text = build.make_standard(sites.home("southend"), "Staff", "staff", "First words.")
    text.body = [("text", "<p>First words.</p>"), ("text", "<p>Ring:</p>")]
    text.save_revision()
    site = f"http://localhost:{live_server.thread.port}"
    page.goto(site + reverse("wagtailadmin_login"))
    page.get_by_label("Username").fill(editor.username)
    page.get_by_label("Password").fill("x")
    page.get_by_role("button", name="Sign in").click()
    page.goto(site + reverse("wagtailadmin_pages:edit", args=[text.pk]))
    yield page
    page.wait_for_load_state("networkidle")  # the editor saves by itself, and the tables are about to be emptied
    page.goto("about:blank")


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("0845 606 1212", "0845 606 1212 is an old number of Emergency Duty Team, replaced by 0345 606 1212."),
        ("345 606 1213", "345 606 1213 is probably a mistake for 0345 606 1212, the number of Emergency Duty Team"),
    ],
)
def test_a_pasted_number_is_refused_next_to_its_block(editing, pasted, said):
    blocks = editing.locator("[data-contentpath='body'] [data-streamfield-child]")
    expect(blocks).to_have_count(2)
    words = blocks.nth(1).locator("[contenteditable=true]").first
    words.click()
    editing.keyboard.press("End")
    words.evaluate(PASTE, pasted)
    expect(blocks.nth(1).locator("input[name=body-1-value]")).to_have_value(re.compile(pasted))
    editing.get_by_role("button", name="Save draft").click()
    expect(editing.get_by_text("The page could not be saved due to validation errors")).to_be_visible()
    expect(blocks.nth(1)).to_contain_text(said)
    expect(blocks.nth(1)).to_contain_text("Put the contact “Out of hours” here instead")
    expect(blocks.nth(0)).not_to_contain_text("Emergency Duty Team")
    expect(words).to_contain_text(pasted)
