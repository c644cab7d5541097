"""What keeps the trees together when a shared page changes.

A rename takes the partnerships' own pages at the same path along; a move or deletion that would strand them is refused in
the admin; an unpublication says first whom it concerns. `BasePage.shared_page` is kept in step with the paths, so that
Wagtail's usage lists show what partnerships have built on a page; the path stays the truth.
"""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_save, pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from .page_types import page_model
from .trees import Trees, check_new_slug


def _places(sender: type[models.Model], raw: bool, update_fields: Iterable[str] | None) -> bool:
    """May this save put a page at another path?"""
    return issubclass(sender, page_model()) and not raw and (update_fields is None or "slug" in update_fields)


def before_save(sender: type, instance: Any, raw: bool, update_fields: Any = None, **kwargs: Any) -> None:
    if not _places(sender, raw, update_fields) or not instance.path:
        return
    trees = Trees.now()
    if trees.shares(instance):
        # Drafts are saved without the checks of the form.
        check_new_slug(instance)
        stored = page_model().objects.filter(pk=instance.pk).values_list("url_path", flat=True).first()
        instance._path_before = stored and stored[len(trees.shared.root.url_path) :]
    elif trees.owner(instance):
        instance.shared_page_id = trees.shared_ids([instance]).get(instance.pk)


def after_save(sender: type, instance: Any, raw: bool, created: bool, update_fields: Any = None, **kwargs: Any) -> None:
    if not _places(sender, raw, update_fields) or not hasattr(instance, "_path_before"):
        return
    trees = Trees.now()
    before, now = instance.__dict__.pop("_path_before"), trees.shared.path_of(instance)
    if created:
        match(trees, trees.own_at(now))
    elif before != now:
        for twin in trees.own_at(before):
            rename(twin.specific, instance.slug)


def rename(page: Any, slug: str) -> None:
    """Give a page a new slug; its redirects follow, and no draft of it brings the old slug back."""
    page.slug = slug
    page.save(clean=False)
    waiting = page.revisions.filter(Q(pk=page.latest_revision_id) | Q(approved_go_live_at__isnull=False))
    for revision in waiting:
        page.revisions.filter(pk=revision.pk).update(content={**revision.content, "slug": slug})


def match(trees: Trees, pages: Iterable[Any]) -> None:
    """Let each of these own pages point to the shared page at its path."""
    from wagtail.models import ReferenceIndex

    pages = list(pages)
    shared = trees.shared_ids(pages)
    with transaction.atomic():
        for page in pages:
            if page.shared_page_id != shared.get(page.pk):
                page_model().objects.filter(pk=page.pk).update(shared_page=shared.get(page.pk))
                ReferenceIndex.create_or_update_for_object(page_model().objects.get(pk=page.pk).specific)


def slug_changed(sender: type, instance: Any, instance_before: Any, **kwargs: Any) -> None:
    _settle(Trees.now(), instance, instance_before.url_path)


def moved(sender: type, instance: Any, url_path_before: str, url_path_after: str, **kwargs: Any) -> None:
    if url_path_before != url_path_after:
        _settle(Trees.now(), page_model().objects.get(pk=instance.pk), url_path_before)


def _settle(trees: Trees, page: Any, url_path_before: str) -> None:
    """After a change of path: point own pages to what they now cover, and let a shared page's redirects serve every host."""
    if trees.shares(page):
        home = trees.shared.root.url_path
        paths = [url_path[len(home) :] for url_path in (url_path_before, page.url_path) if url_path.startswith(home)]
        match(trees, trees.own_from(*paths))
        share_redirects(trees)
    match(trees, page_model().objects.filter(path__startswith=page.path))


def share_redirects(trees: Trees) -> None:
    """Automatic redirects of shared pages serve every host: a page's address keeps the reader on the site being read."""
    from wagtail.contrib.redirects.models import Redirect

    made = Redirect.objects.filter(site=trees.shared.partnership.site, automatically_created=True)
    paths = list(made.values_list("old_path", flat=True))
    Redirect.objects.filter(site=None, automatically_created=True, old_path__in=paths).delete()
    made.update(site=None)


