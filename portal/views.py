"""The portal's own views: search, health, and the answers to addresses and servers gone wrong."""

from enum import Enum
from itertools import islice
from typing import Any, TypeVar

from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import never_cache

from .audiences import Audience
from .feeds import feeds as all_feeds
from .models import Kind
from .overlay import Overlay
from .screens import screen
from .search import Area, Search
from .terms import terms

Chosen = TypeVar("Chosen", bound=Enum)

HITS_A_PAGE = 10
HITS_A_KIND = 4  # where several kinds are shown side by side


def search(request: HttpRequest) -> HttpResponse:
    """Search of the site being read: everything by kind, or page by page what is of one kind.

    `q` what is looked for, `audience` one of the three, `kind` one of `Kind`, `area` the site's own or what is shared, `page` a
    page of one kind, `exactly` the words as they were typed. What else these say is as if it were not there.
    """
    overlay = Overlay.of(request)
    query = request.GET.get("q", "").replace("\0", "").strip()
    looking = Search(
        overlay,
        query,
        audience=_one_of(Audience, request.GET.get("audience")),
        area=None if overlay.partnership.is_shared else _one_of(Area, request.GET.get("area")),
        exactly="exactly" in request.GET,
        at=getattr(request, "at", None),
    )
    groups, kind = looking.groups, _one_of(Kind, request.GET.get("kind"))
    shown = [group for group in groups if group.kind == kind] if kind else groups
    page = None
    if len(shown) == 1:
        page = screen(shown[0].finds, request, HITS_A_PAGE)
        finds = [list(page.object_list)]
    else:
        screen([], request)
        finds = [group.finds[:HITS_A_KIND] for group in shown]
    hits = iter(looking.hits([find for some in finds for find in some]))
    context = {
        "q": query,
        "search": looking,
        "kind": kind,
        "groups": groups,
        "shown": [(group, list(islice(hits, len(some)))) for group, some in zip(shown, finds, strict=True)],
        "page_obj": page,
        "total": sum(group.total for group in groups),
        "more": any(group.more for group in groups),
        "areas": []
        if overlay.partnership.is_shared
        else [(Area.OWN, overlay.partnership.area), (Area.SHARED, "Shared")],
    }
    return render(request, "portal/search.html", context)


def _one_of(choices: type[Chosen], said: str | None) -> Chosen | None:
    """The choice that was made, if it is one."""
    return next((each for each in choices if each.value == said), None)


def glossary(request: HttpRequest) -> HttpResponse:
    """Every term of the glossary that has a meaning, by the alphabet; the address of one is its slug after `#`."""
    known = sorted(terms(), key=lambda term: (term.short or term.term).lower())
    return render(request, "portal/glossary.html", {"terms": known})


def feeds(request: HttpRequest) -> HttpResponse:
    """What one can follow without giving an address: the site's feeds and calendars, and how to use them."""
    return render(request, "portal/feeds.html", {"feeds": all_feeds()})


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Is the server up, and does its database answer? 200 or 503, for the machine that watches it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "up"})


@never_cache
def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403, such as for a form that another site sends, with the site's own help contacts; plain if those cannot be had."""
    try:
        return HttpResponse(loader.render_to_string("403.html", {"trail": []}, request), status=403)
    except DatabaseError:
        return HttpResponse(loader.render_to_string("500.html"), status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404 with the site's own help contacts; plain if even those cannot be had."""
    said = str(exception) if isinstance(exception, Http404) and exception.args else ""
    context: dict[str, Any] = {"said": said if said.startswith("“") else "", "trail": []}
    try:
        return HttpResponseNotFound(loader.render_to_string("404.html", context, request))
    except DatabaseError:
        return HttpResponseNotFound(loader.render_to_string("500.html"))


def server_error(request: HttpRequest) -> HttpResponse:
    """500: a page that needs no database and still says how to get help now."""
    return HttpResponseServerError(loader.render_to_string("500.html"))
