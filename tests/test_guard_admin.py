"""In the admin: a shared page that partnerships build on is not moved or deleted, and they are named before it goes offline."""

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from portal.models import BasePage

from .build import make_note, make_standard
from .ground import laid


@laid
def trees(sites):
    """SET has /help/ with /help/forms/, and /plain/; Southend has a draft at the second, Essex a note at the third."""
    home = sites.home("set")
    sites.help = make_standard(home, "Getting help", "help")
    sites.forms = make_standard(sites.help, "Forms", "forms")
    sites.plain = make_standard(home, "Nobody's concern", "plain")
    sites.other = make_standard(home, "Other section", "other")
    sites.own = make_standard(make_note(sites.home("southend"), "help"), "Our forms", "forms", live=False)
    sites.note = make_note(sites.home("essex"), "help", "Essex")
    return sites


@pytest.fixture
def publisher(trees, sign_in):
    return sign_in("SET publishers")


def url(name, *pages):
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk for page in pages])


def bulk(action, *pages):
    path = reverse("wagtail_bulk_action", args=["portal", "basepage", action])
    return f"{path}?{'&'.join(f'id={page.pk}' for page in pages)}&next=/admin/"


def now(page):
    """The page as it is, or nothing."""
    return BasePage.objects.filter(pk=page.pk).first()


def said(answer) -> str:
    """The messages of the page that the answer leads to."""
    return " ".join(str(message) for message in answer.context["messages"])


def test_deletion_is_refused_and_says_whose_pages(publisher, trees):
    """Asked or confirmed: the page stays, the message names partnerships and pages, drafts and notes too, and the way out."""
    for method in (publisher.get, publisher.post):
        answer = method(url("delete", trees.help), follow=True)
        assert now(trees.help)
        for words in (
            "Essex: “Note help” (/help/)",
            "Southend:",
            "“Our forms” (/help/forms/)",
            "unpublish this page instead",
        ):
            assert words in said(answer)


def test_deletion_where_nobody_has_built(publisher, trees):
    """A page of no partnership's concern is deleted as ever."""
    publisher.post(url("delete", trees.plain))
    assert now(trees.plain) is None


def test_moving_is_refused(publisher, trees):
    """The own pages could not follow to another section."""
    answer = publisher.post(url("move_confirm", trees.forms, trees.other), follow=True)
    assert now(trees.forms).url_path == trees.forms.url_path
    assert "was not moved" in said(answer) and "“Our forms”" in said(answer)
    publisher.post(url("move_confirm", trees.plain, trees.other))
    assert now(trees.plain).url_path.endswith("/other/plain/")


def test_putting_in_another_order_is_no_move(publisher, trees):
    """The order of a section's pages is SET's own affair."""
    publisher.post(f"{reverse('wagtailadmin_pages:set_page_position', args=[trees.other.pk])}?position=0")
    titles = [page.title for page in trees.home("set").get_children()]
    assert titles[0] == "Other section"


@pytest.mark.parametrize("action", ["delete", "move"])
def test_in_bulk_all_or_nothing(publisher, trees, action):
    """With one refused page among several, none is touched."""
    before = set(BasePage.objects.values_list("url_path", flat=True))
    address = bulk(action, trees.plain, trees.help)
    answer = publisher.post(address, {"chooser": trees.other.pk}, follow=True)
    assert set(BasePage.objects.values_list("url_path", flat=True)) == before
    assert "“Our forms”" in said(answer)


def test_in_bulk_where_nobody_has_built(publisher, trees):
    """Pages of no partnership's concern are deleted together."""
    publisher.post(bulk("delete", trees.plain, trees.other))
    assert now(trees.plain) is None and now(trees.other) is None


