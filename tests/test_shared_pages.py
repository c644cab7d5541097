"""“Shared pages” in the admin: what a partnership's staff see of SET's pages and may do about them."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from portal.models import BasePage, LocalNote, SwitchedOff

from .build import make_note, make_standard, make_topic
from .ground import laid


@laid
def pages(sites):
    """SET has a section with a page below it, and three topics; Southend has nothing yet."""
    home = sites.home("set")
    sites.help = make_standard(home, "Getting help", "help", "Shared help")
    sites.forms = make_standard(sites.help, "Forms", "forms", "Shared forms")
    sites.fire = make_topic(home, "Fire", "fire")
    return sites


@pytest.fixture
def editor(pages, sign_in):
    return sign_in("Southend editors")


def listing(client, pages, slug="southend", **query):
    return client.get(reverse("shared_pages:list", args=[pages.site(slug).pk]), query)


def rows(answer) -> dict[str, str]:
    """The list as title and state."""
    table = answer.context["table"]
    state = table.columns["state"]
    return {row.instance.title: state.get_value(row.instance) for row in table.rows}


def step(client, pages, page, name, slug="southend"):
    """Read what the step means, then take it."""
    url = reverse("shared_pages:step", args=[pages.site(slug).pk, page.pk, name])
    asked = client.get(url)
    return client.post(url) if asked.status_code == 200 else asked


def at(pages, path, slug="southend"):
    """What the partnership has of its own at a path."""
    found = BasePage.objects.filter(url_path=f"{pages.home(slug).url_path}{path}").first()
    return found and found.specific


def test_lists_the_shared_pages_with_their_state(editor, pages):
    """Every live page of SET's in the order of its tree, with what our site makes of it."""
    make_standard(pages.home("set"), "Not yet", "not-yet", live=False)
    make_note(pages.home("southend"), "help", "Ours")
    make_topic(pages.home("southend"), "Fire in Southend", "fire")
    make_topic(pages.home("thurrock"), "Fire in Thurrock", "fire")
    SwitchedOff.objects.create(site=pages.site("southend"), page=pages.forms)
    assert rows(listing(editor, pages)) == {
        "Getting help": "With our note",
        "Forms": "Switched off",
        "Topics": "Shared as it is",
        "Fire": "Replaced by ours",
    }


def test_a_stub_changes_nothing_and_a_draft_waits(editor, pages):
    """An empty stub leaves the shared page as it is; so does a draft, which is named."""
    make_note(pages.home("southend"), "help")
    make_topic(pages.home("southend"), "Fire in Southend", "fire", live=False)
    found = rows(listing(editor, pages))
    assert found["Getting help"] == "Shared as it is"
    assert found["Fire"] == "Shared as it is, our draft waits"


def test_switched_off_with_the_section_above(editor, pages):
    """What stands below a switched-off page is off with it, and is switched on there only."""
    SwitchedOff.objects.create(site=pages.site("southend"), page=pages.help)
    assert rows(listing(editor, pages))["Forms"] == "Switched off"
    assert step(editor, pages, pages.forms, "switch-on").status_code == 302
    assert SwitchedOff.objects.exists()


def test_filter_by_text_and_by_state(editor, pages):
    """By a piece of title or address, whatever is typed; by state."""
    make_note(pages.home("southend"), "help", "Ours")
    assert set(rows(listing(editor, pages, q="fir"))) == {"Fire"}
    assert set(rows(listing(editor, pages, q="help/"))) == {"Getting help", "Forms"}
    assert listing(editor, pages, q='"').status_code == 200
    assert set(rows(listing(editor, pages, state="note"))) == {"Getting help"}
    url = reverse("shared_pages:results", args=[pages.site("southend").pk])
    assert set(rows(editor.get(url, {"state": "note"}))) == {"Getting help"}


def test_add_a_note(editor, pages, read):
    """A draft note at the same path, its missing parents made as stubs, opened in the editor; ours to edit, not to publish."""
    answer = step(editor, pages, pages.forms, "note")
    note, stub = at(pages, "help/forms/"), at(pages, "help/")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[note.pk])
    assert isinstance(note, LocalNote) and not note.live and note.owner == editor.staff
    assert isinstance(stub, LocalNote) and stub.live
    assert editor.get(answer.url).status_code == 200
    assert note.shared_page_id == pages.forms.pk
    assert b"Shared help" in read("southend", "/help/").content
    assert step(editor, pages, pages.forms, "note").status_code == 302
    assert BasePage.objects.filter(slug="forms").count() == 2
    assert b"Edit our note" in listing(editor, pages).content


def test_replace_with_our_own_page(editor, pages, read, sign_in):
    """A draft copy of the live text; readers see the shared page until ours is published."""
    draft = BasePage.objects.get(pk=pages.fire.pk).specific
    draft.title = "SET's secret plan"
    draft.save_revision()
    answer = step(editor, pages, pages.fire, "replace")
    own = at(pages, "topics/fire/")
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[own.pk])
    assert type(own) is type(pages.fire) and own.title == own.draft_title == "Fire" and not own.live
    assert own.parents.get_prep_value() == pages.fire.parents.get_prep_value()
    assert read("southend", "/topics/fire/", follow=True).context["page"].pk == pages.fire.pk
    publisher = sign_in("Southend publishers")
    assert own.permissions_for_user(publisher.staff).can_publish()
    own.save_revision().publish()
    assert read("southend", "/topics/fire/", follow=True).context["page"].pk == own.pk
    assert rows(listing(editor, pages))["Fire"] == "Replaced by ours"


