"""Records that belong to one partnership: whose they are decides who may see and change them in the admin.

A model with a `site` field is registered with both halves, the policy first:

    register_permission_policy(Resource, SiteScopedPolicy(Resource))
    register_snippet(ResourceViewSet)        # a SiteScopedViewSet

Who may do what is data: a `GroupSitePermission` row for each group, site and action (`portal.groups` writes them). A record
without a site serves everywhere and is SET's. Wagtail asks a snippet's policy for the model, not for the object, in most
of its views; `SiteScopedViewSet` makes every view that names an object ask for that object.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import classproperty
from django.views import View
from wagtail.models import Site
from wagtail.permission_policies.sites import SitePermissionPolicy
from wagtail.permissions import page_permission_policy, policy_registry
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.chooser import SnippetChooserViewSet

from .without_drafts import RecordViewSet
from .words import GuardsWords

CHANGES = ("add", "change", "delete")


def sites_for(user: AbstractUser, *actions: str) -> QuerySet[Site]:
    """The sites whose home page the user may add below or edit, or do what `actions` names."""
    pages = page_permission_policy.instances_user_has_any_permission_for(user, actions or ("add", "change"))
    return Site.objects.filter(root_page__in=pages).order_by("-is_default_site", "site_name")


class SiteScopedPolicy(SitePermissionPolicy):
    """Permissions on the records of a site; those without a site go with the default site's."""

    actions: tuple[str, ...] = CHANGES
    kept_with = "records"  # which column of the table of roles says who may (`portal.groups`)

    def granted(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        """What a group gets that may do these things with the records of its site."""
        return wanted

    def user_has_any_permission_for_instance(self, user: AbstractUser, actions: Iterable[str], instance: Model) -> bool:
        if not isinstance(instance, Site) and getattr(instance, self.site_fk_field_name) is None:
            instance = Site.objects.filter(is_default_site=True).first() or instance
        return super().user_has_any_permission_for_instance(user, actions, instance)

    def instances_user_has_any_permission_for(self, user: AbstractUser, actions: Iterable[str]) -> QuerySet:
        sites = self.sites_user_has_any_permission_for(user, actions)
        mine = Q(**{f"{self.site_field_name}__in": sites})
        if sites.filter(is_default_site=True).exists():
            mine |= Q(**{self.site_field_name: None})
        return self.model._default_manager.filter(mine)

    def choosable(self, user: AbstractUser) -> Q:
        """What the user may pick to show on a page: their own records, SET's and those for everywhere. Never a neighbour's."""
        # By number: a search takes no condition on the site's own fields.
        sites = set(sites_for(user).values_list("pk", flat=True))
        sites |= set(self.sites_user_has_any_permission_for(user, CHANGES).values_list("pk", flat=True))
        sites |= set(Site.objects.filter(is_default_site=True).values_list("pk", flat=True))
        return Q(**{f"{self.site_field_name}__in": sorted(sites)}) | Q(**{self.site_field_name: None})


class DeskPolicy(SiteScopedPolicy):
    """For what goes out to everyone at once: the comms team’s and the publishers’."""

    kept_with = "desk"


class ReadOnlyPolicy(SiteScopedPolicy):
    """For what the portal writes down by itself: whoever keeps the records of a site may read it, and nobody may change it."""

    actions = ("view",)

    def granted(self, wanted: tuple[str, ...]) -> tuple[str, ...]:
        return self.actions if wanted else ()

    def user_has_any_permission(self, user: AbstractUser, actions: Iterable[str]) -> bool:
        return "view" in actions and super().user_has_any_permission(user, self.actions)

    def user_has_any_permission_for_instance(self, user: AbstractUser, actions: Iterable[str], instance: Model) -> bool:
        return "view" in actions and super().user_has_any_permission_for_instance(user, self.actions, instance)


def site_scoped_policies() -> dict[type[Model], SiteScopedPolicy]:
    """Every model whose records belong to partnerships, with its policy."""
    policies = {**policy_registry.values_by_class, **policy_registry.values_by_exact_class}
    return {model: policy for model, policy in policies.items() if isinstance(policy, SiteScopedPolicy)}


def site_scoped_models() -> list[type[Model]]:
    """Every model whose records belong to partnerships."""
    return list(site_scoped_policies())


class AsksForTheObject:
    """A view that names an object in its address asks whether the user may do this to that object."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "pk" in kwargs:
            record = get_object_or_404(self.model, pk=unquote(str(kwargs["pk"])))
            required = getattr(self, "permission_required", None)
            policy = policy_registry.get_by_type(self.model)
            actions = [required] if required else policy.actions
            if not policy.user_has_any_permission_for_instance(request.user, actions, record):
                raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class ChoosesOwn:
    """A chooser's view that offers, and gives details of, only what the user may pick."""

    @property
    def _choosable(self) -> Q:
        return policy_registry.get_by_type(self.model_class).choosable(self.request.user)

    def get_object_list(self) -> QuerySet:
        return super().get_object_list().filter(self._choosable)

    def get_object(self, pk: str) -> Model:
        return self.model_class._default_manager.filter(self._choosable).get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet:
        return super().get_objects(pks).filter(self._choosable)


class SiteScopedChooser(SnippetChooserViewSet):
    def construct_view(self, view_class: type[View], **kwargs: Any) -> Callable[..., HttpResponse]:
        return super().construct_view(type(view_class.__name__, (ChoosesOwn, view_class), {}), **kwargs)


class SiteScopedViewSet(RecordViewSet):
    """The admin of records that belong to partnerships: lists one's own, refuses a neighbour's whatever the view."""

    chooser_viewset_class = SiteScopedChooser
    list_filter: Any = ["site"]

    def construct_view(self, view_class: type[View], **kwargs: Any) -> Callable[..., HttpResponse]:
        return super().construct_view(type(view_class.__name__, (AsksForTheObject, view_class), {}), **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        policy = policy_registry.get_by_type(self.model)
        return policy.instances_user_has_any_permission_for(request.user, policy.actions)

    def get_form_class(self, for_update: bool = False) -> type[ModelForm]:
        class SiteScopedForm(GuardsWords, super().get_form_class(for_update)):  # type: ignore[misc]
            """Offers the sites whose records the user may make or change; none chosen means everywhere, which is SET's."""

            def __init__(self, *args: Any, **kwargs: Any) -> None:
                super().__init__(*args, **kwargs)
                if "site" in self.fields and self.for_user is not None:
                    policy = policy_registry.get_by_type(self._meta.model)
                    action = "change" if for_update else "add"
                    sites = policy.sites_user_has_permission_for(self.for_user, action)
                    field = self.fields["site"]
                    field.queryset = sites
                    field.required = field.required or not sites.filter(is_default_site=True).exists()
                    if field.required and len(sites) == 1:
                        field.empty_label = None

            def _post_clean(self) -> None:
                """A record is in force once saved: it shows no file that its maker may not choose."""
                super()._post_clean()
                from .past_choosers import NOT_YOURS, refused

                if self.for_user is not None and not self.errors and refused(self.instance, [], self.for_user):
                    self.add_error(None, NOT_YOURS)

        return SiteScopedForm


class DeleteOwn(DeleteBulkAction):
    """Wagtail's confirmation page names the objects it refuses to delete; a neighbour's stay unnamed."""

    @classproperty
    def models(cls) -> list[type[Model]]:
        scoped = site_scoped_models()
        return [model for model in super().models if model in scoped]

    def get_actionable_objects(self) -> tuple[list[Model], dict[str, list[Model]]]:
        objects, _ = super().get_actionable_objects()
        return objects, {"items_with_no_access": []}
