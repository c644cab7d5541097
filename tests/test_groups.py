"""Who may do what: the groups that the command makes, and the demonstration accounts."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission, GroupSitePermission, Workflow

from portal.groups import collection_of, create_groups

from .build import add, make_site, make_staff, make_standard

NAMES = {
    *("SET editors", "SET publishers", "Southend editors", "Southend publishers", "Thurrock editors"),
    *("Thurrock publishers", "Essex editors", "Essex publishers", "Comms", "Administrators"),
}


def grants():
    """Everything any group may do, as rows."""
    places = {
        GroupPagePermission: "page_id",
        GroupCollectionPermission: "collection_id",
        GroupSitePermission: "site_id",
    }
    return {
        model: sorted(model.objects.values_list("group__name", "permission__codename", place))
        for model, place in places.items()
    }


def test_every_partnership_has_its_groups(groups):
    """Editors and publishers for each partnership and SET, comms and administrators; Wagtail's own sample groups go."""
    assert set(Group.objects.values_list("name", flat=True)) == NAMES
    assert not Workflow.objects.filter(name="Moderators approval").exists()


def test_running_it_again_changes_nothing(groups):
    """The command may run at every start."""
    before = grants()
    create_groups()
    assert grants() == before


def test_what_is_not_in_the_table_is_taken_away(groups, sites):
    """A right given to one of these groups by hand does not outlive the next run."""
    before = grants()
    editors = Group.objects.get(name="Southend editors")
    other = GroupPagePermission.objects.filter(group__name="Thurrock editors").first()
    GroupPagePermission.objects.create(group=editors, page=other.page, permission=other.permission)
    create_groups()
    assert grants() == before


def test_a_group_in_use_keeps_its_people(groups):
    """The people in a group stay in it."""
    user = make_staff("Comms")
    create_groups()
    assert user.groups.get().name == "Comms"


def test_a_new_partnership_by_data_alone(groups):
    """Testshire gets its groups, collection and approval by being there; its editor can write its pages and no other."""
    testshire = make_site("testshire", "Testshire")
    create_groups()
    editor = make_staff("Testshire editors")
    home = testshire.site.root_page
    assert home.permissions_for_user(editor).can_add_subpage()
    assert not home.permissions_for_user(editor).can_publish()
    assert home.permissions_for_user(make_staff("Testshire publishers")).can_publish()
    assert not make_site("elsewhere").site.root_page.permissions_for_user(editor).can_add_subpage()
    assert collection_of(testshire).name == "Testshire"
    assert home.get_workflow().name == "Testshire approval"


@pytest.mark.parametrize("area", ["SET", "Southend"])
def test_what_editors_submit_their_publishers_approve(groups, sites, area):
    """The approval of a site is in the hands of its publishers."""
    task = sites.home(area.lower()).get_workflow().tasks.get().specific
    assert [group.name for group in task.groups.all()] == [f"{area} publishers"]


def test_comms_run_the_campaigns(groups, sites):
    """Comms write drafts on every site, edit what they began, and publish in the campaigns sections; no topic of others."""
    campaigns = make_standard(sites.home("set"), "Campaigns", "campaigns")
    online = make_standard(campaigns, "Online safety week", "online")
    about = make_standard(sites.home("southend"), "About", "about")
    create_groups()
    comms = make_staff("Comms")
    assert online.permissions_for_user(comms).can_edit() and online.permissions_for_user(comms).can_publish()
    assert sites.home("southend").permissions_for_user(comms).can_add_subpage()
    assert not about.permissions_for_user(comms).can_edit()
    begun = add(
        sites.home("southend"), type(about)(title="News", slug="news", summary="News.", owner=comms), live=False
    )
    assert begun.permissions_for_user(comms).can_edit() and not begun.permissions_for_user(comms).can_publish()
    kept = GroupSitePermission.objects.filter(group__name="Comms").values_list("permission__codename", flat=True)
    assert not [name for name in kept if name.endswith(("_contact", "_resource", "_partnership"))]


def test_demo_accounts(groups, settings, capsys):
    """One account for each group, with the password of the settings, named in a table; again without harm."""
    settings.DEBUG = True
    for _ in range(2):
        call_command("demo_accounts")
    table = capsys.readouterr().out
    users = {user.username: user for user in get_user_model().objects.all()}
    assert {user.groups.get().name for user in users.values()} == NAMES
    assert users["southend-editor"].check_password(settings.DEMO_PASSWORD)
    assert [name for name, user in users.items() if user.is_superuser] == ["administrator"]
    assert all(name in table for name in users)


def test_a_new_demo_password_is_taken(groups, settings):
    """The password is what the settings say now."""
    call_command("demo_accounts", "--development", verbosity=0)
    settings.DEMO_PASSWORD = "another-one"
    call_command("demo_accounts", "--development", verbosity=0)
    assert get_user_model().objects.get(username="comms").check_password("another-one")


def test_no_demo_accounts_on_a_public_installation(groups, settings):
    """Without DEBUG it asks for the word; without DEMO_PASSWORD, which production settings lack, nothing helps."""
    with pytest.raises(CommandError):
        call_command("demo_accounts")
    del settings.DEMO_PASSWORD
    settings.DEBUG = True
    with pytest.raises(CommandError):
        call_command("demo_accounts", "--development")
    assert not get_user_model().objects.exists()
    from portal.settings import base

    assert not hasattr(base, "DEMO_PASSWORD")
