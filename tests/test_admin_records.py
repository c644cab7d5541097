"""Records, images and documents that belong to one partnership: whose they are decides who sees and changes them.

Every door is tried with Southend's own object too, so that a refusal means something.
"""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.admin.menu import admin_menu
from wagtail.images.tests.utils import get_test_image_file

from contacts.models import Contact
from library.models import Document, Image, Resource
from portal.groups import collection_of
from portal.models import Partnership

from .build import make_contact, make_resource
from .ground import laid


@laid
def resources(sites):
    """One for each site, with an older version."""
    found = {}
    for slug in sites.slugs:
        resource = make_resource(sites.site(slug), f"{slug} leaflet")
        resource.save_revision()
        resource.title = f"{slug} leaflet, second"
        resource.save()
        resource.save_revision()
        found[slug] = resource
    return found


@pytest.fixture
def publisher(resources, sign_in):
    return sign_in("Southend publishers")


def url(name, *args):
    return reverse(Resource.snippet_viewset.get_url_name(name), args=args)


def form_of(resource, **changes):
    data = {"title": resource.title, "slug": resource.slug, "kind": resource.kind, "site": resource.site_id}
    return {**data, "publisher": "", "description": "", "year": "", "note": "", "url": "", "to_confirm": "", **changes}


def test_no_view_of_a_neighbours_record_opens(publisher, resources):
    """Edit, delete, history, usage, copy, inspect, versions: own open, Thurrock's and SET's refused by reading and posting."""
    for slug, resource in resources.items():
        first, last = resource.revisions.order_by("pk").values_list("pk", flat=True)
        doors = [
            url(name, resource.pk)
            for name in ("edit", "history", "history_results", "usage", "copy", "delete", "inspect")
        ]
        doors += [url("revisions_revert", resource.pk, first), url("revisions_compare", resource.pk, first, last)]
        for door in doors:
            assert (publisher.get(door).status_code == 200) == (slug == "southend"), (slug, door)
        publisher.post(doors[0], form_of(resource, title="Taken over"))
        resource.refresh_from_db()
        assert (resource.title == "Taken over") == (slug == "southend"), slug
        if slug != "southend":
            publisher.post(url("revisions_revert", resource.pk, first), form_of(resource, title="Taken over"))
        publisher.post(url("delete", resource.pk))
        assert Resource.objects.filter(pk=resource.pk).exists() == (slug != "southend"), slug


def test_lists_and_exports_show_ones_own(publisher, resources):
    """The list, its search, its filter and its table of results hold nothing of another site."""
    for query in ({}, {"q": "leaflet"}, {"site": resources["thurrock"].site_id}):
        for name in ("list", "list_results"):
            text = publisher.get(url(name), query).text
            assert "thurrock leaflet" not in text and "set leaflet" not in text
    assert "southend leaflet" in publisher.get(url("list")).text


def test_making_in_and_moving_to_another_site_is_refused(publisher, resources, sites):
    """The form offers one's own site only, and takes no other."""
    for slug in ("thurrock", "set", "southend"):
        data = form_of(resources["southend"], title=f"New in {slug}", slug=f"new-{slug}", site=sites.site(slug).pk)
        publisher.post(url("add"), data)
        assert Resource.objects.filter(slug=f"new-{slug}").exists() == (slug == "southend")
        own = resources["southend"]
        publisher.post(url("edit", own.pk), form_of(own, site=sites.site(slug).pk))
        own.refresh_from_db()
        assert own.site == sites.site("southend")
    assert "Thurrock" not in str(publisher.get(url("add")).context["form"]["site"])


def test_bulk_deletion_takes_and_names_ones_own_only(publisher, resources):
    """A neighbour's record among the chosen is left alone and not named, whether picked or “all”."""
    own, theirs = resources["southend"], resources["thurrock"]
    door = reverse("wagtail_bulk_action", args=["library", "resource", "delete"])
    asked = publisher.get(f"{door}?id={own.pk}&id={theirs.pk}").text
    assert "southend leaflet" in asked and "thurrock leaflet" not in asked
    publisher.post(f"{door}?id=all")
    assert set(Resource.objects.values_list("slug", flat=True)) == {"thurrock-leaflet", "essex-leaflet", "set-leaflet"}


def test_the_chooser_offers_own_and_sets(publisher, resources):
    """To show on a page: ours and SET's, never a neighbour's, by list, search or number."""
    chooser = Resource.snippet_viewset.chooser_viewset
    for query in ({}, {"q": "leaflet"}):
        text = publisher.get(reverse(chooser.get_url_name("choose_results")), query).text
        assert "southend leaflet" in text and "set leaflet" in text and "thurrock leaflet" not in text
    for slug, code in (("southend", 200), ("set", 200), ("thurrock", 404)):
        assert publisher.get(reverse(chooser.get_url_name("chosen"), args=[resources[slug].pk])).status_code == code
    several = publisher.get(
        reverse(chooser.get_url_name("chosen_multiple")), {"id": [resource.pk for resource in resources.values()]}
    ).text
    assert "southend leaflet" in several and "thurrock leaflet" not in several


def test_sets_records_are_for_its_publishers(resources, sign_in):
    """What every site shows is changed by SET's publishers and administrators; SET's editors and comms only choose it."""
    shared = resources["set"]
    for group, may in (("SET editors", False), ("Comms", False), ("SET publishers", True), ("Administrators", True)):
        client = sign_in(group)
        client.post(url("edit", shared.pk), form_of(shared, title=f"By {group}"))
        assert Resource.objects.filter(title=f"By {group}").exists() == may, group


