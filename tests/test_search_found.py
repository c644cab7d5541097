"""What a search finds inside things: sections of procedures, pages of documents, each where it may be seen (SE1, SE3)."""

from datetime import UTC, date, datetime

import pytest
from wagtail import hooks
from wagtail.models import PageViewRestriction

from portal import passages
from portal.documents import DOCUMENTS_SHOWN, Shown
from portal.models import Kind, SwitchedOff
from portal.overlay import Overlay
from portal.search import Area, Search

from . import build
from .ground import laid


def titles(site, query: str, **kwargs) -> list[str]:
    """The titles of everything found on that site."""
    looking = Search(Overlay.at(site), query, **kwargs)
    return [find[0].title for group in looking.groups for find in group.finds]


@laid
def manual(sites):
    """A shared procedure of three sections, of which one is superseded and one not yet in force."""
    page = build.make_standard(sites.home("set"), "Injuries", "injuries", "About the procedure.")
    build.write_sections(
        page,
        ("Bruising in babies", "A bruise on a baby who cannot crawl is a reason to refer. Ask about the mandolin.", {}),
        ("Fractures", "A fracture needs an X-ray. Ask about the mandolin as well.", {}),
        ("Burns as they were", "Ask about the piccolo.", {"until": date(2025, 7, 1)}),
        ("Burns from July", "Ask about the piccolo.", {"since": date(2025, 7, 1)}),
    )
    return page


def test_a_word_finds_the_section_and_leads_to_it(sites, manual, read):
    """SE1: not just the document."""
    response = read("southend", "/search/?q=bruising")
    hit = next(hits[0] for group, hits in response.context["shown"] if group.kind == Kind.PROCEDURE)
    assert (hit.title_html, hit.best.within) == ("<mark>Bruising</mark> in babies", "Injuries")
    assert hit.link == "/injuries/#bruising-in-babies"
    main = response.content.decode().split("<main")[1]
    assert "Section 1" in main and 'href="/injuries/#bruising-in-babies"' in main


def test_several_sections_of_a_procedure_are_one_find(sites, manual, read):
    """The best shows, the other is named below it."""
    [(group, [hit])] = read("southend", "/search/?q=mandolin").context["shown"]
    assert group.total == 1
    assert {hit.link, hit.also_in[0][1]} == {"/injuries/#bruising-in-babies", "/injuries/#fractures"}


@pytest.mark.parametrize(
    ("at", "found"),
    [
        (datetime(2025, 6, 30, 22, 59, tzinfo=UTC), ["Burns as they were"]),
        (datetime(2025, 6, 30, 23, 0, tzinfo=UTC), ["Burns from July"]),
        (datetime(2026, 1, 1, tzinfo=UTC), ["Burns from July"]),
    ],
)
def test_only_what_is_in_force_is_found(sites, manual, at, found):
    """From midnight in London, which in summer is an hour before midnight in UTC."""
    assert titles(sites.site("southend"), "piccolo", at=at) == found


@pytest.fixture
def file(sites):
    """A PDF of forty pages; nothing shows it until a test says so."""
    document = build.make_file("SET procedures", "procedures.pdf")
    build.write_pages(document, {number: f"Page of text {number}" for number in range(1, 41)} | {37: "A lone bassoon"})
    return document


def shown(document, where: str = "", **kwargs):
    def show(overlay):
        if not where or overlay.site.hostname == build.host(where):
            yield Shown(document.pk, document.url, document.facts, "The SET procedures", "/procedures/", **kwargs)

    return hooks.register_temporarily(DOCUMENTS_SHOWN, show)


def test_a_word_on_page_37_is_found_there(sites, file, read):
    """SE1: the result says the page and leads to it."""
    with shown(file):
        response = read("southend", "/search/?q=bassoon")
        [(group, _)] = response.context["shown"]
    main = response.content.decode().split("<main")[1]
    assert group.kind == Kind.DOCUMENT
    assert "Page 37" in main and f'href="{file.url}#page=37"' in main
    assert "PDF" in main and 'href="/procedures/"' in main


def test_several_pages_of_a_document_are_one_find(sites, file, read):
    with shown(file):
        [(group, [hit])] = read("southend", "/search/?q=page+text").context["shown"]
    assert group.total == 1
    assert len(hit.also_in) == 2 and hit.also_in[0][0].startswith("page ")


@pytest.mark.parametrize(
    ("showing", "found"),
    [
        (None, False),
        ({}, True),
        ({"where": "southend"}, True),
        ({"where": "thurrock"}, False),
        ({"since": date(2025, 7, 2)}, False),
        ({"since": date(2025, 7, 1)}, True),
        ({"until": date(2025, 7, 1)}, False),
        ({"until": date(2025, 7, 2)}, True),
    ],
)
def test_a_document_is_found_where_and_while_it_is_shown(sites, file, showing, found):
    """Nowhere else, and on no other day: a file nobody has published is not found."""
    day = datetime(2025, 7, 1, 12, tzinfo=UTC)
    if showing is None:
        assert titles(sites.site("southend"), "bassoon", at=day) == []
        return
    with shown(file, **showing):
        assert bool(titles(sites.site("southend"), "bassoon", at=day)) == found


