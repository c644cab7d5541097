"""Documents and recordings as readers get them: where something published shows them, and nowhere else.

Staff who may choose or change a file get it always. To everybody else one that is not shown does not exist.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponsePermanentRedirect,
)
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.permissions import policy_registry

from portal.documents import shown_on
from portal.moments import today
from portal.overlay import Overlay

from .kinds import FileKind
from .models import Document, FormerFile, Media
from .ranges import in_part
from .shown import on_pages

FOR_ALL = "public, max-age=60, must-revalidate"
"""What is taken down is gone from every copy within a minute; what has not changed is not sent twice."""
FOR_STAFF = "private, no-store"
ALONE = "default-src 'none'; sandbox; frame-ancestors 'self'"
IN_VIEWER = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
"""A PDF opens in the browser's own viewer, which a sandbox would shut, and which brings styles of its own."""


@require_safe
def document(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """The file of a document. 404 unless it is shown on this site or to staff; another name leads to its own."""
    found = get_object_or_404(Document, pk=pk)
    places = shown_on(Overlay.of(request)).get(pk, [])
    if not places and not belongs_to_staff(request, found):
        raise Http404
    for check in hooks.get_hooks("before_serve_document"):  # a collection behind a password or a log-in
        refusal = check(found, request)
        if isinstance(refusal, HttpResponse):
            return refusal
    if name != found.filename:
        return moved(found.url)
    response = file_of(request, found, found.filename)
    response["Cache-Control"] = FOR_ALL if places else FOR_STAFF
    if not any(place.counts_on(today()) for place in places):
        response["X-Robots-Tag"] = "noindex"
    return response


def file_of(request: HttpRequest, held: Document | FormerFile, name: str) -> HttpResponseBase:
    """The file itself, or 304 for who has it already. A PDF opens where it is read; everything else is saved."""
    etag = f'"{held.file_hash}"' if held.file_hash else None
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        inline = held.kind == FileKind.PDF
        kind = FileKind(held.kind).content_type if held.kind else "application/octet-stream"
        try:
            file = held.file.storage.open(str(held.file.name), "rb")
        except OSError as error:
            raise Http404 from error
        response = FileResponse(file, as_attachment=not inline, filename=name, content_type=kind)
        response["Content-Security-Policy"] = IN_VIEWER if inline else ALONE
    if etag:
        response["ETag"] = etag
    return response


@require_safe
def recording(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A film or sound recording, whole or the part that is asked for; under the name that ends in `.vtt` its captions."""
    found = get_object_or_404(Media, pk=pk)
    shown = pk in on_pages(Overlay.of(request)).recordings
    if not shown and not belongs_to_staff(request, found):
        raise Http404
    captions = bool(found.captions) and name.endswith(".vtt")
    right = f"{found.slug}.vtt" if captions else found.filename
    if name != right:
        return moved(found.url)
    try:
        response: HttpResponseBase
        if captions:
            response = FileResponse(found.captions.open("rb"), filename=name, content_type="text/vtt; charset=utf-8")
        else:
            response = in_part(request, found.file, found.file_size, found.content_type, f'"{found.file_hash}"')
    except OSError as error:
        raise Http404 from error
    response["Cache-Control"] = FOR_ALL if shown else FOR_STAFF
    return response


def former(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A file that was replaced, for staff who may change the document. In the admin only."""
    kept = get_object_or_404(FormerFile.objects.select_related("document"), pk=pk)
    if not may(request, kept.document, "change"):
        raise PermissionDenied
    response = file_of(request, kept, f"{kept.document.slug}-until-{kept.replaced_at:%Y-%m-%d}.{kept.kind or 'bin'}")
    response["Cache-Control"] = FOR_STAFF
    return response


def belongs_to_staff(request: HttpRequest, thing: models.Model) -> bool:
    """Is this somebody who works with the file in the admin?"""
    return may(request, thing, "choose", "change", "delete")


def may(request: HttpRequest, thing: models.Model, *actions: str) -> bool:
    policy: Any = policy_registry.get_by_type(type(thing))
    return request.user.is_authenticated and policy.user_has_any_permission_for_instance(request.user, actions, thing)


def moved(url: str) -> HttpResponse:
    """For good; but asked again each time, since a file of another kind may come back."""
    response = HttpResponsePermanentRedirect(url)
    response["Cache-Control"] = "no-cache"
    return response
