"""EW2: every link that readers can follow is collected, wherever it is written or chosen, with the place where it is changed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.rich_text import RichText

from linkcheck import checking, dead
from linkcheck.asking import Answer
from linkcheck.collecting import Bases, collect, keep, links_in, look_again
from linkcheck.inside import look_up
from linkcheck.models import Address, Link, Outcome, Place
from portal.models import BasePage, StandardPage

from . import build
from .events import make_event
from .linkcheck import NIGHT, make_links


def found() -> set[tuple[str, str, str]]:
    """Whose each link is, where it stands and where it leads."""
    return {(p.link.partnership, f"{p.name} · {p.where}", p.link.address.address) for p in Place.objects.all()}


def test_links_are_found_wherever_they_are_written_or_chosen(sites):
    """Rich text, address fields and blocks, a contact's website, events' booking, pages chosen; no mail, no number."""
    home = sites.home("southend")
    rich = (
        '<a href="https://www.example.org/a#part">Read <b>this</b></a> <a href="mailto:a@example.org">Write</a> '
        '<a href="tel:999">Ring</a> <a href="#below">Below</a> <a linktype="page" id="12">Ours</a> '
        '<a href="/get-help/?about=water">Help</a> <a href=" HTTPS://WWW.Example.org/a ">Again</a> '
        '<a href="javascript:alert(1)">Odd</a> <a href="www.example.org">Typed</a> <a linktype="document" id="7">File</a>'
    )
    build.make_standard(home, "About", "about", rich)
    build.make_standard(home, "Draft", "draft", '<a href="https://draft.example.org/">Draft</a>', live=False)
    make_event(home, "Fair", "fair", booking_url="https://book.example.org/fair")
    build.make_resource(sites.site("set"), "Shared leaflet", url="https://leaflet.example.org/")
    contact = build.make_contact("lado", "LADO", "01702 534539", sites.site("thurrock"))
    contact.channels.create(kind="web", value="https://lado.example.org/", sort_order=2)
    contact.save()
    film = {
        "title": "Film",
        "url": "https://film.example.org/",
        "publisher": "A charity",
        "transcript": "<p>Words.</p>",
    }
    build.make_topic(
        sites.home("set"),
        "Water",
        "water",
        parents=[("section", {"heading": "Film", "content": [("elsewhere", film)]})],
    )
    collect(NIGHT)
    body = "/about/ · body, Text 1"
    southend, here = str(sites.site("southend")), "http://southend.localhost"
    expected = {
        *(
            (southend, body, address)
            for address in ("https://www.example.org/a", "page:12", "document:7", "javascript:alert(1)")
        ),
        (southend, body, f"{here}/get-help/?about=water"),
        (southend, body, f"{here}/about/www.example.org"),
        (southend, "/events/fair/ · booking address", "https://book.example.org/fair"),
        ("SET", "resource “Shared leaflet” · address", "https://leaflet.example.org/"),
        (str(sites.site("thurrock")), "contact “LADO” · channel 2", "https://lado.example.org/"),
    }
    seen = found()
    assert expected <= seen
    assert [whose for whose, _, address in seen if address == "https://film.example.org/"] == ["SET"]
    assert not [address for *_, address in seen if "draft." in address or address.startswith(("mailto", "tel"))]
    words = Place.objects.filter(link__address__address="https://www.example.org/a").values_list("words", flat=True)
    assert sorted(words) == ["Again", "Read this"]


def test_collected_again_a_link_keeps_its_history_and_one_that_is_gone_is_forgotten(sites):
    (link,) = make_links(sites, "southend", 1)
    collect(NIGHT)
    link.refresh_from_db()
    assert link.address.broken and link.places.count() == 1
    page = StandardPage.objects.get(slug__startswith="southend-")
    page.body = [("text", RichText("<p>Nothing</p>"))]
    page.save()
    assert look_again(link) is False
    collect(NIGHT)
    assert not Link.objects.exists() and not Address.objects.exists()


def test_links_inside_are_answered_from_the_database(sites):
    """A page of ours that is gone or unpublished, a document without its file, a path nobody answers; views and overlay work."""
    home = sites.home("southend")
    live = build.make_standard(home, "Live", "live")
    draft = build.make_standard(home, "Draft", "draft", live=False)
    build.make_standard(sites.home("set"), "Shared", "shared")
    document = build.make_file("Leaflet", "leaflet.pdf")
    lost = build.make_file("Lost", "lost.pdf")
    lost.file.storage.delete(lost.file.name)
    here = "http://southend.localhost"
    table = {
        f"page:{live.pk}": (Outcome.OK, ""),
        f"page:{draft.pk}": (Outcome.NOT_FOUND, "the page is not published any longer"),
        "page:999999": (Outcome.GONE, "the page has been deleted"),
        "page:": (Outcome.GONE, "the page has been deleted"),
        f"document:{document.pk}": (Outcome.OK, ""),
        f"document:{lost.pk}": (Outcome.NOT_FOUND, "the file of the document is missing"),
        "document:999999": (Outcome.GONE, "the document has been deleted"),
        f"{here}/live/": (Outcome.OK, ""),
        f"{here}/shared/": (Outcome.OK, ""),
        f"{here}/": (Outcome.OK, ""),
        f"{here}/contacts/": (Outcome.OK, ""),
        f"{here}/draft/": (Outcome.NOT_FOUND, "no page of ours answers there"),
        "http://thurrock.localhost/live/": (Outcome.NOT_FOUND, "no page of ours answers there"),
        f"{here}/about/www.example.org": (
            Outcome.NOT_FOUND,
            "no page of ours answers there: the address should begin with https://",
        ),
    }
    answers = {address: look_up(address) for address in table}
    assert {address: (answer.outcome, answer.detail) for address, answer in answers.items()} == table
    assert all(answer.certain for answer in answers.values() if answer.outcome.fails)


def test_the_queries_do_not_grow_with_the_links(sites, django_assert_num_queries, django_assert_max_num_queries):
    make_links(sites, "southend", 1)
    with django_assert_max_num_queries(75) as few:
        collect(NIGHT)
    make_links(sites, "thurrock", 20)
    with django_assert_num_queries(len(few)):
        collect(NIGHT)


def command(*options: str) -> tuple[list[str], int]:
    out = StringIO()
    try:
        call_command("check_links", *options, stdout=out)
    except SystemExit as end:
        return out.getvalue().splitlines(), end.code
    return out.getvalue().splitlines(), 0


def test_the_command_names_page_and_link(sites, monkeypatch):
    """EW2: of one site or all; a dry run follows nothing; the end tells monitoring."""
    asked = []

    def ask(address, manners=None):
        asked.append(address)
        return Answer(Outcome.NOT_FOUND, "the site answers 404")

    monkeypatch.setattr(checking, "ask", ask)
    for slug in ("southend", "set"):
        build.make_standard(sites.home(slug), "About", "about", f'<a href="https://example.org/{slug}">Leaflet</a>')
    southend = f"{sites.site('southend')} /about/ · body, Text 1: https://example.org/southend"
    assert command("--site", "southend", "--dry-run") == ([southend], 0) and asked == []
    assert command("--site", "southend") == ([f"{southend} Not found: the site answers 404"], 1)
    assert asked == ["https://example.org/southend"]
    lines, code = command()
    assert len(lines) == 2 and code == 1
    with pytest.raises(CommandError, match="no partnership"):
        command("--site", "nowhere")
    holder = checking.start()
    with pytest.raises(CommandError, match="already"):
        command()
    checking.end(holder)


def test_a_link_to_what_has_closed_is_broken_without_being_tried(sites):
    """EW2: thisisabuse.direct.gov.uk stood in the old pages."""
    old = Address.objects.create(address="http://thisisabuse.direct.gov.uk/", host="thisisabuse.direct.gov.uk")
    answer = checking.answer_for(old)
    assert (answer.outcome, answer.certain) == (Outcome.GONE, True)
    assert "has closed" in answer.detail
    assert dead.at("https://direct.gov.uk/") is None and dead.at("http://[") is None


def test_a_page_that_holds_odd_addresses_harms_nothing(sites):
    odd = "".join(f'<a href="{href}">x</a>' for href in ("http://[", "", "//", "http://", "x" * 3000, "page:x", "\x0b"))
    page = build.make_standard(sites.home("southend"), "Odd", "odd", odd)
    assert len(list(links_in(BasePage.objects.get(pk=page.pk).specific))) == 6
    collect(NIGHT)
    outcomes = {checking.answer_for(address).outcome for address in Address.objects.all()}
    assert outcomes <= {Outcome.OK, Outcome.MALFORMED, Outcome.NOT_FOUND, Outcome.UNCHECKED, Outcome.GONE}


def test_places_are_forgotten_at_the_same_cost_for_few_and_for_many(sites, django_assert_max_num_queries):
    """All of them are written anew every night: no query for each."""
    address = Address.objects.create(address="https://www.example.org/", host="www.example.org")
    link = Link.objects.create(address=address, site=sites.site("southend"))
    places = [Place(link=link, model="portal.standardpage", object_id=str(n), name="A", where="B") for n in range(50)]
    Place.objects.bulk_create(places)
    with django_assert_max_num_queries(20):
        keep({}, Bases(), NIGHT)
    assert not Place.objects.exists() and not Link.objects.exists() and not Address.objects.exists()
