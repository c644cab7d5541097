"""The public is told when a contact was checked, and only what is true."""

from datetime import date

import pytest
import time_machine

from . import build


@pytest.mark.parametrize(
    ("confirmed_on", "to_confirm", "told"),
    [
        (date(2026, 11, 12), "", True),
        (date(2026, 11, 12), "Ask for the hours.", False),
        (None, "", False),
        (None, "Ask for the hours.", False),
    ],
)
def test_checked_line(sites, read, confirmed_on, to_confirm, told):
    build.make_contact("childline", "Childline", "0800 1111", confirmed_on=confirmed_on, to_confirm=to_confirm)
    with time_machine.travel("2026-12-01", tick=False):
        page = read("essex", "/contacts/childline/").content.decode()
    assert ('Checked <time datetime="2026-11-12">12 November 2026</time>' in page) == told
    assert "Checked" in page or not told
    assert "0800 1111" in page
    assert "Ask for the hours" not in page