def test_administrators_keep_everybodys(resources, sign_in):
    """Administrators list and edit the records of every site."""
    client = sign_in("Administrators")
    text = client.get(url("list")).text
    assert all(f"{slug} leaflet" in text for slug in resources)
    assert client.get(url("edit", resources["essex"].pk)).status_code == 200


def test_a_contact_for_everywhere_is_sets(sites, sign_in):
    """A record of no site goes with SET's: its publishers edit it, a partnership's may not, nor see it in their list."""
    contact = make_contact("helpline", "Line for all", "0800 1111")
    edit = reverse(Contact.snippet_viewset.get_url_name("edit"), args=[contact.pk])
    every = reverse(Contact.snippet_viewset.get_url_name("list"))
    partner, shared = sign_in("Southend publishers"), sign_in("SET publishers")
    assert partner.get(edit).status_code == 302 and "Line for all" not in partner.get(every).text
    assert shared.get(edit).status_code == 200 and "Line for all" in shared.get(every).text


@pytest.fixture
def files(groups, sites):
    """An image and a document in each site's collection."""
    sites.images, sites.documents = {}, {}
    for slug in sites.slugs:
        collection = collection_of(Partnership.objects.get(site=sites.site(slug)))
        sites.images[slug] = Image.objects.create(
            title=f"{slug} photo", file=get_test_image_file(), collection=collection
        )
        file = ContentFile(b"text", name=f"{slug}.txt")
        sites.documents[slug] = Document.objects.create(title=f"{slug} paper", file=file, collection=collection)
    return sites


@pytest.mark.parametrize(("kind", "word"), [("image", "photo"), ("document", "paper")])
def test_images_and_documents_stay_with_their_partnership(files, sign_in, kind, word):
    """Own are edited; SET's may be chosen, not changed; a neighbour's are neither listed, chosen nor changed."""
    client = sign_in("Southend editors")
    app, stored = {"image": ("wagtailimages", files.images), "document": ("wagtaildocs", files.documents)}[kind]
    listed = client.get(reverse(f"{app}:index")).text
    assert f"southend {word}" in listed and f"thurrock {word}" not in listed
    chosen = client.get(reverse(f"{app}_chooser:choose_results")).text
    assert f"southend {word}" in chosen and f"set {word}" in chosen and f"thurrock {word}" not in chosen
    for slug, thing in stored.items():
        edit = reverse(f"{app}:edit", args=[thing.pk])
        assert (client.get(edit).status_code == 200) == (slug == "southend"), slug
        client.post(edit, {"title": "Taken over", "collection": thing.collection_id, "tags": "", "description": ""})
        client.post(reverse(f"{app}:delete", args=[thing.pk]))
        thing = type(thing).objects.filter(pk=thing.pk).first()
        assert thing is None or slug != "southend" or thing.title == "Taken over"
        assert slug == "southend" or thing.title == f"{slug} {word}"
    for search in ("", f"?q={word}"):
        text = client.get(f"/admin/api/main/{kind}s/{search}".replace("?q=", "?search=")).content.decode()
        assert f"thurrock {word}" not in text


def test_the_admin_of_all_sites_is_closed_to_a_partnership(sites, sign_in):
    """Users, groups, sites, redirects, collections, workflows, services, reports: not in the menu, and shut."""
    doors = [
        *(reverse(name) for name in ("wagtailusers_users:index", "wagtailusers_groups:index", "wagtailsites:index")),
        *(reverse(name) for name in ("wagtailredirects:index", "wagtailadmin_collections:index")),
        *(reverse(name) for name in ("wagtailadmin_workflows:index", "wagtailsnippets_contacts_service:list")),
    ]
    for group in ("Southend publishers", "Comms", "SET editors"):
        client = sign_in(group)
        assert [door for door in doors if client.get(door).status_code == 200] == [], group
    client = sign_in("Administrators")
    assert [door for door in doors if client.get(door).status_code != 200] == []


def test_publishers_keep_their_partnerships_name_and_no_other(sites, sign_in):
    """The partnership's own settings are its publishers'; editors and neighbours may not."""
    for group, may in (("Southend publishers", True), ("Southend editors", False), ("Thurrock publishers", False)):
        door = reverse("wagtailsettings:edit", args=["portal", "partnership", sites.site("southend").pk])
        assert (sign_in(group).get(door).status_code == 200) == may, group


def test_the_menu_holds_what_is_of_use(sites, sign_in):
    """A Southend editor finds pages, the kinds of page, files, recordings, contacts, resources and the report of their links."""

    def menu(group):
        """The entries, and those below “News and alerts”, in order."""
        request = sign_in(group).get(reverse("wagtailadmin_home")).wsgi_request
        entries = {item.name: item for item in admin_menu.menu_items_for_request(request)}
        below = entries["desk"].menu.menu_items_for_request(request) if "desk" in entries else []
        return set(entries), [item.name for item in sorted(below, key=lambda item: item.order)]

    everybody = {"explorer", "procedures", "reviews", "annual-reports", "governance", "events", "desk", "feedback"}
    everybody |= {"shared-pages", "images", "documents", "media", "reports"}
    assert menu("Southend editors") == ({*everybody, "contacts", "resources"}, ["newsletters", "campaigns"])
    mailings_too = ["newsletters", "mailings", "campaigns", "alert-banners"]
    assert menu("Southend publishers") == ({*everybody, "contacts", "resources", "settings"}, mailings_too)
    assert menu("Comms") == (everybody, ["newsletters", "mailings", "subscribers", "campaigns", "alert-banners"])
    assert {"reports", "settings", "contacts"} <= menu("Administrators")[0]
