"""What the head of a campaign's file says beyond that of any page: its days, who takes part, its topics and events."""

from events.models import EventPage
from portal.models import BasePage
from topics.models import CampaignEvent, CampaignPage, CampaignTopic, TopicPage

from .afterwards import before_and_after
from .known import Known
from .links import Links
from .markdown import Part
from .page_files import Source
from .values import days, flag, listed, named, words


def fill(page: CampaignPage, source: Source, known: Known, links: Links) -> None:
    """Give the page what its file says; its text is there already.

    Raises ContentError for a day that is none, and for a partnership, topic, event or page that does not exist.
    """
    head = source.head
    for name, value in words(head, "dates_note", "hashtag", "theme", "led_by").items():
        setattr(page, name, value)
    for name, day in days(head, "begins", "ends").items():
        setattr(page, name, day)
    page.runs = flag(head, "runs")
    page.partners = "\n".join(listed(head, "partners"))
    page.partnerships.set(named(head, "partnerships", known.partnerships))
    page.front_page = place(source)
    page.advice_id = links.target(source, "advice", head["advice"], (BasePage,)) if head.get("advice") else None
    topics = [links.target(source, "topics", path, (TopicPage,)) for path in listed(head, "topics")]
    events = [links.target(source, "events", path, (EventPage,)) for path in listed(head, "events")]
    page.topics.set([CampaignTopic(topic_id=pk) for pk in topics])
    page.events.set([CampaignEvent(event_id=pk) for pk in events])


def place(source: Source) -> int | None:
    """Its place on the front page, if it has one."""
    found = source.head.get("front_page")
    if found is not None and (isinstance(found, bool) or not isinstance(found, int) or found < 1):
        raise source.head.error(f"front_page is a place, 1 or more, not “{found}”")
    return found


def fill_text(page: CampaignPage, parts: list[Part], source: Source) -> None:
    """The text, and what it achieved, which stands under “# Afterwards”."""
    page.body, page.afterwards = before_and_after(parts, source, "a campaign")