def test_start_an_own_page_in_a_shared_section(editor, pages):
    """The section gets a stub, and the choice of a page type below it; a page that holds none has no such step."""
    answer = step(editor, pages, pages.help, "below")
    assert answer.url == reverse("wagtailadmin_pages:add_subpage", args=[at(pages, "help/").pk])
    assert editor.get(answer.url).status_code == 200
    assert step(editor, pages, pages.help, "below").url == answer.url
    assert step(editor, pages, pages.fire, "below").status_code == 302
    assert at(pages, "topics/fire/") is None


def test_switch_off_and_on(editor, pages, read):
    """Off at once on our site only, on again, with a trail in the page's history."""
    assert step(editor, pages, pages.help, "switch-off").url == reverse(
        "shared_pages:list", args=[pages.site("southend").pk]
    )
    assert read("southend", "/help/forms/").status_code == 404
    assert read("thurrock", "/help/forms/").status_code == 200
    step(editor, pages, pages.help, "switch-on")
    assert read("southend", "/help/forms/").status_code == 200
    trail = PageLogEntry.objects.filter(page=pages.help.pk, user=editor.staff).order_by("timestamp")
    assert [entry.action for entry in trail] == ["portal.switch-off", "portal.switch-on"]
    assert trail[0].data == {"site": "Southend"}


def test_nothing_changes_by_reading(editor, pages):
    """Following a link of the list only says what the step means."""
    before = BasePage.objects.count()
    for name in ("note", "replace", "below", "switch-off"):
        url = reverse("shared_pages:step", args=[pages.site("southend").pk, pages.help.pk, name])
        assert editor.get(url).status_code == 200
    assert BasePage.objects.count() == before and not SwitchedOff.objects.exists()


@pytest.mark.parametrize("slug", ["thurrock", "set"])
def test_a_neighbours_list_is_closed(editor, pages, slug):
    """An editor of Southend neither sees Thurrock's list nor takes a step there; SET has none."""
    assert listing(editor, pages, slug).status_code == 302
    assert step(editor, pages, pages.help, "switch-off", slug).status_code == 302
    assert not SwitchedOff.objects.exists()


def test_own_pages_and_drafts_of_set_are_no_shared_pages(editor, pages):
    """Steps are for live shared pages only."""
    draft = make_standard(pages.home("set"), "Not yet", "not-yet", live=False)
    own = make_standard(pages.home("southend"), "Ours", "ours")
    for page in (draft, own, pages.home("set")):
        assert step(editor, pages, page, "note").status_code == 404


def test_set_editors_read_every_list_and_change_nothing(pages, sign_in):
    """SET's staff see what each partnership makes of their pages."""
    set_editor = sign_in("SET editors")
    make_note(pages.home("thurrock"), "help", "Ours")
    answer = listing(set_editor, pages, "thurrock")
    assert rows(answer)["Getting help"] == "With our note"
    assert b"Switch off" not in answer.content and b"Add our note" not in answer.content
    assert step(set_editor, pages, pages.help, "switch-off").status_code == 302
    assert not SwitchedOff.objects.exists()


def test_comms_choose_the_site_and_cannot_switch_off(pages, sign_in):
    """Who may write on several sites picks one; switching off is for those who may edit the site."""
    comms = sign_in("Comms")
    answer = comms.get(reverse("shared_pages:index"), follow=True)
    assert [partnership.short_name for partnership in answer.context["view"].partnerships] == [
        "Essex",
        "Southend",
        "Thurrock",
    ]
    assert all(
        reverse("shared_pages:list", args=[pages.site(slug).pk]) in answer.text for slug in ("southend", "thurrock")
    )
    assert step(comms, pages, pages.help, "switch-off").status_code == 302
    assert step(comms, pages, pages.fire, "note").status_code == 302
    assert at(pages, "topics/fire/").owner == comms.staff


def test_in_the_menu_of_those_it_is_for(pages, sign_in):
    """Staff with a site find it in the main menu."""
    for group in ("Southend editors", "SET editors", "Comms"):
        assert "Shared pages" in sign_in(group).get(reverse("wagtailadmin_home")).text


@pytest.mark.parametrize("many", [1, 20])
def test_a_fixed_number_of_queries(editor, pages, many, django_assert_max_num_queries):
    """The list costs the same for one page and for many, whatever their states."""
    listing(editor, pages)
    for number in range(many):
        shared = make_standard(pages.help, f"Page {number}", f"page-{number}")
        if number % 3 == 0:
            make_standard(pages.home("southend"), f"Own {number}", f"page-{number}")
        elif number % 3 == 1:
            SwitchedOff.objects.create(site=pages.site("southend"), page=shared)
    with django_assert_max_num_queries(24):  # four of them for the menu
        assert listing(editor, pages).status_code == 200
