"""May a page be published? An app that knows a reason why not registers it under the hook named here.

A check is called with the page and, for one not yet in the tree, its parent; it returns the reasons in words for the
editor. The editor sees them as errors of the form, and the page stays as it was.
"""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminPageForm

from .words import OBJECTIONS_TO_PUBLISHING, GuardsWords, objections, passages_of

if TYPE_CHECKING:
    from wagtail.models import Revision

    from .models import BasePage

REASONS_NOT_TO_PUBLISH = "reasons_not_to_publish"


class Reason(str):
    """A reason that belongs to one field of the page: the editor sees it there."""

    field: str | None = None

    @classmethod
    def at(cls, field: str, words: str) -> "Reason":
        reason = cls(words)
        reason.field = field
        return reason


def reasons(page: "BasePage", parent: "BasePage | None" = None) -> list[str]:
    """Why this page must not be published as it is; nothing if it may."""
    return [reason for check in hooks.get_hooks(REASONS_NOT_TO_PUBLISH) for reason in check(page, parent)]


def all_reasons(page: "BasePage") -> list[str]:
    """The same where no form has asked about the words: those too that only a draft may have."""
    found = objections(page, passages_of(page), OBJECTIONS_TO_PUBLISHING)
    return [*reasons(page), *(f"{passage.place}: {message}" for passage, message in found)]


class PageForm(GuardsWords, WagtailAdminPageForm):
    """The editor of a page: a draft needs words that nobody objects to, publishing that nothing else speaks against it.

    Neither names what is a neighbour's (`past_choosers`): that would show in its preview.
    """

    def is_valid(self) -> bool:
        """The rows below a page are checked after the page itself, and so is what they name."""
        valid = super().is_valid()
        if not valid or self.for_user is None:
            return valid
        from .past_choosers import NOT_YOURS, refused

        rows = [row.instance for rows in self.formsets.values() for row in rows.forms if row not in rows.deleted_forms]
        if refused(self.instance, rows, self.for_user):
            self.add_error(None, NOT_YOURS)
        return not self.errors

    def _post_clean(self) -> None:
        super()._post_clean()
        if not self.is_deferred_validation:
            for reason in reasons(self.instance, self.parent_page):
                field = getattr(reason, "field", None)
                self.add_error(field if field in self.fields else None, str(reason))


class RefusesToPublish:
    """For every page: publishing outside the editor asks the same, and raises ValidationError with the reasons.

    A revision that was accepted when it was scheduled goes live in any case.
    """

    def __init_subclass__(cls, **kwargs) -> None:
        """Every page type names its form itself: Wagtail sets the base page's to its own when the admin starts."""
        super().__init_subclass__(**kwargs)
        cls.base_form_class = getattr(cls, "base_form_class", PageForm)

    def publish(self, revision: "Revision", *args, **kwargs) -> None:
        found = [] if revision.approved_go_live_at else all_reasons(revision.as_object())
        if found:
            raise ValidationError(found)
        super().publish(revision, *args, **kwargs)


@hooks.register("before_bulk_action")
def refuse_in_bulk(request: HttpRequest, action_type: str, objects: list, action) -> HttpResponse | None:
    """Publishing several pages from a list publishes none of them if one is refused."""
    if action_type != "publish":
        return None
    pages = {page.pk: page for page in objects}
    if action.cleaned_form.cleaned_data.get("include_descendants"):
        pages.update((page.pk, page) for top in objects for page in top.get_descendants().not_live())
    found = [
        f"{page}: {reason}" for page in pages.values() for reason in all_reasons(page.get_latest_revision_as_object())
    ]
    for reason in found:
        messages.error(request, reason)
    return redirect(request.META.get("HTTP_REFERER") or "wagtailadmin_home") if found else None