def test_no_page_37_is_found_by_a_neighbours_reader(sites, file, read):
    with shown(file, where="essex"):
        assert "bassoon" not in read("southend", "/search/?q=lone+page").content.decode()


# What must not be found: how it was hidden, on which site it is looked for.
def draft(sites):
    build.make_standard(sites.home("set"), "Ukulele", "ukulele", live=False)


def neighbours(sites):
    build.make_standard(sites.home("essex"), "Ukulele", "ukulele")


def unpublished(sites):
    build.make_standard(sites.home("set"), "Ukulele", "ukulele").unpublish()


def changed_draft(sites):
    page = build.make_standard(sites.home("set"), "Drums", "drums")
    page.title = "Ukulele"
    page.save_revision()


def covered(sites):
    build.make_standard(sites.home("set"), "Ukulele", "drums")
    build.make_standard(sites.home("southend"), "Drums", "drums")


def switched_off(sites):
    page = build.make_standard(sites.home("set"), "Music", "music")
    build.make_standard(page, "Ukulele", "ukulele")
    SwitchedOff.objects.create(site=sites.site("southend"), page=page)


def private(sites):
    page = build.make_standard(sites.home("set"), "Music", "music")
    build.make_standard(page, "Ukulele", "ukulele")
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def deleted(sites):
    build.make_standard(sites.home("set"), "Ukulele", "ukulele").delete()


def moved_to_a_neighbour(sites):
    page = build.make_standard(sites.home("set"), "Music", "music")
    build.make_standard(page, "Ukulele", "ukulele")
    page.refresh_from_db()
    page.move(sites.home("essex"), "last-child")


def sections_of_an_unpublished_page(sites):
    page = build.make_standard(sites.home("set"), "Music", "music")
    build.write_sections(page, ("Ukulele", "", {}))
    page.unpublish()


def sections_moved_to_a_neighbour(sites):
    page = build.make_standard(sites.home("set"), "Music", "music")
    build.write_sections(page, ("Ukulele", "", {}))
    page.refresh_from_db()
    page.move(sites.home("essex"), "last-child")


def home(sites):
    page = sites.home("southend")
    page.title = "Ukulele"
    page.save()


HIDDEN = [
    draft, neighbours, unpublished, changed_draft, covered, switched_off, private, deleted, moved_to_a_neighbour,
    sections_of_an_unpublished_page, sections_moved_to_a_neighbour, home,
]  # fmt: skip


@pytest.mark.parametrize("hide", HIDDEN)
def test_nothing_that_a_reader_may_not_see_is_found(sites, hide):
    """Nor is the word suggested."""
    hide(sites)
    build.forget()
    for query in ("ukulele", "ukuleli"):
        looking = Search(Overlay.at(sites.site("southend")), query)
        assert looking.groups == [] and looking.corrected == ""


def test_what_comes_back_is_found_again(sites):
    """Published anew, with its sections."""
    page = build.make_standard(sites.home("set"), "Music", "music")
    build.write_sections(page, ("Ukulele", "", {}))
    page.unpublish()
    page.save_revision().publish()
    build.forget()
    assert titles(sites.site("southend"), "ukulele") == ["Ukulele"]


def test_a_neighbours_many_pages_do_not_crowd_out_ones_own(sites, monkeypatch):
    """However little the database is asked to look at."""
    monkeypatch.setattr("portal.search.index.MOST", 3)
    for number in range(6):
        build.make_standard(sites.home("essex"), f"Kazoo {number}", f"kazoo-{number}")
    build.make_standard(sites.home("southend"), "Kazoo of ours", "kazoo")
    build.make_topic(sites.home("southend"), "Kazoo topic", "kazoo")
    assert sorted(titles(sites.site("southend"), "kazoo")) == ["Kazoo of ours", "Kazoo topic"]


def test_more_than_were_looked_at_are_said_to_be_more(sites, read, monkeypatch):
    """A word on every page is not counted to its end."""
    monkeypatch.setattr("portal.search.index.MOST", 5)
    monkeypatch.setattr("portal.search.search.MOST", 5)
    monkeypatch.setattr("portal.search.search.FEW", 5)
    for number in range(8):
        build.make_standard(sites.home("set"), f"Kazoo {number}", f"kazoo-{number}")
    response = read("southend", "/search/?q=kazoo")
    assert "More than 5 results" in response.content.decode()


