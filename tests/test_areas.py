"""The audience areas, and a topic as each audience reads it."""

import pytest

from topics.models import TopicPage

from . import build
from .build import section
from .ground import laid


def text(response) -> str:
    return response.content.decode()


@laid
def topics(sites):
    build.make_topic(
        sites.home("set"),
        "Bullying",
        "bullying",
        theme="everyday",
        parents="Words for parents",
        professionals="Words for workers",
        young_people=[
            section("When someone is mean", "Words for the small", "4-7"),
            section("Being bullied", "Words for the older", "11-13", "14+"),
        ],
    )
    build.make_topic(sites.home("set"), "Firearms", "firearms", theme="practice", professionals="Only for workers")
    build.make_topic(sites.home("southend"), "The pier", "pier", parents="Words about the pier")
    build.make_topic(sites.home("essex"), "The creek", "creek", parents="Words about the creek")
    build.make_topic(sites.home("set"), "Draft topic", "draft", live=False, parents="Not yet")
    return sites


@pytest.mark.parametrize(
    ("path", "shown", "hidden"),
    [
        ("/parents/", ["Bullying", "The pier"], ["Firearms", "The creek", "Draft topic"]),
        ("/professionals/", ["Bullying", "Firearms"], ["The pier", "The creek"]),
        ("/young-people/", ["Bullying"], ["Firearms", "The pier"]),
        ("/young-people/4-7/", ["Bullying"], ["Firearms"]),
        ("/young-people/14+/", ["Bullying"], ["Firearms"]),
        ("/young-people/8-10/", [], ["Bullying", "Firearms"]),
    ],
)
def test_area_lists_the_topics_written_for_its_readers(topics, read, path, shown, hidden):
    """Own and shared topics of that audience or age band, and of no neighbour."""
    response = read("southend", path)
    listed = [topic["title"] for shelf in response.context["shelves"] for topic in shelf["topics"]]
    assert set(shown) <= set(listed) and not set(hidden) & set(listed)
    assert all(title in text(response) for title in shown)


@pytest.mark.parametrize(
    ("path", "shown", "hidden"),
    [
        (
            "/parents/bullying/",
            ["Words for parents"],
            ["Words for workers", "Words for the small", "Words for the older"],
        ),
        ("/professionals/bullying/", ["Words for workers"], ["Words for parents", "Words for the small"]),
        ("/young-people/bullying/", ["Words for the small", "Words for the older"], ["Words for parents"]),
        ("/young-people/4-7/bullying/", ["Words for the small"], ["Words for the older"]),
        ("/young-people/11-13/bullying/", ["Words for the older"], ["Words for the small"]),
        ("/young-people/14+/bullying/", ["Words for the older"], ["Words for the small"]),
    ],
)
def test_topic_shows_each_audience_its_own_part(topics, read, path, shown, hidden):
    """A part, a band's sections, and nothing of the others."""
    page = text(read("thurrock", path))
    assert all(words in page for words in shown)
    assert not any(words in page for words in hidden)


def test_topic_page_offers_the_audiences_it_has(topics, read):
    """The topic itself leads to its parts; one with a single part is read there at once."""
    page = text(read("southend", "/topics/bullying/"))
    assert all(f'href="/{area}/bullying/"' in page for area in ("professionals", "parents", "young-people"))
    response = read("southend", "/topics/firearms/")
    assert response.status_code == 302 and response["location"] == "/professionals/firearms/"


def test_reader_can_switch_audience_on_every_part(topics, read):
    """Each part links the others."""
    page = text(read("southend", "/parents/bullying/"))
    assert 'href="/professionals/bullying/"' in page and 'href="/young-people/bullying/"' in page


@pytest.mark.parametrize(
    "path",
    [
        "/young-people/9-12/",
        "/young-people/8-10/bullying/",
        "/young-people/firearms/",
        "/parents/firearms/",
        "/parents/nothing/",
        "/parents/creek/",
        "/parents/draft/",
        "/parents/topics/",
        "/teachers/",
    ],
)
def test_what_an_area_does_not_have_is_a_404_that_helps(topics, read, path):
    """An unknown band, an audience the topic lacks, a neighbour's or unpublished topic: not found, with help."""
    response = read("southend", path)
    assert response.status_code == 404
    assert "999" in text(response) and 'href="/get-help/"' in text(response)


def test_words_of_an_area_are_a_page_that_partnerships_overlay(topics, read):
    """Editors change an area's words; a partnership may put its own in their place or add a note."""
    build.make_area(topics.home("set"), "parents", "Help for parents", "Shared words for parents")
    build.make_area(topics.home("thurrock"), "parents", "Thurrock parents", "Own words for parents")
    build.make_note(topics.home("southend"), "parents", "Come to the pier")
    assert "Shared words for parents" in text(read("set", "/parents/"))
    assert "Own words for parents" in text(read("thurrock", "/parents/"))
    southend = text(read("southend", "/parents/"))
    assert "Shared words for parents" in southend and "Come to the pier" in southend


