"""EW1, EW2: what a draft may say and readers must not meet: leftovers, empty links, closed services, placeholders."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from linkcheck import dead, unfit
from linkcheck.slugs import is_placeholder
from portal.models import BasePage
from portal.words import Passage

from . import build
from .ground import laid
from .test_number_guard_editor import form, text

REFUSED = {
    "Suggestion: A bit confusing, say who calls.": "Suggestion:",
    "The plan is ready. Suggestion : move this.": "Suggestion :",
    "The date is TBC.": "TBC",
    "Venue: tbc": "tbc",
    "Room T.B.C. on the day": "T.B.C",
    "Coming Soon!": "Coming Soon",
    "Our new page. Coming soon": "Coming soon",
    "More information coming soon.": "More information coming soon",
    "Details of the next event are coming soon.": "Details of the next event are coming soon",
    "Lorem ipsum dolor sit amet.": "Lorem ipsum",
    "Call [insert number] first.": "[insert number]",
    "Ask [Insert name of lead": "[Insert name of lead",
    "On XX/XX we meet.": "XX/XX",
    "Dated xx/xx/2026.": "xx/xx",
    "“We listen.” The date is TBC, they said.": "TBC",
}
ORDINARY = [
    "The timetable is to be confirmed.",
    "The panel’s date is still to be confirmed by the board.",
    "Suggestions: tell us what you think.",
    "Make a suggestion: we read them all.",
    "The suggestion was a good one.",
    "NTBCA and TBCs are other words; so is subTBCset.",
    "Never write “TBC” in the record of a strategy meeting.",
    "Do not write 'TBC'.",
    "The form says “to follow, TBC”, and that is not enough.",
    "Your baby is coming soon. Here is what helps.",
    "Winter is coming soon after that.",
    "Type “[insert name]” where the letter has a gap.",
    "[The child] said so.",
    "The XX chromosome; 20/20 sight.",
    "Click the button that says Send.",
]
LINKS = {
    '<a href="/x/">Click here</a>': "Click here",
    '<a href="/x/">click <b>here</b> to subscribe</a>': "click here to subscribe",
    '<a href="/x/">click on the picture</a>': "click on the picture",
    '<a href="/x/">Read about clicker training</a>': "",
    '<a href="/x/">Here to help: our services</a>': "",
}
DEAD = {
    "See NetAware for advice.": "NetAware",
    "Net Aware tells you about Houseparty.": "Net Aware",
    "Visit http://thisisabuse.direct.gov.uk/ today.": "thisisabuse.direct.gov.uk",
    "Houseparty has closed.": "",
    "It was once called Teaching Agency registration.": "",
    "We had a house party. This is abuse.": "",
    "Houseparty closed. Houseparty is fun.": "Houseparty",
}


def said(check, words: str, is_rich: bool = False) -> list[str]:
    return [message for _, message in check(None, [Passage(words, is_rich, ())])]


def test_what_is_refused_and_what_is_not():
    """The decision table; in rich text the same, also across tags."""
    for words, quoted in REFUSED.items():
        for rich in (False, True):
            source = f"<p>{words.replace('TBC', '<b>TB</b>C')}</p>" if rich else words
            (message,) = said(unfit.objections, source, rich)
            assert message.startswith(f"“{quoted}”"), (words, message)
    assert {words: said(unfit.objections, words) for words in ORDINARY} == {words: [] for words in ORDINARY}


def test_links_that_say_nothing():
    for source, quoted in LINKS.items():
        found = said(unfit.objections, f"<p>{source} and more</p>", True)
        assert [message.partition("”")[0][1:] for message in found] == ([quoted] if quoted else []), source
        assert not said(unfit.objections, source)


def test_services_that_have_closed():
    for words, named in DEAD.items():
        found = said(dead.objections, words)
        assert [message.partition("”")[0][1:] for message in found[:1]] == ([named] if named else []), words
    (message,) = said(dead.objections, '<p><a href="http://thisisabuse.direct.gov.uk/x">It has closed</a></p>', True)
    assert "say in the same sentence" in message
    assert all(each.names or each.hosts for each in dead.services())


@pytest.mark.parametrize(
    ("slug", "refused"),
    [
        *(
            (slug, True)
            for slug in ("second-news-article-title-here", "page-1", "page", "test", "copy-of-neglect", "tbc")
        ),
        *(
            (slug, True)
            for slug in ("untitled", "untitled-2", "test-page", "new-page", "lorem-ipsum", "article-two", "xxx")
        ),
        *((slug, False) for slug in ("testing-for-drugs", "water", "page-turner", "news", "contest", "heading-home")),
        *((slug, False) for slug in ("events", "example-letters", "title-deeds", "untitle", "draft-budget-2026")),
    ],
)
def test_placeholder_slugs(slug, refused):
    assert is_placeholder(slug) is refused


@laid
def staff(sites) -> BasePage:
    return build.make_standard(sites.home("southend"), "Staff", "staff")


def edit(client, page: BasePage, publish: bool, **changes) -> dict:
    """What the editor says against it, by field; nothing where it is saved."""
    data = form(**changes) | ({"action-publish": "on"} if publish else {})
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data)
    return {} if answer.status_code == 302 else answer.context["form"].errors.as_data()


def test_a_draft_may_have_them_and_publishing_is_refused_at_the_very_block(staff, sign_in):
    client = sign_in("Southend publishers")
    body = [("text", text("Fine.")), ("text", text("The date is TBC."))]
    assert edit(client, staff, False, body=body) == {}
    errors = edit(client, staff, True, body=body)
    (error,) = errors["body"]
    assert list(error.as_json_data()["blockErrors"]) == [1]
    assert "To be confirmed" in json.dumps(error.as_json_data())
    assert "summary" in edit(client, staff, True, summary="Coming soon!")
    staff.refresh_from_db()
    assert "TBC" not in str(staff.specific.body)
    assert edit(client, staff, True, body=body[:1]) == {}


def test_outside_the_editor_and_in_bulk_too(staff, sign_in):
    page = staff.specific
    page.body = [("text", "<p>Suggestion: say less.</p>")]
    revision = page.save_revision()
    with pytest.raises(ValidationError, match="body, Text 1: “Suggestion:”"):
        revision.publish()
    address = reverse("wagtail_bulk_action", args=["portal", "basepage", "publish"])
    answer = sign_in("Southend publishers").post(f"{address}?id={staff.pk}&next=/admin/", follow=True)
    assert "“Suggestion:” is a remark to a colleague" in " ".join(map(str, answer.context["messages"]))


def test_a_placeholder_is_refused_at_the_slug_and_a_published_page_keeps_its_own(staff, sites, sign_in):
    client = sign_in("Southend publishers")
    assert edit(client, staff, False, slug="page-1") == {}
    (error,) = edit(client, staff, True, slug="page-1")["slug"]
    assert "would keep it as its address" in str(error.messages)
    known = build.make_standard(sites.home("southend"), "Known", "test")
    assert edit(client, known, True, slug="test") == {}
    draft = build.make_standard(sites.home("southend"), "Draft", "untitled", live=False)
    assert "slug" in edit(client, draft, True, slug="untitled")


def test_a_record_is_in_force_once_saved_so_it_is_asked_at_once(sites, sign_in):
    """And so are the rows below it."""
    resource = build.make_resource(sites.site("southend"), "Leaflet")
    client = sign_in("Southend editors")
    url = reverse("wagtailsnippets_library_resource:edit", args=[resource.pk])
    data = {
        "title": "Leaflet",
        "slug": "leaflet",
        "kind": "leaflet",
        "site": resource.site_id,
        "description": "Coming soon!",
    }
    answer = client.post(url, data)
    assert "description" in answer.context["form"].errors
    data |= {"description": "What to do near water.", "to_confirm": "Address TBC"}
    assert client.post(url, data).status_code == 302
