"""An editor of one partnership at the doors of its neighbours and of SET: what the admin shows and does.

Each door is tried with a page of Southend's own first, so that a refusal means something.
"""

import pytest
from django.urls import reverse

from portal.models import BasePage

from .build import make_standard
from .ground import laid

SECRET = "Zebra"


@laid
def pages(sites):
    """Each site has a live page with an unpublished change below its home, and a draft."""
    sites.live, sites.draft = {}, {}
    for slug in sites.slugs:
        page = make_standard(sites.home(slug), f"{slug} page", "page")
        page.title = f"{slug} {SECRET} change"
        page.save_revision()
        sites.live[slug] = BasePage.objects.get(pk=page.pk)
        sites.draft[slug] = make_standard(sites.home(slug), f"{slug} {SECRET} draft", "draft", live=False)
    return sites


@pytest.fixture
def editor(pages, sign_in):
    return sign_in("Southend editors")


@pytest.fixture
def publisher(pages, sign_in):
    return sign_in("Southend publishers")


def reads(page):
    """Every address of the admin that names this page, for reading."""
    first = page.revisions.order_by("pk").values_list("pk", flat=True).first()
    last = page.latest_revision_id
    named = {
        **dict.fromkeys(("edit", "view_draft", "preview_on_edit", "usage", "history", "workflow_history"), (page.pk,)),
        **dict.fromkeys(("add_subpage", "move", "copy", "delete", "unpublish", "set_privacy"), (page.pk,)),
        **dict.fromkeys(("revisions_view", "revisions_revert"), (page.pk, last)),
        "revisions_compare": (page.pk, first, last),
    }
    return {name: reverse(f"wagtailadmin_pages:{name}", args=args) for name, args in named.items()}


def test_no_view_of_a_neighbours_page_opens(publisher, pages):
    """Own: each opens. Thurrock's and SET's: refused, and not a word of the draft is shown."""
    for name, address in reads(pages.live["southend"]).items():
        if name not in ("preview_on_edit", "revisions_revert"):  # these answer to a form, or to an older version only
            assert publisher.get(address).status_code == 200, name
    for slug in ("thurrock", "set"):
        for name, address in reads(pages.live[slug]).items():
            answer = publisher.get(address)
            assert answer.status_code in (302, 403, 404), (slug, name, answer.status_code)
            assert SECRET not in answer.content.decode(errors="replace")


def test_what_is_refused_is_not_named(publisher, pages):
    """Moving, reviewing, several at once, all below a page: a neighbour's draft has no name, nor is its address told as taken."""
    theirs, own = pages.draft["thurrock"], pages.live["southend"]
    task = own.get_workflow().start(own, publisher.staff).current_task_state
    bulk = [
        reverse("wagtail_bulk_action", args=["portal", "basepage", action])
        for action in ("delete", "unpublish", "publish", "move")
    ]
    to = lambda name, *args: reverse(f"wagtailadmin_pages:{name}", args=args)  # noqa: E731
    asked = [
        to("move_confirm", theirs.pk, theirs.pk),
        to("move_confirm", theirs.pk, own.pk),
        to("move_confirm", own.pk, theirs.get_parent().pk),  # where the slug is taken
        to("workflow_action", theirs.pk, "approve", task.pk),
        to("collect_workflow_action_data", theirs.pk, "approve", task.pk),
        to("confirm_workflow_cancellation", theirs.pk),
        to("workflow_preview", theirs.pk, task.task_id),
        *(f"{address}?id={theirs.pk}" for address in bulk),
        *(f"{address}?id=all&childOf={theirs.get_parent().pk}" for address in bulk),
    ]
    for address in asked:
        for answer in (publisher.get(address), publisher.get(reverse("wagtailadmin_home"))):
            assert f"thurrock {SECRET}" not in answer.text, address
            assert "is already in use" not in answer.text, address
    assert publisher.get(to("move_confirm", own.pk, pages.draft["southend"].pk)).status_code == 200
    assert f"southend {SECRET} draft" in publisher.get(f"{bulk[0]}?id={pages.draft['southend'].pk}").text


def form_of(page):
    data = {
        "title": "Taken over",
        "slug": page.slug,
        "summary": "Ours now.",
        "review_due": "2030-01-01",
        "body-count": "0",
    }
    return {**data, "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0"}


