"""What a partnership still has to confirm is the first thing its editors see in the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from . import build
from .ground import laid


@laid
def unsure(sites, groups):
    build.make_standard(sites.home("southend"), "Pier", "pier", to_confirm="Ask for the number of the pier office.")
    build.make_standard(sites.home("southend"), "Sure", "sure")
    build.make_standard(sites.home("set"), "Shared", "shared", to_confirm="Ask all three areas.")
    build.make_standard(sites.home("essex"), "Creek", "creek", to_confirm="Ask Essex.")
    return sites


@pytest.mark.parametrize(
    ("group", "shown", "hidden"),
    [
        ("Southend editors", ["pier office"], ["Ask Essex", "Ask all three"]),
        ("SET editors", ["Ask all three"], ["Ask Essex", "pier office"]),
        ("Thurrock editors", [], ["Ask Essex", "pier office", "Ask all three", "To be confirmed"]),
    ],
)
def test_editors_see_what_is_to_confirm_on_the_pages_they_keep(unsure, sign_in, group, shown, hidden):
    """Their own, with a link to the page; nobody else's."""
    page = sign_in(group).get(reverse("wagtailadmin_home")).content.decode()
    assert all(words in page for words in shown)
    assert not any(words in page for words in hidden)


def test_readers_never_see_it(unsure, read):
    """It is for staff only, in whichever place."""
    for path in ("/pier/", "/shared/", "/search/?q=pier"):
        assert "pier office" not in read("southend", path).content.decode()
        assert "Ask all three" not in read("southend", path).content.decode()


def test_the_list_costs_the_same_with_1_and_20_pages(unsure, sign_in):
    """One query for the pages, however many."""
    client, counts = sign_in("Southend editors"), []
    for number in range(21):
        build.make_standard(unsure.home("southend"), f"Page {number}", f"page-{number}", to_confirm="Ask.")
        if number in (0, 20):
            client.get(reverse("wagtailadmin_home"))
            with CaptureQueriesContext(connection) as queries:
                client.get(reverse("wagtailadmin_home"))
            counts.append(len(queries))
    assert counts[0] == counts[1]
