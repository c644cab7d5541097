"""The portal's own views: search, health, and the answers to addresses and servers gone wrong."""

from typing import Any

from django.core.paginator import InvalidPage, Paginator
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError, JsonResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.cache import never_cache

from .audiences import Audience
from .overlay import Overlay
from .search import Search

HITS_A_PAGE = 10


def search(request: HttpRequest) -> HttpResponse:
    """Search of the site being read. `q` what is looked for, `audience` one of the three, `page` a page of hits."""
    query = request.GET.get("q", "").replace("\0", "").strip()
    chosen = request.GET.get("audience", "")
    audience = Audience(chosen) if chosen in Audience.values else None
    looking = Search(Overlay.of(request), query, audience)
    paginator = Paginator(looking.found, HITS_A_PAGE)
    try:
        page = paginator.page(request.GET.get("page", 1))
    except InvalidPage as error:
        raise Http404("There is no such page of search results.") from error
    context = {
        "q": query,
        "audience": audience.value if audience else "",
        "results": looking.hits(list(page.object_list)),
        "page_obj": page,
        "total": paginator.count,
        "message": "" if looking.words else "Type a word or two to search for.",
    }
    return render(request, "portal/search.html", context)


@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """Is the server up, and does its database answer? 200 or 503, for the machine that watches it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "down"}, status=503)
    return JsonResponse({"database": "up"})


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