def state():
    """All pages as they stand, with their drafts."""
    fields = ("pk", "title", "draft_title", "live", "locked", "url_path", "latest_revision_id")
    return {row[0]: row for row in BasePage.objects.values_list(*fields)}


def test_no_post_changes_a_neighbours_page(publisher, pages):
    """Editing, publishing, unpublishing, deleting, moving, copying into, ordering, locking: nothing of theirs changes."""
    theirs = [pages.live["thurrock"], pages.live["set"], pages.draft["thurrock"]]
    before = state()
    own = pages.live["southend"]
    for page in theirs:
        to = {
            name: reverse(f"wagtailadmin_pages:{name}", args=[page.pk])
            for name in ("edit", "unpublish", "delete", "lock", "unlock")
        }
        publisher.post(to["edit"], form_of(page))
        publisher.post(to["edit"], {**form_of(page), "action-publish": "on"})
        for name in ("unpublish", "delete", "lock", "unlock"):
            publisher.post(to[name])
        publisher.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, pages.home("southend").pk]))
        publisher.post(reverse("wagtailadmin_pages:move_confirm", args=[own.pk, page.get_parent().pk]))
        publisher.post(reverse("wagtailadmin_pages:set_page_position", args=[page.pk]) + "?position=0")
        publisher.post(
            reverse("wagtailadmin_pages:copy", args=[own.pk]),
            {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk, "copy_subpages": ""},
        )
        publisher.post(
            reverse("wagtailadmin_pages:add", args=["portal", "standardpage", page.get_parent().pk]), form_of(page)
        )
        publisher.post(
            reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, page.latest_revision_id or 1]), form_of(page)
        )
    for action in ("delete", "unpublish", "publish", "move"):
        ids = "&".join(f"id={page.pk}" for page in theirs)
        address = reverse("wagtail_bulk_action", args=["portal", "basepage", action])
        publisher.post(f"{address}?{ids}", {"chooser": pages.home("southend").pk})
    assert state() == before


def test_the_same_posts_change_own_pages(publisher, pages):
    """The control: on Southend's own page each of them does what it says."""
    own = pages.live["southend"]
    publisher.post(reverse("wagtailadmin_pages:edit", args=[own.pk]), {**form_of(own), "action-publish": "on"})
    assert BasePage.objects.get(pk=own.pk).title == "Taken over"
    publisher.post(
        reverse("wagtailadmin_pages:copy", args=[own.pk]),
        {"new_title": "Copy", "new_slug": "copy", "new_parent_page": pages.home("southend").pk, "copy_subpages": ""},
    )
    assert BasePage.objects.filter(slug="copy").exists()
    publisher.post(reverse("wagtailadmin_pages:unpublish", args=[own.pk]))
    assert not BasePage.objects.get(pk=own.pk).live
    publisher.post(reverse("wagtailadmin_pages:delete", args=[own.pk]))
    assert not BasePage.objects.filter(pk=own.pk).exists()


def test_an_editor_submits_and_does_not_publish(editor, pages):
    """An editor's “publish” saves a draft at most."""
    own = pages.live["southend"]
    editor.post(reverse("wagtailadmin_pages:edit", args=[own.pk]), {**form_of(own), "action-publish": "on"})
    own.refresh_from_db()
    assert own.title == "southend page" and own.draft_title == "Taken over"