def test_words_of_a_band_stand_at_its_address(topics, read):
    """The band's page has a slug without a plus sign, and is read at the band's address."""
    hub = build.make_area(topics.home("set"), "young-people", "For you", "Shared words for you")
    build.make_area(hub, "14-plus", "14 and over", "Words for the oldest")
    assert "Words for the oldest" in text(read("southend", "/young-people/14+/"))
    response = read("southend", "/young-people/14-plus/")
    assert response.status_code == 301 and response["location"] == "/young-people/14+/"


def test_note_shows_in_the_parts_it_is_meant_for(topics, read):
    """A note for professionals is not shown to parents."""
    stub = build.topic_index(topics.home("southend"))
    build.make_note(stub, "bullying", "Ring the hub first", readers=("professionals",))
    assert "Ring the hub first" in text(read("southend", "/professionals/bullying/"))
    assert "Ring the hub first" not in text(read("southend", "/parents/bullying/"))
    assert "Ring the hub first" not in text(read("essex", "/professionals/bullying/"))


def test_own_topic_takes_the_place_of_the_shared_one_for_all_audiences(topics, read):
    """The overlay rule holds for parts: an own topic without a part does not borrow the shared one's."""
    build.make_topic(topics.home("essex"), "Bullying in Essex", "bullying", parents="Essex words")
    assert "Essex words" in text(read("essex", "/parents/bullying/"))
    assert read("essex", "/professionals/bullying/").status_code == 404
    assert "Words for workers" in text(read("thurrock", "/professionals/bullying/"))


def test_canonical_link_of_a_part_names_the_owner(topics, read):
    """A shared topic's part belongs to SET, an own one's to its partnership."""
    assert 'rel="canonical" href="http://localhost/parents/bullying/"' in text(read("southend", "/parents/bullying/"))
    assert 'rel="canonical" href="http://southend.localhost/parents/pier/"' in text(read("southend", "/parents/pier/"))


def test_index_lists_every_visible_topic_by_letter(topics, read):
    """The A to Z holds own and shared topics, once each."""
    build.make_topic(topics.home("essex"), "Own bullying", "bullying", parents="Essex words")
    letters = read("essex", "/topics/").context["letters"]
    assert [(row["letter"], [topic["title"] for topic in row["topics"]]) for row in letters] == [
        ("F", ["Firearms"]),
        ("O", ["Own bullying"]),
        ("T", ["The creek"]),
    ]


def test_young_peoples_pages_can_be_left_in_a_hurry(topics, read):
    """Every young person's page has “Exit this page”; a topic for parents only where its editor says so."""
    assert "govuk-exit-this-page" in text(read("southend", "/young-people/"))
    assert "govuk-exit-this-page" in text(read("southend", "/young-people/14+/bullying/"))
    assert "govuk-exit-this-page" not in text(read("southend", "/parents/bullying/"))


def test_sections_under_the_same_heading_each_have_their_own_anchor(sites, read):
    """“On this page” leads to the right one."""
    twice = [section("What to do", "For the small", "4-7"), section("What to do", "For the big", "14+")]
    twice.append(section("Who to call", "Anyone", "4-7"))
    build.make_topic(sites.home("set"), "Twice", "twice", young_people=twice)
    page = text(read("southend", "/young-people/twice/"))
    for anchor in ("what-to-do", "what-to-do-2"):
        assert page.count(f'id="{anchor}"') == page.count(f'href="#{anchor}"') == 1


def test_way_to_a_part_goes_by_its_readers_area(topics, read):
    """A parent's breadcrumbs lead to the parents' area, a young person's to those of their age."""
    trail = [step["url"] for step in read("southend", "/parents/bullying/").context["trail"]]
    assert trail == ["/", "/parents/"]
    trail = [step["url"] for step in read("southend", "/young-people/14+/bullying/").context["trail"]]
    assert trail == ["/", "/young-people/", "/young-people/14+/"]


def test_topics_stand_below_topics_only(sites):
    """A stub elsewhere holds no topic: its address would answer nobody."""
    stub = build.topic_index(sites.home("southend"))
    elsewhere = build.make_note(sites.home("southend"), "about")
    assert TopicPage.can_create_at(stub) and TopicPage.can_create_at(build.topic_index(sites.home("set")))
    assert not TopicPage.can_create_at(elsewhere)


def test_young_people_read_their_own_summary(sites, read):
    """What a topic is about is said in their words, and not at all in words meant for adults."""
    young = [section("For you", "Words for you", "8-10")]
    build.make_topic(
        sites.home("set"), "Kites", "kites", summary="For adults.", young_summary="Fly high.", young_people=young
    )
    build.make_topic(sites.home("set"), "Boats", "boats", summary="For grown-ups.", young_people=young)
    for path in ("/young-people/", "/young-people/8-10/", "/young-people/8-10/kites/", "/young-people/boats/"):
        main = text(read("southend", path)).split("<main")[1].split("</main")[0]
        assert "For adults." not in main and "For grown-ups." not in main
        assert ("Fly high." in main) == ("boats" not in path)
