"""Who may do what: the groups of every partnership, as one table. `manage.py create_groups` writes it to the database.

The table is the whole truth about the groups it names: running the command again takes away what is not in it. A new
partnership gets its groups by being there when the command runs. Rights beyond these belong in a group of one's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model
from django.utils.text import slugify
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    GroupSitePermission,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from .models import Partnership
from .page_types import page_model
from .site_scope import site_scoped_policies

WRITE = ("add", "change")
KEEP = (*WRITE, "delete")
PUBLISH = (*WRITE, "publish", "lock", "unlock", "bulk_delete")
FILES = (*WRITE, "choose")
VOCABULARIES = (  # what every site shares, and SET keeps
    *("contacts.service", "contacts.need", "procedures.part", "portal.term", "reviews.theme", "governance.agency"),
)
DESK = ("campaigns", "newsletters", "have-your-say")  # the sections of a site that the comms team runs


@dataclass(frozen=True)
class Role:
    """What one group may do. Pages, files and records are those of its partnership; a central group's are everybody's."""

    name: str
    pages: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()  # pages of the comms team’s desk, `DESK`
    files: tuple[str, ...] = ()
    records: tuple[str, ...] = ()  # contacts and resources, in force as soon as they are saved
    desk: tuple[str, ...] = ()  # what goes out to everyone at once: mailings, alert banners
    partnership: bool = False  # may edit the partnership's name, theme and addresses
    models: tuple[str, ...] = ()  # what no partnership owns

    @property
    def username(self) -> str:
        """The demo account that stands in this group: “Southend editors” has `southend-editor`."""
        return slugify(self.name).removesuffix("s") if self.name != COMMS.name else "comms"


PARTNERSHIP = (
    Role("{} editors", pages=WRITE, files=FILES, records=WRITE),
    Role("{} publishers", pages=PUBLISH, files=(*FILES, "delete"), records=KEEP, desk=KEEP, partnership=True),
)
# What SET keeps is read on every site, and a record is in force once saved: so its contacts are for publishers only.
SHARED = (
    Role("{} editors", pages=WRITE, files=FILES),
    Role("{} publishers", pages=PUBLISH, files=(*FILES, "delete"), records=KEEP, desk=KEEP, partnership=True,
         models=VOCABULARIES),
)  # fmt: skip
COMMS = Role(
    "Comms",
    pages=("add",),
    sections=(*WRITE, "publish"),
    files=("add", "choose"),
    desk=KEEP,
    models=("subscriptions.subscriber",),
)
ADMINISTRATORS = Role(
    "Administrators",
    pages=PUBLISH,
    files=(*FILES, "delete"),
    records=KEEP,
    desk=KEEP,
    partnership=True,
    models=(
        *("auth.user", "auth.group", "wagtailcore.site", "wagtailcore.workflow", "wagtailcore.task"),
        *("wagtailredirects.redirect", "subscriptions.subscriber", *VOCABULARIES),
    ),
)


def partnerships() -> list[Partnership]:
    """Every partnership, SET first."""
    found = Partnership.objects.select_related("site__root_page")
    return list(found.order_by("-site__is_default_site", "short_name"))


def roles_of(partnership: Partnership) -> list[Role]:
    """The table's rows for one partnership, with its name filled in."""
    rows = SHARED if partnership.is_shared else PARTNERSHIP
    return [replace(row, name=row.name.format(partnership.short_name)) for row in rows]


def all_roles() -> list[Role]:
    """Every group there should be, in the order the documentation lists them."""
    return [*(role for partnership in partnerships() for role in roles_of(partnership)), COMMS, ADMINISTRATORS]


@transaction.atomic
def create_groups() -> list[Role]:
    """Make every group of the table what the table says. May run at any time."""
    _remove_wagtails_own()
    everywhere = partnerships()
    write = _Writer(everywhere)
    for partnership in everywhere:
        for role in roles_of(partnership):
            write(role, [partnership])
        _approval(partnership)
    for role in (COMMS, ADMINISTRATORS):
        write(role, everywhere)
    return all_roles()


def collection_of(partnership: Partnership) -> Collection:
    """Where the partnership's images, documents and recordings are kept."""
    top = Collection.get_first_root_node()
    name = partnership.short_name
    return top.get_children().filter(name=name).first() or top.add_child(name=name)


Grant = tuple[int, int]  # on what, which permission


