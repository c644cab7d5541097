"""When a campaign is to come, runs, is over or undated: a decision table, by London's days; the query says the same."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import ValidationError

from portal.models import Passage
from portal.moments import today
from topics.models import CampaignPage
from topics.standing import State, in_state, span, state_on

from . import campaigns

DAY = "2026-03-10"
BEFORE, AFTER = "2026-03-09", "2026-03-11"
RUNNING, COMING, UNDATED, OVER = State.RUNNING, State.COMING, State.UNDATED, State.OVER

# first day, last day, said to run, review by, and what it is on 10 March 2026
TABLE = [
    (BEFORE, AFTER, False, BEFORE, RUNNING),
    (DAY, DAY, False, BEFORE, RUNNING),  # a day long
    (BEFORE, DAY, False, DAY, RUNNING),  # its last day
    ("2026-03-01", BEFORE, False, AFTER, OVER),  # the day after its last one
    ("", BEFORE, True, AFTER, OVER),
    (AFTER, "2026-04-01", False, AFTER, COMING),
    (AFTER, "", True, AFTER, COMING),
    ("", "", False, AFTER, UNDATED),
    ("", "", True, DAY, RUNNING),  # until it is looked at again
    ("", "", True, BEFORE, UNDATED),
    (BEFORE, "", False, AFTER, UNDATED),
    (BEFORE, "", True, AFTER, RUNNING),
    (BEFORE, "", True, BEFORE, UNDATED),
    ("", AFTER, False, AFTER, UNDATED),
    ("", AFTER, True, BEFORE, RUNNING),  # its last day says more than the day of its review
]


def test_the_table_and_the_query_agree(sites):
    """Every row on its day, asked of the page and of the database; no campaign is in two states."""
    home, wanted = sites.home("set"), {}
    for number, (begins, ends, runs, review, state) in enumerate(TABLE):
        fields = {"runs": runs, "review_due": date.fromisoformat(review)}
        page = campaigns.make_campaign(home, f"Row {number}", f"row-{number}", begins, ends, **fields)
        wanted[page.pk] = state
        assert page.state(datetime(2026, 3, 10, 12)) == state, TABLE[number]
    for day in (10, 8, 9, 11, 12, 300):
        at = datetime(2026, 3, 1, 12) + timedelta(days=day - 1)
        by_page = {page.pk: page.state(at) for page in CampaignPage.objects.all()}
        by_query = [(pk, state) for state in State for pk in ids(state, at.date())]
        assert len(by_query) == len(TABLE) and dict(by_query) == by_page, day
        assert day != 10 or by_page == wanted


def ids(state: State, day: date) -> list[int]:
    return list(CampaignPage.objects.filter(in_state(state, day)).values_list("pk", flat=True))


@pytest.mark.parametrize(
    ("last", "midnight"),
    [
        (date(2026, 7, 3), datetime(2026, 7, 3, 23, tzinfo=UTC)),  # in summer London's midnight is an hour before UTC's
        (date(2026, 12, 10), datetime(2026, 12, 11, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 23, tzinfo=UTC)),  # the clocks go forward on its last day
        (date(2026, 10, 25), datetime(2026, 10, 26, tzinfo=UTC)),  # and back
    ],
)
def test_it_ends_with_its_last_day_in_london(last, midnight):
    """To the second: until midnight it runs, from then on it is over, whatever zone the moment is given in."""
    page = SimpleNamespace(begins=date(2026, 1, 1), ends=last, runs=False, review_due=last)
    assert (state_on(page, today(midnight - timedelta(seconds=1))), state_on(page, today(midnight))) == (RUNNING, OVER)


def test_days_in_words():
    first, last = date(2025, 11, 25), date(2025, 12, 10)
    assert span(first, last) == "25 November to 10 December 2025"
    assert span(date(2025, 3, 17), date(2025, 3, 21)) == "17 to 21 March 2025"
    assert span(date(2025, 12, 1), date(2026, 1, 5)) == "1 December 2025 to 5 January 2026"
    assert (span(last, last), span(first, None), span(None, last), span(None, None)) == (
        "10 December 2025", "from 25 November 2025", "until 10 December 2025", "")  # fmt: skip


def test_what_cannot_be_is_refused(sites):
    """An end before the begin, a tick where both days say it, a hashtag that is none."""
    page = campaigns.make_campaign(sites.home("set"), "A", "a", "2026-03-02", "2026-03-09")
    page.ends = date(2026, 3, 1)
    with pytest.raises(ValidationError, match="first day or later"):
        page.clean()
    page.ends, page.runs = date(2026, 3, 9), True
    with pytest.raises(ValidationError, match="Both its days"):
        page.clean()
    for wrong in ("SafeHarbours", "#Safe Harbours", "#"):
        with pytest.raises(ValidationError):
            CampaignPage._meta.get_field("hashtag").clean(wrong, page)
    assert CampaignPage._meta.get_field("hashtag").clean("#SafeHarbours", page) == "#SafeHarbours"


def test_newsletters_and_searches_are_told_the_same(sites, read):
    """In brief: its days and its hashtag, once over that it has ended. Searches find it as what it is on that day."""
    page = campaigns.make_campaign(sites.home("set"), "Safe harbours", "a", "2026-03-09", "2026-03-11", hashtag="#Safe")
    assert page.in_brief(datetime(2026, 3, 11, 23, 59)) == ["9 to 11 March 2026", "#Safe"]
    assert page.in_brief(datetime(2026, 3, 12)) == ["This campaign ended on 11 March 2026"]
    assert CampaignPage(title="B", dates_note="Now and then").in_brief() == ["Now and then"]
    assert Passage.objects.filter(page=page).count() == 2
    past = "Past campaign, ended 11 March 2026"
    for at, says in (("2026-03-11T23:59:59", "Campaign, 9 to 11 March 2026"), ("2026-03-12T00:00:00", past)):
        with time_machine.travel(f"{at}+00:00", tick=False):
            html = read("southend", "/search/?q=harbours").content.decode()
            assert html.count('class="result__title"') == 1 and f"<strong>{says}</strong>" in html
