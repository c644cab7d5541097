"""What is known of sites until someone publishes: which shared pages own ones cover, what is switched off, the menu."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from .page_types import adding_only, page_model, types_with

if TYPE_CHECKING:
    from .overlay import Overlay


def lay_over(overlays: list[Overlay]) -> None:
    """Which shared pages are hidden behind own ones, what is switched off or private, and what the menu holds.

    Two plain queries for all of them, not one nested in another: PostgreSQL without fresh statistics took over a second on that.
    """
    wanted = Q(view_restrictions__isnull=False) | Q(switched_off__site__in=[each.site for each in overlays])
    for each in overlays:
        wanted |= Q(path__startswith=each.own.path) | Q(path__startswith=each.shared.path, show_in_menus=True)
    asked = ("pk", "path", "url_path", "title", "show_in_menus", "live", "content_type")
    rows = page_model().objects.filter(wanted).order_by("path")
    found = list(rows.values_list(*asked, "view_restrictions__pk", "switched_off__site"))
    adding = adding_only()
    pages = list(dict.fromkeys(row[:5] for row in found if row[5] and row[6] not in adding))
    twins: dict[int, set[str]] = {}
    for each in overlays:
        each.private = tuple({row[1] for row in found if row[7]})
        each.switched_off = tuple({row[1] for row in found if row[8] == each.site.pk})
        if each.own != each.shared:
            mine = [url for pk, path, url, _, _ in pages if path.startswith(each.own.path) and pk != each.own.pk]
            twins[each.site.pk] = {each.shared.url_path + each.own.path_to(url)[1:] for url in mine}
    covered = set().union(*twins.values())
    columns = ("pk", "path", "url_path", "content_type")
    standing = list(page_model().objects.filter(url_path__in=covered).values_list(*columns)) if covered else []
    with_all_below = types_with("covers_below") if covered else []
    for each in overlays:
        behind = [row for row in standing if row[2] in twins.get(each.site.pk, ())]
        each.overlaid = [pk for pk, *_ in behind]
        each.switched_off += tuple(path for _, path, _, kind in behind if kind in with_all_below)
        hidden = (*each.private, *each.switched_off) or ("-",)
        home = each.own.pk if each.own != each.shared else None
        each.menu = [
            (title, root.path_to(url))
            for root in dict.fromkeys((each.shared, each.own))
            for pk, path, url, title, in_menu in pages
            if in_menu
            and pk != home
            and path.startswith(root.path)
            and pk not in each.overlaid
            and not path.startswith(hidden)
        ]