class _Writer:
    """Gives a group what its role may do, and nothing else."""

    def __init__(self, everywhere: list[Partnership]) -> None:
        self.collections = {partnership.pk: collection_of(partnership) for partnership in everywhere}
        self.shared = [self.collections[partnership.pk] for partnership in everywhere if partnership.is_shared]
        self.records = {model._meta.label_lower: policy for model, policy in site_scoped_policies().items()}
        names = ("content_type__app_label", "content_type__model", "codename", "pk")
        self.permissions = {
            (f"{app}.{model}", codename): pk for app, model, codename, pk in Permission.objects.values_list(*names)
        }

    def __call__(self, role: Role, mine: list[Partnership]) -> None:
        group, _ = Group.objects.get_or_create(name=role.name)
        allowed = [pk for (label, code), pk in self.permissions.items() if label in role.models and "view_" not in code]
        group.permissions.set([self.permissions["wagtailadmin.admin", "access_admin"], *allowed])

        homes = [partnership.site.root_page for partnership in mine]
        collections = [self.collections[partnership.pk] for partnership in mine]
        sites = [partnership.site for partnership in mine]
        if role is ADMINISTRATORS:  # from the roots down: also what belongs to no partnership
            homes, collections = [page_model().get_first_root_node()], [Collection.get_first_root_node()]
        sections = page_model().objects.filter(
            url_path__in=[f"{home.url_path}{name}/" for home in homes for name in DESK]
        )
        # Whichever model is in use, these are the names under which Wagtail asks. Recordings know no “choose”.
        kinds = ("wagtailimages.image", "wagtaildocs.document")
        recordings = tuple(action for action in role.files if action != "choose")

        self.only(
            (GroupPagePermission, "page"),
            group,
            self.grants("portal.basepage", role.pages, homes),
            self.grants("portal.basepage", role.sections, sections),
        )
        self.only(
            (GroupCollectionPermission, "collection"),
            group,
            *(self.grants(kind, role.files, collections) for kind in kinds),
            *(self.grants(kind, ("choose",), self.shared) for kind in kinds),
            self.grants("wagtailmedia.media", recordings, collections),
            self.grants("wagtailcore.collection", KEEP if role is ADMINISTRATORS else (), collections),
        )
        self.only(
            (GroupSitePermission, "site"),
            group,
            *(
                self.grants(label, policy.granted(getattr(role, policy.kept_with)), sites)
                for label, policy in self.records.items()
            ),
            self.grants("portal.partnership", ("change",) if role.partnership else (), sites),
            # Whether a second person approves a newsletter is not for those to say who would send it.
            self.grants("subscriptions.sendingrules", ("change",) if role is ADMINISTRATORS else (), sites),
        )

    def grants(self, label: str, actions: Iterable[str], places: Iterable[Model]) -> list[Grant]:
        """These actions on this kind of thing, in each of the places."""
        codenames = [f"{action}_{label.split('.')[1]}" for action in actions]
        return [(place.pk, self.permissions[label, codename]) for place in places for codename in codenames]

    @staticmethod
    def only(kind: tuple[type[Model], str], group: Group, *grants: list[Grant]) -> None:
        """Give the group these grants of one kind, and no others."""
        model, place = kind
        wanted = {grant for some in grants for grant in some}
        for row in model.objects.filter(group=group):
            grant = (getattr(row, f"{place}_id"), row.permission_id)
            if grant in wanted:
                wanted.remove(grant)
            else:
                row.delete()
        rows = [{f"{place}_id": pk, "permission_id": permission} for pk, permission in sorted(wanted)]
        model.objects.bulk_create(model(group=group, **row) for row in rows)


def _approval(partnership: Partnership) -> None:
    """What the partnership's editors submit, its publishers approve."""
    name = f"{partnership.short_name} approval"
    task, created = GroupApprovalTask.objects.get_or_create(name=name)
    if created:
        task.groups.set([Group.objects.get(name=roles_of(partnership)[-1].name)])
    workflow, _ = Workflow.objects.get_or_create(name=name)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr)
    WorkflowPage.objects.get_or_create(page=partnership.site.root_page, defaults={"workflow": workflow})


def _remove_wagtails_own() -> None:
    """Wagtail's first migration makes groups that may edit every site, and a workflow for them."""
    samples = Group.objects.filter(name__in=["Editors", "Moderators"], user=None)
    samples.delete()
    if not Group.objects.filter(name="Moderators").exists():
        GroupApprovalTask.objects.filter(name="Moderators approval").delete()
        Workflow.objects.filter(name="Moderators approval").delete()