LISTS = {
    "explorer": lambda pages: reverse("wagtailadmin_explore_root"),
    "explorer of Thurrock": lambda pages: reverse("wagtailadmin_explore", args=[pages.home("thurrock").pk]),
    "explorer of SET": lambda pages: reverse("wagtailadmin_explore", args=[pages.home("set").pk]),
    "home": lambda pages: reverse("wagtailadmin_home"),
    "search": lambda pages: reverse("wagtailadmin_pages:search") + f"?q={SECRET}",
    "search in title": lambda pages: reverse("wagtailadmin_pages:search") + "?q=page",
    "chooser": lambda pages: reverse("wagtailadmin_choose_page"),
    "chooser in Thurrock": lambda pages: reverse("wagtailadmin_choose_page_child", args=[pages.home("thurrock").pk]),
    "chooser at a draft": lambda pages: reverse("wagtailadmin_choose_page_child", args=[pages.draft["thurrock"].pk]),
    "chooser in SET": lambda pages: reverse("wagtailadmin_choose_page_child", args=[pages.home("set").pk]),
    "chooser search": lambda pages: reverse("wagtailadmin_choose_page_search") + "?q=draft",
    "chosen": lambda pages: (
        reverse("wagtailadmin_choose_page_chosen_multiple")
        + "?"
        + "&".join(f"id={pages.draft[slug].pk}" for slug in ("thurrock", "essex", "set"))
    ),
    "pages of a type": lambda pages: reverse("wagtailadmin_pages:type_use", args=["portal", "standardpage"]),
    "report: locked": lambda pages: reverse("wagtailadmin_reports:locked_pages"),
    "report: workflow": lambda pages: reverse("wagtailadmin_reports:workflow"),
    "report: tasks": lambda pages: reverse("wagtailadmin_reports:workflow_tasks"),
    "report: history": lambda pages: reverse("wagtailadmin_reports:site_history"),
    "report: aging": lambda pages: reverse("wagtailadmin_reports:aging_pages"),
    "report: types": lambda pages: reverse("wagtailadmin_reports:page_types_usage"),
    "api": lambda pages: "/admin/api/main/pages/?fields=*&limit=50",
    "api: draft": lambda pages: f"/admin/api/main/pages/{pages.draft['thurrock'].pk}/",
    "api: children": lambda pages: f"/admin/api/main/pages/?child_of={pages.home('thurrock').pk}",
    "shared pages": lambda pages: reverse("shared_pages:list", args=[pages.site("southend").pk]),
}


@pytest.mark.parametrize(("slug", "what"), [("thurrock", SECRET), ("essex", SECRET), ("set", f"{SECRET} draft")])
def test_no_list_names_what_others_have_not_published(editor, pages, slug, what):
    """Wherever pages are listed, searched, reported or chosen: no draft of a neighbour's nor of SET's."""
    seen = {name: editor.get(address(pages)).content.decode(errors="replace") for name, address in LISTS.items()}
    assert [name for name, text in seen.items() if f"{slug} {what}" in text] == []
    assert [name for name, text in seen.items() if f"southend {SECRET}" in text]  # the control


def test_the_chooser_offers_own_pages_and_sets_live_ones(editor, pages):
    """Browsing and searching: ours with drafts, SET's live pages, nothing of a neighbour's, live or not."""
    found = editor.get(reverse("wagtailadmin_choose_page_search"), {"q": "page"}).text
    assert "southend" in found and "set page" in found
    assert "thurrock" not in found and "essex" not in found
    top = editor.get(reverse("wagtailadmin_choose_page")).text
    assert "SET home" in top and "Southend home" in top and "Thurrock home" not in top
    inside = editor.get(reverse("wagtailadmin_choose_page_child", args=[pages.home("set").pk])).text
    assert "set page" in inside
    assert "thurrock page" not in editor.get(
        reverse("wagtailadmin_choose_page_child", args=[pages.home("thurrock").pk])
    ).content.decode(errors="replace")


def test_administrators_choose_from_every_site(pages, sign_in):
    """The chooser hides nothing from those who look after all sites."""
    found = sign_in("Administrators").get(reverse("wagtailadmin_choose_page_search"), {"q": "page"}).text
    assert all(f"{slug} page" in found for slug in pages.slugs)


def test_set_editors_see_their_own_in_the_chooser(pages, sign_in):
    """A shared page is on every site: it links to SET's pages, not to one partnership's."""
    found = sign_in("SET editors").get(reverse("wagtailadmin_choose_page_search"), {"q": "page"}).text
    assert "set page" in found and "thurrock page" not in found


def test_preview_as_a_partnership(pages, sign_in):
    """A SET editor previews the draft of a shared page as Southend's readers would get it."""
    client = sign_in("SET editors")
    page = pages.live["set"]
    mode = f"site:{pages.site('southend').pk}"
    assert (mode, "As Southend") in page.specific.preview_modes
    assert "As Southend" in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
    answer = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]), {"mode": mode})
    assert answer.status_code == 200
    assert answer.context["overlay"]().partnership.short_name == "Southend"
    assert f"set {SECRET} change" in answer.text
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert client.post(f"{preview}?mode={mode}", form_of(page)).json()["is_valid"]
    answer = client.get(f"{preview}?mode={mode}")
    assert answer.context["overlay"]().partnership.short_name == "Southend" and "Taken over" in answer.text
    own = pages.live["essex"].specific
    assert [label for _, label in own.preview_modes] == ["Default"]