def _refuse(request: HttpRequest, page: Any, action: str, instead: str) -> HttpResponse | None:
    """A redirect with a message, if partnerships have built on the page."""
    trees = Trees.now()
    built = trees.built_on(page)
    if not built:
        return None
    messages.error(
        request,
        f"“{page.title}” was not {action}: partnerships have pages of their own at or below "
        f"/{trees.shared.path_of(page)}. {trees.named(built)}. {instead}",
    )
    return redirect("wagtailadmin_explore", page.get_parent().pk)


def before_delete(request: HttpRequest, page: Any) -> HttpResponse | None:
    instead = "Ask them to delete or move these first, or unpublish this page instead."
    return _refuse(request, page, "deleted", instead)


def before_move(request: HttpRequest, page: Any, destination: Any) -> HttpResponse | None:
    if page.get_parent().pk == destination.pk:
        return None
    return _refuse(request, page, "moved", "Ask them to delete or move these first. A new slug is followed by them.")


def before_publish(request: HttpRequest, draft: Any) -> HttpResponse | None:
    """The editor's form says this itself; a list of pages has no form."""
    try:
        check_new_slug(draft)
    except ValidationError as error:
        messages.error(request, f"“{draft.title}” was not published: {' '.join(error.messages)}")
        return redirect("wagtailadmin_explore", draft.get_parent().pk)
    return None


def before_unpublish(request: HttpRequest, page: Any) -> HttpResponse | None:
    return _tell_first(request, [page])


def before_bulk(request: HttpRequest, action_type: str, objects: list, action: Any) -> HttpResponse | None:
    pages = [obj for obj in objects if isinstance(obj, page_model())]
    if action_type == "unpublish":
        return _tell_first(request, pages)
    refusals = []
    if action_type == "publish":
        refusals = [before_publish(request, page.get_latest_revision_as_object()) for page in pages]
    elif action_type == "delete":
        refusals = [before_delete(request, page) for page in pages]
    elif action_type == "move":
        refusals = [before_move(request, page, action.cleaned_form.cleaned_data["chooser"]) for page in pages]
    return next((refusal for refusal in refusals if refusal), None)


def _tell_first(request: HttpRequest, pages: list) -> HttpResponse | None:
    """A page that says whom the unpublication concerns, once; its button sends the same form again."""
    trees = Trees.now()
    concerned = [(page, trees.built_on(page)) for page in pages]
    concerned = [(page, trees.named(built)) for page, built in concerned if built]
    if not concerned or "partnerships_told" in request.POST:
        return None
    sent = [(name, value) for name, values in request.POST.lists() for value in values if name != "csrfmiddlewaretoken"]
    context = {"concerned": concerned, "sent": sent, "header_title": "Partnerships have built on this"}
    return TemplateResponse(request, "portal/admin/confirm_unpublish.html", context)


def connect() -> None:
    """Listen for changes; called once when the portal is ready."""
    from wagtail import hooks
    from wagtail.contrib.redirects import signal_handlers as redirects
    from wagtail.signals import page_slug_changed, post_page_move

    pre_save.connect(before_save, dispatch_uid="guards-before-save")
    post_save.connect(after_save, dispatch_uid="guards-after-save")
    # Wagtail makes the redirects first: connecting its receivers here decides the order, and it will not connect them twice.
    page_slug_changed.connect(redirects.autocreate_redirects_on_slug_change)
    post_page_move.connect(redirects.autocreate_redirects_on_page_move)
    page_slug_changed.connect(slug_changed, dispatch_uid="guards-slug")
    post_page_move.connect(moved, dispatch_uid="guards-move")

    hooks.register("before_delete_page", before_delete)
    hooks.register("before_move_page", before_move)
    hooks.register("before_unpublish_page", before_unpublish)
    hooks.register("before_bulk_action", before_bulk)
