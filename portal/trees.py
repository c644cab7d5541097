"""The shared tree and the partnerships' own: what stands at the same path in each.

The staff side of the overlay rule. Paths tie the trees together, so whoever changes a shared page's path, or takes the page
away, changes what partnerships have built on it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db.models import Q

from .overlay import Root
from .page_types import page_model

if TYPE_CHECKING:
    from wagtail.query import PageQuerySet

    from .models import BasePage, Partnership


@dataclass(frozen=True)
class Tree:
    """One site's pages."""

    partnership: Partnership
    root: Root

    def path_of(self, page: BasePage) -> str:
        """The page's path on its site, without the first slash: `topics/fire/`; empty for the home page."""
        return page.url_path[len(self.root.url_path) :]


@dataclass(frozen=True)
class Trees:
    """All trees. `shared` is None only while no partnership is SET."""

    shared: Tree | None
    own: tuple[Tree, ...]

    @classmethod
    def now(cls) -> Trees:
        """Read from the database, in one query."""
        from .models import Partnership

        trees = [
            Tree(partnership, Root(home.pk, home.path, home.url_path))
            for partnership in Partnership.objects.select_related("site__root_page").order_by("short_name")
            for home in [partnership.site.root_page]
        ]
        shared = next((tree for tree in trees if tree.partnership.is_shared), None)
        return cls(shared, tuple(tree for tree in trees if tree is not shared))

    def shares(self, page: BasePage) -> bool:
        """Is it a shared page? SET's home page is not: every partnership has a home of its own."""
        return bool(self.shared and self.shared.root.holds(page) and page.path != self.shared.root.path)

    def owner(self, page: BasePage) -> Tree | None:
        """The partnership's tree, SET's aside, in which the page stands."""
        return next((tree for tree in self.own if tree.root.holds(page)), None)

    def own_at(self, path: str) -> PageQuerySet:
        """The partnerships' own pages and notes at exactly this path, drafts included."""
        return page_model().objects.filter(url_path__in=[tree.root.url_path + path for tree in self.own if path])

    def own_from(self, *paths: str) -> PageQuerySet:
        """The partnerships' own pages and notes at or below these paths, drafts included."""
        below = Q(pk__in=[])
        for tree in self.own:
            for path in filter(None, paths):
                below |= Q(url_path__startswith=tree.root.url_path + path)
        return page_model().objects.filter(below).order_by("path")

    def built_on(self, page: BasePage) -> list[BasePage]:
        """What partnerships have at or below a shared page's path, and so would lose their place without it."""
        return list(self.own_from(self.shared.path_of(page))) if self.shared and self.shares(page) else []

    def shared_ids(self, pages: Iterable[BasePage]) -> dict[int, int | None]:
        """For each own page, by its id, the shared page at the same path. One query."""
        paths = {page.pk: tree.path_of(page) for page in pages if (tree := self.owner(page))}
        if not self.shared or not paths:
            return dict.fromkeys(paths)
        home = self.shared.root.url_path
        wanted = page_model().objects.filter(url_path__in=[home + path for path in paths.values() if path])
        found = {url_path[len(home) :]: pk for pk, url_path in wanted.values_list("pk", "url_path")}
        return {pk: found.get(path) for pk, path in paths.items()}

    def named(self, pages: Iterable[BasePage], most: int = 6) -> str:
        """The pages in words, by partnership: `Southend: “Our pier” (/topics/pier/); Essex: …`."""
        by_partnership: dict[str, list[str]] = {}
        pages = list(pages)
        for page in pages[:most]:
            tree = self.owner(page)
            if tree:
                words = f"“{page.draft_title or page.title}” (/{tree.path_of(page)})"
                by_partnership.setdefault(tree.partnership.short_name, []).append(words)
        words = "; ".join(f"{name}: {', '.join(named)}" for name, named in by_partnership.items())
        return f"{words}; and {len(pages) - most} more" if len(pages) > most else words


def check_new_slug(page: BasePage) -> None:
    """A shared page's own counterparts follow its new slug. Raises ValidationError where one of them finds it taken."""
    stored = page_model().objects.filter(pk=page.pk).first() if page.pk else None
    if stored is None or stored.slug == page.slug:
        return
    trees = Trees.now()
    if not trees.shares(stored):
        return
    path = trees.shared.path_of(stored)
    renamed = path.removesuffix(f"{stored.slug}/") + f"{page.slug}/"
    following = [trees.owner(twin) for twin in trees.own_at(path)]
    in_the_way = [other for other in trees.own_at(renamed) if trees.owner(other) in following]
    if in_the_way:
        raise ValidationError(
            {
                "slug": f"Partnerships have their own page in place of this one, and it would follow to /{renamed}, where "
                f"another of their pages stands. {trees.named(in_the_way)}. Choose another slug, or ask them to rename."
            }
        )
