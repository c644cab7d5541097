"""Addresses of pages: a shared page is read on the reader's own site, and belongs to SET."""

import re

from portal.current_request import current_request
from portal.models import BasePage, SwitchedOff

from . import build


def links(response) -> list[str]:
    main = response.content.decode().split("<main", 1)[1].split("</main", 1)[0]
    return re.findall(r'href="([^"]*)"', main)


def linked(*pages) -> str:
    return "".join(f'<a linktype="page" id="{page.pk}">to {page.title}</a> ' for page in pages)


def test_links_in_shared_text_stay_on_the_readers_site(sites, read):
    """A link between shared pages is relative everywhere; one to a neighbour's own page names its host."""
    water = build.make_standard(sites.home("set"), "Water", "water")
    creek = build.make_standard(sites.home("essex"), "Creek", "creek")
    build.make_standard(sites.home("set"), "Fire", "fire", linked(water, creek))
    for slug in ("set", "southend", "thurrock"):
        found = links(read(slug, "/fire/"))
        assert "/water/" in found and "http://essex.localhost/creek/" in found
    assert "/creek/" in links(read("essex", "/fire/"))


def test_link_to_a_switched_off_page_leaves_for_set(sites, read):
    """What Southend does not show is read on SET's own site."""
    water = build.make_standard(sites.home("set"), "Water", "water")
    build.make_standard(sites.home("set"), "Fire", "fire", linked(water))
    SwitchedOff.objects.create(site=sites.site("southend"), page=water)
    assert "http://localhost/water/" in links(read("southend", "/fire/"))


def test_canonical_link_names_the_owner(sites, read):
    """Search engines are sent to SET for a shared page, to Southend for its own."""
    build.make_standard(sites.home("set"), "Water", "water")
    build.make_standard(sites.home("southend"), "Pier", "pier")
    assert 'rel="canonical" href="http://localhost/water/"' in read("southend", "/water/").content.decode()
    assert 'rel="canonical" href="http://southend.localhost/pier/"' in read("southend", "/pier/").content.decode()


def test_addresses_asked_for_in_code(sites, rf):
    """With a request, the reader's; without one, the owner's; plain page instances included."""
    water = build.make_standard(sites.home("set"), "Water", "water")
    pier = build.make_standard(sites.home("southend"), "Pier", "pier")
    plain = BasePage.objects.get(pk=water.pk)
    southend, shared = (rf.get("/", headers={"host": build.host(slug)}) for slug in ("southend", "set"))
    assert plain.get_url(southend) == water.get_url(shared) == "/water/"
    assert plain.get_full_url(southend) == "http://southend.localhost/water/"
    assert plain.url == plain.full_url == "http://localhost/water/"
    assert pier.get_url(shared) == "http://southend.localhost/pier/"
    assert plain.get_site() == sites.site("set")


def test_current_request_ends_with_the_answer(sites, read):
    """A page asked for its address after a request is not answered as that request's reader."""
    build.make_standard(sites.home("set"), "Water", "water")
    read("southend", "/water/")
    assert current_request.get() is None


def test_moving_a_site_to_another_host_changes_addresses_at_once(sites, read):
    """Nothing remembered outlives the change of a host name."""
    pier = build.make_standard(sites.home("southend"), "Pier", "pier")
    build.make_standard(sites.home("set"), "Fire", "fire", linked(pier))
    assert "http://southend.localhost/pier/" in links(read("set", "/fire/"))
    site = sites.site("southend")
    site.hostname = "leigh.localhost"
    site.save()
    assert "http://leigh.localhost/pier/" in links(read("set", "/fire/"))


def test_breadcrumbs_are_those_of_the_readers_site(sites, read):
    """The trail begins at the partnership's home and names its own index where it has one."""
    about = build.make_standard(sites.home("set"), "About SET", "about")
    build.make_standard(about, "History", "history")
    build.make_standard(sites.home("southend"), "About Southend", "about")
    trail = [page.title for page in read("southend", "/about/history/").context["trail"]]
    assert trail == ["Southend home", "About Southend"]
    assert [page.title for page in read("set", "/about/history/").context["trail"]] == ["SET home", "About SET"]


def test_sitemap_lists_what_the_site_owns(sites, read):
    """A shared page is listed once, on SET; the full address is the owner's."""
    build.make_standard(sites.home("set"), "Water", "water")
    build.make_standard(sites.home("southend"), "Pier", "pier")
    build.make_standard(sites.home("southend"), "Draft", "draft", live=False)
    locations = re.findall("<loc>(.*?)</loc>", read("southend", "/sitemap.xml").content.decode())
    assert locations == ["http://southend.localhost/", "http://southend.localhost/pier/"]
    locations = re.findall("<loc>(.*?)</loc>", read("set", "/sitemap.xml").content.decode())
    assert locations == ["http://localhost/", "http://localhost/water/"]
