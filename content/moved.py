"""A page whose file has moved: `moved_from` in its head names the address at which an earlier load made it."""

from portal.guards import rename
from portal.models import BasePage

from .load import Load
from .page_files import Source, key_of


def bring(load: Load, source: Source, parent: BasePage) -> None:
    """Move that page to where the file stands, under its id, once; its old address leads to it by a redirect.

    Nothing is moved where no load made a page at the old address, or where the file's own page is known already.
    Raises ContentError if another page stands at the new address.
    """
    parts = tuple(part for part in str(source.head.get("moved_from", "")).split("/") if part)
    loaded = load.known.get(key_of(source.site, parts)) if parts else None
    page = BasePage.objects.filter(pk=loaded.object_id).first() if loaded else None
    if loaded is None or page is None or source.key in load.known:
        return
    slug = source.path[-1]
    if parent.get_children().filter(slug=slug).exclude(pk=page.pk).exists():
        raise source.head.error("moved_from: another page stands at the new address already")
    page.specific.move(parent, pos="last-child")
    moved = BasePage.objects.get(pk=page.pk).specific
    if moved.slug != slug:
        rename(moved, slug)
    del load.known[loaded.key]
    loaded.key = source.key
    loaded.save()
    load.known[loaded.key] = loaded