@pytest.fixture
def one_of_each(sites, file):
    build.make_topic(
        sites.home("set"),
        "Oboe topic",
        "oboe",
        parents="The oboe",
        young_people=[build.section("You", "An oboe", "11-13")],
    )
    page = build.make_standard(sites.home("southend"), "Oboe page", "oboe", "Ours")
    build.write_sections(build.make_standard(sites.home("set"), "Rules", "rules"), ("Oboe section", "", {}))
    build.write_pages(file, {1: "An oboe"})
    return page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", ["Oboe topic", "Oboe section", "SET procedures", "Oboe page"]),
        ("kind=topic", ["Oboe topic"]),
        ("kind=procedure", ["Oboe section"]),
        ("kind=document", ["SET procedures"]),
        ("kind=page", ["Oboe page"]),
        ("kind=nonsense", ["Oboe topic", "Oboe section", "SET procedures", "Oboe page"]),
        ("area=own", ["Oboe page"]),
        ("area=shared", ["Oboe topic", "Oboe section", "SET procedures"]),
        ("area=nonsense&kind=page", ["Oboe page"]),
        ("audience=parents", ["Oboe topic", "Oboe section", "SET procedures"]),
        ("audience=professionals", ["Oboe section", "SET procedures"]),
        ("audience=young-people", ["Oboe topic"]),
        ("audience=young-people&kind=procedure", []),
    ],
)
def test_finds_come_by_kind_and_are_narrowed(sites, file, one_of_each, read, asked, found):
    """Topics, procedures, documents, other pages, in this order; young people are shown no procedure and no document (SE3)."""
    with shown(file):
        response = read("southend", f"/search/?q=oboe&{asked}")
    assert [hit.best.title for _, hits in response.context["shown"] for hit in hits] == found


@pytest.mark.parametrize(("is_own", "area"), [(True, Area.OWN), (False, Area.SHARED)])
def test_files_are_own_or_shared_by_where_they_are_shown(sites, file, one_of_each, is_own, area):
    """A file on a page of the partnership is its own, one on a shared page is shared."""
    with shown(file, is_own=is_own):
        found = {each: "SET procedures" in titles(sites.site("southend"), "oboe", area=each) for each in Area}
    assert found == {each: each is area for each in Area}


def test_kinds_are_counted_and_lead_to_what_is_of_their_kind(sites, file, one_of_each, read):
    """Everything else stays as it was asked."""
    with shown(file):
        main = read("southend", "/search/?q=oboe&audience=parents").content.decode().split("<main")[1]
    assert 'href="?q=oboe&amp;audience=parents&amp;kind=document">Documents <span class="kinds__count">1</span>' in main
    assert "3 results" in main


def test_many_of_one_kind_are_shown_page_by_page(sites, read):
    """The way to the next page keeps what was chosen."""
    for number in range(12):
        build.make_standard(sites.home("set"), f"Kazoo {number}", f"kazoo-{number}")
    build.make_topic(sites.home("set"), "Kazoo topic", "kazoo")
    side_by_side = read("southend", "/search/?q=kazoo").content.decode()
    assert 'href="?q=kazoo&amp;kind=page">All 12 other pages' in side_by_side
    page = read("southend", "/search/?q=kazoo&kind=page&area=shared").content.decode()
    assert 'href="?q=kazoo&amp;kind=page&amp;area=shared&amp;page=2" rel="next"' in page


def test_on_the_shared_site_each_areas_search_is_one_step_away(sites, one_of_each, read):
    """The shared site knows no area: it has no filter for it, and looks in no area's pages."""
    response = read("set", "/search/?q=oboe&area=own")
    main = response.content.decode().split("<main")[1].split("</main")[0]
    assert 'href="http://southend.localhost/search/?q=oboe"' in main and 'name="area"' not in main
    assert [hit.best.title for _, hits in response.context["shown"] for hit in hits] == ["Oboe topic", "Oboe section"]


def test_a_topic_says_for_whom_it_holds_the_words(sites, one_of_each, read):
    """Each part is one step away."""
    [(_, [hit])] = read("southend", "/search/?q=oboe&kind=topic").context["shown"]
    assert hit.link == "/topics/oboe/"
    assert hit.also_in == [("Parents and carers", "/parents/oboe/"), ("Young people", "/young-people/oboe/")]


def test_texts_that_a_database_cannot_keep_are_found_all_the_same(sites):
    """What a file gave is taken as it comes: NULs, half characters, titles too long, and more than an index holds."""
    page = build.make_standard(sites.home("set"), "Odd", "odd")
    text = "contra\0 bassoon \ud800 " + "long " * 60_000 + "é" * 3000
    build.write_sections(page, ("Contrabassoon " * 40, text, {}))
    assert len(titles(sites.site("southend"), "bassoon")) == 1


def test_passages_written_anew_replace_the_old(sites, manual):
    passages.write(f"version:{manual.pk}", [])
    assert titles(sites.site("southend"), "mandolin") == []
