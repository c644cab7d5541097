"""A search understands short forms and synonyms from the glossary, spelling mistakes, and whatever else is typed."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.audiences import Audience
from portal.models import Kind
from portal.overlay import Overlay
from portal.search import Area, Search

from . import build
from .ground import laid


def titles(site, query: str) -> list[str]:
    return [find[0].title for group in Search(Overlay.at(site), query).groups for find in group.finds]


@laid
def worded(sites):
    """A site with a glossary, and pages that use one name each of the same thing."""
    build.make_term("FGM", "Female genital mutilation", also_called="cutting of girls, fgm/c")
    build.make_term("LADO", "Local authority designated officer")
    build.make_term("", "Contextual safeguarding", also_called="harm outside the home")
    home = sites.home("set")
    for title, slug, text in [
        ("FGM at school", "fgm", "What to do about FGM."),
        ("Duty to report", "duty", "Female genital mutilation must be reported."),
        ("Bruising in babies", "bruising", "A bruise."),
        ("Managing allegations", "allegations", "Tell the LADO."),
        ("Bullying", "bullying", "Others are cruel."),
        ("Safeguarding adults", "adults", "Harm outside the home counts, and so does contextual safeguarding."),
        ("Forms", "forms", "Genital herpes, female doctors, mutilation of forms; and/or out-of-hours, café."),
    ]:
        build.make_standard(home, title, slug, text)
    return sites


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("FGM", {"FGM at school", "Duty to report"}),
        ("fgm", {"FGM at school", "Duty to report"}),
        ("female genital mutilation", {"FGM at school", "Duty to report"}),
        ("cutting of girls", {"FGM at school", "Duty to report"}),
        ("FGM/C", {"FGM at school", "Duty to report"}),
        ("what is FGM?", {"FGM at school", "Duty to report"}),
        ("fgm school", {"FGM at school"}),
        ("local authority designated officer", {"Managing allegations"}),
        ("LADOs", {"Managing allegations"}),
        ("contextual safeguarding", {"Safeguarding adults"}),
    ],
)
def test_every_name_of_a_thing_finds_the_others(worded, query, found):
    """Short forms and synonyms both ways, also names of several words, which are looked for as they stand."""
    whole = set(titles(worded.site("southend"), query))
    assert found <= whole and "Forms" not in whole


@pytest.mark.parametrize(
    ("typed", "meant", "found"),
    [
        ("bulying", "bullying", "Bullying"),
        ("safegaurding", "safeguarding", "Safeguarding adults"),
        ("bruzing", "bruising", "Bruising in babies"),
        ("alegation", "allegations", "Managing allegations"),
        ("alegations", "allegations", "Managing allegations"),
        ("BRUZING in babies", "bruising babies", "Bruising in babies"),
    ],
)
def test_a_misspelt_word_finds_what_was_meant_and_says_so(worded, read, typed, meant, found):
    """With a way to what was typed."""
    response = read("southend", "/search/", query_params={"q": typed})
    looking, main = response.context["search"], response.content.decode().split("<main")[1]
    assert found in [hit.best.title for _, hits in response.context["shown"] for hit in hits]
    assert looking.corrected == meant
    assert f"Showing results for <strong>{meant}</strong>" in main and "&amp;exactly=1" in main


def test_what_was_typed_can_be_searched_for_exactly(worded, read):
    """It finds nothing, and names what may have been meant."""
    main = read("southend", "/search/?q=bruzing&exactly=1").content.decode().split("<main")[1]
    assert "Nothing found for “bruzing”" in main
    assert 'Did you mean <a href="?q=bruising">bruising</a>' in main


@pytest.mark.parametrize(
    "typed",
    ["bruising", "bruises", "bruised", "allegation", "alleged", "cafe", "café", "hours", "doctor", "2026", "xy"],
)
def test_a_word_that_is_right_is_left_alone(worded, typed):
    """Also in another form than the titles have, and where it finds little."""
    looking = Search(Overlay.at(worded.site("southend")), typed)
    assert looking.corrected == "" == looking.suggested


@pytest.mark.parametrize("query", ["bullies", "BULLY", "bullied", "bull"])
def test_forms_and_beginnings_of_a_word_find_it(worded, query):
    assert "Bullying" in titles(worded.site("southend"), query)


@pytest.mark.parametrize("query", ["cafe", "CAFÉ", "and/or", "out of hours", "out-of-hours", "herpes female"])
def test_words_are_found_whatever_stands_between_and_above_them(worded, query):
    """On both databases: accents, hyphens and strokes."""
    assert titles(worded.site("southend"), query)[0] == "Forms" if query != "and/or" else True


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("who do I tell about allegations", "Managing allegations"),
        ("my baby has a bruise what should I do", "Bruising in babies"),
        ("must I report female genital mutilation", "Duty to report"),
        ("are others being cruel and bullying", "Bullying"),
    ],
)
def test_a_question_in_ones_own_words_finds_the_page(worded, query, first):
    """What holds most of the words comes first."""
    assert titles(worded.site("southend"), query)[0] == first


def test_the_page_of_that_very_title_comes_first(sites):
    """Before longer titles, and before texts that repeat the word."""
    home = sites.home("set")
    build.make_standard(home, "Neglect of teenagers by neglect", "a", "neglect neglect neglect")
    build.make_standard(home, "About us", "b", "neglect " * 20)
    build.make_standard(home, "Neglect", "c", "Something else.")
    assert titles(sites.site("southend"), "neglect")[0] == "Neglect"


def test_what_a_term_means_stands_above_the_results(worded, read):
    main = read("southend", "/search/?q=lado").content.decode().split("<main")[1]
    assert "LADO: Local authority designated officer." in main and 'href="/glossary/#lado"' in main
    assert main.index("/glossary/#lado") < main.index('<ol class="results"')


ANYTHING = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=ANYTHING, audience=st.sampled_from([None, *Audience]), area=st.sampled_from([None, *Area]))
def test_whatever_is_typed_is_answered(worded, query, audience, area):
    """On both databases, however narrowed."""
    looking = Search(Overlay.at(worded.site("southend")), query, audience, area)
    for group in looking.groups:
        assert group.kind in Kind
        assert [str(hit.extract_html + hit.title_html) for hit in looking.hits(group.finds)]


@pytest.mark.parametrize(
    "query",
    [
        "NEAR(a b, 2)",
        "title:bullying",
        "bully* OR",
        "-bullying",
        '"bullying',
        "bullying' --",
        "bully:*",
        "!bully & |",
        "<->",
        "%s %(a)s",
        "{x}",
        "\\",
    ],
)
def test_what_a_database_would_take_for_a_command_is_words(worded, read, query):
    assert (
        read("southend", "/search/", query_params={"q": query, "kind": "'", "area": '"', "audience": "%"}).status_code
        == 200
    )
