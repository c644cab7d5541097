"""A file in use is not deleted: the admin names the places instead, with the way to each.

Wagtail's own pages for deleting ask first and delete all the same. These answer at the same addresses, and refuse.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import PROTECT, Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.views import generic
from wagtail.documents.views import documents
from wagtail.documents.views import multiple as several_documents
from wagtail.documents.views.bulk_actions import DeleteBulkAction as DeleteDocuments
from wagtail.images.views import images
from wagtail.images.views import multiple as several_images
from wagtail.images.views.bulk_actions import DeleteBulkAction as DeleteImages
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry
from wagtailmedia.views import media

from portal.models import BasePage

from .models import Media


@dataclass(frozen=True)
class Use:
    """Something that uses a file: what it is called and where it is edited, for whoever may know."""

    name: str
    kind: str
    url: str


def uses(thing: Model, user: Any) -> list[Use]:
    """Everything that uses the file. What the user may not edit is named only if readers can see it anyway."""
    finder = AdminURLFinder(user)
    sources = [source for source, _ in ReferenceIndex.get_grouped_references_to(thing)]
    sources += [each for each in holding(thing) if each not in sources]
    edited = dict.fromkeys(getattr(source, "page", source) for source in sources)  # a version with its page
    return [use(source, finder.get_edit_url(source)) for source in edited]


def holding(thing: Model) -> Iterator[Model]:
    """What the database itself would not let go of, whether or not the reference index knows of it by now."""
    for relation in thing._meta.get_fields(include_hidden=True):
        if relation.auto_created and getattr(relation, "on_delete", None) is PROTECT:
            yield from relation.related_model._default_manager.filter(**{relation.field.name: thing.pk})


def use(source: Model, url: str | None) -> Use:
    page = source if isinstance(source, BasePage) else None
    model = page.specific_class if page else type(source)
    name = str(source) if url or (page and page.live) else "one that you may not see"
    return Use(name, str(model._meta.verbose_name), url or "")


class RefusesInUse:
    """For a view that deletes one file."""

    template_name = "library/admin/confirm_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = uses(self.object, self.request.user)
        return {**super().get_context_data(**kwargs), "uses": found, "is_protected": bool(found)}

    def form_valid(self, form: Any) -> HttpResponse:
        if uses(self.object, self.request.user):
            return self.render_to_response(self.get_context_data(form=form))
        return super().form_valid(form)


class DeleteDocument(RefusesInUse, documents.DeleteView):
    pass


class DeleteImage(RefusesInUse, images.DeleteView):
    pass


class DeleteRecording(RefusesInUse, generic.DeleteView):
    model = Media
    pk_url_kwarg = "media_id"
    context_object_name = "recording"  # “media” is what Django calls a form's scripts
    permission_required = "delete"
    header_icon = "media"
    usage_url_name = "wagtailmedia:media_usage"
    delete_url_name = "wagtailmedia:delete"
    index_url_name = "wagtailmedia:index"
    page_title = "Delete recording"

    def user_has_permission(self, permission: str) -> bool:
        return self.permission_policy.user_has_permission_for_instance(self.request.user, permission, self.object)


class RefusesWhatWasUploaded:
    """For the view by which somebody takes back what they have just uploaded, and may by now be in use."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        thing = get_object_or_404(self.get_model(), pk=kwargs[self.pk_url_kwarg])
        if uses(thing, request.user):
            raise PermissionDenied
        return super().post(request, *args, **kwargs)


class DeleteUploadedDocument(RefusesWhatWasUploaded, several_documents.DeleteView):
    pass


class DeleteUploadedImage(RefusesWhatWasUploaded, several_images.DeleteView):
    pass


class RefusesSeveral:
    """For the deletion of several: none is deleted while one of them is in use."""

    def annotate_items(self, items: Iterable[Model]) -> Iterable[Model]:
        items = super().annotate_items(items)
        for item in items:
            item.uses = uses(item, self.request.user)
        self.is_protected = any(item.uses for item in items)
        return items

    def object_context(self, item: Model) -> dict[str, Any]:
        return {**super().object_context(item), "is_protected": bool(item.uses)}


class DeleteUnusedDocuments(RefusesSeveral, DeleteDocuments):
    template_name = "library/admin/delete_documents.html"


class DeleteUnusedImages(RefusesSeveral, DeleteImages):
    template_name = "library/admin/delete_images.html"


def usage_of_recording(request: HttpRequest, media_id: int) -> HttpResponse:
    """Wagtailmedia asks only for a permission on recordings as such, not on this one."""
    thing = get_object_or_404(Media, pk=media_id)
    if not policy_registry.get_by_type(Media).user_has_any_permission_for_instance(
        request.user, ["change", "delete"], thing
    ):
        raise PermissionDenied
    return media.usage(request, media_id)


urlpatterns = [
    path("documents/delete/<int:document_id>/", DeleteDocument.as_view()),
    path("documents/multiple/<int:doc_id>/delete/", DeleteUploadedDocument.as_view()),
    path("images/<int:image_id>/delete/", DeleteImage.as_view()),
    path("images/multiple/<int:image_id>/delete/", DeleteUploadedImage.as_view()),
    path("media/delete/<int:media_id>/", DeleteRecording.as_view()),
    path("media/usage/<int:media_id>/", usage_of_recording),
]