@pytest.mark.parametrize("in_bulk", [False, True])
def test_unpublication_tells_first_then_goes_ahead(publisher, trees, in_bulk):
    """The first time it names the partnerships; confirmed, it does all that was asked."""
    address = bulk("unpublish", trees.help) if in_bulk else url("unpublish", trees.help)
    answer = publisher.post(address, {"include_descendants": "on"})
    assert answer.status_code == 200 and now(trees.help).live
    assert "“Our forms” (/help/forms/)" in answer.text
    sent = dict(answer.context["sent"])
    publisher.post(answer.context["request"].get_full_path(), {**sent, "partnerships_told": "yes"})
    assert not now(trees.help).live and not now(trees.forms).live


def test_unpublication_where_nobody_has_built(publisher, trees):
    """No question where there is nobody to tell."""
    publisher.post(url("unpublish", trees.plain))
    assert not now(trees.plain).live


def test_no_way_round_by_the_admins_api(publisher, trees):
    """Wagtail's own API for the admin deletes and moves nothing."""
    for action in ("delete", "move", "unpublish"):
        data = {"destination_page_id": trees.other.pk}
        publisher.post(f"/admin/api/main/pages/{trees.help.pk}/action/{action}/", data, "application/json")
    assert now(trees.help).live and now(trees.help).url_path == trees.help.url_path


def test_own_pages_are_their_owners_affair(trees, sign_in):
    """A partnership's publisher deletes its own pages at a shared path without being asked."""
    publisher = sign_in("Southend publishers")
    publisher.post(url("delete", trees.own))
    assert now(trees.own) is None


def form_of(client, page):
    """What the page's editor would send, unchanged."""
    form = client.get(url("edit", page)).context["form"]
    data = {name: form[name].value() for name in ("title", "slug", "summary", "responsible", "review_due")}
    data.update({"body-count": "0", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"})
    return {name: "" if value is None else value for name, value in data.items()}


@pytest.mark.parametrize("action", ["action-publish", ""])
def test_a_slug_that_an_own_page_cannot_follow_to_is_an_error_of_the_form(publisher, trees, action):
    """The editor's form names the partnership and its page; nothing is saved."""
    make_standard(trees.home("essex"), "Help in Essex", "advice")
    data = {**form_of(publisher, trees.help), "slug": "advice", **({action: "on"} if action else {})}
    answer = publisher.post(url("edit", trees.help), data)
    assert answer.status_code == 200
    (error,) = answer.context["form"].errors["slug"]
    assert "Essex: “Help in Essex” (/advice/)" in error
    assert now(trees.help).slug == "help"


def test_a_rename_by_the_form_takes_own_pages_along(publisher, trees):
    """Published with a new slug, the page and what is built on it stand at the new path."""
    publisher.post(
        url("edit", trees.help), {**form_of(publisher, trees.help), "slug": "advice", "action-publish": "on"}
    )
    assert now(trees.help).slug == now(trees.note).slug == "advice"
    assert now(trees.own).url_path == "/southend/advice/forms/"


def test_publishing_a_draft_slug_in_bulk_is_refused_where_it_is_taken_by_now(publisher, trees):
    """A slug that was free when the draft was saved may be taken when it is published."""
    draft = now(trees.help).specific
    draft.slug = "advice"
    draft.save_revision()
    make_standard(trees.home("essex"), "Help in Essex", "advice")
    answer = publisher.post(bulk("publish", trees.help), follow=True)
    assert now(trees.help).slug == "help"
    assert "“Help in Essex”" in said(answer)


def test_usage_lists_name_what_partnerships_built(publisher, trees):
    """Wagtail's own usage count and warnings know the own page in place of a shared one."""
    with_note = ReferenceIndex.get_references_to(trees.help).group_by_source_object()
    assert {source.pk for source, _ in with_note} >= {trees.note.pk}


def test_no_note_is_offered_below_sets_home(publisher, trees, sign_in):
    """The choice of page types leaves the note out, and its form does not open there; below a partnership's home it does."""
    create = [
        reverse("wagtailadmin_pages:add", args=["portal", "localnote", trees.home(slug).pk])
        for slug in ("set", "southend")
    ]
    assert create[0] not in publisher.get(url("add_subpage", trees.home("set"))).text
    assert publisher.get(create[0]).status_code == 302
    assert sign_in("Southend editors").get(create[1]).status_code == 200
