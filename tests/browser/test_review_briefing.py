"""The briefing of a review is one sheet of A4, however much the review says; what is left out is said."""

import re
from datetime import date

import pytest

from reviews.models import Profession
from tests import build, reviews

pytestmark = pytest.mark.browser

LONG = "This sentence goes on and says one thing after another until it is nearly at the end of what fits. " * 8


@pytest.mark.parametrize("fullest", [False, True])
def test_a_briefing_is_one_sheet(page, live_server, sites, fullest):
    """A typical review, and one in which every field is as long as it can be."""
    for slug in ("business-team", "children-front-door"):
        build.make_contact(slug, f"Team of {slug}", "01702 215007", sites.site("southend"))
    reviews.index(sites.home("set"))
    more = {}
    if fullest:
        more = {
            "called": "Learning practice review of three families in one town",
            "time_frame": LONG[:150],
            "ages": LONG[:110],
            "summary": LONG[:300],
            "body": [build.section("What happened", LONG * 9)],
            "themes": [reviews.theme(f"t{n}", f"A theme with quite a long name {n}") for n in range(6)],
            "learning": [{"profession": each, "text": LONG[:590]} for each in Profession.values * 2],
            "recommendations": [
                {"number": f"{n}a", "text": LONG[:790], "for_whom": LONG[:150], "due": date(2026, 1, 1)}
                for n in range(9)
            ],
            "related": [build.make_procedure(sites.home("set"), LONG[:70] + str(n), f"p-{n}") for n in range(5)],
        }
    reviews.full(sites.home("southend"), "long", **more)
    page.goto(f"http://southend.localhost:{live_server.thread.port}/reviews/long/briefing/")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True))) == 1
    page.emulate_media(media="print")
    words = page.inner_text("body")
    assert ("Cut to fit one page" in words) is fullest
    for around in ("Get help now", "Search this site", "Back to the page of this review"):
        assert around not in words
