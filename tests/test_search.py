"""Search over what the reader's site shows."""

import pytest

from portal.overlay import Overlay
from portal.search import Search, words_of
from portal.search.asked import stem, units

from . import build
from .build import section
from .ground import laid


@laid
def searchable(sites):
    build.make_topic(
        sites.home("set"),
        "Bullying",
        "bullying",
        summary="When others are cruel.",
        also_called="bulying, name calling",
        parents="Keep a diary of the xylophone",
        young_people=[section("Being bullied", "A zebra listens", "11-13")],
    )
    build.make_standard(sites.home("set"), "About us", "about", "We also work on bullying and the glockenspiel")
    build.make_standard(sites.home("essex"), "Essex secret", "secret", "glockenspiel in Essex")
    build.make_standard(sites.home("set"), "Draft", "draft", "glockenspiel draft", live=False)
    return sites


def found(response) -> list[str]:
    return [hit.best.title for _, hits in response.context["shown"] for hit in hits]


@pytest.mark.parametrize(
    ("slug", "query", "titles"),
    [
        ("southend", "bullying", ["Bullying", "About us"]),
        ("southend", "bully", ["Bullying", "About us"]),
        ("southend", "BULYING", ["Bullying"]),
        ("southend", "xylophone", ["Bullying"]),
        ("southend", "glockenspiel", ["About us"]),
        ("essex", "glockenspiel", ["About us", "Essex secret"]),
        ("set", "glockenspiel", ["About us"]),
        ("southend", "glockenspiel xylophone", ["About us", "Bullying"]),
        ("southend", "unheard", []),
    ],
)
def test_finds_what_the_site_shows_best_first(searchable, read, slug, query, titles):
    """Titles before text; word forms and other names; nothing of a neighbour, nothing unpublished."""
    response = read(slug, f"/search/?q={query}")
    assert response.status_code == 200
    assert sorted(found(response)) == sorted(titles)
    assert not titles or query != "bullying" or found(response)[0] == titles[0]


@pytest.mark.parametrize(
    ("audience", "query", "titles"),
    [
        ("parents", "xylophone", ["Bullying"]),
        ("young-people", "zebra", ["Bullying"]),
        ("professionals", "bullying", []),
        ("nobody", "xylophone", ["Bullying"]),
    ],
)
def test_audience_filter_keeps_what_is_written_for_them(searchable, read, audience, query, titles):
    """An unknown audience filters nothing."""
    assert found(read("southend", f"/search/?q={query}&audience={audience}")) == titles


def test_hits_of_an_audience_lead_to_its_part_and_show_its_words_only(searchable, read):
    """A young person is not shown the words for parents, nor sent there."""
    [(_, [hit])] = read("southend", "/search/?q=bullying&audience=young-people").context["shown"]
    assert hit.link == "/young-people/bullying/"
    assert "xylophone" not in hit.extract_html and "cruel" not in hit.extract_html


def test_extract_marks_the_words_and_escapes_the_rest(searchable, read):
    """The passage around the first word found, safe to print."""
    build.make_standard(searchable.home("set"), "Odd <b>", "odd", "before the tuba &lt;script&gt; after")
    page = read("southend", "/search/?q=tuba").content.decode()
    assert "<mark>tuba</mark>" in page
    assert "Odd &lt;b&gt;" in page and "<script>" not in page.split("<main")[1].split("</main")[0]


def test_extract_reads_as_sentences_and_names_contacts_by_service(sites, read):
    """Contacts, list lines and headings do not run into one another."""
    chip = '<embed embedtype="service" slug="children-front-door"/>'
    text = f"Call {chip} at once.</p><ul><li>one harp</li><li>two harps</li></ul><p>Then rest."
    body = [
        ("section", {"heading": "In danger?", "content": [("text", f"<p>{text}</p>")]}),
        build.section("Harps", "Play"),
    ]
    page = build.make_standard(sites.home("set"), "Music", "music")
    page.body = body
    page.save_revision().publish()
    assert page.passages.get().text == (
        "About Music. In danger? Call children front door at once. one harp; two harps; Then rest. Harps: Play;"
    )
    assert "one <mark>harp</mark>; two" in read("southend", "/search/?q=harp").content.decode()


@pytest.mark.parametrize(
    "query",
    ['"', '"a', 'a"b', " ", "", "%00", "%00bully", "*", "OR", "AND NOT", "(", "x" * 5000, "'", "-", "NEAR(a b)", "a:b"],
)
def test_whatever_is_typed_answers(searchable, read, query):
    """No query is an error, on either database."""
    assert read("southend", f"/search/?q={query}").status_code == 200


@pytest.mark.parametrize("number", ["0", "99", "x"])
def test_page_that_does_not_exist_is_not_found(searchable, read, number):
    """Not page one in disguise."""
    assert read("southend", f"/search/?q=bullying&page={number}").status_code == 404


def test_results_come_ten_a_page(sites, read):
    """The second page holds the rest."""
    for number in range(12):
        build.make_standard(sites.home("set"), f"Kazoo {number}", f"kazoo-{number}")
    assert len(found(read("southend", "/search/?q=kazoo"))) == 10
    assert len(found(read("southend", "/search/?q=kazoo&page=2"))) == 2


def test_search_is_kept_out_of_search_engines(searchable, read):
    """A page of results is not for indexing."""
    assert 'name="robots" content="noindex' in read("southend", "/search/?q=bullying").content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Who's THERE?", ["who's", "there"]),
        ('"a" b', ["a", "b"]),
        ("a a a", ["a"]),
        ("1 2 3 4 5 6 7 8 9", list("12345678")),
    ],
)
def test_words_of_what_is_typed(typed, words):
    """Words in lower case, once each, eight at most."""
    assert words_of(typed) == words


@pytest.mark.parametrize(
    ("word", "shared"),
    [
        ("bullying", "bully"),
        ("bullies", "bully"),
        ("bruises", "bruis"),
        ("bruise", "bruis"),
        ("lado", "lado"),
        ("speed", "speed"),
    ],
)
def test_forms_of_a_word_share_its_stem(word, shared):
    assert stem(word) == shared


WAYS = {
    ("fgm",): ["female genital mutilation", "fgm"],
    ("female", "genital", "mutilation"): ["female genital mutilation", "fgm"],
}


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("who is the LADO", [("lado",)]),
        ("the", []),
        ("FGM", [("fgm", "female genital mutilation")]),
        ("about female genital mutilation at school", [("female genital mutilation", "fgm"), ("school",)]),
        ("FGMs", [("fgms", "female genital mutilation", "fgm")]),
        ("the child's café", [("child", "children"), ("cafe",)]),
        ("don't cope", [("cope",)]),
    ],
)
def test_what_is_looked_for(typed, looked_for):
    """Words that say something, each with the glossary's other names for it; names of several words are one thing."""
    assert units(typed, WAYS) == looked_for


def test_search_without_words_asks_the_database_nothing(sites, django_assert_num_queries):
    """A lone quotation mark costs no query."""
    overlay = Overlay.at(sites.site("southend"))
    with django_assert_num_queries(0):
        assert Search(overlay, '"').groups == []
